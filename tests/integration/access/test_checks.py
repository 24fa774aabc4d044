"""Whatever does not say who may see it keeps the program from starting: each omission planted, each refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core import checks as django_checks
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from goldenthread.boards.models import Agency, Group
from goldenthread.core.access import Act, checks, matrix, needs
from goldenthread.core.access.guards import Guard, guards
from goldenthread.core.access.matrix import ThirdParty
from goldenthread.core.marks import public, signed_in
from goldenthread.plans.models import BoardRisk


def of(errors: Any) -> list[str]:
    return [one.id for one in errors]


def page(request: HttpRequest, **_: Any) -> HttpResponse:
    return HttpResponse("a page")


def fresh() -> Callable[..., HttpResponse]:
    """A page of its own, to be marked."""

    def show(request: HttpRequest, **_: Any) -> HttpResponse:
        return HttpResponse("a page")

    return show


def addresses(*patterns: Any) -> list[str]:
    return of(checks.of_addresses(checks.addresses(patterns)))


def row(name: str, **changed: Any) -> matrix.Guarded:
    return replace(matrix.objects()[name], **changed)


def test_nothing_is_left_out_today():
    assert [one.msg for one in checks.left_out()] == []


def test_a_kind_of_record_without_a_guard_is_refused(monkeypatch: pytest.MonkeyPatch):
    from goldenthread.core.access import guards as declared

    monkeypatch.delitem(declared._guards, BoardRisk)

    assert of(checks.of_models([BoardRisk, Agency])) == ["goldenthread.E003"]


def test_a_guarded_kind_that_is_listed_as_belonging_to_no_board_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(matrix, "installation", lambda: {"plans.BoardRisk": "Nobody minds."})

    assert of(checks.of_models([BoardRisk, Agency])) == ["goldenthread.E004"]


def test_a_guard_that_names_no_row_is_refused():
    assert of(checks.of_guards([Guard(BoardRisk, "biscuits", "board_id")])) == ["goldenthread.E005"]


@pytest.mark.parametrize(
    "paths",
    [
        {"board": "bord_id"},
        {"own": "agency_id"},
        {"group": "board__groups"},  # leads to many
        {"case": "board_id__pk"},  # a column leads no further
        {"self": "pk__user_id"},
        {"draft": {"state": "open"}},
    ],
)
def test_a_guard_whose_path_leads_nowhere_is_refused(paths: dict[str, Any]):
    guard = Guard(BoardRisk, "risk_register", **{"board": "board_id", **paths})  # type: ignore[arg-type]

    assert of(checks.of_guards([guard])) == ["goldenthread.E006"]


@pytest.mark.parametrize(
    "way", ["pk", "id", "board_id", "board", "board__pk", "part_of__board_id", "part_of__part_of_id"]
)
def test_a_path_that_leads_to_one_thing_is_taken(way: str):
    assert checks.leads_somewhere(Agency, way)


def test_a_sealed_row_that_is_given_wholesale_is_refused():
    loose = row("sealed_items", grants={**matrix.objects()["sealed_items"].grants, "chair": matrix.cell("R@case", "")})

    assert of(checks.of_matrix([loose])) == ["goldenthread.E001"]


@pytest.mark.parametrize("role", ["administrator", "editor"])
@pytest.mark.parametrize("name", ["risk_register", "reviews"])
def test_the_boards_own_given_to_a_keeper_of_the_machine_or_the_web_is_refused(name: str, role: str):
    from goldenthread.core.access import Role

    assert of(checks.of_matrix([row(name, grants={Role(role): matrix.cell("R@all", "")})])) == ["goldenthread.E002"]


def test_an_address_without_a_mark_is_refused():
    assert addresses(path("somewhere/", page)) == ["goldenthread.E008"]


def test_an_address_deep_below_others_is_found():
    below = include(([path("c/", page), path("d/", public(fresh()))], "below"))

    assert addresses(path("a/", include([path("b/", below)]))) == ["goldenthread.E008"]


def test_a_page_of_a_board_that_asks_only_for_signing_in_is_refused():
    assert addresses(path("board/<slug:board>/x/", signed_in(fresh()))) == ["goldenthread.E009"]


def test_a_page_that_needs_a_row_there_is_not_is_refused():
    assert addresses(path("board/<slug:board>/x/", needs("biscuits", get=Act.READ)(page))) == ["goldenthread.E010"]


def test_a_page_that_nobody_could_open_is_refused():
    assert addresses(path("board/<slug:board>/x/", needs("money")(page))) == ["goldenthread.E011"]


def test_a_page_of_a_board_whose_address_names_none_is_refused():
    assert addresses(path("x/", needs("money", get=Act.READ)(page))) == ["goldenthread.E012"]


@pytest.mark.parametrize(("mark", "reason"), [("", "It is safe."), ("anybody", "It is safe."), ("public", " ")])
def test_a_librarys_page_listed_without_mark_or_reason_is_refused(
    monkeypatch: pytest.MonkeyPatch, mark: str, reason: str
):
    monkeypatch.setattr(matrix, "third_party", lambda: (ThirdParty("theirs/", mark, reason),))

    assert addresses(path("theirs/", page)) == ["goldenthread.E007"]


def test_what_is_said_well_is_taken(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(matrix, "third_party", lambda: (ThirdParty("theirs/", "public", "It shows no record."),))

    assert (
        addresses(
            path("theirs/", page),
            path("a/", public(fresh())),
            path("b/", signed_in(fresh())),
            path("board/<slug:board>/c/", needs("money", get=Act.READ, post=Act.EDIT)(page)),
            path("board/<slug:board>/d/", needs(None, get=Act.READ)(page)),
        )
        == []
    )


def test_django_runs_the_checks_before_anything_else(monkeypatch: pytest.MonkeyPatch):
    from goldenthread.core.access import guards as declared

    assert of(one for one in django_checks.run_checks() if str(one.id).startswith("goldenthread.E")) == []

    monkeypatch.delitem(declared._guards, Group)

    assert "goldenthread.E003" in of(django_checks.run_checks())


def test_a_server_does_not_start_while_something_is_left_out(monkeypatch: pytest.MonkeyPatch):
    from goldenthread.core.access import guards as declared

    checks.stop_if_left_out()
    monkeypatch.delitem(declared._guards, Group)

    with pytest.raises(checks.LeftOut, match=r"boards\.Group"):
        checks.stop_if_left_out()


def test_every_guard_there_is_leads_somewhere():
    assert of(checks.of_guards(guards().values())) == []

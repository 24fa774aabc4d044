"""The pages of a case beside each other: those opened often in sight, the others behind “more”, the open one always in sight."""

from __future__ import annotations

import re

import pytest

from tests.integration.cases.conftest import Around

BESIDE = re.compile(r'<nav class="gt-beside".*?</nav>', re.DOTALL)
LINK = re.compile(r'<a href="([^"]+)"( aria-current="true")?>')


def beside(around: Around, page: str, who: str = "manager") -> tuple[list[str], list[str], list[str]]:
    """What stands by itself, what stands behind “more”, and what is marked as open; each by its address in the case."""
    client = around.client(who)
    client.post(f"{around.inside}why/", {"purpose": "review"})
    found = BESIDE.search(client.get(f"{around.inside}{page}").content.decode())
    assert found
    plain, _, more = found[0].partition("<details>")
    here = [address for address, is_here in LINK.findall(found[0]) if is_here]
    told = ([address for address, _ in LINK.findall(part)] for part in (plain, more))
    first, rest, marked = ([one.removeprefix(around.inside) for one in part] for part in (*told, here))
    return first, rest, marked


@pytest.mark.parametrize("page", ["review/stands/", "case-people/", "named/", "scans/", "log/"])
def test_every_page_is_there_once_and_the_open_one_is_marked_and_in_sight(around: Around, page: str):
    first, rest, marked = beside(around, page)

    assert marked == [page]
    assert page in first
    assert len(first) <= 5
    assert len(rest) >= 8
    assert len({*first, *rest}) == len(first) + len(rest)


def test_the_same_pages_are_offered_wherever_one_is(around: Around):
    everywhere = [set(first) | set(rest) for first, rest, _ in (beside(around, one) for one in ("named/", "scans/"))]

    assert everywhere[0] == everywhere[1]


def test_whoever_finds_few_pages_finds_them_all_in_sight(around: Around):
    first, rest, _ = beside(around, "named/", "lead")

    assert "named/" in first
    assert rest == [] or len(first) + len(rest) > 7

"""Drafts: kept, built, taken away, compared with what moved between them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board, ContextFact
from goldenthread.core.access import Role
from goldenthread.core.periods import Period
from goldenthread.figures import differences
from goldenthread.figures.models import PublishedRelease
from goldenthread.figures.store import save_release
from goldenthread.money.models import Contribution
from goldenthread.reports import keeping, writing
from goldenthread.reports.models import BuiltFile, Draft, Report, Section
from goldenthread.trail import operations as trail
from goldenthread.trail.models import Entry
from tests.factories import people, releases
from tests.factories.report_writing import SYSTEM, SignIn

ONE = "/board/example/reports/2023-24/"


def page(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_draft_keeps_words_figures_and_their_definitions(
    report: Report, section: Section, manager: User, sign_in: SignIn
):
    Section.objects.filter(pk=section.pk).update(text="There were [[concerns.received]].")

    sign_in(manager).post(f"{ONE}drafts/", {"why": "For the Board in June"})

    draft = Draft.objects.get()
    report.refresh_from_db()
    assert (draft.number, draft.why, draft.kept_by, report.version) == (1, "For the Board in June", manager.name, "0.1")
    assert draft.sections[0]["text"] == "There were [[concerns.received]]."
    assert draft.used == ["concerns.received"]
    assert draft.figures["concerns.received"]["value"] == "42"
    assert re.fullmatch(r"\d+", draft.figures["concerns.received"]["version"])
    assert draft.sha256 == PublishedRelease.objects.get().sha256


def test_a_member_keeps_no_draft_and_builds_nothing(report: Report, member: User, officer: User, sign_in: SignIn):
    assert sign_in(member).post(f"{ONE}drafts/").status_code == 403
    assert sign_in(officer).post(f"{ONE}drafts/build/", {"formats": ["html"]}).status_code == 403
    assert Draft.objects.count() == 0


def built(client: Any, *formats: str) -> BuiltFile:
    answer = client.post(f"{ONE}drafts/build/", {"formats": formats, "why": ""})
    assert answer.status_code == 302, page(answer)
    return BuiltFile.objects.get(form=formats[0])


def test_a_built_file_is_marked_as_a_draft_and_taken_away(report: Report, manager: User, sign_in: SignIn):
    here = sign_in(manager)

    file = built(here, "html")
    answer = here.get(f"{ONE}files/{file.pk}/")

    made = b"".join(answer.streaming_content)
    assert b"Draft, not for publication" in made
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="example-annual-report-2023-24-draft-1.html"'
    )
    assert hashlib.sha256(made).hexdigest() == file.sha256
    assert Entry.objects.filter(verb="take a draft away", by_user_id=manager.pk).count() == 1
    assert f'seal <span class="gt-mono">{file.sha256[:12]}' in page(here.get(f"{ONE}drafts/"))


def test_only_those_who_may_export_take_a_file_away(report: Report, manager: User, chair: User, sign_in: SignIn):
    file = built(sign_in(manager), "html")
    elsewhere = people.board("elsewhere")
    stranger = people.person("sol@people.example", board=elsewhere, role=Role.BOARD_MANAGER)

    assert sign_in(chair).get(f"{ONE}files/{file.pk}/").status_code == 403
    assert sign_in(stranger).get(f"{ONE}files/{file.pk}/").status_code == 404
    assert sign_in(stranger).get(f"/board/elsewhere/reports/2023-24/files/{file.pk}/").status_code == 404


def test_a_file_that_was_changed_since_is_not_given_out(report: Report, manager: User, sign_in: SignIn):
    file = built(sign_in(manager), "html")
    keeping.path_of(file).write_text("other")

    assert sign_in(manager).get(f"{ONE}files/{file.pk}/").status_code == 409


def test_a_draft_with_a_loose_number_is_not_built_and_says_where(
    report: Report, section: Section, manager: User, sign_in: SignIn
):
    Section.objects.filter(pk=section.pk).update(text="There were 34.")
    here = sign_in(manager)

    answer = here.post(f"{ONE}drafts/build/", {"formats": ["html"]}, follow=True)

    assert "Put these right first: Summary (one number is not bound)." in page(answer)
    assert Report.objects.get().drafts.count() == 0
    assert BuiltFile.objects.count() == 0


def test_the_same_words_and_figures_are_one_draft(report: Report, manager: User, sign_in: SignIn):
    here = sign_in(manager)
    built(here, "html")

    here.post(f"{ONE}drafts/build/", {"formats": ["docx"]})

    assert [(one.number, one.files.count()) for one in Draft.objects.all()] == [(1, 2)]


def test_no_format_chosen_is_said(report: Report, manager: User, sign_in: SignIn):
    answer = sign_in(manager).post(f"{ONE}drafts/build/", {})

    assert answer.status_code == 422
    assert "Choose at least one kind of file" in page(answer)


def test_nothing_changed_says_so(report: Report, manager: User, sign_in: SignIn):
    here = sign_in(manager)
    for _ in range(2):
        here.post(f"{ONE}drafts/")

    said = page(here.get(f"{ONE}drafts/differences/"))

    assert "From draft 1 to draft 2" in said
    assert "Nothing differs: the same words, and the same figures." in said


def test_words_that_changed_are_shown_word_by_word(report: Report, section: Section, manager: User, sign_in: SignIn):
    here = sign_in(manager)
    here.post(f"{ONE}drafts/")
    Section.objects.filter(pk=section.pk).update(text="None last year.")
    here.post(f"{ONE}drafts/")

    said = page(here.get(f"{ONE}drafts/differences/?from=1&to=2"))

    assert "No figure moved" not in said
    assert "(gone: </span>this<" in said
    assert "(new: </span>last<" in said


@pytest.mark.parametrize("asked", ["?from=1&to=9", "?from=x", "?from=99999999999999"])
def test_drafts_that_are_not_there_are_not_compared(report: Report, manager: User, sign_in: SignIn, asked: str):
    assert sign_in(manager).get(f"{ONE}drafts/differences/{asked}").status_code == 200


def unreleased(board: Board) -> Report:
    """A report of a year whose figures are not released: they are as they are today."""
    agency = people.agency(board)
    Contribution.objects.create(board=board, agency=agency, period="2024-25", pence=100_000)
    text = "We had [[money.income]], of which [[money.income_by_partner:police]]. We met [[board.meetings]] times."
    sections = [
        Section(slug="money", order=1, number=1, title="Money", owner="Treasurer", text=text, limbs=list("abcdefg"))
    ]
    return writing.begin(board=board, period=Period(2024), sections=sections, dated_on=date(2025, 9, 1), by=SYSTEM)


def moved(client: Any) -> str:
    return page(client.get("/board/example/reports/2024-25/drafts/differences/"))


@pytest.mark.capability("S1")
def test_a_changed_record_moves_exactly_the_figures_that_read_it_and_is_named(
    board: Board, manager: User, sign_in: SignIn
):
    report = unreleased(board)
    keeping.keep(report=report, by=SYSTEM)
    trail.change(Contribution.objects.get(), {"pence": 120_000}, by=SYSTEM)
    keeping.keep(report=report, by=SYSTEM)
    here = sign_in(manager)

    one, two = reversed(Draft.objects.all())
    found = differences.between(keeping.side_of(one), keeping.side_of(two))
    said = moved(here)

    readers = {figure_id for figure_id in one.figures if "contributions" in differences.columns_read(figure_id)}
    assert {each.figure_id for each in found} == {"money.income", "money.income_by_partner"} <= readers
    assert [cause.words for cause in found[0].causes] == ["Contributions: 1 changed."]
    assert found[0].steps[0] == differences.Step("Value", "£1,000", "£1,200")
    assert "Contributions: 1 changed." in said
    assert "Changed: police / 2024-04-01" in said


def test_a_record_that_came_is_named(board: Board, manager: User, sign_in: SignIn):
    report = unreleased(board)
    keeping.keep(report=report, by=SYSTEM)
    council = people.agency(board, "council")
    trail.add(Contribution(board=board, agency=council, period="2024-25", pence=5_000), by=SYSTEM)
    keeping.keep(report=report, by=SYSTEM)

    said = moved(sign_in(manager))

    assert "Contributions: 1 added." in said
    assert "Added: council / 2024-04-01" in said


def test_records_are_not_named_to_those_who_may_not_read_them_all(board: Board, sign_in: SignIn):
    editor = people.person("eli.editor@people.example", board=board, role=Role.EDITOR)
    report = unreleased(board)
    keeping.keep(report=report, by=SYSTEM)
    trail.change(Contribution.objects.get(), {"pence": 120_000}, by=SYSTEM)
    keeping.keep(report=report, by=SYSTEM)

    said = moved(sign_in(editor))

    assert "Contributions: 1 changed." in said
    assert "police / 2024-04-01" not in said


def test_a_record_that_no_figure_reads_moves_nothing(board: Board, manager: User, sign_in: SignIn):
    report = unreleased(board)
    keeping.keep(report=report, by=SYSTEM)
    fact = {"code": "trees", "heading": "Trees", "statement": "Trees in the park", "value": 3, "unit": "count"}
    ContextFact.objects.create(board=board, **fact, as_of="2024", source="A walk")
    keeping.keep(report=report, by=SYSTEM)

    one, two = reversed(Draft.objects.all())

    assert one.sha256 != two.sha256
    assert [each.figure_id for each in differences.between(keeping.side_of(one), keeping.side_of(two))] == [
        "context.facts"
    ]


def test_a_changed_definition_is_named_as_a_rule(report: Report, section: Section, manager: User, sign_in: SignIn):
    Section.objects.filter(pk=section.pk).update(text="There were [[concerns.received]].")
    here = sign_in(manager)
    here.post(f"{ONE}drafts/")
    release = releases.small()
    figure = release.figures["concerns.received"]
    counted_anew = replace(
        figure, definition=replace(figure.definition, version="9"), value=replace(figure.value, value=41)
    )
    figures = {**release.figures, "concerns.received": counted_anew}
    save_release(replace(release, figures=figures), board=report.board, by=SYSTEM)
    here.post(f"{ONE}drafts/")

    said = page(here.get(f"{ONE}drafts/differences/"))

    assert "1 figure moved" in said
    assert re.search(r"Its definition changed from version \d+ to 9\.", said)
    assert "was </span>42</del>" in said
    assert "is now </span>41</ins>" in said


def test_data_that_are_gone_are_said_to_be_gone(board: Board, tmp_path: Path):
    report = unreleased(board)
    first = keeping.keep(report=report, by=SYSTEM)
    trail.change(Contribution.objects.get(), {"pence": 120_000}, by=SYSTEM)
    second = keeping.keep(report=report, by=SYSTEM)
    side = replace(keeping.side_of(first), folder=tmp_path / "nowhere")

    found = differences.between(side, keeping.side_of(second))

    assert {cause.kind for each in found for cause in each.causes} == {"unknown"}

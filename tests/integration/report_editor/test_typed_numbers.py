"""Numbers typed into prose that tell of a withheld count: refused in a draft, and known to the audit afterwards."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from goldenthread.accounts.models import User
from goldenthread.figures.disclosure_audit.facts import Count, told
from goldenthread.figures.published import PublishedNumber, PublishedRow, Release
from goldenthread.reports import drafting, keeping, publication
from goldenthread.reports.models import Draft, Proposal, Report, Section
from goldenthread.reports.typed_numbers import typed
from tests.factories import records, releases
from tests.factories.report_writing import actor

C = PublishedNumber(None, "c")
FIGURE = "enquiries.by_abuse_type"


def release() -> Release:
    """Forty concerns; enquiries about modern slavery are withheld, and about neglect are not."""
    made = releases.small()
    rows = tuple(
        PublishedRow(key, label, number, PublishedNumber(40), C)
        for key, label, number in (
            ("modern_slavery", "Modern slavery", C),
            ("neglect", "Neglect", PublishedNumber(20)),
        )
    )
    return replace(made, figures={**made.figures, FIGURE: replace(made.figures[FIGURE], rows=rows)})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Three enquiries were about modern slavery.", [("Three", 3, 1)]),
        ("Much came.\n\nOf our enquiries, modern slavery was in four.", [("four", 4, 3)]),
        ("[quote: We had 2 enquiries of modern slavery.]", [("2", 2, 1)]),
        ("Three enquiries were about neglect.", []),
        ("Modern slavery is hard to see. Three enquiries were about neglect.", []),
        ("Three partners spoke about modern slavery.", []),
        ("Enquiries about modern slavery took three months.", []),
        ("Enquiries into modern slavery rose [time: since 2020], to [[enquiries.started]].", []),
        ("Enquiries about modern slavery were few.", []),
    ],
)
def test_a_number_beside_the_name_of_a_withheld_row_tells_it(text: str, found: list[tuple[str, int, int]]):
    assert [(one.said, one.value, one.line) for one in typed(text, release())] == found


@pytest.mark.django_db
def test_a_draft_refuses_it_and_says_what_to_do(report: Report, section: Section):
    section.text = "Three enquiries were about modern slavery."
    section.save()

    faults = drafting.read(report, release()).faults[section.slug]

    assert "“Three” beside “Modern slavery” tells a number that is withheld. Take the number out." in [
        one.words for one in faults
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Report.Status.PUBLISHED, Report.Status.DRAFT])
def test_what_a_published_report_says_is_known_to_the_audit(report: Report, section: Section, status: Report.Status):
    """The release of the conftest withholds concerns of self-neglect."""
    Report.objects.filter(pk=report.pk).update(status=status)
    kept = report.board.releases.get()
    title = kept.contents["figures"]["concerns.self_neglect"]["definition"]["title"]
    section.text = f"Two: {title}."
    section.save()

    found = list(told(report.board_id, frozenset({report.period})))

    where = f"the report of {report.period}, “{section.title}”"
    said = Count(report.period, "concerns.self_neglect", "", 2, 2, where)
    assert found == ([said] if status == Report.Status.PUBLISHED else [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("outcome", "is_known"),
    [(Proposal.Outcome.AGREED, True), (Proposal.Outcome.TAKEN_BACK, False), (Proposal.Outcome.OPEN, False)],
)
def test_what_was_once_public_stays_known_when_the_report_is_withdrawn_and_rewritten(
    report: Report, section: Section, outcome: Proposal.Outcome, is_known: bool
):
    kept = report.board.releases.get()
    title = kept.contents["figures"]["concerns.self_neglect"]["definition"]["title"]
    words = {"slug": section.slug, "title": section.title, "finding": "", "text": f"Two: {title}."}
    draft = records.make(Draft, report.board, report=report, sections=[words])
    records.make(Proposal, report.board, draft=draft, outcome=outcome, settled_by_id=uuid4())

    found = [one.figure for one in told(report.board_id, frozenset({report.period}))]

    assert found == (["concerns.self_neglect"] if is_known else [])


@pytest.mark.django_db
def test_a_report_published_without_a_proposal_stays_known_when_it_is_withdrawn_and_rewritten(
    report: Report, section: Section, manager: User
):
    kept = report.board.releases.get()
    title = kept.contents["figures"]["concerns.self_neglect"]["definition"]["title"]
    Report.objects.filter(pk=report.pk).update(status=Report.Status.PUBLISHED)
    section.text = f"Two: {title}."
    section.save()

    publication.withdraw(report=report, why="A word was wrong.", by=actor(manager))
    section.refresh_from_db()
    section.text = "Nothing is said of it."
    section.save()

    found = list(told(report.board_id, frozenset({report.period})))
    assert [(one.figure, one.low, one.high) for one in found if isinstance(one, Count)] == [
        ("concerns.self_neglect", 2, 2)
    ]
    assert Draft.objects.filter(was_public=True).count() == 1


@pytest.mark.django_db
def test_what_was_agreed_to_and_withdrawn_unchanged_is_kept_once(report: Report, section: Section, manager: User):
    draft = records.make(Draft, report.board, report=report, sections=keeping.words_of(report))
    records.make(Proposal, report.board, draft=draft, outcome=Proposal.Outcome.AGREED, settled_by_id=uuid4())
    Report.objects.filter(pk=report.pk).update(status=Report.Status.PUBLISHED)

    publication.withdraw(report=report, why="A word was wrong.", by=actor(manager))

    assert not Draft.objects.filter(was_public=True).exists()

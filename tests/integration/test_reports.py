"""Writing, gathering and publishing a report."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.boards.models import Board
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.periods import Period
from goldenthread.figures.store import from_json, save_release, to_json
from goldenthread.publishing import published
from goldenthread.reports import gather, operations, standalone
from goldenthread.reports.document import Chart, Paragraph, Table
from goldenthread.reports.glossary import Expander
from goldenthread.reports.models import Report
from goldenthread.reports.operations import WrittenSection
from tests.factories import releases

pytestmark = pytest.mark.django_db
MANAGER = Actor.person("Sam Example, business manager")


@pytest.fixture
def board() -> Board:
    found = Board.objects.create(slug="example", name="Example Board", short_name="EB", area="Example", authority="X")
    save_release(releases.small(), board=found, by=MANAGER)
    return found


def section(slug: str, text: str, *, limbs: tuple[str, ...] = (), number: int = 1) -> WrittenSection:
    return WrittenSection(slug, slug.capitalize(), number, "What is so.", "Business manager", limbs, text)


def written(board: Board, *sections: WrittenSection) -> Report:
    return operations.create(
        board=board, period=Period(2023), sections=sections, version="0.1", dated_on=date(2024, 9, 1), by=MANAGER
    )


@pytest.mark.capability("S2", "S156", "S179", "S186")
def test_charts_and_tables_are_numbered_and_references_find_them(board: Board):
    report = written(
        board,
        section("first", "{{chart concerns.by_source}}\n\nSee [table: concerns.by_decision] in [section: second]."),
        section("second", "{{table concerns.by_decision}}\n\n{{chart concerns.by_month}}", number=2),
    )

    document = gather.document(report)

    first, second = document.sections
    numbers = [b.number for s in (first, second) for b in s.blocks if isinstance(b, Chart)]
    tables = [b.number for b in second.blocks if isinstance(b, Table)]
    reference = next(b for b in first.blocks if isinstance(b, Paragraph))
    assert (numbers, tables) == ([1, 2], [1])
    assert "".join(one.text for one in reference.inlines) == "See Table 1 in section 2."


def test_a_reference_that_points_nowhere_stops_the_build(board: Board):
    report = written(board, section("first", "See [chart: concerns.by_month]."))

    with pytest.raises(Refused, match="points at nothing in this report"):
        gather.document(report)


@pytest.mark.capability("S178")
def test_an_abbreviation_is_expanded_where_it_is_first_used_and_listed(board: Board):
    document = gather.document(written(board, section("first", "The ICB and the police. The ICB again.")))

    html = standalone.render(document)

    assert html.count("integrated care board (<abbr>ICB</abbr>)") == 1
    assert ("ICB", "integrated care board") in document.glossary


def test_the_expander_knows_only_what_was_used():
    assert "ICB" not in dict(Expander().listed())


@pytest.mark.capability("S1")
def test_a_draft_says_so_on_its_cover_and_in_its_foot(board: Board):
    html = standalone.render(gather.document(written(board, section("first", "Words."))))

    assert "Draft, not for publication" in html
    assert "version 0.1, draft, not for publication" in html


def test_the_public_sees_no_draft(board: Board):
    written(board, section("first", "Words."))

    assert published.latest_report() is None


@pytest.mark.capability("S177")
def test_a_report_that_leaves_out_a_limb_is_not_published(board: Board):
    report = written(board, section("first", "Words.", limbs=("a", "b", "c", "d", "e", "f")))

    with pytest.raises(NotPossibleNow, match=r"\(g\) Findings we decided not to act on"):
        operations.publish(report=report, by=MANAGER)

    report.refresh_from_db()
    assert report.status == Report.Status.DRAFT


def test_a_section_without_a_word_answers_nothing(board: Board):
    report = written(board, section("first", "", limbs=tuple("abcdefg")))

    with pytest.raises(NotPossibleNow):
        operations.publish(report=report, by=MANAGER)


def test_a_whole_report_is_published_and_seen(board: Board):
    report = written(board, section("first", "None this year.", limbs=tuple("abcdefg")))

    operations.publish(report=report, by=MANAGER)

    assert published.latest_report() == report


def test_a_release_reads_back_as_it_was_kept():
    release = releases.small()

    assert from_json(to_json(release)) == release

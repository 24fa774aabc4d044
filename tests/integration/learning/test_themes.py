"""One theme across the rooms, and what the report tells of it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.asks.models import Ask
from goldenthread.boards.beginning import shipped_themes
from goldenthread.boards.themes import Theme
from goldenthread.core.actors import Actor
from goldenthread.core.periods import Period
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.store import save_release
from goldenthread.learning.models import Evidence, Finding, Recommendation, Source, ThemeAssurance, Verdict
from goldenthread.meetings.challenges import Challenge
from goldenthread.plans.models import BoardRisk, Deliverable
from goldenthread.reports import records as printed
from goldenthread.reviews.models import Review
from tests.factories import people, records
from tests.factories.releases import small
from tests.integration.learning.conftest import Room

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.fixture
def theme(room: Room) -> Theme:
    theme: Theme = records.make(Theme, room.board, name="Self-neglect")
    room.asked.themes.add(theme)
    records.make(Finding, room.board, source=room.source, text="Nobody asked.").themes.add(theme)
    later = records.make(Source, room.board, title="Audit of records", kind="audit", ended_on=date(2024, 5, 1))
    later.themes.add(theme)
    return theme


@pytest.mark.capability("S72", "S18")
def test_a_theme_is_read_across_the_rooms(room: Room, theme: Theme):
    records.make(BoardRisk, room.board, title="Too few see it").themes.add(theme)
    records.make(Challenge, room.board, theme=theme)

    page = room.client("board_manager").get(f"/board/ours/themes/{theme.pk}/").content.decode()

    for words in (
        "Nobody asked.",
        "Ask the adult first",
        room.action.text,
        "Audit of records",
        "Too few see it",
        "Challenge",
    ):
        assert words in page, words
    assert "It came up in two sources of learning, over two years." in page


@pytest.mark.capability("S72")
def test_what_was_asked_and_done_counts_asks_and_the_plan_and_a_view_not_judged_proves_nothing(
    room: Room, theme: Theme
):
    room.asked.themes.clear()
    records.make(Ask, room.board, title="How is self-neglect recognised?", theme=theme)
    records.make(Deliverable, room.board, title="One guidance for all").themes.add(theme)
    records.make(ThemeAssurance, room.board, theme=theme, judgement="", still_needed="Numbers by ward")

    page = room.client("board_manager").get(f"/board/ours/themes/{theme.pk}/").content.decode()
    done = page[page.index('<h2 id="part-done">') : page.index('<h2 id="part-proved">')]
    proved = page[page.index('<h2 id="part-proved">') : page.index('<h2 id="part-elsewhere">')]

    assert "How is self-neglect recognised?" in done
    assert "One guidance for all" in done
    assert page.count("One guidance for all") == 1
    assert "Not judged yet" not in proved


@pytest.mark.capability("S18", "S72")
def test_the_figures_of_a_theme_stand_on_its_page_year_by_year_with_the_way_along_their_thread(
    room: Room, theme: Theme
):
    about = records.make(Theme, room.board, slug="concerns-and-enquiries", name="Raising concerns")
    release = small()
    save_release(release, board=room.board, by=Actor.system("a test"))

    page = room.client("board_manager").get(f"/board/ours/themes/{about.pk}/").content.decode()

    assert "What figures say" in page
    assert f'<th scope="col" class="govuk-table__header--numeric">{release.period}</th>' in page
    assert f'href="/board/ours/figures/concerns.received/?year={release.period}"' in page
    assert (
        "What figures say" not in room.client("board_manager").get(f"/board/ours/themes/{theme.pk}/").content.decode()
    )


def test_every_figure_said_to_speak_of_a_theme_is_defined():
    named = {name.partition("#")[0] for said in shipped_themes() for name in said.get("figures", ())}

    assert named
    assert named <= set(all_definitions())


def test_a_source_that_names_a_theme_often_counts_once_a_year(room: Room, theme: Theme):
    page = room.client("board_manager").get("/board/ours/themes/over-years/").content.decode()

    row = page[page.index("<tbody>") :].split("</tr>")[0]
    counts = [cell.split("</span>")[0] for cell in row.split("<span>")[1:]]
    assert counts == ["1", "1", "2"]


def test_a_theme_tells_nothing_of_what_somebody_may_not_see(room: Room, theme: Theme):
    review = records.make(Review, room.board, source=room.source, is_published=True)
    reviewer = people.person("reviewer@ours.example", board=room.board, role="chair")
    client = people.signed_in(type(room.client("chair"))(), reviewer)
    assert "Nobody asked." in client.get(f"/board/ours/themes/{theme.pk}/").content.decode()

    people.stands_aside(reviewer, review)

    page = client.get(f"/board/ours/themes/{theme.pk}/").content.decode()
    assert "Nobody asked." not in page
    assert "Ask the adult first" not in page
    assert "Audit of records" in page


def test_what_was_asked_before_is_shown_beside_what_is_asked_now(room: Room, theme: Theme):
    earlier = records.make(Source, room.board, title="Abdullah", ended_on=date(2020, 4, 1))
    records.make(Recommendation, room.board, source=earlier, number="7", text="See it sooner").themes.add(theme)

    page = room.client("board_manager").get(f"/board/ours/recommendations/{room.asked.pk}/").content.decode()

    assert "Asked before on the same themes" in page
    assert "Abdullah, 7" in page


def test_queries_of_a_theme_do_not_grow_with_what_carries_it(room: Room, theme: Theme):
    records.make(BoardRisk, room.board, title="The first").themes.add(theme)
    client = room.client("board_manager")
    client.get(f"/board/ours/themes/{theme.pk}/")

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(f"/board/ours/themes/{theme.pk}/")
        return len(found)

    before = asked()
    for number in range(5):
        records.make(Finding, room.board, source=room.source, text=f"Found {number}").themes.add(theme)
        records.make(BoardRisk, room.board, title=f"Risk {number}").themes.add(theme)
    assert asked() == before


@pytest.mark.capability("S69", "S73", "S75")
def test_the_report_tells_evaluation_days_and_leaves_out_what_is_made_up(room: Room, theme: Theme):
    day = records.make(ThemeAssurance, room.board, theme=theme, shown_by="More concerns are raised.").day
    assert day is None
    view = ThemeAssurance.objects.get()
    view.day = room.board.evaluation_days.create(title="Evaluation day", held_on=date(2023, 11, 1))
    view.save()
    view.steps.create(text="Share the tool.")

    told = str(printed.blocks(room.board, Period(2023), "evaluation_days"))
    view.is_synthetic = True
    view.save()
    without = str(printed.blocks(room.board, Period(2023), "evaluation_days"))

    assert "More concerns are raised." in told
    assert "Share the tool." in told
    assert "More concerns are raised." not in without
    assert "No evaluation day" in str(printed.blocks(room.board, Period(2022), "evaluation_days"))


@pytest.mark.capability("S84", "S91", "S141", "S146")
def test_the_report_tells_what_was_done_how_it_is_shown_and_what_changed(room: Room):
    Recommendation.objects.update(worked_on_in="2023-24", response="Every team was told.", status="implemented")
    other = records.make(Source, room.board, title="Audit", kind="audit")
    room.asked.also_from.add(other)
    records.make(Evidence, room.board, action=room.action, kind="audit", state="accepted", checked_by="Ada",
                 checked_at=records.AT)  # fmt: skip
    of = records.make(Verdict, room.board).measure
    of.recommendation = room.asked
    of.save()
    Verdict.objects.update(given_on=date(2024, 3, 31))

    told = str(printed.blocks(room.board, Period(2023), "review_recommendations"))

    for words in (
        "3a",
        "Ask the adult first",
        "Every team was told.",
        "How we know: measured.",
        "Measured again: improved.",
    ):
        assert words in told
    assert "Ask the adult first" in str(printed.blocks(room.board, Period(2023), f"recommendations:{other.slug}"))
    assert "None this year" in str(printed.blocks(room.board, Period(2023), "not_implementing"))

"""What stands before publication, and that it takes two people."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from goldenthread.cases.models import CasePerson
from goldenthread.core import clock
from goldenthread.core.access import Role
from goldenthread.learning.models import Finding, Recommendation
from goldenthread.reviews import pseudonyms
from goldenthread.reviews.briefing_headings import HEADINGS
from goldenthread.reviews.models import Briefing, Gate, Publication
from goldenthread.trail.models import Entry
from tests.factories.reviewing import room, sent
from tests.integration.running_reviews.test_from_beginning_to_end import (
    REPORT,
    ask_to_publish,
    decide,
    settle_gates,
    signed_off,
)

PARTS = {f"part-{place}": f"Words on {heading.lower()}." for place, (heading, _) in enumerate(HEADINGS)}


@pytest.fixture
def ready(db):
    """A review signed off, with every gate settled."""
    where = room()
    signed_off(where)
    settle_gates(where)
    return where


@pytest.mark.django_db
@pytest.mark.capability("S20", "S80", "S81")
@pytest.mark.parametrize(
    ("kind", "stands", "absent"),
    [
        ("single", set(), {"home_office", "national_panel"}),
        ("joint_domestic_death", {"home_office"}, {"national_panel"}),
        ("joint_child", {"national_panel"}, {"home_office"}),
    ],
)
def test_which_gates_stand_before_a_review_depends_on_with_whom_it_is_joint(kind, stands, absent):
    where = room(kind=kind)
    manager = where.who("manager", Role.BOARD_MANAGER)

    assert manager.post(f"{where.below}publication/gates/").status_code == 302
    assert manager.post(f"{where.below}publication/gates/").status_code == 302

    keys = set(Gate.objects.filter(case=where.case).values_list("key", flat=True))
    assert stands <= keys
    assert not absent & keys
    assert len(keys) == Gate.objects.filter(case=where.case).count() == 10 + len(stands)


@pytest.mark.django_db
def test_nothing_is_published_while_a_gate_is_open():
    where = room()
    signed_off(where)
    settle_gates(where, but="courts")
    manager = where.who("manager", Role.BOARD_MANAGER)

    whole = ask_to_publish(where, manager)
    summary = ask_to_publish(where, manager, outcome="summary_only", reasons="The family asks for it.")
    page = manager.get(f"{where.below}publication/").content.decode()

    assert "These gates are not passed yet: Criminal proceedings" in whole.content.decode()
    assert (whole.status_code, summary.status_code) == (422, 422)
    assert "1 of 10 gates is still open" in page
    assert not where.case.two_person_acts.exists()


@pytest.mark.django_db
def test_publishing_takes_a_second_person(ready):
    manager = ready.who("manager", Role.BOARD_MANAGER)
    ask_to_publish(ready, manager)

    own = decide(ready, manager)
    reviewer = decide(ready, ready.who("reviewer", Role.REVIEWER, "reviewer"))

    assert own.status_code == 409
    assert reviewer.status_code == 403
    assert ready.again().stage == "before_publication"
    assert not Publication.objects.exists()

    assert decide(ready, ready.who("chair", Role.CHAIR, "decider")).status_code == 302
    assert ready.again().stage == "published"
    told = Entry.objects.get(verb="decide on publication")
    assert (told.by_user_id, told.second_user_id) == (ready.users["manager"].pk, ready.users["chair"].pk)


@pytest.mark.django_db
@pytest.mark.parametrize("changed", ["report", "gate"])
def test_what_changed_since_it_was_asked_has_to_be_asked_again(ready, changed):
    ask_to_publish(ready, ready.who("manager", Role.BOARD_MANAGER))
    if changed == "report":
        reviewer = ready.who("reviewer", Role.REVIEWER, "reviewer")
        ready.add(reviewer, "report-versions", text=f"{REPORT} More.", written_on=clock.today())
    else:
        Gate.objects.filter(case=ready.case, key="legal").update(evidence="Another letter.")

    answer = decide(ready, ready.who("chair", Role.CHAIR, "decider"))

    assert answer.status_code == 409
    assert ready.again().stage == "before_publication"


@pytest.mark.django_db
def test_a_report_is_kept_back_for_reasons_whatever_the_gates_say():
    where = room()
    signed_off(where)
    manager, chair = where.who("manager", Role.BOARD_MANAGER), where.who("chair", Role.CHAIR, "decider")

    without = ask_to_publish(where, manager, outcome="not_published")
    asked = ask_to_publish(where, manager, outcome="not_published", reasons="A brother is in danger if it appears.")
    decide(where, chair)

    assert (without.status_code, asked.status_code) == (422, 302)
    assert where.again().stage == "not_published"
    assert where.again().published_on is None
    assert where.again().signed_off_on == clock.today()
    pack = manager.get(f"{where.below}publication/pack.json")
    assert pack.status_code == 409


@pytest.mark.django_db
def test_a_summary_is_published_and_the_whole_report_later(ready):
    manager, chair = ready.who("manager", Role.BOARD_MANAGER), ready.who("chair", Role.CHAIR, "decider")
    until = clock.today() + timedelta(days=400)
    ready.add(manager, "public-words", title="Adult Q", summary="Nobody held the plan.", reasons="")
    ask_to_publish(ready, manager, outcome="summary_only", reasons="A trial is near.", until_on=until)
    decide(ready, chair)
    assert ready.again().stage == "summary_only"

    ask_to_publish(ready, manager)
    decide(ready, chair)

    assert ready.again().stage == "published"
    assert [one.outcome for one in Publication.objects.order_by("act__decided_at")] == ["summary_only", "published"]
    assert Publication.objects.get(outcome="summary_only").until_on == until


@pytest.mark.django_db
def test_a_search_for_names_that_found_something_stops_publication(ready, monkeypatch):
    seen = []

    def search(case_id, digest):
        seen.append((case_id, digest))
        return False

    monkeypatch.setattr(pseudonyms, "_checks", [search])

    answer = ask_to_publish(ready, ready.who("manager", Role.BOARD_MANAGER))
    monkeypatch.setattr(pseudonyms, "_checks", [lambda case_id, digest: digest == pseudonyms.digest(REPORT)])
    clear = ask_to_publish(ready, ready.who("manager", Role.BOARD_MANAGER))

    assert (answer.status_code, clear.status_code) == (422, 302)
    assert seen == [(ready.case.pk, pseudonyms.digest(REPORT))]


@pytest.mark.django_db
def test_a_gate_is_settled_with_evidence_on_a_day():
    where = room()
    manager = where.who("manager", Role.BOARD_MANAGER)
    manager.post(f"{where.below}publication/gates/")
    gate = Gate.objects.get(key="legal")
    there = f"{where.below}review-gates/{gate.pk}/change/"
    read = manager.get(there).context["form"].initial["read"]
    said = {"words": gate.words, "owner": gate.owner, "state": "met", "read": read}

    bare = manager.post(there, sent(**said, evidence=""))

    assert bare.status_code == 422
    assert "Say what shows it, and on which day it was settled." in bare.content.decode()


@pytest.mark.django_db
@pytest.mark.capability("S20")
def test_a_briefing_is_published_before_the_report_by_two_people():
    where = room()
    manager, chair = where.who("manager", Role.BOARD_MANAGER), where.who("chair", Role.CHAIR, "decider")
    there = f"{where.below}briefing/"
    half = manager.post(f"{there}write/", {"title": "Who holds the plan?", **PARTS, "part-3": ""})
    early = manager.post(f"{there}ask/", {"read_by": "Officer", "why": "Ready."})
    read = manager.get(f"{there}write/").context["form"].fields["read"].initial
    manager.post(f"{there}write/", {"title": "Who holds the plan?", "read": read, **PARTS})

    asked = manager.post(f"{there}ask/", {"read_by": "Officer", "why": "Ready."})
    decide(where, chair)

    assert (half.status_code, early.status_code, asked.status_code) == (302, 422, 302)
    assert Briefing.objects.get().published_on == clock.today()
    assert where.again().stage == "commissioning"
    assert "as it stands here" in chair.get(there).content.decode()


@pytest.mark.django_db
def test_a_briefing_over_somebody_elses_words_is_not_saved():
    where = room()
    manager, officer = where.who("manager", Role.BOARD_MANAGER), where.who("officer", Role.BOARD_OFFICER)
    there = f"{where.below}briefing/write/"
    manager.post(there, {"title": "First", **PARTS})
    read = manager.get(there).context["form"].fields["read"].initial
    officer.post(there, {"title": "Second", "read": read, **PARTS})

    late = manager.post(there, {"title": "Third", "read": read, **PARTS})

    assert late.status_code == 422
    assert "Third" in late.content.decode()
    assert Briefing.objects.get().title == "Second"


@pytest.mark.django_db
def test_the_pack_of_a_published_review_holds_bands_and_learning_and_nobody(ready):
    manager, chair = ready.who("manager", Role.BOARD_MANAGER), ready.who("chair", Role.CHAIR, "decider")
    CasePerson.objects.create(case=ready.case, pseudonym="Wilhelmina", age_band="75-84", alive="died")
    Finding.objects.create(source=ready.review.source, number=1, text="Nobody held the plan.")
    Recommendation.objects.create(source=ready.review.source, number="1", text="Agree who holds it.")
    ready.add(
        manager, "review-delays", reason="inquest", effect="good", from_on=clock.today(), words="Wilhelmina’s inquest."
    )
    early = manager.get(f"{ready.below}publication/pack.json")
    ask_to_publish(ready, manager)
    decide(ready, chair)

    said = json.loads(manager.get(f"{ready.below}publication/pack.json").content)
    book = load_workbook(io.BytesIO(manager.get(f"{ready.below}publication/pack.xlsx").content))

    assert early.status_code == 409
    assert said["People and case"] == [
        {"What": "Adult", "Age, in a band": "75-84", "Alive or died": "Died", "Theme": ""}
    ]
    assert [one["Text"] for one in said["Learning"]] == ["Nobody held the plan.", "Agree who holds it."]
    assert {"What": "Delay", "Which": "An inquest", "Says": "It did good: the time was needed", "More": ""} in said[
        "Process"
    ]
    assert book.sheetnames == ["Administrative data", "Process", "People and case", "Learning"]
    cells = [str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None]
    whole = json.dumps(said, ensure_ascii=False) + " ".join(cells)
    assert "holds no names" in whole
    for word in ("Wilhelmina", "Adult Q", clock.today().strftime("%Y-%m-%d"), "Ada Invented"):
        assert word not in whole.replace(f'"made_on": "{clock.today().isoformat()}"', "")


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.BOARD_OFFICER, Role.REVIEWER, Role.PANEL_MEMBER])
def test_the_pack_is_taken_out_by_whoever_the_table_names(ready, role):
    ask_to_publish(ready, ready.who("manager", Role.BOARD_MANAGER))
    decide(ready, ready.who("chair", Role.CHAIR, "decider"))

    assert ready.who("other", role).get(f"{ready.below}publication/pack.xlsx").status_code == 403

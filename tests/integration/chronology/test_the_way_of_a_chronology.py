"""From a row an agency drafts to the merged list, and back with a question."""

from __future__ import annotations

import pytest

from goldenthread.reviews.chronology_models import DraftRow, HandedIn, HandedInRow
from goldenthread.trail.models import Entry
from tests.integration.chronology.conftest import World, row

DRAFTS = "our-chronology-rows/"
TELLING = "The daughter rang at night."


def test_a_row_goes_from_a_draft_to_the_merged_list(world: World):
    added = world.post("writer", f"{DRAFTS}new/", row(event=TELLING, people=[str(world.adult.pk)]))
    assert added.status_code == 302, added.content.decode()
    assert world.get("manager").status_code == 200
    assert TELLING not in world.get("manager").content.decode()

    handed_in = world.post("police", "our-chronology/hand-in/", {"note": ""})

    assert handed_in.status_code == 302, handed_in.content.decode()
    for who in ("manager", "reviewer", "panel", "chair", "police", "writer"):
        assert TELLING in world.get(who).content.decode(), who
    shown = HandedInRow.objects.get()
    assert list(shown.people.all()) == [world.adult]
    assert "Adult Q" in world.get("manager", f"chronology/rows/{shown.pk}/").content.decode()


def test_another_agency_and_whoever_is_not_near_see_nothing(world: World):
    records_of = dict.fromkeys(("care", "other", "outside"))
    world.post("writer", f"{DRAFTS}new/", row(event=TELLING))
    world.post("police", "our-chronology/hand-in/", {"note": ""})
    draft, handed_in = DraftRow.objects.get(), HandedInRow.objects.get()
    version = HandedIn.objects.get()

    for who in records_of:
        for page in ("chronology/", "chronology/stands-out/", "chronology/timeline/", "chronology/agencies/",
                     "our-chronology/", DRAFTS):  # fmt: skip
            told = world.get(who, page)
            assert TELLING not in told.content.decode(), (who, page)
            assert "police" not in told.content.decode().lower() or who == "care", (who, page)
        for page in (f"{DRAFTS}{draft.pk}/", f"chronology/rows/{handed_in.pk}/", f"chronology/versions/{version.pk}/"):
            assert world.get(who, page).status_code in {403, 404}, (who, page)
    assert world.get("care").status_code == 200


@pytest.mark.parametrize("who", ["manager", "reviewer", "chair", "care"])
def test_a_draft_is_nobodys_but_the_agencys(world: World, who: str):
    world.post("writer", f"{DRAFTS}new/", row(event=TELLING))
    draft = DraftRow.objects.get()

    assert world.get(who, f"{DRAFTS}{draft.pk}/").status_code in {403, 404}
    assert TELLING not in world.get(who, DRAFTS).content.decode()


def test_only_the_lead_hands_in(world: World):
    world.post("writer", f"{DRAFTS}new/", row())

    refused = world.post("writer", "our-chronology/hand-in/", {"note": ""})

    assert refused.status_code == 403
    assert not HandedIn.objects.exists()


def test_nothing_is_handed_in_twice(world: World):
    world.post("writer", f"{DRAFTS}new/", row())
    world.post("police", "our-chronology/hand-in/", {"note": ""})

    again = world.post("police", "our-chronology/hand-in/", {"note": ""})

    assert again.status_code == 422
    assert "Nothing in your draft differs" in again.content.decode()
    assert HandedIn.objects.count() == 1


def test_what_stays_with_the_agency_is_not_handed_in(world: World):
    world.post("writer", f"{DRAFTS}new/", row())
    world.post("writer", f"{DRAFTS}new/", row(event=TELLING, keeping="stays"))

    world.post("police", "our-chronology/hand-in/", {"note": ""})

    assert [one.event for one in HandedInRow.objects.all()] == ["An officer called."]
    version = HandedIn.objects.get()
    assert (version.rows_count, version.kept_back) == (1, 1)


def test_a_version_is_returned_changed_handed_in_again_and_compared(world: World):
    world.post("writer", f"{DRAFTS}new/", row())
    world.post("police", "our-chronology/hand-in/", {"note": ""})
    first = HandedIn.objects.get()

    returned = world.post("manager", f"chronology/versions/{first.pk}/return/", {"question": "Who else was there?"})

    assert returned.status_code == 302
    assert "Who else was there?" in world.get("writer", "our-chronology/").content.decode()
    assert "An officer called." in world.get("manager").content.decode()
    draft = DraftRow.objects.get()
    form = world.get("writer", f"{DRAFTS}{draft.pk}/change/")
    seen = form.context["form"].initial["read"]
    changed = world.post("writer", f"{DRAFTS}{draft.pk}/change/", row(present="A nurse", read=seen))
    assert changed.status_code == 302, changed.content.decode()
    world.post("police", "our-chronology/hand-in/", {"note": ""})
    second = HandedIn.objects.get(number=2)
    compared = world.get("manager", f"chronology/versions/{second.pk}/").content.decode()
    assert "What differs from version 1" in compared
    assert "0 new, 1 changed, 0 not there any more." in compared
    assert "A nurse" in compared
    first.refresh_from_db()
    assert first.state == "replaced"
    assert HandedInRow.objects.filter(is_merged=True).count() == 1


def test_a_question_is_asked_in_words(world: World):
    world.post("writer", f"{DRAFTS}new/", row())
    world.post("police", "our-chronology/hand-in/", {"note": ""})
    version = HandedIn.objects.get()

    refused = world.post("manager", f"chronology/versions/{version.pk}/return/", {"question": " "})

    assert refused.status_code == 422
    assert "Enter what you ask the agency" in refused.content.decode()
    assert world.post("panel", f"chronology/versions/{version.pk}/return/", {"question": "Why?"}).status_code == 403


def test_what_is_taken_back_leaves_the_list_and_is_kept(world: World):
    world.post("writer", f"{DRAFTS}new/", row())
    world.post("police", "our-chronology/hand-in/", {"note": ""})
    version = HandedIn.objects.get()

    world.post("police", f"our-chronology/versions/{version.pk}/take-back/", {"why": "It named a nurse."})

    assert "An officer called." not in world.get("manager").content.decode()
    told = world.get("manager", f"chronology/versions/{version.pk}/").content.decode()
    assert "Taken back" in told
    assert "It named a nurse." in told
    again = world.post("police", f"our-chronology/versions/{version.pk}/take-back/", {"why": "Again"})
    assert again.status_code == 409


def test_the_trail_never_keeps_what_a_row_says(world: World):
    world.post("writer", f"{DRAFTS}new/", row(event=TELLING, voice="I want to go home", source_record="Custody log"))
    world.post("police", "our-chronology/hand-in/", {"note": "Two pages are missing"})

    told = "".join(f"{one.before}{one.after}{one.why}" for one in Entry.objects.all())

    for words in (TELLING, "go home", "Custody log", "missing", "2024-03-05"):
        assert words not in told


def test_a_question_is_among_what_the_agency_has_to_do_and_names_nobody(world: World):
    world.post("writer", f"{DRAFTS}new/", row(event=TELLING))
    world.post("police", "our-chronology/hand-in/", {"note": ""})
    version = HandedIn.objects.get()
    world.post("manager", f"chronology/versions/{version.pk}/return/", {"question": "Who rang Jo at night?"})
    home = f"/board/{world.board.slug}/to-do/"

    for who in ("police", "writer"):
        told = world.clients[who].get(home).content.decode()
        assert f"Answer a question about your chronology in {world.case.reference}" in told
        assert "Jo" not in told
    for who in ("care", "other", "manager"):
        assert world.case.reference not in world.clients[who].get(home).content.decode()

"""Running a meeting: agenda, who came, decisions, minutes, pack."""

from __future__ import annotations

import hashlib
import io
from datetime import date, time
from typing import Any

import pikepdf
import pytest
import time_machine

from goldenthread.core import business
from goldenthread.core.access import Role, standing_of
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.learning.models import Action
from goldenthread.meetings import minuting, operations, queries, steps
from goldenthread.meetings.models import (
    AgendaItem,
    ApprovedMinutes,
    Attendance,
    Challenge,
    ConfidentialPart,
    Decision,
    DraftMinutes,
    KeyDocument,
    Meeting,
    Pack,
    Paper,
    SignOff,
    TermsOfReference,
)
from goldenthread.meetings.operations import Mark
from goldenthread.workspace.meetings import pack as packing
from tests.factories import people, records
from tests.integration.meetings.conftest import World

pytestmark = [pytest.mark.django_db, pytest.mark.records]
TODAY = time_machine.travel("2024-04-02 09:00", tick=False)
DAY = date(2024, 3, 12)


def marks(world: World, **said: str) -> dict[str, Any]:
    return {world.agencies[slug]: Mark(status) for slug, status in said.items()}


@pytest.mark.capability("S157", "S158")
def test_who_came_is_written_down_on_one_page_and_tells_the_quorum(world: World):
    meeting = world.meeting()
    rule = [{"agencies": ["council", "police"], "all": True}]
    records.make(TermsOfReference, world.board, group=world.group, from_on=date(2024, 1, 1), quorum_rule=rule)
    sent = {f"status-{world.agencies['council'].pk}": "present", f"how-{world.agencies['council'].pk}": "online",
            f"status-{world.agencies['police'].pk}": "apologies", f"who-{world.agencies['police'].pk}": "A lead"}  # fmt: skip

    page = world.client(Role.BOARD_OFFICER).post(world.at(f"meetings/{meeting.pk}/who-came/"), sent, follow=True)

    assert b"Not quorate" in page.content
    assert b"Police was not there" in page.content
    assert set(meeting.attendance.values_list("agency__slug", "status", "how", "who")) == {
        ("council", "present", "online", ""),
        ("police", "apologies", "", "A lead"),
    }


def test_only_what_changed_is_written_again_and_a_wrong_mark_loses_nothing(world: World):
    meeting, by = world.meeting(), world.by(Role.BOARD_OFFICER)
    first = operations.take_attendance(meeting, marks(world, council="present", police="absent"), by=by)
    second = operations.take_attendance(meeting, marks(world, council="present", police="deputy", icb=""), by=by)
    key = world.agencies["icb"].pk

    page = world.client(Role.BOARD_OFFICER).post(
        world.at(f"meetings/{meeting.pk}/who-came/"), {f"status-{key}": "perhaps", f"who-{key}": "Typed with care"}
    )

    assert (first, second) == (2, 1)
    assert page.status_code == 422
    assert b"Typed with care" in page.content


def test_who_may_only_read_cannot_write_down_who_came(world: World):
    with pytest.raises(NotPermitted):
        operations.take_attendance(world.meeting(), marks(world, police="present"), by=world.by(Role.MEMBER))

    assert not Attendance.objects.exists()


@TODAY
@pytest.mark.capability("S76", "S157")
def test_the_matrix_counts_with_and_without_deputies_and_leaves_out_who_was_not_expected(world: World):
    council, part = world.agencies["council"], people.agency(world.board, "housing", part_of=world.agencies["council"])
    days = [date(2024, 1, 9), date(2024, 2, 13), DAY]
    for day, status, of_the_part in zip(
        days, ("present", "deputy", "absent"), ("present", "not_expected", "vacant"), strict=True
    ):
        meeting = world.meeting(day)
        Attendance.objects.create(meeting=meeting, agency=council, status=status)
        Attendance.objects.create(meeting=meeting, agency=part, status=of_the_part)
    cancelled = world.meeting(date(2024, 3, 19), cancelled_on=DAY, cancelled_why="Snow")

    found = queries.matrix(list(Meeting.objects.select_related("group")))

    assert [one.held_on for one in found.meetings] == days
    assert cancelled not in found.meetings
    shares = {line.agency.slug: (line.share, line.share_without_deputies) for line in found.lines}
    assert {slug: tuple(round(one or 0) for one in pair) for slug, pair in shares.items()} == {
        "council": (67, 33),
        "housing": (100, 100),
    }
    assert found.sectors == [("Council", 3, 4)]
    page = world.client(Role.BOARD_MANAGER).get(world.at("meetings/who-came/")).content
    assert b"3 of 4 places" in page
    exported = (
        world.client(Role.BOARD_MANAGER).get(world.at("meetings/who-came/export.csv")).content.decode("utf-8-sig")
    )
    assert "Council,Present,Deputy present,Absent,67,33" in exported


@TODAY
@pytest.mark.capability("S159")
@pytest.mark.parametrize(
    ("statuses", "told"),
    [
        (("absent", "apologies"), True),
        (("present", "absent"), False),
        (("absent", "not_expected", "absent"), True),
        (("absent", "deputy"), False),
        (("absent", "absent", "present"), False),
        (("absent",), False),
    ],
)
def test_two_meetings_missed_in_a_row_are_told_until_they_are_asked_about(world: World, statuses: Any, told: bool):
    for month, status in enumerate(statuses, start=1):
        Attendance.objects.create(
            meeting=world.meeting(date(2024, month, 9)), agency=world.agencies["icb"], status=status
        )
    standing = standing_of(world.users[Role.CHAIR])

    before = queries.two_misses(world.board, standing, date(2024, 4, 2))
    page = world.client(Role.CHAIR).get(world.at("meetings/who-came/")).content.decode()
    asked = records.make(Challenge, world.board, kind="attendance", raised_on=date(2024, 4, 2))
    asked.replies.create(agency=world.agencies["icb"])

    assert [one.agency.slug for one in before] == (["icb"] if told else [])
    assert ("Ask them" in page) is told
    assert queries.two_misses(world.board, standing, date(2024, 4, 2)) == []


@TODAY
def test_an_agenda_begins_with_what_waits_for_the_group_and_takes_nothing_twice(world: World):
    earlier, meeting = world.meeting(DAY), world.meeting(date(2024, 4, 16))
    records.make(Action, world.board, text="Write to all", due_on=date(2024, 3, 1))
    records.make(AgendaItem, world.board, meeting=earlier, title="Not reached")
    records.make(AgendaItem, world.board, meeting=earlier, title="Done with", said="We spoke.", order=2)
    records.make(DraftMinutes, world.board, meeting=earlier, state="circulated")
    records.make(Challenge, world.board, title="Why do adults wait?")
    client, there = world.client(Role.BOARD_OFFICER), world.at(f"meetings/{meeting.pk}/items/waiting/")
    sitting = business.Sitting(standing_of(world.users[Role.BOARD_OFFICER]), world.board, world.group, meeting.held_on)
    waiting = business.waiting(sitting)

    assert [(one.sort.value, one.words) for one in waiting] == [
        ("minutes", "Minutes of Tuesday 12 March 2024"),
        ("carried", "Not reached"),
        ("action", "Write to all"),
        ("challenge", "Why do adults wait?"),
    ]
    assert client.post(there, {"chosen": [one.key for one in waiting]}).status_code == 302
    assert list(meeting.items.values_list("title", flat=True)) == [one.words for one in waiting]
    assert b"Nothing waits" in client.get(there).content
    assert operations.draft_agenda(meeting, waiting, by=world.by(Role.BOARD_OFFICER)) == []


def test_somebody_who_may_not_see_challenges_finds_none_among_what_waits(world: World):
    records.make(Challenge, world.board, title="Why do adults wait?")
    sitting = business.Sitting(standing_of(world.users[Role.AGENCY_CONTRIBUTOR]), world.board, world.group, DAY)

    assert [one.words for one in business.waiting(sitting)] == []


def test_a_confidential_item_is_only_a_line_to_those_who_may_not_read_it(world: World):
    meeting = world.meeting()
    sent = {
        "title": "A named employer",
        "purpose": "discussion",
        "background": "What was found",
        "is_confidential": "on",
    }
    added = world.client(Role.BOARD_OFFICER).post(world.at(f"meetings/{meeting.pk}/items/new/"), sent)

    pages = {
        role: world.client(role).get(world.at(f"meetings/{meeting.pk}/")).content
        for role in (Role.MEMBER, Role.AGENCY_CONTRIBUTOR)
    }
    part = ConfidentialPart.objects.get()

    assert added.status_code == 302
    assert b"A named employer" in pages[Role.MEMBER]
    assert b"A named employer" not in pages[Role.AGENCY_CONTRIBUTOR]
    assert b"Confidential item" in pages[Role.AGENCY_CONTRIBUTOR]
    assert world.client(Role.AGENCY_CONTRIBUTOR).get(world.at(f"confidential-parts/{part.pk}/")).status_code == 403
    assert "A named employer" not in minuting.words_of(meeting, [])


def test_items_change_places(world: World):
    meeting, by = world.meeting(), world.by(Role.BOARD_OFFICER)
    items = [operations.put_item(AgendaItem(meeting=meeting, title=one), by=by) for one in "ABC"]

    operations.move_item(items[2], up=True, by=by)
    operations.move_item(items[0], up=True, by=by)

    assert "".join(meeting.items.values_list("title", flat=True)) == "ACB"


@pytest.mark.capability("S167")
def test_a_decision_keeps_its_number_who_differed_and_to_whom_it_went(world: World):
    meeting = world.meeting()
    other = people.group(world.board, "learning")
    form = {"meeting": meeting.pk, "text": "Write to all providers", "decided_on-day": 12, "decided_on-month": 3,
            "decided_on-year": 2024, "delegated_to": other.pk, "against": world.agencies["icb"].pk,
            "against_words": "We would wait."}  # fmt: skip
    client = world.client(Role.BOARD_OFFICER)

    page = client.post(world.at("decisions/new/"), form, follow=True)
    again = client.post(world.at("decisions/new/"), {**form, "against_words": ""})

    made = Decision.objects.get()
    assert (made.number, made.delegated_to) == (1, other)
    assert b"Icb: We would wait." in page.content
    assert again.status_code == 422
    follows = operations.decide(
        Decision(meeting=meeting, text="Write to the first ten", decided_on=DAY, follows=made),
        dissents={},
        by=world.by(Role.BOARD_OFFICER),
    )
    assert follows.number == 2
    assert b"Write to the first ten" in client.get(world.at(f"decisions/{made.pk}/")).content


@TODAY
def test_minutes_go_from_the_record_to_a_later_meeting_that_approves_them_and_are_then_locked(world: World):
    meeting, later = world.meeting(DAY, chaired_by="Ada"), world.meeting(date(2024, 3, 26))
    by = world.by(Role.BOARD_OFFICER)
    operations.take_attendance(meeting, marks(world, council="present", icb="deputy", police="apologies"), by=by)
    operations.put_item(AgendaItem(meeting=meeting, title="Self-neglect", said="We spoke of it."), by=by)
    operations.decide(Decision(meeting=meeting, text="Write to all", decided_on=DAY),
                      dissents={world.agencies["icb"]: "Not yet."}, by=by)  # fmt: skip
    officer, chair = world.client(Role.BOARD_OFFICER), world.client(Role.CHAIR)

    officer.post(world.at(f"meetings/{meeting.pk}/minutes/begin/"))
    draft = DraftMinutes.objects.get()
    for words in ("**Present:** Council", "**Deputy present:** Icb", "**Apologies:** Police", "## 1. Self-neglect",
                  "We spoke of it.", "**Decision 1.** Write to all Icb did not agree: Not yet."):  # fmt: skip
        assert words in draft.text
    address = world.at(f"minutes/drafts/{draft.pk}/")
    assert (
        officer.post(address, {"text": f"{draft.text}\n\nThanks.", "read": _read(officer, address)}).status_code == 302
    )
    assert chair.post(f"{address}approve/", {"at_meeting": later.pk}).status_code == 409
    officer.post(f"{address}send-round/")
    assert officer.post(address, {"text": "Changed after all"}).status_code == 409
    assert chair.post(f"{address}approve/", {"at_meeting": later.pk}).status_code == 302

    approved = ApprovedMinutes.objects.get()
    assert (approved.approved_at_meeting, approved.text.rstrip().endswith("Thanks.")) == (later, True)
    assert approved.sha256 == hashlib.sha256(approved.text.encode()).hexdigest()
    approved.text = "Something else"
    with pytest.raises(NotPossibleNow):
        approved.save()
    with pytest.raises(Refused):
        minuting.begin(meeting, text="x", by=by)
    second = minuting.begin(meeting, text="Put right.", corrects_why="A name was wrong.", by=by)
    minuting.take(steps.CIRCULATE, second, by=by)
    minuting.take(steps.APPROVE, second, at_meeting=later, by=world.by(Role.CHAIR))
    assert list(ApprovedMinutes.objects.values_list("number", "text")) == [(2, "Put right."), (1, draft_text(approved))]
    page = officer.get(world.at(f"meetings/{meeting.pk}/minutes/")).content
    assert b"Put right." in page
    assert b"A name was wrong." in page


def draft_text(approved: ApprovedMinutes) -> str:
    return ApprovedMinutes.objects.get(pk=approved.pk).text


def _read(client: Any, address: str) -> str:
    """The fingerprints that the page's form carries."""
    page = client.get(address).content.decode()
    return page.split('name="read" value="')[1].split('"')[0]


def test_minutes_changed_by_another_meanwhile_are_shown_and_not_overwritten(world: World):
    draft = records.make(DraftMinutes, world.board, meeting=world.meeting(), text="First.")
    client, address = world.client(Role.BOARD_OFFICER), world.at(f"minutes/drafts/{draft.pk}/")
    read = _read(client, address)
    DraftMinutes.objects.filter(pk=draft.pk).update(text="Theirs.")

    page = client.post(address, {"text": "Mine.", "read": read})

    assert page.status_code == 409
    assert b"Theirs." in page.content
    assert b"Mine." in page.content


def test_minutes_are_not_approved_at_a_meeting_that_was_not_later(world: World):
    meeting = world.meeting(DAY)
    draft = records.make(DraftMinutes, world.board, meeting=meeting, state="circulated")

    with pytest.raises(NotPossibleNow, match="later meeting"):
        minuting.take(steps.APPROVE, draft, at_meeting=world.meeting(date(2024, 3, 5)), by=world.by(Role.CHAIR))


@TODAY
@pytest.mark.capability("S38")
def test_a_pack_is_one_accessible_pdf_and_a_later_one_is_another_version(world: World, settings: Any):
    meeting, by = world.meeting(begins=time(14, 0), ends=time(16, 0)), world.by(Role.BOARD_MANAGER)
    with pytest.raises(NotPossibleNow):
        packing.freeze(meeting, by=by)
    item = operations.put_item(AgendaItem(meeting=meeting, title="Self-neglect"), by=by)
    records.make(
        Paper, world.board, item=item, title="What we saw", text="# Findings\n\n- One\n- Two\n\nIn **all** 3 cases."
    )
    first = packing.freeze(meeting, by=by)
    paper = Paper.objects.get()
    Paper.objects.filter(pk=paper.pk).update(text="Quite another text.")
    second = packing.freeze(meeting, by=by)

    kept = first.document.path.read_bytes()
    assert (first.number, second.number) == (1, 2)
    assert hashlib.sha256(kept).hexdigest() == first.document.sha256 != second.document.sha256
    with pikepdf.open(io.BytesIO(kept)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "manifest.json" in pdf.attachments
        assert "What members read" in str(pdf.docinfo.get("/Subject", "")) or pdf.Root.get("/Metadata") is not None
    assert [one["title"] for one in first.manifest["papers"]] == ["What we saw"]
    assert first.manifest["papers"] != second.manifest["papers"]
    member = world.client(Role.MEMBER)
    assert b"".join(member.get(world.at(f"packs/{first.pk}/file/")).streaming_content) == kept
    assert world.client(Role.AGENCY_LEAD).get(world.at(f"packs/{first.pk}/file/")).status_code == 403
    assert member.post(world.at(f"meetings/{meeting.pk}/pack/")).status_code == 403
    assert Pack.objects.count() == 2


@pytest.mark.capability("S168")
def test_a_key_document_is_signed_off_by_each_who_must(world: World):
    form = {"kind": "budget", "title": "Budget", "version": "1",
            "signers": [str(world.agencies[one].pk) for one in ("icb", "police")]}  # fmt: skip
    world.client(Role.BOARD_MANAGER).post(world.at("key-documents/new/"), form)
    document = KeyDocument.objects.get()
    ours, theirs = (SignOff.objects.get(agency=world.agencies[one]) for one in ("police", "icb"))
    lead = world.client(Role.AGENCY_LEAD)

    empty = lead.post(world.at(f"sign-offs/{ours.pk}/sign/"), {"signed_by": ""})
    done = lead.post(world.at(f"sign-offs/{ours.pk}/sign/"), {"signed_by": "Ada, safeguarding lead"}, follow=True)
    not_ours = lead.post(world.at(f"sign-offs/{theirs.pk}/sign/"), {"signed_by": "Ada"})

    assert (empty.status_code, not_ours.status_code) == (422, 403)
    assert b"1 of 2 signed" in done.content
    assert b"Not signed yet" in done.content
    assert list(document.sign_offs.filter(signed_on=None)) == [theirs]


def test_a_meeting_with_people_in_it_is_not_cancelled_and_one_without_says_why(world: World):
    held, planned = world.meeting(), world.meeting(date(2024, 5, 14))
    by = world.by(Role.BOARD_OFFICER)
    operations.take_attendance(held, marks(world, police="present"), by=by)

    with pytest.raises(NotPossibleNow):
        operations.cancel(held, why="Snow", by=by)
    page = world.client(Role.BOARD_OFFICER).post(
        world.at(f"meetings/{planned.pk}/cancel/"), {"why": "Snow"}, follow=True
    )

    assert b"Cancelled" in page.content
    assert b"Snow" in page.content


@TODAY
@pytest.mark.capability("S45", "S144", "S166")
def test_the_calendar_says_how_often_each_group_met_and_shows_days_of_their_own(world: World):
    records.make(TermsOfReference, world.board, group=world.group, from_on=date(2023, 4, 1), times_a_year=4)
    world.meeting(date(2024, 4, 1))
    world.meeting(date(2024, 9, 10))
    world.meeting(date(2024, 6, 6), kind="development_day", title="A day to look back", question="Did it help?")
    client = world.client(Role.MEMBER)

    page = client.get(world.at("meetings/calendar/")).content.decode()
    found = queries.cadence(world.board, standing_of(world.users[Role.MEMBER]), date(2024, 4, 2))

    assert [(one.wanted, one.held, one.planned, one.is_short) for one in found] == [(4, 1, 1, True)]
    assert "A day to look back" in page
    assert "More are to be planned" in page


@pytest.mark.capability("S23", "S154", "S155")
def test_the_structure_stands_as_it_was_on_a_day(world: World):
    above, between = people.group(world.board, "top"), people.group(world.board, "between")
    world.group.reports_to = above
    world.group.save()
    client = world.client(Role.MEMBER)
    line = {"group": world.group.pk, "to_group": between.pk, "from_on-day": 1, "from_on-month": 4, "from_on-year": 2020,
            "to_on-day": 31, "to_on-month": 3, "to_on-year": 2022}  # fmt: skip
    world.client(Role.BOARD_MANAGER).post(world.at("reporting-lines/new/"), line)

    then = client.get(world.at("structure/"), {"on-day": 1, "on-month": 6, "on-year": 2021}).content.decode()
    now = client.get(world.at("structure/")).content.decode()

    assert "Reports to the Between." in then
    assert "Reports to the Top." not in then
    assert "Reports to the Top." in now


@pytest.mark.capability("S17")
def test_terms_of_reference_are_versions_with_their_quorum_as_a_sentence(world: World):
    form = {"group": world.group.pk, "from_on-day": 1, "from_on-month": 4, "from_on-year": 2024, "purpose": "To be sure",
            "must_be_there": [str(world.agencies["police"].pk)], "at_least": 2, "no_deputies": "on"}  # fmt: skip
    client = world.client(Role.BOARD_MANAGER)

    for _ in range(2):
        page = client.post(world.at("terms/new/"), form, follow=True)

    assert list(TermsOfReference.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert "Police is there, themselves, not by a deputy and at least two agencies are there" in page.content.decode()


def test_a_cancelled_meeting_and_an_empty_seat_are_in_no_figure(world: World):
    from goldenthread.figures import live

    meeting = world.meeting()
    world.meeting(date(2024, 3, 19), cancelled_on=DAY, cancelled_why="Snow")
    for slug, status in (("council", "present"), ("icb", "not_expected"), ("police", "vacant")):
        Attendance.objects.create(meeting=meeting, agency=world.agencies[slug], status=status)

    assert [row["held_on"] for row in live._meetings(world.board)] == [DAY]
    assert [row["agency_slug"] for row in live._attendance(world.board)] == ["council"]

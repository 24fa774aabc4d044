"""What a pack holds: the record behind each item in full, papers that came as files, who came, what is late, figures."""

from __future__ import annotations

import hashlib
import io
from datetime import date, datetime
from typing import Any

import pdfplumber
import pikepdf
import pytest
import time_machine

from goldenthread.boards import documents
from goldenthread.core import business, clock
from goldenthread.core.access import Role, standing_of
from goldenthread.learning.models import Action
from goldenthread.meetings import operations
from goldenthread.meetings.models import (
    AgendaItem,
    Attendance,
    Challenge,
    ChallengeReply,
    DraftMinutes,
    Meeting,
    Pack,
    Paper,
)
from goldenthread.workspace.meetings import appended
from goldenthread.workspace.meetings import pack as packing
from goldenthread.workspace.notices.models import Notice
from tests.factories import records
from tests.integration.meetings.conftest import World

pytestmark = [pytest.mark.django_db, pytest.mark.records]
TODAY = time_machine.travel("2024-04-02 09:00", tick=False)
DAY = date(2024, 3, 12)
UA = "{http://www.aiim.org/pdfua/ns/id/}part"


def words_of(pack: Pack) -> list[str]:
    """The words of each page of a pack, spaces and lines as one space."""
    with pdfplumber.open(io.BytesIO(pack.document.path.read_bytes())) as pdf:
        return [" ".join((page.extract_text() or "").split()) for page in pdf.pages]


def a_file(pages: int, *, annotated: bool = False) -> bytes:
    """A PDF as somebody sends it: plain pages, perhaps with a note on them that would run something."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=(200, 300))
            if annotated:
                page.obj.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def paper(world: World, item: AgendaItem, contents: bytes, name: str = "plan.pdf") -> Paper:
    kept = documents.keep_bytes(
        contents, name=name, media_type="application/pdf", board=world.board, by=world.by(Role.BOARD_OFFICER)
    )
    return records.make(Paper, world.board, item=item, title=f"About {name}", text="", document=kept,
                        order=item.papers.count())  # fmt: skip


@TODAY
@pytest.mark.capability("S38")
def test_what_members_decide_and_challenge_stands_in_the_pack_in_full(world: World):
    earlier, meeting = world.meeting(DAY), world.meeting(date(2024, 4, 16))
    records.make(DraftMinutes, world.board, meeting=earlier, state="circulated", circulated_on=DAY,
                 text="# We met\n\nAll agreed on the plan.")  # fmt: skip
    challenge = records.make(
        Challenge, world.board, question="Why do adults wait for a year?", due_on=date(2024, 3, 20)
    )
    records.make(ChallengeReply, world.board, challenge=challenge, agency=world.agencies["police"],
                 text="We have had no staff since May.", evidence="The rota.", replied_on=DAY)  # fmt: skip
    records.make(ChallengeReply, world.board, challenge=challenge, agency=world.agencies["icb"])
    records.make(Action, world.board, text="Write to all", due_on=date(2024, 3, 31), agency=world.agencies["icb"])
    sitting = business.Sitting(standing_of(world.users[Role.BOARD_OFFICER]), world.board, world.group, meeting.held_on)
    operations.draft_agenda(meeting, business.waiting(sitting), by=world.by(Role.BOARD_OFFICER))
    Attendance.objects.create(meeting=earlier, agency=world.agencies["police"], status="apologies")

    pages = words_of(packing.freeze(meeting, by=world.by(Role.BOARD_MANAGER)))
    said = " ".join(pages)

    for words in ("Minutes of Tuesday 12 March 2024", "All agreed on the plan.", "Why do adults wait for a year?",
                  "We have had no staff since May.", "The rota.", "Icb: It has not answered.", "13 days late",
                  "due on Sunday 31 March 2024, 2 days late", "Not started, 2 days late", "A dash: nobody"):  # fmt: skip
        assert words in said
    assert len(pages) <= 3


@TODAY
def test_an_item_without_a_paper_still_stands_in_the_pack(world: World):
    meeting = world.meeting(date(2024, 4, 16))
    item = AgendaItem(meeting=meeting, title="Any other business", presenter="Ada", minutes_allotted=5)
    operations.put_item(item, by=world.by(Role.BOARD_OFFICER))

    pack = packing.freeze(meeting, by=world.by(Role.BOARD_MANAGER))

    assert "Item 1: Any other business" in pack.manifest["sections"]
    assert "For discussion, presented by Ada, 5 minutes." in " ".join(words_of(pack))


@TODAY
@pytest.mark.capability("S38")
def test_papers_that_came_as_pdf_files_stand_at_the_end_each_behind_a_page_that_names_it(world: World):
    meeting = world.meeting(date(2024, 4, 16))
    item = operations.put_item(AgendaItem(meeting=meeting, title="The plan"), by=world.by(Role.BOARD_OFFICER))
    paper(world, item, a_file(3, annotated=True))
    paper(world, item, a_file(1), "map.pdf")
    paper(world, item, b"%PDF-1.7 broken", "broken.pdf")

    pack = packing.freeze(meeting, by=world.by(Role.BOARD_MANAGER))
    pages = words_of(pack)
    contents = pack.document.path.read_bytes()

    own = len(pages) - 6
    assert f"Pages {own + 2} to {own + 4} are this paper as it was received: plan.pdf." in pages[own]
    assert f"Page {own + 6} is this paper as it was received: map.pdf." in pages[own + 4]
    assert f"Page 1 of {len(pages)}" in pages[0]
    assert "may not work with a screen reader" in pages[0]
    assert "A file, beside this pack in the workspace: broken.pdf." in " ".join(pages)
    assert [one["appended_pages"] for one in pack.manifest["papers"]] == [3, 1, 0]
    with pikepdf.open(io.BytesIO(contents)) as pdf:
        assert "manifest.json" in pdf.attachments
        assert all(
            "/AA" not in page.obj and "/StructParents" not in page.obj for page in list(pdf.pages)[own + 1 : own + 4]
        )
        with pdf.open_metadata() as about:
            assert UA not in about
    assert hashlib.sha256(contents).hexdigest() == pack.document.sha256


@TODAY
def test_a_pack_of_our_own_pages_alone_says_that_it_is_accessible_and_is_the_same_each_time(world: World):
    meeting = world.meeting(date(2024, 4, 16))
    item = operations.put_item(AgendaItem(meeting=meeting, title="The plan"), by=world.by(Role.BOARD_OFFICER))
    alone = packing.freeze(meeting, by=world.by(Role.BOARD_MANAGER)).document.path.read_bytes()
    paper(world, item, a_file(2))
    found = packing.gather(meeting, DAY)
    made = [_lay_out(meeting, found, at) for at in [clock.now()] * 2]

    with pikepdf.open(io.BytesIO(alone)) as pdf, pdf.open_metadata() as about:
        assert about[UA] == "1"
    assert made[0] == made[1]


def _lay_out(meeting: Meeting, found: Any, at: datetime) -> bytes:
    return appended.put_in(packing._lay_out(meeting, found, 1, at, {}), found.appended)


@TODAY
def test_members_of_the_group_are_told_that_a_pack_is_there_once_for_each_version(world: World):
    meeting = world.meeting(date(2024, 4, 16))
    operations.put_item(AgendaItem(meeting=meeting, title="The plan"), by=world.by(Role.BOARD_OFFICER))

    for _ in range(2):
        packing.freeze(meeting, by=world.by(Role.BOARD_MANAGER))

    told = Notice.objects.filter(kind="packs-frozen")
    assert told.filter(user=world.users[Role.MEMBER]).count() == 2
    assert not told.filter(user=world.users[Role.BOARD_MANAGER]).exists()
    assert not told.filter(user=world.users[Role.AGENCY_LEAD]).exists()

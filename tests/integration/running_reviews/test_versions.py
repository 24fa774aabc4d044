"""Versions of a report: as text and as a file, beside each other, and who saw them."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from goldenthread.cases.models import CasePerson
from goldenthread.core import clock
from goldenthread.core.access import Role
from goldenthread.reviews import pseudonyms
from goldenthread.reviews.models import FactCheck, ReportFile, ReportVersion
from goldenthread.vault import envelope, scanning
from goldenthread.vault.errors import VaultShut
from goldenthread.vault.models import Identity, Scan
from goldenthread.workspace.vault import gate
from tests.factories import records
from tests.factories.files_that_tell import pdf_file
from tests.factories.reviewing import Room, room
from tests.factories.rooms.vault import keys_are_there
from tests.integration.running_reviews.test_from_beginning_to_end import ask_to_publish, settle_gates, signed_off

pytestmark = [pytest.mark.django_db, pytest.mark.records]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_file(*paragraphs: tuple[str, str], author: str = "") -> bytes:
    """A Word file with these paragraphs, each with its style."""
    made = Document()
    for style, text in paragraphs:
        made.add_paragraph(text, style=style)
    made.core_properties.author = author
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def send(where: Room, contents: bytes, name: str = "Mrs Thistlewood draft.docx", **values: object):
    sent = SimpleUploadedFile(name, contents, content_type="application/octet-stream")
    reviewer = where.who("reviewer", Role.REVIEWER, "reviewer")
    return where.add(reviewer, "report-versions", file=sent, written_on=clock.today(), **values)


@pytest.fixture
def where() -> Room:
    keys_are_there()
    return room()


def test_a_draft_is_kept_as_the_file_it_was_sent_as_and_as_its_words(where: Room):
    sent = word_file(("Heading 1", "What happened"), ("Normal", "They were visited twice."), author="Ottoline Fernsby")

    assert send(where, sent).status_code == 302

    version = ReportVersion.objects.get()
    kept = ReportFile.objects.get(version=version)
    assert version.text == "## What happened\n\nThey were visited twice."
    assert version.file_ending == ".docx"
    assert "properties" in version.file_taken_out
    assert Document(io.BytesIO(kept.read())).paragraphs[1].text == "They were visited twice."
    assert b"Fernsby" not in kept.read()


def test_what_a_file_was_called_is_kept_nowhere(where: Room):
    send(where, word_file(("Normal", "They were visited twice.")))
    reviewer = where.clients["reviewer"]
    version = ReportVersion.objects.get()

    answer = reviewer.get(f"{where.below}report-versions/{version.pk}/file/")

    assert (
        answer["Content-Disposition"] == f'attachment; filename="report-{where.case.reference.lower()}-version-1.docx"'
    )
    assert answer["Content-Type"] == WORD
    assert "Thistlewood" not in str(ReportVersion.objects.values().get()) + str(ReportFile.objects.values().get())


def test_a_file_lies_sealed_and_opens_for_no_other_case(where: Room):
    send(where, word_file(("Normal", "They were visited twice.")))
    kept = ReportFile.objects.get()
    elsewhere = room("theirs")

    kept.case = elsewhere.case

    assert "visited" not in str(kept.sealed)
    assert set(kept.sealed) == set(envelope.seal({"file": ""}, "x"))
    with pytest.raises(VaultShut):
        kept.read()


def test_a_pdf_gives_its_words_too(where: Room):
    assert send(where, pdf_file(), "report.pdf").status_code == 302

    version = ReportVersion.objects.get()
    assert version.text.strip() != ""
    assert version.file_ending == ".pdf"


@pytest.mark.parametrize(
    ("name", "contents", "said"),
    [
        ("report.xlsx", b"PK", "are not taken here"),
        ("report.docx", b"no package", "damaged"),
        ("report.pdf", b"", "empty"),
        ("report", b"words", "without an ending"),
        ("report.docx", word_file(("Normal", "")), "No words can be read"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_what_was_written_stays(where: Room, name: str, contents: bytes, said: str):
    answer = send(where, contents, name, what_changed="The second part is new.")

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "The second part is new." in answer.content.decode()
    assert not ReportVersion.objects.exists()


def test_a_file_that_is_too_large_is_refused(where: Room):
    answer = send(where, b"x" * (10 * 1024 * 1024 + 1), "report.pdf")

    assert "larger than 10 MB" in answer.content.decode()
    assert not ReportFile.objects.exists()


def test_a_version_needs_a_text_or_a_file(where: Room):
    reviewer = where.who("reviewer", Role.REVIEWER, "reviewer")

    answer = where.add(reviewer, "report-versions", text=" ", written_on=clock.today())

    assert "Write the text of the report, or send it as a file" in answer.content.decode()


def test_a_file_beside_the_text_of_the_version_before_takes_its_place(where: Room):
    reviewer = where.who("reviewer", Role.REVIEWER, "reviewer")
    where.add(reviewer, "report-versions", text="As it was.", written_on=clock.today())

    send(where, word_file(("Normal", "As it is now.")), text="As it was.\r\n")
    send(where, word_file(("Normal", "As it is now.")), text="As somebody wrote it.")

    assert [one.text for one in ReportVersion.objects.order_by("version")] == [
        "As it was.",
        "As it is now.",
        "As somebody wrote it.",
    ]


def drafts(where: Room) -> tuple[ReportVersion, ReportVersion]:
    reviewer = where.who("reviewer", Role.REVIEWER, "reviewer")
    for text in ("## Findings\n\nThey were visited twice.\n\nGone.", "## Findings\n\nThey were visited three times."):
        where.add(reviewer, "report-versions", text=text, written_on=clock.today())
    first, second = ReportVersion.objects.filter(case=where.case).order_by("version")
    return first, second


@pytest.mark.parametrize("turned", [False, True])
def test_two_versions_stand_side_by_side_the_earlier_first(where: Room, *, turned: bool):
    first, second = drafts(where)
    one, other = (first, second) if turned else (second, first)
    reviewer = where.clients["reviewer"]

    answer = reviewer.get(f"{where.below}report-versions/{one.pk}/beside/{other.pk}/")

    lines = answer.context["lines"]
    assert [line.same for line in lines] == [1, 0]
    assert ("del", "twice") in lines[1].before
    assert ("ins", "three times") in lines[1].after or ("ins", "three") in lines[1].after
    assert "1 place differs" in answer.content.decode()


def test_a_version_of_another_case_does_not_stand_beside_it(where: Room):
    first, _ = drafts(where)
    elsewhere = room("theirs")
    theirs, _ = drafts(elsewhere)

    answers = [
        where.clients["reviewer"].get(f"{where.below}report-versions/{first.pk}/beside/{pk}/").status_code
        for pk in (theirs.pk, first.pk, where.case.pk)
    ]

    assert answers == [404, 404, 404]


def test_those_who_read_the_log_see_who_saw_a_version(where: Room):
    first, second = drafts(where)
    member = where.who("member", Role.PANEL_MEMBER)
    member.get(f"{where.below}report-versions/{first.pk}/")
    member.get(f"{where.below}report-versions/{second.pk}/beside/{first.pk}/")
    manager = where.who("manager", Role.BOARD_MANAGER)

    page = manager.get(f"{where.below}report-versions/{first.pk}/")
    again = manager.get(f"{where.below}report-versions/{second.pk}/")
    not_for_them = member.get(f"{where.below}report-versions/{first.pk}/")

    who = where.users["member"].name
    assert {one.who: one.times for one in page.context["seen"]}[who] == 2
    assert {one.who: one.times for one in again.context["seen"]}[who] == 1
    assert "Who saw this version" not in not_for_them.content.decode()


def test_a_version_names_the_agencies_that_were_sent_a_part_of_it(where: Room):
    first, second = drafts(where)
    FactCheck.objects.create(
        case=where.case, agency=where.police, version=1, part="Findings", text="x", due_on=clock.today()
    )
    manager = where.who("manager", Role.BOARD_MANAGER)

    pages = [
        "Parts of it that agencies were sent" in manager.get(f"{where.below}report-versions/{one.pk}/").content.decode()
        for one in (first, second)
    ]

    assert pages == [True, False]


def test_an_agency_gets_neither_the_versions_nor_their_files(where: Room):
    send(where, word_file(("Normal", "They were visited twice.")))
    version = ReportVersion.objects.get()
    lead = where.of_agency("lead", where.police)

    answers = [lead.get(f"{where.below}report-versions/{version.pk}/{rest}").status_code for rest in ("", "file/")]

    assert answers == [403, 403]


def test_the_file_of_a_report_is_scanned_with_one_button_and_publication_waits_for_it(
    where: Room, monkeypatch: pytest.MonkeyPatch
):
    signed_off(where)
    settle_gates(where)
    send(where, word_file(("Normal", "Quillan Thistlewood was visited twice.")), text="Adult Q was visited twice.")
    person = records.make(CasePerson, where.board, case=where.case, sort="adult")
    records.make(Identity, where.board, case=where.case, person=person)
    manager = where.who("manager", Role.BOARD_MANAGER)
    monkeypatch.setattr(pseudonyms, "_checks", [gate.is_clear])

    manager.post(f"{where.below}scans/own/", {"text": "report"})
    before = ask_to_publish(where, manager)
    manager.post(f"{where.below}scans/own/", {"text": "file"})
    after = ask_to_publish(where, manager)

    version = ReportVersion.objects.get(version=2)
    assert "The file of the report was not searched for names" in before.content.decode()
    assert scanning.open_hits(Scan.objects.get(digest=version.file_digest)) > 0
    assert "The file of the report was not searched for names" in after.content.decode()

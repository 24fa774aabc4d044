"""The scan before publication: found, cleared by two, bound to one text, and lapsed when anything changes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.cases.models import CasePerson
from goldenthread.core.errors import AlreadyDone, NotPermitted, NotPossibleNow, Refused
from goldenthread.reviews.pseudonyms import Search, pseudonyms_checked
from goldenthread.reviews.publishing_models import ReportVersion
from goldenthread.trail.models import Entry
from goldenthread.vault import operations, scanning, sealed
from goldenthread.vault.finding import hidden
from goldenthread.vault.models import Clearance, Identity, Scan, SealedItem, WatchWord
from tests.factories import people
from tests.factories.files_that_tell import word_file
from tests.factories.records import make

pytestmark = pytest.mark.django_db
DRAFT = "Adult Q lived alone. Quillan’s sister rang twice in a week, and nobody rang her back."
CLEAN = "Adult Q lived alone. A relative rang twice in a week, and nobody rang back."


@pytest.fixture
def adult(near: Any) -> CasePerson:
    person: CasePerson = near.person()
    make(Identity, near.board, case=near.case, person=person)
    return person


def scanned(near: Any, text: str = DRAFT, by: str = "reviewer") -> Scan:
    return scanning.scan_text(near.case, text, what="Second draft", by=near.actor(by))


def test_where_nobody_is_held_nothing_is_scanned(near: Any):
    with pytest.raises(NotPossibleNow, match="the adult the case is about"):
        scanned(near)
    near.person("Adult Q")
    with pytest.raises(NotPossibleNow, match="Adult Q"):
        scanned(near)
    assert not scanning.is_clear(near.case, scanning.digest_of(DRAFT))


def test_what_was_never_scanned_is_not_clear(near: Any, adult: CasePerson):
    assert not scanning.is_clear(near.case, scanning.digest_of(CLEAN))


def test_a_text_in_which_nothing_is_found_is_clear(near: Any, adult: CasePerson):
    scanned(near, CLEAN)

    assert scanning.is_clear(near.case, scanning.digest_of(CLEAN))
    assert not scanning.is_clear(near.case, scanning.digest_of(CLEAN + " "))


def test_each_hit_takes_two_different_people(near: Any, adult: CasePerson):
    scan = scanned(near)
    group = scanning.groups_of(scan)[0]

    scanning.clear(scan, group.number, why="A plant, not him.", by=near.actor("reviewer"))
    one = scanning.is_clear(near.case, scan.digest)
    with pytest.raises(AlreadyDone, match="second person"):
        scanning.clear(scan, group.number, why="I am sure.", by=near.actor("reviewer"))
    scanning.clear(scan, group.number, why="I agree.", by=near.actor("manager"))

    assert (group.words, group.sort, one) == ("Quillan’s", "name", False)
    assert scanning.is_clear(near.case, scan.digest)


@pytest.mark.parametrize("who", ["contributor", "outsider"])
def test_not_everybody_scans_or_clears(near: Any, adult: CasePerson, who: str):
    scan = scanned(near)

    with pytest.raises(NotPermitted):
        scanning.clear(scan, 1, why="Let it go.", by=near.actor(who))
    with pytest.raises(NotPermitted):
        scanned(near, by=who)


def test_a_reason_is_asked_for(near: Any, adult: CasePerson):
    scan = scanned(near)

    with pytest.raises(Refused, match="why"):
        scanning.clear(scan, 1, why=" ", by=near.actor("manager"))
    assert Clearance.objects.count() == 0


@pytest.mark.parametrize("what", ["who they are", "somebody more", "a watch word"])
def test_it_lapses_when_what_is_looked_for_changes(near: Any, adult: CasePerson, what: str):
    scanned(near, CLEAN)
    before = scanning.is_clear(near.case, scanning.digest_of(CLEAN))
    identity = Identity.objects.get(person=adult)
    if what == "who they are":
        operations.keep(adult, {**identity.contents(), "nicknames": "Ducky"}, by=near.actor("manager"))
    elif what == "somebody more":
        near.person("Adult R")
    else:
        WatchWord.objects.create(board=near.board, sort="condition", words="porphyria")

    assert (before, scanning.is_clear(near.case, scanning.digest_of(CLEAN))) == (True, False)


def test_the_newest_scan_of_a_text_counts(near: Any, adult: CasePerson):
    first = scanned(near)
    for who in ("reviewer", "manager"):
        scanning.clear(first, 1, why="Not him.", by=near.actor(who))
    assert scanning.is_clear(near.case, first.digest)

    scanned(near)

    assert not scanning.is_clear(near.case, first.digest)


def test_a_scan_in_one_case_says_nothing_of_another(near: Any, adult: CasePerson):
    scanned(near, CLEAN)
    other = make(type(near.case), near.board)

    assert not scanning.is_clear(other, scanning.digest_of(CLEAN))


def test_the_boards_own_words_are_looked_for_alone_and_together(near: Any, adult: CasePerson):
    WatchWord.objects.create(board=near.board, sort="condition", words="porphyria")
    WatchWord.objects.create(board=near.board, sort="together", words="twin; lighthouse")
    scan = scanned(near, "A twin with Porphyria.\n\nHis father kept the lighthouse.")

    found = {(one.sort, one.words) for one in scanning.groups_of(scan)}

    assert found == {("A rare condition", "Porphyria"), ("Things that give somebody away together", "twin")}


HIDDEN = (
    "A refuge. She is at Flat 3, 17 Larkspur Rise Lane, LU9 7ZZ until spring. Ring 01632 960 999 or safe@refuge.example"
)


@pytest.mark.parametrize(
    "says",
    [
        "She moved to LU9 7ZZ in March.",
        "She moved to 17 Larkspur Rise Lane in March.",
        "She moved to Larkspur Rise Ln in March.",
        "Her new number is 01632 960999.",
        "Write to safe@refuge.example instead.",
    ],
)
def test_a_protected_address_is_looked_for_though_it_is_sealed(near: Any, adult: CasePerson, says: str):
    """It is in no identity, as the vault’s own form asks; a report that printed it would have been clear."""
    assert {one.sort for one in scanning.groups_of(scanned(near, says))} <= {"looks like a postcode"}

    sealed.seal(near.case, sort=SealedItem.Sort.ADDRESS, text=HIDDEN, person=adult, by=near.actor("officer"))

    assert not scanning.is_clear(near.case, scanning.digest_of(says))
    found = scanning.groups_of(scanned(near, says))
    assert {(one.sort, one.about) for one in found} == {(hidden.SEALED, "")}
    assert not scanning.is_clear(near.case, scanning.digest_of(says))


TOLD = "Xanthe Applethorn from number 16 told us, in confidence."


@pytest.mark.parametrize("sort", ["informant", "police", "legal"])
@pytest.mark.capability("S181")
def test_who_stands_in_what_is_sealed_is_looked_for_and_nothing_of_it_shown(near: Any, adult: CasePerson, sort: str):
    """The planted name is in no identity; whoever clears it was never given what is sealed, and learns nothing of it."""
    says = "A caller, Ms Applethorn, was not believed."
    scanned(near, says)
    before = scanning.is_clear(near.case, scanning.digest_of(says))

    item = sealed.seal(near.case, sort=SealedItem.Sort(sort), text=TOLD, person=adult, by=near.actor("officer"))
    lapsed = not scanning.is_clear(near.case, scanning.digest_of(says))
    scan = scanned(near, says)
    page = near.client("reviewer").get(f"{near.at}scans/{scan.pk}/").content.decode()

    assert (before, lapsed) == (True, True)
    assert [(one.sort, one.about, one.words) for one in scanning.groups_of(scan)] == [
        ("a sealed item", "", "Applethorn")
    ]
    assert "A sealed item." in page
    assert [word for word in ("Xanthe", "number 16", item.get_sort_display(), str(item.pk)) if word in page] == []
    assert not scanning.is_clear(near.case, scan.digest)


def test_of_whom_the_vault_holds_a_scan_still_tells_whose_name_it_is(near: Any, adult: CasePerson):
    sealed.seal(
        near.case, sort=SealedItem.Sort.LEGAL, text="Advice on Mr Quillan Thistlewood.", by=near.actor("officer")
    )

    (group,) = scanning.groups_of(scanned(near))

    assert (group.sort, group.about) == ("name", "Adult Q")


def test_what_is_sealed_in_another_case_is_not_looked_for(near: Any, adult: CasePerson):
    make(SealedItem, near.board, case=make(type(near.case), near.board), sort="informant", text=TOLD)

    assert scanning.groups_of(scanned(near, "Ms Applethorn rang.")) == []


def test_a_file_is_scanned_and_cleared_on_the_pages(near: Any, adult: CasePerson):
    held = Identity.objects.get(person=adult)
    held.put({**held.contents(), "names": "Ffhidden Kkeditor", "nicknames": "Eedeleted"})
    held.save()
    sent = SimpleUploadedFile("report.docx", word_file())
    client = near.client("reviewer")

    answer = client.post(f"{near.at}scans/file/", {"what": "For publication", "file": sent})
    page = client.get(answer["Location"]).content.decode()
    scan = Scan.objects.get()
    groups = scanning.groups_of(scan)
    for who in ("reviewer", "manager"):
        for group in groups:
            one = near.client(who).post(answer["Location"], {"group": str(group.number), "why": "It is not theirs."})
            assert one.status_code == 302, one.content.decode()
    listed = client.get(f"{near.at}scans/").content.decode()

    assert {"Ffhidden", "Kkeditor", "Eedeleted"} <= {one.words for one in groups}
    assert "Ffhidden" in page
    assert "Clear" in listed
    assert scanning.is_clear(near.case, scan.digest)


def test_what_was_found_is_in_neither_trail_nor_database(near: Any, adult: CasePerson):
    scan = scanned(near)
    told = json.dumps(list(Entry.objects.values("verb", "before", "after", "why")))

    assert "Quillan" not in told + json.dumps(scan.sealed)
    assert Entry.objects.get(verb="scan before publication").after["hits"] == 1


def test_a_reason_that_could_not_be_kept_is_not_lost(near: Any, adult: CasePerson):
    scan = scanned(near)
    client = near.client("reviewer")
    client.post(f"{near.at}scans/{scan.pk}/", {"group": "1", "why": "Not him."})

    again = client.post(f"{near.at}scans/{scan.pk}/", {"group": "1", "why": "Still not him."})

    assert again.status_code == 422
    assert "You cleared this already" in again.content.decode()


def test_a_scan_is_as_if_it_were_not_there_for_whoever_is_not_named(near: Any, adult: CasePerson):
    scan = scanned(near)
    client = people.signed_in(near.client("reviewer"), near.outsider)

    assert client.get(f"{near.at}scans/{scan.pk}/").status_code == 404


def test_a_cleaned_file_comes_back_with_a_name_that_tells_nothing(near: Any, adult: CasePerson):
    sent = SimpleUploadedFile("Quillan Thistlewood final.docx", word_file())

    answer = near.client("reviewer").post(f"{near.at}scans/clean/", {"file": sent})

    assert answer.status_code == 200
    assert "Quillan" not in answer["Content-Disposition"]
    assert Entry.objects.get(verb="take out what is hidden").after["taken_out"]


def test_what_cannot_be_cleaned_is_said_on_the_page(near: Any, adult: CasePerson):
    answer = near.client("reviewer").post(f"{near.at}scans/clean/", {"file": SimpleUploadedFile("x.pages", b"x")})

    assert answer.status_code == 422
    assert "cannot be cleaned" in answer.content.decode()


def test_the_list_of_scans_asks_no_more_of_the_database_with_more_of_them(near: Any, adult: CasePerson):
    for number in range(3):
        scanned(near, f"{DRAFT} {number}")
    client = near.client("reviewer")
    client.get(f"{near.at}scans/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{near.at}scans/")
    for number in range(3, 9):
        scanned(near, f"{DRAFT} {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(f"{near.at}scans/")

    assert len(many) == len(few)


def test_a_review_is_published_only_when_its_text_was_searched_and_cleared(near: Any, adult: CasePerson):
    before = pseudonyms_checked(near.case.pk, DRAFT)
    scan = scanned(near)
    found = pseudonyms_checked(near.case.pk, DRAFT)
    for who in ("reviewer", "manager"):
        scanning.clear(scan, 1, why="Not him.", by=near.actor(who))

    assert (before, found) == (Search.NOT_CLEAR, Search.NOT_CLEAR)
    assert pseudonyms_checked(near.case.pk, DRAFT) is Search.CLEAR
    assert pseudonyms_checked(near.case.pk, f"{DRAFT} More.") is Search.NOT_CLEAR


def test_the_cases_own_report_is_scanned_as_it_stands(near: Any, adult: CasePerson):
    ReportVersion.objects.create(case=near.case, version=1, text="## Before\nNothing.")
    ReportVersion.objects.create(case=near.case, version=2, text=f"## What happened\n{DRAFT}")
    client = near.client("reviewer")
    page = client.get(f"{near.at}scans/").content.decode()

    answer = client.post(f"{near.at}scans/own/", {"text": "report"})

    assert "The report, version 2" in page
    assert answer.status_code == 302
    assert Scan.objects.get().digest == scanning.digest_of(f"## What happened\n{DRAFT}")
    assert client.post(f"{near.at}scans/own/", {"text": "elsewhere"}).status_code == 404

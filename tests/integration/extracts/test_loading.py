"""From a checked extract to one in force: whole or not at all, with what was left out under somebody's name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from goldenthread.boards.models import Board
from goldenthread.casework.models import AcceptedException, Concern, Extract
from goldenthread.core import clock
from goldenthread.core.access.acts import Role
from goldenthread.trail.models import Entry
from goldenthread.workspace import jobs
from goldenthread.workspace.extracts import keeping
from goldenthread.workspace.extracts.models import CheckedExtract
from goldenthread.workspace.models import Job
from tests.factories import extracts, people, sending

pytestmark = pytest.mark.django_db
Roles = Callable[[Role], Client]
WHY = "The case system cannot be put right before June."
FAULT = "C131|concerns.csv|source"


def sent(client: Client, rows: extracts.Rows, folder: Path, **about: Any) -> CheckedExtract:
    files = sending.files_of(rows, folder)
    if about:
        files["extract.json"] = sending.about(**about)
    sending.send(client, files)
    return CheckedExtract.objects.latest("sent_at")


def load(client: Client, checked: CheckedExtract, **form: Any) -> Any:
    return client.post(f"/board/example/extracts/sent/{checked.pk}/load/", form, follow=True)


def test_a_good_extract_is_loaded_and_its_files_are_deleted(analyst: Client, tmp_path: Path, incoming: Path):
    checked = sent(analyst, extracts.good(), tmp_path)

    page = load(analyst, checked)

    extract = Extract.objects.get()
    assert page.redirect_chain[-1][0] == f"/board/example/extracts/{extract.pk}/"
    assert "The extract was loaded, and its files were deleted." in page.content.decode()
    assert (extract.loaded_by, Concern.objects.count(), list(incoming.iterdir())) == ("Analyst", 3, [])
    checked.refresh_from_db()
    assert (checked.state, checked.extract) == ("loaded", extract)


def test_the_page_of_a_loaded_extract_says_who_did_what(analyst: Client, tmp_path: Path):
    page = load(analyst, sent(analyst, extracts.good(), tmp_path)).content.decode()

    assert "In force" in page
    assert "<strong>Analyst</strong> loaded an extract" in page
    assert "<strong>Analyst</strong> sent an extract" in page


def test_what_is_loaded_into_a_demonstration_is_marked_as_synthetic(analyst: Client, board: Board, tmp_path: Path):
    Board.objects.filter(pk=board.pk).update(is_demonstration=True)
    checked = sent(analyst, extracts.good(), tmp_path, synthetic=False)

    load(analyst, checked)

    assert Extract.objects.get().is_synthetic


def test_what_does_not_call_itself_synthetic_is_not(analyst: Client, tmp_path: Path):
    load(analyst, sent(analyst, extracts.good(), tmp_path, synthetic=False))

    assert not Extract.objects.get().is_synthetic


def test_the_same_extract_twice_says_so_and_changes_nothing(analyst: Client, tmp_path: Path):
    load(analyst, sent(analyst, extracts.good(), tmp_path / "first"))

    page = load(analyst, sent(analyst, extracts.good(), tmp_path / "second"))

    assert "This extract is loaded already, word for word." in page.content.decode()
    assert Extract.objects.count() == 1


def test_a_fault_that_nobody_accepted_stops_everything(analyst: Client, tmp_path: Path):
    rows = sending.with_faults()
    rows["adults"][0]["ethnicity"] = "unheard_of"
    checked = sent(analyst, rows, tmp_path)

    page = load(analyst, checked, accept=[FAULT], why=WHY)

    assert page.status_code == 422
    assert "Not ticked: 1 row of adults.csv: not in the code list" in page.content.decode()
    assert (Extract.objects.count(), Job.objects.filter(kind="load-extract").count()) == (0, 0)


def test_exceptions_need_a_reason(analyst: Client, tmp_path: Path):
    checked = sent(analyst, sending.with_faults(), tmp_path)

    page = load(analyst, checked, accept=[FAULT], why="  ")

    assert page.status_code == 422
    assert "Enter why these rows cannot be put right in time" in page.content.decode()
    assert Extract.objects.count() == 0


def test_accepted_exceptions_are_listed_under_a_name_with_a_reason(analyst: Client, tmp_path: Path):
    checked = sent(analyst, sending.with_faults(3), tmp_path)

    page = load(analyst, checked, accept=[FAULT], why=WHY).content.decode()

    listed = {(one.check_number, one.row, one.accepted_by, one.why) for one in AcceptedException.objects.all()}
    assert listed == {("C131", row, "Analyst", WHY) for row in (5, 6, 7)}
    assert sorted(Concern.objects.values_list("concern_id", flat=True)) == ["C1", "C2", "C3"]
    assert "3 rows of concerns.csv: not in the code list" in page
    assert WHY in page
    assert Entry.objects.get(verb="load an extract").why == WHY


def test_the_page_says_what_hangs_on_the_faulty_rows(analyst: Client, tmp_path: Path):
    rows = extracts.good()
    rows["adults"][1]["ethnicity"] = "unheard_of"

    checked = sent(analyst, rows, tmp_path)

    page = analyst.get(f"/board/example/extracts/sent/{checked.pk}/").content.decode()
    assert "1 row needs putting right" in page
    assert "3 more rows hang on them" in page


def test_a_loaded_extract_says_how_many_rows_hung_on_those_left_out(analyst: Client, tmp_path: Path):
    rows = extracts.good()
    rows["adults"][1]["ethnicity"] = "unheard_of"

    page = load(analyst, sent(analyst, rows, tmp_path), accept=["C131|adults.csv|ethnicity"], why=WHY)

    assert "3 more rows hung on these" in page.content.decode()


def test_a_load_started_again_after_the_files_went_says_so_and_names_no_place(analyst: Client, tmp_path: Path):
    checked = sent(analyst, extracts.good(), tmp_path)
    load(analyst, checked)
    Extract.objects.all().delete()
    CheckedExtract.objects.update(state="thrown_away")
    job = Job.objects.get(kind="load-extract")
    Job.objects.filter(pk=job.pk).update(state="failed", result={})

    page = analyst.post(f"/board/example/long-work/{job.pk}/again/", follow=True).content.decode()

    assert "The files of this extract are not here any more. Send them again." in page
    assert "incoming" not in page


def test_a_correction_shows_the_difference(analyst: Client, tmp_path: Path):
    load(analyst, sent(analyst, extracts.good(), tmp_path / "first"))
    rows = extracts.good()
    rows["concerns"][1]["disposal"] = "signposted"
    rows["concerns"].append({**rows["concerns"][1], "concern_id": "C4"})
    checked = sent(analyst, rows, tmp_path / "second")
    assert "This one would replace it." in analyst.get(f"/board/example/extracts/sent/{checked.pk}/").content.decode()

    page = load(analyst, checked).content.decode()

    assert "how they differ from the extract taken on 31 May 2024" in page
    assert Extract.objects.get(replaced_by=None).difference["concerns.csv"] == {"added": 1, "removed": 0, "changed": 1}
    listed = analyst.get("/board/example/extracts/").content.decode()
    assert (listed.count("In force"), listed.count("Replaced")) == (1, 1)


def test_what_is_thrown_away_leaves_nothing_but_that_it_was(analyst: Client, tmp_path: Path, incoming: Path):
    checked = sent(analyst, sending.with_faults(), tmp_path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda then: then())
        analyst.post(f"/board/example/extracts/sent/{checked.pk}/throw-away/")

    checked.refresh_from_db()
    assert (checked.state, list(incoming.iterdir())) == ("thrown_away", [])
    assert load(analyst, checked).status_code == 409


def test_what_is_never_loaded_is_deleted_after_a_fortnight(analyst: Client, tmp_path: Path, incoming: Path):
    old, young = (sent(analyst, sending.with_faults(), tmp_path / name) for name in ("old", "young"))
    for checked, days in ((old, 15), (young, 13)):
        CheckedExtract.objects.filter(pk=checked.pk).update(sent_at=clock.now() - timedelta(days=days))

    keeping.forget()

    assert [folder.name for folder in incoming.iterdir()] == [str(young.pk)]
    assert CheckedExtract.objects.get(pk=old.pk).state == "forgotten"


def test_the_faulty_rows_open_safely_in_a_spreadsheet_and_leave_an_entry(analyst: Client, tmp_path: Path):
    rows = sending.with_faults(1)
    rows["concerns"][3]["source"] = "=cmd|'/C calc'!A0"
    checked = sent(analyst, rows, tmp_path)

    answer = analyst.get(f"/board/example/extracts/sent/{checked.pk}/rows.csv")

    text = answer.content.decode("utf-8-sig")
    assert answer["Content-Disposition"].startswith('attachment; filename="rows-to-put-right-')
    assert "C131,concerns.csv,5,source,'=cmd|'/C calc'!A0," in text
    assert Entry.objects.get(verb="download faulty rows").after == {"rows": 1}


@pytest.mark.parametrize(
    ("role", "page", "rows", "load_", "new"),
    [
        (Role.ANALYST, 200, 200, 302, 200),
        (Role.BOARD_MANAGER, 200, 200, 403, 403),
        (Role.BOARD_OFFICER, 200, 403, 403, 403),
        (Role.INFORMATION_GOVERNANCE, 200, 403, 403, 403),
        (Role.CHAIR, 403, 403, 403, 403),
        (Role.MEMBER, 403, 403, 403, 403),
        (Role.AGENCY_LEAD, 404, 404, 404, 403),
    ],
)
def test_each_role_sees_and_does_what_the_table_of_access_says(
    analyst: Client, as_role: Roles, tmp_path: Path, role: Role, page: int, rows: int, load_: int, new: int
):
    checked = sent(analyst, sending.with_faults(), tmp_path)
    somebody = as_role(role) if role is not Role.ANALYST else analyst
    here = f"/board/example/extracts/sent/{checked.pk}"

    assert somebody.get(f"{here}/").status_code == page
    assert somebody.get(f"{here}/rows.csv").status_code == rows
    assert somebody.get("/board/example/extracts/new/").status_code == new
    assert somebody.post(f"{here}/load/", {"accept": [FAULT], "why": WHY}).status_code == load_


def test_an_agency_sees_only_what_it_sent(analyst: Client, board: Board, tmp_path: Path):
    police, icb = people.agency(board, "police"), people.agency(board, "icb")
    lead = people.signed_in(
        Client(), people.person("lead@police.example", board=board, role=Role.AGENCY_LEAD, agency=police)
    )
    other = people.signed_in(
        Client(), people.person("lead@icb.example", board=board, role=Role.AGENCY_LEAD, agency=icb)
    )
    the_boards = sent(analyst, extracts.good(), tmp_path / "board")
    own = sent(lead, extracts.good(), tmp_path / "own", period_from="2022-04-01", period_to="2023-03-31")

    assert own.agency == police
    assert lead.get(f"/board/example/extracts/sent/{own.pk}/").status_code == 200
    assert lead.get(f"/board/example/extracts/sent/{the_boards.pk}/").status_code == 404
    assert other.get(f"/board/example/extracts/sent/{own.pk}/").status_code == 404
    assert "31 March 2023" in lead.get("/board/example/extracts/").content.decode()
    assert "31 March 2023" not in other.get("/board/example/extracts/").content.decode()


def test_an_agency_does_not_replace_what_it_did_not_send(analyst: Client, board: Board, tmp_path: Path):
    load(analyst, sent(analyst, extracts.good(), tmp_path / "board"))
    police = people.agency(board, "police")
    lead = people.signed_in(
        Client(), people.person("lead@police.example", board=board, role=Role.AGENCY_LEAD, agency=police)
    )
    rows = extracts.good()
    rows["concerns"][1]["disposal"] = "signposted"

    page = load(lead, sent(lead, rows, tmp_path / "own")).content.decode()

    assert "an extract for this period is in force that did not come from your agency" in page
    assert Extract.objects.get().sent_by is None


def test_another_boards_extract_is_not_found(analyst: Client, tmp_path: Path):
    checked = sent(analyst, extracts.good(), tmp_path)
    elsewhere = people.person("analyst@other.example", board=people.board("other"), role=Role.ANALYST)
    there = people.signed_in(Client(), elsewhere)

    for address in (f"/board/other/extracts/sent/{checked.pk}/", f"/board/example/extracts/sent/{checked.pk}/"):
        assert there.get(address).status_code == 404


def test_loading_again_what_was_loaded_a_moment_ago_leads_to_it(analyst: Client, tmp_path: Path):
    checked = sent(analyst, extracts.good(), tmp_path)
    load(analyst, checked)
    job = Job.objects.get(kind="load-extract")
    Job.objects.filter(pk=job.pk).update(state="failed", result={}, error=jobs.LOST)

    page = analyst.post(f"/board/example/long-work/{job.pk}/again/", follow=True)

    assert page.redirect_chain[-1][0] == f"/board/example/extracts/{Extract.objects.get().pk}/"
    assert Extract.objects.count() == 1


def test_what_waits_to_be_loaded_is_among_the_things_to_do(analyst: Client, as_role: Roles, tmp_path: Path):
    checked = sent(analyst, sending.with_faults(3), tmp_path)
    address = f'href="/board/example/extracts/sent/{checked.pk}/"'

    assert address in analyst.get("/board/example/").content.decode()
    assert address not in as_role(Role.BOARD_MANAGER).get("/board/example/").content.decode()

    load(analyst, checked, accept=[FAULT], why=WHY)

    assert address not in analyst.get("/board/example/").content.decode()

"""Five spreadsheets as a Board's office might have kept them: untidy, and made up. For trying year zero, and for its tests."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Rows = list[list[Any]]

MEMBERS: Rows = [
    ["Example Safeguarding Adults Board: who is who (updated by Pat)"],
    [],
    ["Name", "Job Title", "Organisation", "E-mail", "Board role", "Chair?", "Date joined", "Left"],
    [
        "Avery Sandford",
        "Detective Superintendent",
        "Police",
        "avery.sandford@police.example",
        "Member",
        "N",
        date(2021, 6, 1),
        "",
    ],
    [
        "Blair Whitcombe",
        "Head of Safeguarding",
        "I.C.B.",
        "mailto:blair.whitcombe@icb.example",
        "Member",
        "No",
        "Sept 2022",
        "",
    ],
    ["Casey Thornbury", "Independent Chair", "", "casey.thornbury@board.example", "Chair", "Yes", "01.04.2020", ""],
    [
        "Drew  Hallworth",
        "Station Manager",
        "Example Fire & Rescue",
        "drew.hallworth@fire.example",
        "Deputy",
        "",
        "14/2/23",
        "",
    ],
    [
        "Ellis Marchbank",
        "Manager",
        "Example Carers’ Forum",
        "ellis at carers.example",
        "Member",
        "",
        "1st May 2022",
        "",
    ],
    [
        "Frankie Oldcastle",
        "Team Manager",
        "Housing",
        "frankie.oldcastle@council.example",
        "Member",
        "n/a",
        "March 2019",
        "31/13/2023",
    ],
    ["", "Vacant", "Probation", "", "Member", "", "", ""],
    [
        "Gale Rushmere",
        "Designated Nurse",
        "ICB",
        "gale.rushmere@icb.example; office@icb.example",
        "",
        "",
        date(2020, 1, 6),
        "30/06/2024",
    ],
]

ACTIONS: Rows = [
    ["ACTION LOG 2023-24"],
    ["Last updated:", date(2024, 3, 5)],
    [],
    ["Ref", "Date agreed", "Action required", "Lead", "Agency", "Deadline", "Status", "RAG", "Update", "Completed"],
    [
        1,
        date(2023, 5, 10),
        "Write to care homes about the new concern form",
        "A Sandford",
        "Police",
        date(2023, 6, 30),
        "Complete",
        "G",
        "Sent 12 June.",
        date(2023, 6, 12),
    ],
    [
        2,
        date(2023, 5, 10),
        "Agree how agencies share chronologies",
        "Blair Whitcombe",
        "ICB",
        "30.9.23",
        "In progress",
        "Amber",
        "",
        "",
    ],
    [
        3,
        date(2023, 5, 10),
        "Refresh the self-neglect guidance",
        "Frankie O",
        "Housing",
        "ASAP",
        "Ongoing",
        "red",
        "Draft with the group",
        "",
    ],
    [4, date(2023, 9, 6), "Plan the learning day", "Board team", "", "Mar-24", "Not started", "", "", ""],
    [
        5,
        date(2023, 9, 6),
        "Ask each agency for its training numbers",
        "Board team",
        "Beds Police",
        "31/11/2023",
        "Open",
        "A",
        "",
        "",
    ],
    [
        6,
        date(2023, 9, 6),
        "Invite the carers’ forum to the Board",
        "Casey T",
        "Carers Forum",
        "04/10/2023",
        "Closed",
        "",
        "Came in October",
        "4 October 2023",
    ],
    [7, date(2023, 9, 6), "Share the audit tool", "Gale Rushmere", "I.C.B.", "45291", "Done", "Blue", "", "20/12/23"],
    [8, "", "", "Gale Rushmere", "ICB", "01/01/2024", "Open", "", "wording to follow", ""],
    [
        9,
        date(2023, 12, 6),
        "Agree how agencies share  chronologies",
        "Blair Whitcombe",
        "ICB",
        "31/01/2024",
        "Open",
        "",
        "said again",
        "",
    ],
    ["Ref", "Date agreed", "Action required", "Lead", "Agency", "Deadline", "Status", "RAG", "Update", "Completed"],
    [10, date(2023, 12, 6), "=Check the website’s phone number", "Board team", "", "ongoing", "wip", "", "", ""],
]

RISKS: Rows = [
    [
        "Risk ID",
        "Risk",
        "Cause",
        "Consequence",
        "Likelihood (1-5)",
        "Impact (1-5)",
        "Score",
        "Risk owner",
        "Controls",
        "Next review",
        "Status",
    ],
    [
        "R1",
        "Agencies send their figures late",
        "No one person is named",
        "The Board sees old data",
        "High (4)",
        3,
        "=E2*F2",
        "Board team",
        "A calendar of dates",
        "Jun-24",
        "Open",
    ],
    [
        "R2",
        "Too few reviewers",
        "A small market",
        "Reviews take longer",
        "4 - Likely",
        "Moderate",
        "=E3*F3",
        "Casey T",
        "A shared list with neighbours",
        date(2024, 5, 1),
        "Live",
    ],
    ["R3", "The budget does not cover two reviews at once", "", "", 3, 5, 15, "Blair Whitcombe", "", "ongoing", "Open"],
    [
        "R4",
        "Staff turnover in the office",
        "",
        "",
        "Possible",
        "High/Medium",
        "",
        "Pat",
        "Notes for whoever comes next",
        "",
        "Tolerated",
    ],
    ["R5", "Records are lost when people move", "", "", "", "2", "", "Pat", "", "31/06/2024", "Closed"],
    ["R6", "Training places are not taken", "", "", 12, 3, "", "", "", "", "Open"],
]

ATTENDANCE: Rows = [
    ["Attendance at the Board, 2023-24", "", "", "", "", ""],
    ["P = present, A = apologies, D = deputy", "", "", "", "", ""],
    ["Name", "Agency", date(2023, 5, 10), "6th Sept 2023", "06/12/2023", "Mar-24", "Total"],
    ["Avery Sandford", "Police", "P", "✓", "Apols", "P", 3],
    ["Drew Hallworth", "Example Fire & Rescue", "A", "P", "x", "", 1],
    ["Blair Whitcombe", "ICB", "D", "P", "P", "P", 4],
    ["Gale Rushmere", "I.C.B.", "P", "-", "Abs", "", 1],
    ["Frankie Oldcastle", "Housing", "?", "", "P", "P", 2],
]

ATTENDANCE_LONG: Rows = [
    ["Date of meeting", "Meeting", "Organisation", "Attended", "Format"],
    ["10/05/2023", "Assurance", "Police", "Yes", "Teams"],
    ["10/05/2023", "Assurance", "ICB", "Apologies", "Teams"],
    ["06/09/2023", "Assurance Group", "Police", "Deputy", "in person"],
    ["soon", "Assurance", "ICB", "Yes", "Teams"],
]

TRAINING: Rows = [
    ["Training given by the Board"],
    ["Course title", "Date", "Delivery", "No. attended", "Views"],
    ["Self-neglect: what helps", date(2023, 5, 16), "Classroom", 24, ""],
    ["Self-neglect: what helps", "21/11/2023", "Classroom", "31 delegates", ""],
    ["Mental capacity in practice", "Jan-24", "Teams", 18, ""],
    ["Seven-minute briefing on fire safety", "2023-24", "Webinar", "", "1,204"],
    ["Mental capacity in practice", "2024", "Teams", 12, ""],
    ["Making it personal", "16/05/2023", "Classroom", "about 20", ""],
    ["", "17/05/2023", "Classroom", 9, ""],
]

EXAMPLES: dict[str, Rows] = {
    "members": MEMBERS,
    "actions": ACTIONS,
    "risks": RISKS,
    "attendance": ATTENDANCE,
    "training": TRAINING,
}


def write(kind: str, folder: Path) -> Path:
    """Write one of the five as a workbook; returns its path."""
    path = folder / f"{kind}.xlsx"
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)  # noqa: S101  (a new workbook has one)
    page.title = kind.title()
    for row in EXAMPLES[kind]:
        page.append(row)
    _UNTIDY.get(kind, _nothing)(book, page)
    folder.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def write_csv(rows: Rows, path: Path, *, encoding: str = "cp1252", delimiter: str = ",") -> Path:
    """Write rows as Excel in Windows writes CSV: days as people see them, its own code page."""
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows([[_seen(cell) for cell in row] for row in rows])
    return path


def _seen(cell: Any) -> Any:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell).replace("✓", "P")


def _nothing(_book: Workbook, _page: Worksheet) -> None:
    return


def _title_across(_book: Workbook, page: Worksheet) -> None:
    page.merge_cells("A1:H1")


def _old_and_hidden(book: Workbook, page: Worksheet) -> None:
    page["C15"].data_type = "s"  # a text that begins with an equals sign
    old = book.create_sheet("2019 old")
    old.append(["Action", "Owner"])
    hidden = book.create_sheet("Notes, do not share")
    hidden.append(["Private"])
    hidden.sheet_state = "hidden"


_UNTIDY: dict[str, Callable[[Workbook, Worksheet], None]] = {"members": _title_across, "actions": _old_and_hidden}

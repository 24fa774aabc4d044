"""Every check by number: what it looks for, what it says, how to put it right. The codebook is printed from this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goldenthread.casework.findings import Finding, Severity


@dataclass(frozen=True)
class Rule:
    """One check. `message` and `remedy` may name {file}, {column}, {value} and {other}."""

    number: str
    severity: Severity
    title: str
    message: str
    remedy: str

    def finding(
        self, file: str, row: int | None, column: str | None, value: str | None, *, other: str = "", shown: str = ""
    ) -> Finding:
        """This rule, broken here. `shown` stands for the value in the sentence where the value itself must not."""
        words = {"file": file, "column": column or "", "value": shown or value or "", "other": other}
        return Finding(
            self.severity,
            self.number,
            file,
            row,
            column,
            value,
            self.message.format(**words),
            self.remedy.format(**words),
        )


def _refused(number: str, title: str, message: str, remedy: str) -> Rule:
    return Rule(number, Severity.REFUSED, title, message, remedy)


def _error(number: str, title: str, message: str, remedy: str) -> Rule:
    return Rule(number, Severity.ERROR, title, message, remedy)


def _notice(number: str, title: str, message: str, remedy: str) -> Rule:
    return Rule(number, Severity.NOTICE, title, message, remedy)


MISSING_FILE: Final = _refused(
    "C001", "A file is missing", "There is no {file}.", "Add {file} to the extract. It may hold only its header row."
)
MISSING_COLUMN: Final = _refused(
    "C002",
    "A required column is missing",
    "{file} has no column {column}.",
    "Add the column {column}, written exactly so, and export again.",
)
NOT_UTF8: Final = _refused(
    "C003",
    "Not UTF-8",
    "{file} is not written in UTF-8: its first unreadable character is in this row.",
    "Save the file as “CSV UTF-8” and export again.",
)
PERSONAL_COLUMN: Final = _refused(
    "C004",
    "A column looks personal",
    "The header “{column}” in {file} names something personal. No file may hold a name, address or number of a person.",
    "Leave the column “{column}” out of the export. Nothing from it was read.",
)
PERSONAL_VALUES: Final = _refused(
    "C005",
    "Values look personal",
    "At least a fifth of the column {column} in {file} are valid NHS numbers or postcodes.",
    "Replace them with pseudonyms, or leave the column out. Nothing from it was kept.",
)
BOMB: Final = _refused(
    "C006",
    "A workbook unpacks to far too much",
    "{file} would unpack to far more than a case extract holds, so it was not opened.",
    "Export again from the case system, or send CSV files.",
)
HIDDEN_SHEET: Final = _refused(
    "C007",
    "A sheet is hidden",
    "The sheet “{value}” in {file} is hidden, and what it holds could leave unseen.",
    "Unhide the sheet and check it, or delete it, and save again.",
)
FORMULAS: Final = _refused(
    "C008",
    "Formulas or macros",
    "The sheet “{value}” in {file} holds formulas or macros, whose results may change.",
    "Copy the cells and paste them as values, and save as .xlsx without macros.",
)
UNREADABLE: Final = _refused(
    "C009",
    "Cannot be read",
    "{file} cannot be read: {other}.",
    "Open it in the program that made it, check that it is whole, and export again.",
)
REPEATED_COLUMN: Final = _refused(
    "C010",
    "Two columns have the same name",
    "{file} has the column {column} more than once.",
    "Keep one column {column} and export again.",
)
NUMERIC_ID: Final = _refused(
    "C011",
    "An id is kept as a number",
    "The id column {column} in {file} holds a number cell, which may have lost its leading zeros.",
    "Format the whole column {column} as text before filling it, and export again.",
)
TOO_LONG: Final = _refused(
    "C012",
    "Reading took too long",
    "{file} took more memory or time to open than any case extract should, so reading was stopped.",
    "Send CSV files, or split the workbook by year.",
)
ABOUT_UNREADABLE: Final = _refused(
    "C013",
    "extract.json cannot be used",
    "extract.json does not say what it must: {other}.",
    'Write it as {{"authority": "…", "period_from": "2023-04-01", "period_to": "2024-03-31", '
    '"taken_on": "2024-05-31"}}, or remove it.',
)

MISSING_VALUE: Final = _error(
    "C101", "A required cell is empty", "{column} is empty.", "Fill in {column} for this record."
)
DECISION_WITHOUT_DAY: Final = _error(
    "C102",
    "A decision without its day",
    "The decision has no date in decided_on.",
    "Enter the day the decision was made.",
)
DUPLICATE_OF_NOTHING: Final = _error(
    "C103",
    "A duplicate of nothing",
    "The concern is a duplicate, but duplicate_of is empty.",
    "Enter the id of the concern it repeats.",
)
CONCLUDED_WITHOUT_ASSESSMENT: Final = _error(
    "C104",
    "A concluded enquiry without an assessment",
    "The enquiry is concluded, but assessment is empty.",
    "Enter what was found about this risk.",
)
REPEATED_ID: Final = _error(
    "C111",
    "An id is repeated",
    "{column} “{value}” already stands in an earlier row.",
    "Give each record one id of its own, or remove the repeated row.",
)
UNKNOWN_REFERENCE: Final = _error(
    "C112",
    "Names a record that is not there",
    "{column} names “{value}”, which is not in {other}.",
    "Add that record to {other}, or correct {column}.",
)
ANOTHER_ADULTS_CONCERN: Final = _error(
    "C113",
    "An enquiry about another adult's concern",
    "The concern “{value}” is about another adult than the enquiry.",
    "Correct concern_ids or adult_id.",
)
DUPLICATE_OF_ITSELF: Final = _error(
    "C114", "A duplicate of itself", "duplicate_of names the concern itself.", "Enter the id of the first concern."
)
DUPLICATE_OF_DUPLICATE: Final = _error(
    "C115",
    "A duplicate of a duplicate",
    "duplicate_of names “{value}”, which is itself a duplicate.",
    "Enter the id of the first concern of the chain.",
)
DUPLICATE_OF_ANOTHER_ADULTS: Final = _error(
    "C116",
    "A duplicate of another adult's concern",
    "duplicate_of names “{value}”, which is about another adult.",
    "Enter the id of a concern about the same adult, or change the decision.",
)
NOT_A_DATE: Final = _error(
    "C121",
    "Not a date",
    "{column} “{value}” is not a date.",
    "Write the date as year-month-day, such as 2024-03-31.",
)
NOT_A_WHOLE_NUMBER: Final = _error(
    "C122", "Not a whole number", "{column} “{value}” is not a whole number.", "Write a whole number, 0 or more."
)
AFTER_EXTRACT: Final = _error(
    "C123",
    "After the extract was taken",
    "{column} {value} is after the day the extract was taken, {other}.",
    "Correct the date, or correct taken_on in extract.json.",
)
OUT_OF_ORDER: Final = _error(
    "C124",
    "Dates out of order",
    "{column} {value} is before {other}.",
    "Correct whichever of the two dates is wrong.",
)
UNKNOWN_CODE: Final = _error(
    "C131",
    "Not in the code list",
    "{column} “{value}” is not one of its codes.",
    "Use one of: {other}.",
)
REPEATED_VALUE: Final = _error(
    "C132", "A list says the same twice", "{column} names “{value}” more than once.", "Name each value once."
)
NONE_WITH_OTHERS: Final = _error(
    "C133",
    "None, beside conditions",
    "health_conditions says none and names conditions.",
    "Keep none alone, or remove it.",
)
DISPOSAL_NOT_ALLOWED: Final = _error(
    "C141",
    "A disposal with another decision",
    "disposal is filled in, but the decision is not no_enquiry.",
    "Empty disposal, or correct the decision.",
)
DUPLICATE_OF_NOT_ALLOWED: Final = _error(
    "C142",
    "duplicate_of without the decision duplicate",
    "duplicate_of is filled in, but the decision is not duplicate.",
    "Empty duplicate_of, or correct the decision.",
)
ACHIEVED_NOT_ALLOWED: Final = _error(
    "C143",
    "Outcomes achieved that nobody expressed",
    "outcomes_achieved is filled in, but outcomes_asked is not asked_and_expressed.",
    "Empty outcomes_achieved, or correct outcomes_asked.",
)
OUTCOME_NOT_ALLOWED: Final = _error(
    "C144",
    "An outcome without an identified risk",
    "outcome is filled in, but the assessment did not identify a risk.",
    "Empty outcome, or correct the assessment.",
)
NOBODY_IN_REVIEW: Final = _error(
    "C145",
    "A review about nobody",
    "people_died and people_survived are both 0.",
    "Enter how many people the review is about.",
)

UNKNOWN_GENDER: Final = _notice(
    "C201",
    "A gender outside the return's list",
    "gender “{value}” will count as Not Known in the national return.",
    "Nothing need be done. The return has only male, female and not known.",
)
UNKNOWN_COLUMN: Final = _notice(
    "C202", "A column that is not used", "{file} has a column {column} that is not used.", "Nothing need be done."
)
UNDER_18: Final = _notice(
    "C203",
    "Under 18",
    "The adult was under 18 on {value}, so the record is left out of the counts.",
    "Check the date of birth.",
)
CONCLUDED_WITHOUT_RISK: Final = _notice(
    "C204",
    "A concluded enquiry without a risk",
    "The enquiry is concluded and has no row in risks, so it appears in no table of risks.",
    "Add the risk as it stood at the conclusion.",
)
CRITERIA_WITHOUT_DUTY: Final = _notice(
    "C205",
    "All three criteria, no section 42 decision",
    "All three criteria are met, but the decision is not s42_duty_met.",
    "Check the decision and its recording.",
)
STARTED_BEFORE_DECISION: Final = _notice(
    "C206",
    "An enquiry started before its concern was decided",
    "The enquiry started before the decision on {value}.",
    "Check both dates. Acting first can be right.",
)

RULES: Final = tuple(sorted((r for r in list(globals().values()) if isinstance(r, Rule)), key=lambda r: r.number))
BY_NUMBER: Final = {rule.number: rule for rule in RULES}

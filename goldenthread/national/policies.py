"""The choices a council's return depends on where public guidance leaves room: P-01 to P-11, in words. Free of Django.

Which answer is in force is said by a year's definition, and may be chosen otherwise for one run. Each is a decision of ours
(evidence D) unless a year's own guidance settles it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.core.errors import Refused


@dataclass(frozen=True)
class Policy:
    """One choice: its number, what it decides, and each answer by its code with what it means."""

    id: str
    title: str
    question: str
    answers: Mapping[str, str]
    needs_dates: tuple[str, ...] = ()
    """Answers that need dates of birth, so that a frozen set, which holds ages, cannot give them."""


ALL = (
    Policy(
        "P-01",
        "Repeats in SG1d",
        "How often does one adult count in the table of support reasons?",
        {
            "per_reason": "Once for each different support reason on their concerns or enquiries.",
            "per_enquiry": "Once for each concern or enquiry.",
        },
    ),
    Policy(
        "P-02",
        "Enquiries with several risks",
        "Which cells does an enquiry with two risks count in?",
        {
            "paired": "Those whose row and column come from the same risk.",
            "cross": "Every combination of a row and a column that the enquiry has.",
        },
    ),
    Policy(
        "P-03",
        "Age in SG3 and SG4",
        "On which day is the age of the adult in a concluded enquiry taken?",
        {
            "at_year_end": "On the 31 March that ends the year, or at death if that came first.",
            "at_conclusion": "On the day the enquiry concluded, or at death if that came first.",
            "at_start": "On the day the enquiry started, or at death if that came first.",
        },
        ("at_conclusion", "at_start"),
    ),
    Policy(
        "P-04",
        "Outcomes asked, where the adult has died",
        "Nothing is recorded of whether they were asked what they wanted, and the adult died by the time the enquiry "
        "concluded. Where does the enquiry count?",
        {"not_recorded": "Under Not Recorded.", "no": "Under No."},
        ("no",),
    ),
    Policy(
        "P-05",
        "Source of risk in self-neglect",
        "Under which source does self-neglect count?",
        {
            "as_recorded": "The source that was recorded.",
            "always_known": "Known to the individual, whatever was recorded.",
        },
    ),
    Policy(
        "P-06",
        "Adults who were under 18",
        "On which day does somebody have to be 18 to count?",
        {
            "on_the_day": "The day the concern was raised or the enquiry started, or the day of death if earlier.",
            "at_year_end": "The 31 March that ends the year, or the day of death if earlier.",
        },
        ("at_year_end",),
    ),
    Policy(
        "P-07",
        "Abuse in another authority’s area",
        "Which concerns and enquiries are ours to count?",
        {
            "where_it_happened": "Those about abuse in our area, passed on or not.",
            "unless_passed_on": "Those about abuse in our area, but no concern that was passed to another authority.",
            "whoever_holds_it": "All that we hold, wherever the abuse happened.",
        },
    ),
    Policy(
        "P-08",
        "Duplicate concerns",
        "Does a concern recorded as a duplicate count?",
        {"never": "No: the concern that it repeats counts.", "count": "Yes, like any other."},
    ),
    Policy(
        "P-09",
        "Concluded enquiries without a risk",
        "Does a concluded enquiry count if no risk was recorded for it?",
        {
            "keep_and_list": "In SG3 and SG4, in no table of SG2, and it is listed.",
            "leave_out": "In no table of concluded enquiries, and it is listed.",
        },
    ),
    Policy(
        "P-10",
        "Reopened enquiries",
        "When did an enquiry conclude that was opened again?",
        {"latest_conclusion": "The last time. A locked return of an earlier year stays as it is."},
    ),
    Policy(
        "P-11",
        "Level of SG2c and SG2e",
        "Do the risk assessment and its outcome belong to a risk, or to the whole enquiry?",
        {
            "per_risk": "To the risk: each counts with that risk’s own source.",
            "per_enquiry": "To the enquiry: each counts with every source that the enquiry has.",
        },
    ),
)
BY_ID: Mapping[str, Policy] = {policy.id: policy for policy in ALL}


def chosen(defaults: Mapping[str, str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Every policy's answer in order: a year's defaults, with the given answers in their place.

    Raises:
        Refused: there is no such policy, or it has no such answer.
    """
    answers = {**defaults, **(given or {})}
    for policy_id, answer in answers.items():
        if policy_id not in BY_ID:
            raise Refused(f"There is no policy “{policy_id}”. There are {ALL[0].id} to {ALL[-1].id}.")
        if answer not in BY_ID[policy_id].answers:
            raise Refused(
                f"“{answer}” is no answer to {policy_id} ({BY_ID[policy_id].title}). "
                f"Choose one of: {', '.join(BY_ID[policy_id].answers)}."
            )
    return {policy.id: answers[policy.id] for policy in ALL}


def refuse_what_needs_dates(policies: Mapping[str, str]) -> None:
    """Frozen sets hold ages in place of dates of birth and death.

    Raises:
        Refused: an answer in force can be given from dates alone.
    """
    for policy_id, answer in policies.items():
        if answer in BY_ID[policy_id].needs_dates:
            raise Refused(
                f"{policy_id} ({BY_ID[policy_id].title}) “{answer}” needs dates of birth, and frozen data hold ages. "
                "Compute from the extract, or leave this policy as the year has it."
            )

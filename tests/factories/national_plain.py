"""The national return once more, slowly and plainly: the yardstick that the fast one is held to.

Written from the published rules alone, by somebody who had not read the SQL. Every table is a loop over records and a
set of what was seen, so that each rule can be read beside the sentence it comes from. Keep it so: it may be slow, it may
not be clever, and it may not borrow anything from `goldenthread.national`.

The tables are lists of rows; a day is a `date`, an empty cell is `None`, and a list inside a cell is text with `;`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

Row = Mapping[str, Any]
Tables = Mapping[str, list[dict[str, Any]]]
Key = tuple[str, str, str, str]
Policies = Mapping[str, str]

AGES = ("18-64", "65-74", "75-84", "85-94", "95+", "Not Known")
GENDERS = {"male": "Male", "female": "Female"}
NO_GENDER = "Not Known"
ETHNIC_GROUPS = {
    "white_british": "White",
    "white_irish": "White",
    "white_gypsy_or_traveller": "White",
    "white_roma": "White",
    "white_other": "White",
    "mixed_white_black_caribbean": "Mixed / Multiple",
    "mixed_white_black_african": "Mixed / Multiple",
    "mixed_white_asian": "Mixed / Multiple",
    "mixed_other": "Mixed / Multiple",
    "asian_indian": "Asian / Asian British",
    "asian_pakistani": "Asian / Asian British",
    "asian_bangladeshi": "Asian / Asian British",
    "asian_chinese": "Asian / Asian British",
    "asian_other": "Asian / Asian British",
    "black_african": "Black / African / Caribbean / Black British",
    "black_caribbean": "Black / African / Caribbean / Black British",
    "black_other": "Black / African / Caribbean / Black British",
    "arab": "Other Ethnic Group",
    "other": "Other Ethnic Group",
    "refused": "Refused",
    "not_known": "Undeclared / Not Known",
}
NO_ETHNIC_GROUP = "Undeclared / Not Known"
SUPPORT_REASONS = {
    "physical_support": "Physical Support",
    "sensory_support": "Sensory Support",
    "memory_and_cognition": "Support with Memory and Cognition",
    "learning_disability_support": "Learning Disability Support",
    "mental_health_support": "Mental Health Support",
    "social_support": "Social Support",
    "no_support_reason": "No Support Reason",
    "not_known": "Not Known",
}
NO_SUPPORT_REASON = "Not Known"
CONDITIONS = {
    "physical": "Physical",
    "neurological": "Neurological",
    "sensory": "Sensory",
    "learning_disability": "Learning Disability",
    "autism_excluding_asperger": "Autism excluding Asperger's Syndrome/ High Functioning Autism",
    "asperger": "Asperger's Syndrome/ High Functioning Autism",
    "other_learning": "Other Learning, Developmental or Intellectual Disability",
    "dementia": "Dementia",
    "other_mental_health": "Other Mental Health Condition",
    "none": "No Relevant Long-Term Reported Health Conditions",
}
TYPES = {
    "physical": "Physical Abuse",
    "sexual": "Sexual Abuse",
    "psychological": "Psychological Abuse",
    "financial_or_material": "Financial or Material Abuse",
    "discriminatory": "Discriminatory Abuse",
    "organisational": "Organisational Abuse",
    "neglect_and_acts_of_omission": "Neglect and Acts of Omission",
    "domestic": "Domestic Abuse",
    "sexual_exploitation": "Sexual Exploitation",
    "modern_slavery": "Modern Slavery",
    "self_neglect": "Self-Neglect",
}
SOURCES = {
    "service_provider": "Service Provider",
    "known": "Other - Known to individual",
    "unknown": "Other - Unknown to individual",
}
LOCATIONS = {
    "own_home": "Own Home",
    "in_the_community": "In the Community",
    "community_service": "Community Service",
    "care_home_nursing": "Care Home - Nursing",
    "care_home_residential": "Care Home - Residential",
    "hospital_acute": "Hospital - Acute",
    "hospital_mental_health": "Hospital - Mental Health",
    "hospital_community": "Hospital - Community",
    "other": "Other",
}
ASSESSMENTS = {
    "identified_action": "Risk identified and action taken",
    "identified_no_action": "Risk identified and no action taken",
    "inconclusive_action": "Risk Assessment inconclusive and action taken",
    "inconclusive_no_action": "Risk Assessment inconclusive and no action taken",
    "none_action": "No risk identified and action taken",
    "none_no_action": "No risk identified and no action taken",
    "ceased_at_request": "Enquiry ceased at individual's request and no action taken",
}
OUTCOMES = {"remained": "Risk remained", "reduced": "Risk reduced", "removed": "Risk removed"}
CAPACITIES = {
    "lacked": "Yes, they lacked capacity",
    "did_not_lack": "No, they did not lack capacity",
    "dont_know": "Don't know",
    "not_recorded": "Not recorded",
}
NO_CAPACITY = "Not recorded"
SUPPORTED = (
    "Of the enquiries recorded as Yes, in how many of these cases was support provided by an advocate, family or friend"
)
ASKED = {
    "asked_and_expressed": "Yes they were asked and outcomes were expressed",
    "asked_none_expressed": "Yes they were asked but no outcomes were expressed",
    "not_asked": "No",
    "dont_know": "Don't Know",
    "not_recorded": "Not Recorded",
}
NOT_ASKED = "Not Recorded"
ACHIEVED = {"fully": "Fully Achieved", "partially": "Partially Achieved", "not_achieved": "Not Achieved"}

CONCERNS = "Safeguarding Concerns"
STARTED = {"s42": "Section 42 Enquiries", "other": "Other Enquiries"}
CONCLUDED = {"s42": "Concluded Section 42 Enquiries", "other": "Concluded Other Enquiries"}
COUNTS = {
    CONCERNS: "Total Number of Safeguarding Concerns",
    "Section 42 Enquiries": "Total Number of Section 42 Safeguarding Enquiries",
    "Other Enquiries": "Total Number of Other Safeguarding Enquiries",
}
REVIEWS = "Count of Safeguarding Adult Reviews"
PEOPLE = "Count of Individuals Involved in Safeguarding Adult Reviews"


def compute(tables: Tables, year: str, policies: Policies | None = None) -> dict[Key, int | None]:
    """Every cell of the return: its table, kind of enquiry, row and column, and its value.

    `year` is written as “2025-26”: 1 April of the first to 31 March of the second, both days included. A cell is `None`
    where its file is absent, which only the reviews may be. `policies` are answers other than the usual ones, such as
    `{"P-02": "cross"}`.
    """
    said = policies or {}
    first, last = _first_and_last_day(year)
    adults = {row["adult_id"]: row for row in tables["adults"]}
    cells: dict[Key, int | None] = dict.fromkeys(_keys(), 0)
    for block, records in _people_blocks(tables, adults, first, last, said):
        cells.update(_people(block, records, adults, last, said))
    for kind, block in CONCLUDED.items():
        ended = [
            row
            for row in tables["enquiries"]
            if row["kind"] == kind and row["concluded_on"] is not None and first <= row["concluded_on"] <= last
        ]
        ended = _counted(ended, adults, "started_on", last, said)
        if said.get("P-09") == "leave_out":
            ended = [row for row in ended if any(risk["enquiry_id"] == row["enquiry_id"] for risk in tables["risks"])]
        cells.update(_allegations(block, ended, tables["risks"], said))
        cells.update(_wishes(block, ended, adults, last, said))
    cells.update(_reviews(tables.get("reviews"), first, last))
    return cells


def age_on(born: date, day: date) -> int:
    """Completed years. Somebody born on 29 February completes a year on 1 March of a common year."""
    had_the_birthday = (day.month, day.day) >= (born.month, born.day)
    return day.year - born.year - (0 if had_the_birthday else 1)


def band(adult: Row, last: date) -> str:
    """The age band on the day the year ends, or at death if the adult had died by then."""
    born = adult["date_of_birth"]
    if born is None:
        return "Not Known"
    died = adult["date_of_death"]
    day = died if died is not None and died <= last else last
    age = age_on(born, day)
    if age >= 95:
        return "95+"
    if age >= 85:
        return "85-94"
    if age >= 75:
        return "75-84"
    if age >= 65:
        return "65-74"
    return "18-64"


def _first_and_last_day(year: str) -> tuple[date, date]:
    begins = int(year[:4])
    return date(begins, 4, 1), date(begins + 1, 3, 31)


def _is_a_child(adult: Row, day: date) -> bool:
    """Under 18 on that day, or at death if that was earlier. An unknown age is never under 18."""
    if adult["date_of_birth"] is None:
        return False
    died = adult["date_of_death"]
    if died is not None and died < day:
        day = died
    return age_on(adult["date_of_birth"], day) < 18


def _counted(records: Iterable[Row], adults: Mapping[str, Row], begins: str, last: date, said: Policies) -> list[Row]:
    """Those of the authority's own area, whose adult was not a child on the day the record begins."""
    counted = []
    for row in records:
        is_ours = row["area"] == "own" or said.get("P-07") == "whoever_holds_it"
        day = last if said.get("P-06") == "at_year_end" else row[begins]
        if is_ours and not _is_a_child(adults[row["adult_id"]], day):
            counted.append(row)
    return counted


def _people_blocks(
    tables: Tables, adults: Mapping[str, Row], first: date, last: date, said: Policies
) -> Iterator[tuple[str, list[Row]]]:
    """The three blocks of SG1: what was raised, and what was started, in the year."""
    raised = [row for row in tables["concerns"] if first <= row["raised_on"] <= last]
    if said.get("P-08") != "count":
        raised = [row for row in raised if row["decision"] != "duplicate"]
    if said.get("P-07") == "unless_passed_on":
        raised = [row for row in raised if row["decision"] != "passed_to_other_authority"]
    yield CONCERNS, _counted(raised, adults, "raised_on", last, said)
    for kind, block in STARTED.items():
        started = [r for r in tables["enquiries"] if r["kind"] == kind and first <= r["started_on"] <= last]
        yield block, _counted(started, adults, "started_on", last, said)


def _people(block: str, records: list[Row], adults: Mapping[str, Row], last: date, said: Policies) -> dict[Key, int]:
    """SG1 of one block: each adult once, but once for each support reason and each condition."""
    cells: dict[Key, int] = {}
    people = {row["adult_id"] for row in records}
    for name in people:
        adult = adults[name]
        _add(cells, "SG1a", block, band(adult, last), "Total")
        _add(cells, "SG1b", block, GENDERS.get(adult["gender"], NO_GENDER), "Total")
        _add(cells, "SG1c", block, ETHNIC_GROUPS.get(adult["ethnicity"], NO_ETHNIC_GROUP), "Total")
        for condition in set(_listed(adult["health_conditions"])):
            _add(cells, "SG1e", block, CONDITIONS[condition], "Total")
    reasons = [(r["adult_id"], SUPPORT_REASONS.get(r["primary_support_reason"], NO_SUPPORT_REASON)) for r in records]
    for _adult, reason in reasons if said.get("P-01") == "per_enquiry" else set(reasons):
        _add(cells, "SG1d", block, reason, "Total")
    cells["SG1f", block, COUNTS[block], "Total"] = len(records)
    return cells


def _allegations(block: str, ended: list[Row], risks: list[dict[str, Any]], said: Policies) -> dict[Key, int]:
    """SG2 of one block: different enquiries that have at least one allegation with both values."""
    seen: set[tuple[str, str, str, str]] = set()
    for row in ended:
        enquiry = row["enquiry_id"]
        own = [risk for risk in risks if risk["enquiry_id"] == enquiry]
        for one in own:
            for other in own:
                together = one is other or said.get("P-02") == "cross"
                if together:
                    seen.add((enquiry, "SG2a", TYPES[one["type"]], _source(other, said)))
                    seen.add((enquiry, "SG2a_b1", TYPES[one["type"]], LOCATIONS[other["location"]]))
                    seen.add((enquiry, "SG2b", LOCATIONS[one["location"]], _source(other, said)))
                is_asked_of_both = one is other or said.get("P-11") == "per_enquiry"
                if is_asked_of_both and one["assessment"] is not None:
                    seen.add((enquiry, "SG2c", ASSESSMENTS[one["assessment"]], _source(other, said)))
                is_identified = one["assessment"] in {"identified_action", "identified_no_action"}
                if is_asked_of_both and is_identified and one["outcome"] is not None:
                    seen.add((enquiry, "SG2e", OUTCOMES[one["outcome"]], _source(other, said)))
    cells: dict[Key, int] = {}
    for _enquiry, table, category, column in seen:
        _add(cells, table, block, category, column)
    return cells


def _source(risk: Row, said: Policies) -> str:
    if risk["type"] == "self_neglect" and said.get("P-05") == "always_known":
        return SOURCES["known"]
    return SOURCES[risk["source_of_risk"]]


def _wishes(block: str, ended: list[Row], adults: Mapping[str, Row], last: date, said: Policies) -> dict[Key, int]:
    """SG3a and SG4a of one block: one count for each enquiry, by the adult's age band."""
    cells: dict[Key, int] = {}
    for row in ended:
        adult = adults[row["adult_id"]]
        day = {"at_conclusion": row["concluded_on"], "at_start": row["started_on"]}.get(said.get("P-03", ""), last)
        age = band(adult, day)
        _add(cells, "SG3a", block, CAPACITIES.get(row["capacity"], NO_CAPACITY), age)
        if row["capacity"] == "lacked" and row["supported_by"] in {"advocate", "family", "friend"}:
            _add(cells, "SG3a", block, SUPPORTED, age)
        asked = ASKED.get(row["outcomes_asked"], NOT_ASKED)
        had_died = adult["date_of_death"] is not None and adult["date_of_death"] <= row["concluded_on"]
        if asked == NOT_ASKED and had_died and said.get("P-04") == "no":
            asked = ASKED["not_asked"]
        _add(cells, "SG4a", block, asked, age)
        if row["outcomes_asked"] == "asked_and_expressed" and row["outcomes_achieved"] is not None:
            _add(cells, "SG4a", block, ACHIEVED[row["outcomes_achieved"]], age)
    return cells


def _reviews(reviews: list[dict[str, Any]] | None, first: date, last: date) -> dict[Key, int | None]:
    """SG5: reviews concluded in the year, and the people in them. Empty where there is no file of reviews."""
    died: Key = ("SG5a", REVIEWS, "Where one or more individuals died", "Total")
    lived: Key = ("SG5a", REVIEWS, "Where no individuals died", "Total")
    people_died: Key = ("SG5b", PEOPLE, "Who suffered serious harm and died", "Total")
    people_lived: Key = ("SG5b", PEOPLE, "Who suffered serious harm and survived", "Total")
    if reviews is None:
        return dict.fromkeys((died, lived, people_died, people_lived))
    ended = [row for row in reviews if row["concluded_on"] is not None and first <= row["concluded_on"] <= last]
    return {
        died: len([row for row in ended if row["people_died"] > 0]),
        lived: len([row for row in ended if row["people_died"] == 0]),
        people_died: sum(row["people_died"] for row in ended),
        people_lived: sum(row["people_survived"] for row in ended),
    }


def _listed(cell: str | None) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()] if cell else []


def _add(cells: dict[Key, int], table: str, block: str, category: str, column: str) -> None:
    key = (table, block, category, column)
    cells[key] = cells.get(key, 0) + 1


def _keys() -> list[Key]:
    """Every cell there is, by code point of its four parts."""
    keys: list[Key] = []
    for block, count in COUNTS.items():
        rows = {
            "SG1a": AGES,
            "SG1b": {*GENDERS.values(), NO_GENDER},
            "SG1c": set(ETHNIC_GROUPS.values()),
            "SG1d": set(SUPPORT_REASONS.values()),
            "SG1e": set(CONDITIONS.values()),
            "SG1f": {count},
        }
        keys += [(table, block, category, "Total") for table, categories in rows.items() for category in categories]
    for block in CONCLUDED.values():
        keys += [("SG2a", block, kind, source) for kind in TYPES.values() for source in SOURCES.values()]
        keys += [("SG2a_b1", block, kind, where) for kind in TYPES.values() for where in LOCATIONS.values()]
        keys += [("SG2b", block, where, source) for where in LOCATIONS.values() for source in SOURCES.values()]
        keys += [("SG2c", block, answer, source) for answer in ASSESSMENTS.values() for source in SOURCES.values()]
        keys += [("SG2e", block, outcome, source) for outcome in OUTCOMES.values() for source in SOURCES.values()]
        keys += [("SG3a", block, answer, age) for answer in (*CAPACITIES.values(), SUPPORTED) for age in AGES]
        answers = (*ASKED.values(), *ACHIEVED.values())
        keys += [("SG4a", block, answer, age) for answer in answers for age in AGES]
    keys += list(_reviews([], date.min, date.min))
    return sorted(keys)

"""The case extract, version 1: its files, columns and codes. Free of Django.

Five files, as CSV in one folder, as the sheets of one workbook, or as Parquet. Column order is free. Lists in a cell
are separated by `;`. Ids are opaque strings; `adult_id` is a pseudonym, and no file holds a name or an address.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a cell may hold."""

    ID = "id"
    REFERENCE = "reference"
    REFERENCES = "references"
    DATE = "date"
    CODE = "code"
    CODES = "codes"
    AREA = "area"
    AGENCY = "agency"
    COUNT = "count"


@dataclass(frozen=True)
class Column:
    """One column. `refers_to` names the file whose ids it holds."""

    name: str
    kind: Kind
    required: bool = False
    codes: tuple[str, ...] = ()
    refers_to: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class Sheet:
    """One file of an extract. A file that may be absent is not `required`."""

    name: str
    columns: tuple[Column, ...]
    required: bool = True

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def id_column(self) -> str:
        return self.columns[0].name

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GENDERS = _codes("male female not_known")
ETHNICITIES = _codes(
    "white_british white_irish white_gypsy_or_traveller white_roma white_other mixed_white_black_caribbean "
    "mixed_white_black_african mixed_white_asian mixed_other asian_indian asian_pakistani asian_bangladeshi "
    "asian_chinese asian_other black_african black_caribbean black_other arab other refused not_known"
)
HEALTH_CONDITIONS = _codes(
    "physical neurological sensory learning_disability autism_excluding_asperger asperger other_learning dementia "
    "other_mental_health none"
)
SOURCES = _codes(
    "social_care_staff police hospital community_health mental_health primary_care ambulance care_home home_care "
    "housing fire_and_rescue probation_or_prison education regulator voluntary_sector self family_or_friend other "
    "not_known"
)
SUPPORT_REASONS = _codes(
    "physical_support sensory_support memory_and_cognition learning_disability_support mental_health_support "
    "social_support no_support_reason not_known"
)
CRITERIA = _codes("met not_met not_determined")
DECISIONS = _codes("s42_duty_met other_enquiry no_enquiry passed_to_other_authority duplicate")
DISPOSALS = _codes("advice assessment_or_review other_service signposted no_further_action")
ENQUIRY_KINDS = _codes("s42 other")
CAPACITIES = _codes("lacked did_not_lack dont_know not_recorded")
SUPPORTERS = _codes("advocate family friend none not_known")
OUTCOMES_ASKED = _codes("asked_and_expressed asked_none_expressed not_asked dont_know not_recorded")
OUTCOMES_ACHIEVED = _codes("fully partially not_achieved")
RISK_TYPES = _codes(
    "physical sexual psychological financial_or_material discriminatory organisational neglect_and_acts_of_omission "
    "domestic sexual_exploitation modern_slavery self_neglect"
)
SOURCES_OF_RISK = _codes("service_provider known unknown")
LOCATIONS = _codes(
    "own_home in_the_community community_service care_home_nursing care_home_residential hospital_acute "
    "hospital_mental_health hospital_community other"
)
ASSESSMENTS = _codes(
    "identified_action identified_no_action inconclusive_action inconclusive_no_action none_action none_no_action "
    "ceased_at_request"
)
OUTCOMES = _codes("remained reduced removed")

ADULTS = Sheet(
    "adults",
    (
        Column("adult_id", Kind.ID, required=True, meaning="A pseudonym for the adult, unique in the file"),
        Column("date_of_birth", Kind.DATE, meaning="Never leaves the checked data: frozen sets hold an age"),
        Column("date_of_death", Kind.DATE, meaning="Not before the date of birth"),
        Column("gender", Kind.CODE, codes=GENDERS, meaning="Other values count as not known and are reported"),
        Column("ethnicity", Kind.CODE, codes=ETHNICITIES, meaning="As the adult describes it"),
        Column("health_conditions", Kind.CODES, codes=HEALTH_CONDITIONS, meaning="Long-term conditions on record"),
    ),
)
CONCERNS = Sheet(
    "concerns",
    (
        Column("concern_id", Kind.ID, required=True, meaning="Unique in the file"),
        Column("adult_id", Kind.REFERENCE, required=True, refers_to="adults", meaning="An adult in the extract"),
        Column("raised_on", Kind.DATE, required=True, meaning="The day the authority received it"),
        Column("incident_from", Kind.DATE, meaning="First day of what is alleged"),
        Column("incident_to", Kind.DATE, meaning="Last day of what is alleged"),
        Column("source", Kind.CODE, codes=SOURCES, meaning="Who raised it"),
        Column("area", Kind.AREA, required=True, meaning="own, or the authority's code where the abuse occurred"),
        Column("primary_support_reason", Kind.CODE, codes=SUPPORT_REASONS),
        Column("alleged_types", Kind.CODES, codes=RISK_TYPES, meaning="Kinds of abuse alleged"),
        Column("criterion_a", Kind.CODE, codes=CRITERIA, meaning="Section 42(1)(a): needs for care and support"),
        Column("criterion_b", Kind.CODE, codes=CRITERIA, meaning="Section 42(1)(b): abuse or neglect, or its risk"),
        Column("criterion_c", Kind.CODE, codes=CRITERIA, meaning="Section 42(1)(c): cannot protect themselves"),
        Column("decision", Kind.CODE, codes=DECISIONS, meaning="Empty while undecided"),
        Column("decided_on", Kind.DATE, meaning="Required with a decision"),
        Column("disposal", Kind.CODE, codes=DISPOSALS, meaning="Only for no_enquiry: what was done instead"),
        Column("duplicate_of", Kind.REFERENCE, refers_to="concerns", meaning="Required with duplicate"),
    ),
)
ENQUIRIES = Sheet(
    "enquiries",
    (
        Column("enquiry_id", Kind.ID, required=True, meaning="Unique in the file"),
        Column("adult_id", Kind.REFERENCE, required=True, refers_to="adults", meaning="An adult in the extract"),
        Column("concern_ids", Kind.REFERENCES, required=True, refers_to="concerns", meaning="Of the same adult"),
        Column("kind", Kind.CODE, required=True, codes=ENQUIRY_KINDS, meaning="Under section 42, or another"),
        Column("area", Kind.AREA, required=True, meaning="own, or the authority's code"),
        Column("started_on", Kind.DATE, required=True),
        Column("concluded_on", Kind.DATE, meaning="Empty while open"),
        Column("primary_support_reason", Kind.CODE, codes=SUPPORT_REASONS),
        Column("made_by", Kind.AGENCY, meaning="local_authority, or the code of the agency caused to make it"),
        Column("capacity", Kind.CODE, codes=CAPACITIES, meaning="Lacked capacity for the enquiry's decisions?"),
        Column("supported_by", Kind.CODE, codes=SUPPORTERS, meaning="Who supported or represented the adult"),
        Column("outcomes_asked", Kind.CODE, codes=OUTCOMES_ASKED, meaning="Were desired outcomes asked for?"),
        Column("outcomes_achieved", Kind.CODE, codes=OUTCOMES_ACHIEVED, meaning="Only where they were expressed"),
    ),
)
RISKS = Sheet(
    "risks",
    (
        Column("risk_id", Kind.ID, required=True, meaning="Unique in the file"),
        Column("enquiry_id", Kind.REFERENCE, required=True, refers_to="enquiries", meaning="An enquiry in the extract"),
        Column("type", Kind.CODE, required=True, codes=RISK_TYPES, meaning="Kind of abuse"),
        Column("source_of_risk", Kind.CODE, required=True, codes=SOURCES_OF_RISK),
        Column("location", Kind.CODE, required=True, codes=LOCATIONS, meaning="Where it happened"),
        Column("assessment", Kind.CODE, codes=ASSESSMENTS, meaning="Required once the enquiry is concluded"),
        Column("outcome", Kind.CODE, codes=OUTCOMES, meaning="Only with an identified risk"),
    ),
)
REVIEWS = Sheet(
    "reviews",
    (
        Column("review_id", Kind.ID, required=True, meaning="Unique in the file"),
        Column("concluded_on", Kind.DATE),
        Column("people_died", Kind.COUNT, required=True, meaning="How many of the adults had died"),
        Column("people_survived", Kind.COUNT, required=True, meaning="How many were alive"),
    ),
    required=False,
)

SHEETS = (ADULTS, CONCERNS, ENQUIRIES, RISKS, REVIEWS)
BY_NAME = {sheet.name: sheet for sheet in SHEETS}
NOT_COLUMNS = frozenset({"name", "forename", "surname", "address", "postcode", "email", "phone", "nhs"})
"""A header with one of these words looks personal, and refuses the extract."""

"""The tables that figures read: their names, columns and types. Live or frozen, they are the same."""

from __future__ import annotations

import pyarrow as pa

TEXT, DAY, WHOLE, YES_NO, NUMBER = pa.string(), pa.date32(), pa.int64(), pa.bool_(), pa.float64()
LIST = pa.list_(pa.string())

SCHEMAS: dict[str, dict[str, pa.DataType]] = {
    "adults": {"adult_id": TEXT, "gender": TEXT, "ethnicity": TEXT, "health_conditions": LIST},
    "concerns": {
        "concern_id": TEXT,
        "adult_id": TEXT,
        "raised_on": DAY,
        "source": TEXT,
        "area": TEXT,
        "primary_support_reason": TEXT,
        "alleged_types": LIST,
        "decision": TEXT,
        "decided_on": DAY,
        "disposal": TEXT,
        "duplicate_of": TEXT,
        "age": WHOLE,
        "age_band": TEXT,
        "under_18": YES_NO,
    },
    "enquiries": {
        "enquiry_id": TEXT,
        "adult_id": TEXT,
        "concern_ids": LIST,
        "kind": TEXT,
        "area": TEXT,
        "started_on": DAY,
        "concluded_on": DAY,
        "primary_support_reason": TEXT,
        "made_by": TEXT,
        "capacity": TEXT,
        "supported_by": TEXT,
        "outcomes_asked": TEXT,
        "outcomes_achieved": TEXT,
        "age_started": WHOLE,
        "age_band_started": TEXT,
        "age_concluded": WHOLE,
        "age_band_concluded": TEXT,
        "under_18": YES_NO,
    },
    "risks": {
        "risk_id": TEXT,
        "enquiry_id": TEXT,
        "type": TEXT,
        "source_of_risk": TEXT,
        "location": TEXT,
        "assessment": TEXT,
        "outcome": TEXT,
    },
    "referrals": {"referral_id": TEXT, "received_on": DAY, "decision": TEXT, "rapid_review_on": DAY},
    "referral_factors": {"referral_id": TEXT, "factor": TEXT},
    "reviews": {
        "review_id": TEXT,
        "pseudonym": TEXT,
        "kind": TEXT,
        "people": WHOLE,
        "commissioned_on": DAY,
        "signed_off_on": DAY,
        "published_on": DAY,
    },
    "review_themes": {"review_id": TEXT, "theme": TEXT},
    "review_steps": {"about": TEXT, "step": TEXT, "from_on": DAY, "to_on": DAY},
    "publication_gates": {"review_id": TEXT, "gate": TEXT, "label": TEXT, "asked_on": DAY, "settled_on": DAY},
    "review_people": {"review_id": TEXT, "person": TEXT},
    "audit_cases": {"audit": TEXT, "period": TEXT, "adult_id": TEXT, "enquiry_id": TEXT, "role": TEXT},
    "meetings": {"meeting_id": TEXT, "group_slug": TEXT, "held_on": DAY, "kind": TEXT},
    "attendance": {"meeting_id": TEXT, "agency_slug": TEXT, "agency": TEXT, "status": TEXT},
    "training_sessions": {
        "session_id": TEXT,
        "course_slug": TEXT,
        "course": TEXT,
        "course_order": WHOLE,
        "is_webinar": YES_NO,
        "held_on": DAY,
        "delegates": WHOLE,
        "views": WHOLE,
    },
    "contributions": {"agency_slug": TEXT, "agency": TEXT, "year_start": DAY, "pounds": NUMBER},
    "expenditure": {"line": TEXT, "year_start": DAY, "pounds": NUMBER},
    "undertakings": {"kind": TEXT, "year_start": DAY, "number": WHOLE, "outcome": TEXT},
    "context_facts": {"code": TEXT, "heading": TEXT, "statement": TEXT, "value": NUMBER, "unit": TEXT, "as_of": TEXT},
    "standards": {"name": TEXT, "value": WHOLE},
}

DATED = {
    "referrals": "received_on",
    "reviews": "commissioned_on",
    "meetings": "held_on",
    "training_sessions": "held_on",
    "contributions": "year_start",
    "expenditure": "year_start",
    "undertakings": "year_start",
}
"""The day by which a row of the Board's own records belongs to a year."""

LATER = frozenset({"review_steps", "publication_gates", "review_people"})
"""Tables that came after sets had been frozen. Empty, they are no file of a set, so that what held nothing of them keeps its
seal, and what was frozen before can be read."""


def shaped(name: str, table: pa.Table) -> pa.Table:
    """A table with exactly the schema's columns, in its order and types."""
    schema = SCHEMAS[name]
    return pa.table({column: table[column].cast(kind) for column, kind in schema.items()})


def empty(name: str) -> pa.Table:
    return pa.table({column: pa.array([], kind) for column, kind in SCHEMAS[name].items()})

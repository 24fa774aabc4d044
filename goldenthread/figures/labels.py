"""How codes read in public."""

LABELS = {
    "social_care_staff": "Social care staff",
    "police": "Police",
    "hospital": "Hospitals",
    "all_other": "All other sources",
    "removed": "Risk removed",
    "reduced": "Risk reduced",
    "remained": "Risk remained",
    "white": "White",
    "asian": "Asian or Asian British",
    "black": "Black or Black British",
    "mixed": "Mixed or multiple",
    "other": "Other",
    "not_known": "Not known",
    "own_home": "Own home",
    "in_the_community": "In the community",
    "community_service": "Community service",
    "care_home": "Care home",
    "hospital_setting": "Hospital",
    "financial_or_material": "Financial or material",
    "neglect_and_acts_of_omission": "Neglect and acts of omission",
    "domestic": "Domestic abuse",
    "self_neglect": "Self-neglect",
    "s42_duty_met": "Section 42 enquiry",
    "other_enquiry": "Other enquiry",
    "no_enquiry": "No enquiry needed",
    "passed_to_other_authority": "Passed to another council",
    "undecided": "Not yet decided",
}


def label(code: str) -> str:
    """A code as people read it: its own label, or its words."""
    return LABELS.get(code, code.replace("_", " ").replace(" support", "").capitalize())

"""Why somebody opens a case: said before it is read, kept with every reading. Free of Django.

Sources: the Caldicott principles (justify the purpose), and the Care Act 2014, section 45(6): what is supplied on request is
used only for the Board's functions.
"""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """Stored with readings; never renamed."""

    SCREENING = "screening"
    REVIEW = "review"
    SECTION_45 = "section_45"
    PANEL = "panel"
    PROTECTION = "protection"
    AUDIT = "audit"
    DATA_RETURN = "data_return"
    OWN_INFORMATION = "own_information"
    FREEDOM_OF_INFORMATION = "freedom_of_information"
    COMPLAINT = "complaint"
    LEGAL = "legal"
    GOVERNANCE = "governance"
    INSPECTION = "inspection"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Purpose.SCREENING: "To decide whether there should be a review",
    Purpose.REVIEW: "To carry out the review",
    Purpose.SECTION_45: "To answer, or deal with, a request for information (Care Act 2014, section 45)",
    Purpose.PANEL: "To plan with other agencies how to lower the risk",
    Purpose.PROTECTION: "To protect somebody who is in danger now",
    Purpose.AUDIT: "An audit of practice",
    Purpose.DATA_RETURN: "A return of numbers",
    Purpose.OWN_INFORMATION: "Somebody’s request for their own information",
    Purpose.FREEDOM_OF_INFORMATION: "A freedom of information request",
    Purpose.COMPLAINT: "A complaint",
    Purpose.LEGAL: "Legal advice or proceedings",
    Purpose.GOVERNANCE: "Information governance",
    Purpose.INSPECTION: "An inspection",
}

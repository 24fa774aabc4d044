"""The claim checker: numerical statements of any report that contradict arithmetic or each other.

    from goldenthread.claims import check
    for claim in check("report.pdf").wrong:
        print(claim.line, claim.quote, claim.working)

It imports nothing of Golden Thread, asks no network, and never changes the file.
"""

from goldenthread.claims.checking import Checked, Found, check, check_bytes, check_text
from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.reading import Unreadable

__all__ = [
    "Checked",
    "Claim",
    "Found",
    "Kind",
    "Severity",
    "Unreadable",
    "Verdict",
    "check",
    "check_bytes",
    "check_text",
]

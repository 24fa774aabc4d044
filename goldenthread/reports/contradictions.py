"""What a report says that arithmetic, or the report itself, contradicts. Free of Django."""

from __future__ import annotations

from goldenthread.claims import Found, check_bytes
from goldenthread.reports import standalone
from goldenthread.reports.document import Document


def of(document: Document) -> tuple[Found, ...]:
    """The statements of a report that cannot be true, as a reader of its web page meets them."""
    return check_bytes(standalone.render(document).encode(), "report.html").wrong

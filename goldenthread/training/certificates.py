"""A certificate as a tagged PDF/UA-1. What anybody wrote reaches it as data, never as markup."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime, time
from pathlib import Path

import typst
from django.conf import settings
from django.urls import reverse

from goldenthread import core
from goldenthread.core.days import as_known
from goldenthread.training.bookings import Certificate

TEMPLATE = Path(__file__).parent / "certificate.typ"
FONTS = Path(core.__file__).parent / "static" / "core" / "fonts" / "ttf"


def render(certificate: Certificate) -> bytes:
    """The certificate. The same certificate gives the same bytes."""
    with tempfile.TemporaryDirectory(prefix="goldenthread-certificate-") as name:
        folder = Path(name)
        (folder / "certificate.typ").write_text(TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8")
        issued = datetime.combine(certificate.issued_on, time(12), tzinfo=UTC)
        made: bytes = typst.compile(
            str(folder / "certificate.typ"),
            root=str(folder),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(_data(certificate), ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=int(issued.timestamp()),
        )
    return made


def _data(certificate: Certificate) -> dict[str, str | bool]:
    session = certificate.booking.session
    course = session.course
    return {
        "board": course.board.name,
        "name": certificate.booking.name,
        "course": course.title,
        "level": str(course.level) if course.level else "",
        "held": as_known(session.held_on, session.held_precision),
        "number": certificate.number,
        "issued": f"{certificate.issued_on.day} {certificate.issued_on:%B %Y}",
        "check": f"{settings.GOLDENTHREAD_WORKSPACE_URL}{reverse('workspace:open-check')}",
        "synthetic": certificate.is_synthetic,
    }

"""F5 and F9 of the security bars: no byte that leaves depends on a withheld number, and nothing asked for changes a count.

Two councils differ in nothing but numbers that are withheld. Each is released, reported and published by itself. Whatever
the public can fetch of the one is, byte for byte, what it can fetch of the other, but for declared stamps: hashes of the
data, which nobody can read backwards.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pikepdf
import pypdfium2
import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver, path

import goldenthread.publishing
from goldenthread.core import clock
from goldenthread.core.marks import public
from goldenthread.core.periods import Period, Quarters
from goldenthread.figures import disclosure, frozen, store
from goldenthread.figures.datasets import Dataset
from goldenthread.figures.models import FrozenSet, PublishedRelease
from goldenthread.figures.published import Release
from goldenthread.reports import operations
from goldenthread.reports.chart_kinds import KINDS
from goldenthread.reports.operations import NAMES, WrittenSection
from tests.factories import people, worlds
from tests.factories.disclosing import with_row
from tests.factories.report_writing import SYSTEM

pytestmark = pytest.mark.django_db
PUBLIC = "goldenthread.config.urls_public"
YEAR, FIRST_QUARTER = Period(2023), Quarters(Period(2023), 1, 1)
AT = datetime(2024, 9, 1, 9, 0, tzinfo=UTC)
STAMPED = {"ETag", "X-Request-ID", "Content-Length"}
"""Headers that are made of the bytes, hashes and all, or of the moment."""


@dataclass(frozen=True)
class Secret:
    """What two councils differ in: how many of eight concerns were passed on, and how many adults were in an audit."""

    passed_on: int
    audited: int


SECRETS = [Secret(1, 4), Secret(4, 1)]
USUAL = Secret(3, 2)


def council(secret: Secret) -> Dataset:
    sizes = {"s42_duty_met": 30, "no_enquiry": 40, "other_enquiry": 8 - secret.passed_on}
    sizes["passed_to_other_authority"] = secret.passed_on
    decisions = [decision for decision, size in sizes.items() for _ in range(size)]
    enquiries = [worlds.enquiry(n, adult_id=f"A{n}") for n in range(30)]
    cases = [
        {"audit": "a", "period": "2023-24", "adult_id": f"A{n}", "enquiry_id": f"E{n}", "role": "audited"}
        for n in range(secret.audited)
    ]
    return worlds.dataset(
        concerns=[worlds.concern(n, decision=decision) for n, decision in enumerate(decisions)],
        enquiries=enquiries,
        adults=[{"adult_id": f"A{n}", "ethnicity": "white_british"} for n in range(30)],
        audit_cases=cases,
        standards=worlds.STANDARDS,
    )


class Undo(Exception):
    """Ends a council, so that the next stands in the same empty place."""


def published(data: Dataset, folder: Path, spoil: Callable[[Release], Release]) -> dict[str, bytes]:
    """Everything that anybody can fetch of a council that released its figures and published its report."""
    found: dict[str, bytes] = {}
    try:
        with transaction.atomic(), clock.on(AT.date()):
            _publish(data, folder, spoil)
            for address in addresses():
                answer = fetch(address)
                found[address] = b"".join(answer) if answer.streaming else answer.content
                told = {name: said for name, said in answer.headers.items() if name not in STAMPED}
                found[f"headers of {address}"] = repr(sorted(told.items())).encode()
            stamps = _stamps(next(folder.iterdir()))
            raise Undo
    except Undo:
        pass
    return {
        _plain(name.encode(), stamps).decode(): b"\n".join(_plain(one, stamps) for one in members(each))
        for name, each in found.items()
    }


def _publish(data: Dataset, folder: Path, spoil: Callable[[Release], Release]) -> None:
    board = people.board()
    kept = frozen.write(data, folder, frozen.Made("somebody", AT))
    FrozenSet.objects.create(
        board=board, period="2023-24", sha256=kept.name, folder=str(kept), is_synthetic=True, frozen_at=AT,
        frozen_by="somebody", manifest_sha256=frozen.manifest_of(kept)[frozen.HASH],
    )  # fmt: skip
    first = disclosure.audited(data, FIRST_QUARTER)
    store.save_release(first.release, board=board, by=SYSTEM, audit=first.report)
    found = disclosure.audited(data, YEAR, earlier=[first.release])
    store.save_release(spoil(found.release), board=board, by=SYSTEM, audit=found.report)
    drawn = [f"{{{{chart {one}}}}}\n\n{{{{table {one}}}}}" for one in KINDS if one in found.release.figures]
    said = "{{numbers concerns.received | concerns.led_to_enquiry | audit.people}}\n\nPassed on: {audit.people}."
    section = WrittenSection(
        "summary", "Summary", 1, "Much was done.", "Manager", tuple("abcdefg"), "\n\n".join([said, *drawn])
    )
    report = operations.create(
        board=board, period=YEAR, sections=[section], version="1.0", dated_on=date(2024, 9, 1), by=SYSTEM
    )
    operations.publish(report=report, by=SYSTEM)
    operations.build(report=report, out=report.public_folder, formats=list(NAMES), by=SYSTEM)


def addresses() -> list[str]:
    """Every address of the public site, with all that may stand in it."""
    release = PublishedRelease.objects.filter(period="2023-24").get()
    every = {
        "period": ["2023-24"],
        "slug": ["summary"],
        "name": list(NAMES.values()),
        "figure_id": sorted(release.contents["figures"]),
        "pk": sorted(str(one.pk) for one in PublishedRelease.objects.all()),
    }
    found: list[str] = []
    for one in get_resolver(PUBLIC).url_patterns[-1].url_patterns:
        routes = ["/" + str(one.pattern)]
        for name in re.findall(r"<\w+:(\w+)>", routes[0]):
            choices = every.get(name, [])
            routes = [re.sub(rf"<\w+:{name}>", choice, route) for route in routes for choice in choices]
        found += [route for route in routes if "/reviews/" not in route or route == "/reviews/"]
    return found


def fetch(address: str) -> Any:
    with override_settings(ROOT_URLCONF=__name__ if address.startswith("/planted/") else PUBLIC):
        answer = Client().get(address)
    assert answer.status_code == 200, (address, re.sub(r"<[^>]*>|\s+", " ", answer.content.decode())[-900:])
    return answer


def members(data: bytes) -> list[bytes]:
    """A file, and whatever stands inside it: members of a zip, streams and attachments of a PDF."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as whole:
            return [part for name in whole.namelist() for part in (name.encode(), *members(whole.read(name)))]
    return _of_pdf(data) if data.startswith(b"%PDF") else [data]


def _of_pdf(data: bytes) -> list[bytes]:
    """Attachments, what is said of the file, the words of each page, what is drawn on it, and what is read aloud.

    Fonts hold the letters that are used, so the hashes that are printed change how they are numbered: words are read.
    """
    with pikepdf.open(io.BytesIO(data)) as whole:
        found = [bytes(one.get_file().read_bytes()) for one in whole.attachments.values()]
        assert found
        found += [repr(sorted((name, str(value)) for name, value in whole.docinfo.items())).encode()]
        found += [_drawn(page) for page in whole.pages]
        for one in whole.objects:
            if isinstance(one, pikepdf.Stream):
                kind = (one.get("/Type"), one.get("/Subtype"))
                found += [one.read_bytes()] if kind[0] == "/Metadata" else []
                found += [one.read_raw_bytes()] if kind[1] == "/Image" else []
                found += [_drawn(one)] if kind[1] == "/Form" else []
            elif isinstance(one, pikepdf.Dictionary) and one.get("/Type") not in {"/Font", "/FontDescriptor"}:
                said = [one.get(name) for name in ("/Alt", "/ActualText", "/Contents", "/TU")]
                found += [str(each).encode() for each in said if isinstance(each, pikepdf.String)]
    with pypdfium2.PdfDocument(data) as read:
        found += [page.get_textpage().get_text_range().encode() for page in read]
    return found


def _drawn(page: Any) -> bytes:
    """Every line, place and colour of a page. The words are read apart."""
    words = {"Tj", "TJ", "'", '"', "Tf"}
    told = [(list(map(str, one.operands)), str(one.operator)) for one in pikepdf.parse_content_stream(page)]
    return "\n".join(f"{given} {name}" for given, name in told if name not in words).encode()


def _stamps(folder: Path) -> dict[str, str]:
    """Hashes of the data and of what is made from them, and the names that records have in this database."""
    told = frozen.manifest_of(folder)
    hashes = [told["seal"], told[frozen.HASH], *(said["sha256"] for said in told["files"].values())]
    found = {one: f"*data {number}*" for number, one in enumerate(hashes)}
    for one in PublishedRelease.objects.all():
        found |= {str(one.pk): f"*release of {one.period}*", one.contents_sha256: f"*hash of {one.period}*"}
    return found


def _plain(data: bytes, stamps: dict[str, str]) -> bytes:
    """Without stamps, printed whole or by their first signs, and without what a PDF calls itself."""
    for one, said in stamps.items():
        data = data.replace(one.encode(), said.encode())
    for one, said in stamps.items():
        for length in (16, 12, 8):
            data = data.replace(one[:length].encode(), said.encode())
    return re.sub(rb"(?<=InstanceID>)[^<]+|(?<=DocumentID>)[^<]+", b"*", data)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[tuple[str, bytes, bytes]]:
    """What is not the same of two councils: where, and the words around the first difference."""
    found = []
    for name in sorted(one.keys() | other.keys()):
        a, b = one.get(name, b""), other.get(name, b"")
        if a != b:
            at = next((n for n, pair in enumerate(zip(a, b, strict=False)) if pair[0] != pair[1]), min(len(a), len(b)))
            found.append((name, a[max(at - 60, 0) : at + 60], b[max(at - 60, 0) : at + 60]))
    return found


def as_it_is(made: Release) -> Release:
    return made


@pytest.fixture(scope="module")
def usual(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[dict[str, bytes]]:
    with django_db_blocker.unblock():
        yield published(council(USUAL), tmp_path_factory.mktemp("usual"), as_it_is)


@pytest.mark.parametrize("secret", SECRETS, ids=lambda one: f"{one.passed_on} and {one.audited}")
def test_f9_no_byte_that_leaves_depends_on_a_withheld_number(secret: Secret, usual: dict[str, bytes], tmp_path: Path):
    other = published(council(secret), tmp_path, as_it_is)

    assert len(usual) > 100
    assert any(name.endswith(".pdf") for name in usual)
    assert differing(usual, other)[:3] == []


def test_f9_a_number_let_out_somewhere_is_found(usual: dict[str, bytes], tmp_path: Path):
    """The planted fault: the release holds one true number, as a row's value, beside the mark that withholds it."""

    def spoil(made: Release) -> Release:
        return with_row(made, "concerns.by_decision", "passed_to_other_authority", low=2.0, high=2.0)

    found = {name for name, *_ in differing(usual, published(council(Secret(2, 2)), tmp_path, spoil))}

    assert {one.rpartition("/")[2] for one in found if "download" in one and "headers" not in one} == set(
        NAMES.values()
    )
    assert "/releases/*release of 2023-24*/release.csv" in found
    assert "/figures/2023-24/concerns.by_decision/thread.json" in found


# ---------- F5: only fixed tables are public

ASKED = {
    "area": "north", "ward": "1", "source": "police", "period": "2023-24 Q1", "from": "2023-05-01", "to": "2023-05-02",
    "month": "2023-05", "decision": "passed_to_other_authority", "ethnic_group": "white", "kind": "s42", "q": "police",
    "filter": "source=police", "group_by": "source", "sort": "numerator", "page": "2", "format": "json", "figure": "x",
    "rule": "none", "raw": "1", "unprotected": "true", "theme": "self-neglect", "state": "live", "basis": "live",
}  # fmt: skip
"""What an address might be asked for: every name that the public pages read, and what a table could be cut by."""


SINGLY = re.compile("/(figures/2023-24/(concerns.by_decision/)?|planted/|releases/.*csv)$")


def names_read() -> set[str]:
    """What the public pages read of what is asked for, by their source."""
    read = re.compile(r"""GET(?:\.get\(|\.getlist\(|\[)\s*["'](\w+)""")
    folders = [Path(goldenthread.publishing.__file__).parent]
    return {name for folder in folders for file in folder.rglob("*.py") for name in read.findall(file.read_text())}


def changed_by_asking(fixed: Iterable[str]) -> list[str]:
    """The addresses whose answer depends on what is asked for, alone or all at once."""
    every = [urlencode({name: said}) for name, said in ASKED.items()] + [urlencode(ASKED)]
    found = []
    for address in fixed:
        plain = body(address)
        asked = every if SINGLY.match(address) else every[-1:]
        if any(body(f"{address}?{words}") != plain for words in asked):
            found.append(address)
    return found


def body(address: str) -> bytes:
    answer = fetch(address)
    return b"".join(answer) if answer.streaming else bytes(answer.content)


@pytest.fixture
def standing(tmp_path: Path, db: None) -> list[str]:
    """A council that published, and its addresses; of single figures, one’s."""
    with clock.on(AT.date()):
        _publish(council(USUAL), tmp_path, as_it_is)
    every = [one for one in addresses() if not one.startswith("/figures/2023-24/") or "concerns.by_decision" in one]
    return ["/figures/2023-24/", *every]


def test_f5_nothing_that_is_asked_for_changes_a_count(standing: list[str]):
    """Only fixed tables are public: no filter, area, span of days or format gives another table to subtract from."""
    assert names_read() <= ASKED.keys()
    assert len(standing) > 20
    assert changed_by_asking(standing) == []


def test_f5_a_page_that_can_be_filtered_is_found():
    assert changed_by_asking(["/planted/"]) == ["/planted/"]


@public
def planted(request: HttpRequest) -> HttpResponse:
    """A table of one source at a time, made of the records: what no public page may be."""
    sources = [request.GET["source"]] if "source" in request.GET else ["police", "self"]
    return HttpResponse(f"{85 if 'self' in sources else 82} concerns")


urlpatterns = [path("planted/", planted)]

"""The texts a case has of its own, to be scanned as they stand: its report, its briefing, its findings and recommendations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.actors import Actor
from goldenthread.reviews import taught
from goldenthread.reviews.public_models import PublicWords
from goldenthread.reviews.public_texts import as_searched
from goldenthread.reviews.publishing import text_of
from goldenthread.reviews.publishing_models import Briefing, ReportVersion
from goldenthread.reviews.report_models import ReportFile
from goldenthread.vault import scanning
from goldenthread.vault.models import Scan


@dataclass(frozen=True)
class Text:
    """A text of the case: its name in addresses, what it is, and what stands in it now."""

    key: str
    words: str
    text: str
    file: ReportVersion | None = None
    """The version whose file this is, where it is no text."""

    @property
    def digest(self) -> str:
        """What a scan of it is bound to."""
        return self.file.file_digest if self.file else scanning.digest_of(self.text)


def texts_of(request: Any) -> list[Text]:
    """What this reader may read of the case’s own texts, where anything is written."""
    found = [*_report(request), *_briefing(request), *_public(request), *_learning(request)]
    return [one for one in found if one.text.strip()]


def _report(request: Any) -> list[Text]:
    here = visible_to(request.standing, Act.READ, ReportVersion.objects.filter(case=request.case))
    newest = here.order_by("-version").first()
    if newest is None:
        return []
    found = [Text("report", f"The report, version {newest.version}", newest.text)]
    if newest.file_digest:
        found.append(Text("file", f"The file of the report, version {newest.version}", newest.text, newest))
    return found


def _briefing(request: Any) -> list[Text]:
    here = visible_to(request.standing, Act.READ, Briefing.objects.filter(case=request.case))
    newest = here.first()
    return [Text("briefing", "The briefing", text_of(newest))] if newest else []


def _public(request: Any) -> list[Text]:
    """What was written for everybody, beyond the report."""
    here = visible_to(request.standing, Act.READ, PublicWords.objects.filter(case=request.case))
    return [Text("public", "What the public reads", as_searched(one)) for one in here]


def _learning(request: Any) -> list[Text]:
    """What it taught: findings, recommendations and actions, which are read far more widely than the case."""
    here = list(visible_to(request.standing, Act.READ, taught.by_case(request.case.pk)))
    keys = ["learning", *(f"learning-{number}" for number in range(2, len(here) + 1))]
    return [
        Text(key, f"What it taught: {one.title}", taught.text_of(one)) for key, one in zip(keys, here, strict=False)
    ]


def scan(request: Any, wanted: Text, *, by: Actor) -> Scan:
    """Scan one of them as it stands now.

    Raises:
        NotPermitted, NotPossibleNow, Refused, VaultShut: as scanning a text, or a file.
    """
    if wanted.file is None:
        return scanning.scan_text(request.case, wanted.text, what=wanted.words, by=by)
    name = f"report{wanted.file.file_ending}"
    contents = ReportFile.objects.get(version=wanted.file).read()
    return scanning.scan_file(request.case, name, contents, what=wanted.words, by=by)

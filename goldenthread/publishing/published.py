"""What the public site shows: the Board, its published report and its release, each built once and kept."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404

from goldenthread.boards.models import Board
from goldenthread.figures.models import PublishedRelease
from goldenthread.figures.store import from_json
from goldenthread.reports import gather, operations
from goldenthread.reports.document import Document
from goldenthread.reports.models import Proposal, Report


def board() -> Board:
    """The Board whose site this is.

    Raises:
        Http404: there is no Board yet, or none of the short address that the settings give.
    """
    chosen = settings.GOLDENTHREAD_PUBLIC_BOARD
    found = Board.objects.filter(**({"slug": chosen} if chosen else {})).first()
    if found is None:
        raise Http404("There is no Board here yet.")
    return found


def report(period: str) -> Report:
    """The Board's published report for a year.

    Raises:
        Http404: there is none.
    """
    asked = Report.objects.filter(board=board(), period=period, status=Report.Status.PUBLISHED)
    found = asked.first() if "\0" not in period else None  # not every database can be asked for a null character
    if found is None:
        raise Http404("There is no report for that year.")
    return found


def latest_report() -> Report | None:
    return Report.objects.filter(board=board(), status=Report.Status.PUBLISHED).first()


def document(period: str) -> Document:
    """The report as a document, with the numbers it was agreed with: what is released later does not change it.

    Raises:
        Http404: nothing has been published for that year.
    """
    found = report(period)
    agreed = Proposal.objects.filter(report=found, outcome=Proposal.Outcome.AGREED).select_related("draft").first()
    released = PublishedRelease.objects.filter(board=found.board, period=period).only("pk")
    release = (released.filter(sha256=agreed.draft.sha256).first() if agreed else None) or released.first()
    if release is None:
        raise Http404("Nothing has been published for that year.")
    return _document(str(found.pk), str(release.pk), str(agreed.pk) if agreed else "")


@lru_cache(maxsize=8)
def _document(report_pk: str, release_pk: str, _agreed: str) -> Document:
    """Built once for each publication: withdrawn, changed and published again, it is built anew."""
    release = from_json(PublishedRelease.objects.get(pk=release_pk).contents)
    return gather.document(Report.objects.select_related("board").get(pk=report_pk), release)


def files(period: str) -> list[tuple[str, str, Path]]:
    """The report's files that are there: name, what they are, and where."""
    words = {"html": "Web page, one file", "pdf": "PDF, accessible", "docx": "Word"}
    folder = Report(board=board(), period=period).public_folder
    found = [(name, words[form], folder / name) for form, name in operations.NAMES.items()]
    return [(name, what, path) for name, what, path in found if path.is_file()]

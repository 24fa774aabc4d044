"""Papers that came as PDF files, at the end of a pack: each after a page that names it, with its own pages as received.

Such pages are no part of what we lay out: nobody can say that they are tagged. So a pack that holds any no longer says of itself
that it is PDF/UA; it says on its first page which pages those are. Nothing in them may run or lead anywhere.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import pikepdf

from goldenthread.boards.documents import Document

MOST_PAGES = 300
"""A longer file stays beside the pack."""
UA_CLAIM = "{http://www.aiim.org/pdfua/ns/id/}part"
NOT_KEPT = ("/AA", "/Annots", "/StructParents", "/B", "/Tabs", "/Metadata", "/PieceInfo")
"""What a page may carry beside what is seen on it: scripts, links, and places in a structure that did not come with it."""


@dataclass(frozen=True)
class Paper:
    """A paper whose pages stand at the end of the pack. `of` says with which item it came."""

    title: str
    of: str
    document: Document
    pages: int


def pages_of(document: Document) -> int:
    """How many pages a file would add to a pack; 0 where it is no PDF, is locked, broken or too long, or is gone."""
    if document.media_type != "application/pdf" or not document.path.is_file():
        return 0
    try:
        with pikepdf.open(document.path) as pdf:
            pages = len(pdf.pages)
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return 0
    return pages if pages <= MOST_PAGES else 0


def put_in(made: bytes, papers: Sequence[Paper]) -> bytes:
    """The pack with the pages of these papers, each behind the page that names it: those are the last pages of `made`."""
    if not papers:
        return made
    with ExitStack() as stack:
        pack = stack.enter_context(pikepdf.open(io.BytesIO(made)))
        place = len(pack.pages) - len(papers)
        for paper in papers:
            place += 1
            source = stack.enter_context(pikepdf.open(paper.document.path))
            source.flatten_annotations("print")
            for page in source.pages:
                for name in NOT_KEPT:
                    if name in page.obj:
                        del page.obj[name]
                pack.pages.insert(place, page)
                place += 1
        with pack.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
            if UA_CLAIM in about:
                del about[UA_CLAIM]
        out = io.BytesIO()
        pack.save(out, deterministic_id=True)
    return out.getvalue()

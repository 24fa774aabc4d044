"""Themes, and files kept with records."""

from datetime import UTC, datetime

from goldenthread.boards.documents import Document
from goldenthread.boards.synonyms import Synonym
from goldenthread.boards.themes import Theme
from tests.factories.records import simple, slug

simple(Synonym, words="MDS, modern slavery")
simple(Theme, slug=slug, name="Self-neglect")
simple(
    Document,
    name="paper.pdf",
    media_type="application/pdf",
    size=4,
    sha256=slug,
    kept_at=datetime(2024, 4, 2, 9, 0, tzinfo=UTC),
    kept_by="Ada",
)

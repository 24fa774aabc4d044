"""Files kept with records: what is taken, and what is said of the rest."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.boards import documents
from goldenthread.boards.documents import Document
from goldenthread.boards.models import Board
from goldenthread.core.actors import Actor
from goldenthread.core.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.records]
BY = Actor.system("a test")


@pytest.fixture
def board() -> Board:
    return Board.objects.create(slug="example", name="Example Board", short_name="EB", area="Example", authority="X")


@pytest.fixture(autouse=True)
def elsewhere(settings, tmp_path):
    from goldenthread.config.paths import DataFolder

    settings.DATA = DataFolder(tmp_path)


def test_a_file_is_kept_as_it_came_under_a_name_of_our_own(board):
    kept = documents.keep(SimpleUploadedFile("C:\\papers\\plan.pdf", b"%PDF-1.7 words"), board=board, by=BY)

    assert (kept.name, kept.media_type, kept.size) == ("plan.pdf", "application/pdf", 14)
    assert kept.path.read_bytes() == b"%PDF-1.7 words"
    assert kept.path.name == kept.sha256


@pytest.mark.parametrize(
    ("name", "contents", "told"),
    [
        ("run.exe", b"MZ", "“run.exe” was not taken. Send"),
        ("page.html", b"<p>", "“page.html” was not taken. Send"),
        ("none.pdf", b"", "“none.pdf” is empty. Choose the file again."),
        ("not.pdf", b"PK\x03\x04", "“not.pdf” is not the kind of file its name says."),
        ("not.csv", b"a,b\0", "“not.csv” is not a text file."),
    ],
)
def test_what_cannot_be_kept_is_told_in_a_sentence(board, name, contents, told):
    with pytest.raises(Refused, match=r".*") as refused:
        documents.keep(SimpleUploadedFile(name, contents), board=board, by=BY)

    assert str(refused.value).startswith(told)
    assert Document.objects.count() == 0


def test_a_file_that_is_too_large_is_refused(board, monkeypatch):
    monkeypatch.setattr(documents, "MOST", 3)

    with pytest.raises(Refused, match="Send a smaller file"):
        documents.keep(SimpleUploadedFile("a.txt", b"four"), board=board, by=BY)


def test_a_file_is_answered_to_be_saved(board):
    kept = documents.keep(SimpleUploadedFile("a.csv", b"a,b\n"), board=board, by=BY)

    response = documents.answer(kept)

    assert response["Content-Disposition"] == 'attachment; filename="a.csv"'
    assert b"".join(response) == b"a,b\n"  # type: ignore[arg-type]  # it streams

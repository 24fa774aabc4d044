"""Documents from files: plain text, Markdown, HTML, Word, PDF.

Each is turned into one text that looks like plain text (headings and paragraphs apart, items after a hyphen, cells of a table
between bars), so that all are understood in one way.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from goldenthread.claims.document import Document
from goldenthread.claims.layout import blocks_of

MOST_BYTES = 60_000_000
LONGEST_TEXT = 20_000_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FORMATS = ".txt, .md, .html, .docx or .pdf"


class Unreadable(Exception):
    """No words can be read from a file. The message says why, and what to do."""


def read(path: Path) -> Document:
    """The document of a file.

    Raises:
        Unreadable: there is no such file, it is too large, or no words can be read from it.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Unreadable(f"“{path.name}” is a folder. Give a file: {FORMATS}.")
        if size > MOST_BYTES:
            raise Unreadable(
                f"“{path.name}” is larger than {MOST_BYTES // 1_000_000} MB. Save it without pictures, or in parts."
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(f"There is no file “{path}”.") from error
    except OSError as error:
        raise Unreadable(f"“{path.name}” cannot be opened: {error.strerror}.") from error
    return from_bytes(data, path.name)


def from_bytes(data: bytes, name: str) -> Document:
    """The document of a file's bytes; what they are is told by them, and by the name's ending where they do not tell.

    Raises:
        Unreadable: no words can be read from them.
    """
    if data.startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        return _guarded(_pdf, data, name, "PDF")
    if data.startswith(b"PK"):
        return _guarded(_word, data, name, "Word document")
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Unreadable(f"“{name}” is an old Word or a locked file. Save it as .docx without a password.")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(f"“{name}” is no text. Give {FORMATS}.")
    text = _decoded(data)
    if name.lower().endswith((".html", ".htm", ".xhtml")) or re.match(
        r"\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<html)", text[:300], re.IGNORECASE
    ):
        return _guarded(_html, text, name, "web page")
    return from_text(text, name)


def from_text(text: str, name: str) -> Document:
    """The document of a plain or Markdown text. Offsets are its own characters; `\\f` parts its pages."""
    text = text[:LONGEST_TEXT]
    pages = (0, *(place + 1 for place, sign in enumerate(text) if sign == "\f")) if "\f" in text else ()
    return Document(name, text, blocks_of(text, _furniture(text) if pages else frozenset()), pages)


def _guarded(reader: Callable[..., Document], data: bytes | str, name: str, what: str) -> Document:
    try:
        document = reader(data, name)
    except Unreadable:
        raise
    except RecursionError as error:
        raise Unreadable(
            f"“{name}” is nested too deeply to be read. Save it again from the program that made it."
        ) from error
    except Exception as error:  # readers of damaged files raise anything at all
        raise Unreadable(
            f"“{name}” cannot be read as a {what}. Save it again from the program that made it."
        ) from error
    if not document.text.strip():
        raise Unreadable(f"“{name}” holds no words. If it was scanned, have its words recognised first.")
    return document


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "nav",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "figure",
        "figcaption",
        "blockquote",
        "pre",
        "hr",
        "form",
        "fieldset",
        "address",
        "details",
        "summary",
    ]
)
SILENT = frozenset(
    ["script", "style", "template", "noscript", "head", "svg", "math", "select", "option", "button", "textarea"]
)


def _html(text: str, name: str) -> Document:
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    tree = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    lines: list[str] = []
    _walk(tree, lines)
    return from_text(_tidied("".join(lines)), name)


def _walk(top: object, out: list[str]) -> None:
    """The words of a page in order, without recursion: pages can be nested deeply."""
    stack: list[tuple[object, bool]] = [(top, False)]
    numbers: dict[object, int] = {}
    while stack:
        node, is_closing = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""  # type: ignore[attr-defined]
        if is_closing:
            _close(tag, out)
            out.append(re.sub(r"\s+", " ", node.tail or ""))  # type: ignore[attr-defined]
            continue
        stack.append((node, True))
        if not tag or tag in SILENT or node.get("hidden") is not None:  # type: ignore[attr-defined]
            continue
        _open(node, tag, numbers, out)
        out.append(re.sub(r"\s+", " ", node.text or ""))  # type: ignore[attr-defined]
        stack.extend((child, False) for child in reversed(list(node)))  # type: ignore[call-overload]


def _open(node: object, tag: str, numbers: dict[object, int], out: list[str]) -> None:
    if tag == "li":
        parent = node.getparent()  # type: ignore[attr-defined]
        if parent is not None and parent.tag == "ol":
            numbers[parent] = numbers.get(parent, 0) + 1
            out.append(f"\n{numbers[parent]}. ")
        else:
            out.append("\n- ")
    elif tag == "tr":
        out.append("\n| ")
    elif tag == "br":
        out.append("\n")
    elif tag in BLOCKS:
        out.append("\n\n")


def _close(tag: str, out: list[str]) -> None:
    if tag in {"td", "th"}:
        out.append(" | ")
    elif tag in BLOCKS:
        out.append("\n\n")


def _tidied(text: str) -> str:
    text = re.sub(r"[ \u00a0]+", " ", text)
    return re.sub(r" ?\n ?(?:\n ?)*\n", "\n\n", text).strip() + "\n"


def _word(data: bytes, name: str) -> Document:
    from lxml import etree

    with zipfile.ZipFile(BytesIO(data)) as package:
        if "word/document.xml" not in package.namelist():
            raise Unreadable(f"“{name}” is no Word document. Give {FORMATS}.")
        if package.getinfo("word/document.xml").file_size > 10 * MOST_BYTES:
            raise Unreadable(f"“{name}” is too large. Save it in parts.")
        raw = package.read("word/document.xml")
    tree = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    lines = list(_word_lines(tree.find(f"{W}body")))
    return from_text(_tidied("\n".join(lines)), name)


def _word_lines(body: object) -> Iterator[str]:
    for node in body:  # type: ignore[attr-defined]
        if node.tag == f"{W}tbl":
            yield ""
            for row in node.iter(f"{W}tr"):
                yield "| " + " | ".join(" ".join(_words_of(cell).split()) for cell in row.iter(f"{W}tc")) + " |"
            yield ""
        elif node.tag == f"{W}sdt":
            for content in node.iter(f"{W}sdtContent"):
                yield from _word_lines(content)
        elif node.tag == f"{W}p":
            yield from _word_paragraph(node)


def _word_paragraph(node: object) -> Iterator[str]:
    words = _words_of(node)
    style = node.find(f"{W}pPr/{W}pStyle")  # type: ignore[attr-defined]
    named = (style.get(f"{W}val") or "").lower() if style is not None else ""
    if not words.strip():
        yield ""
    elif named.startswith("toc"):
        yield re.sub(r"\t+(?=\d+\s*$)", "..... ", words)
    elif node.find(f"{W}pPr/{W}numPr") is not None or "list" in named:  # type: ignore[attr-defined]
        yield f"- {words.strip()}"
    elif named.startswith(("heading", "title")):
        yield from ("", words.strip(), "")
    else:
        yield from (words, "")


def _words_of(node: object) -> str:
    """The words of a paragraph or cell: not those that were taken out with changes tracked."""
    found = []
    for one in node.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen", f"{W}p"):  # type: ignore[attr-defined]
        match one.tag.removeprefix(W):
            case "t":
                found.append(one.text or "")
            case "tab":
                found.append("\t")
            case "noBreakHyphen":
                found.append("-")
            case "br":
                found.append(" ")
            case "p" if found:
                found.append(" ")
    return "".join(found)


def _pdf(data: bytes, name: str) -> Document:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Unreadable(f"“{name}” needs a password. Save it without one.") from error
        raise
    try:
        pages = []
        for page in document:
            words = page.get_textpage()
            pages.append(
                words.get_text_bounded()
                .replace("\r\n", "\n")
                .replace("\r", "\n")
                .replace("\x02", "-")
                .replace("\f", " ")
                .replace("\ufffe", "-")
            )
            words.close()
            page.close()
    finally:
        document.close()
    return from_text("\f".join(pages), name)


NUMBERED_PAGE = re.compile(r"^\d{1,3}(?=\s|$)|(?<=\s)\d{1,3}$|\b[Pp]age\s\d{1,3}(?:\sof\s\d{1,3})?\b")


def _furniture(text: str) -> frozenset[int]:
    """Lines that stand at the top or foot of many pages: running heads, feet, page numbers."""
    edges: list[tuple[int, str]] = []
    start = 0
    pages = text.split("\f")
    for page in pages:
        lines = []
        here = start
        for line in page.split("\n"):
            if line.strip():
                lines.append((here, NUMBERED_PAGE.sub("#", " ".join(line.split()))))
            here += len(line) + 1
        edges.extend(dict.fromkeys([*lines[:2], *lines[-2:]]))
        start += len(page) + 1
    often = Counter(said for _, said in edges)
    return frozenset(
        place
        for place, said in edges
        if (often[said] >= max(3, len(pages) // 3) and len(said) < 120)
        or re.fullmatch(r"\W*(?:page )?#(?: of #)?\W*", said, re.IGNORECASE)
    )

"""Text that people write here (Markdown), as HTML and as blocks of a document. Nothing in it becomes markup of its own."""

from __future__ import annotations

import re
from html import escape

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from goldenthread.reports.document import Block, Heading, Inline, InlineKind, Inlines, Items, Paragraph, Style

_READER = MarkdownIt("commonmark", {"html": False})


def blocks(text: str, *, level: int, name: str) -> list[Block]:
    """Headings, paragraphs and lists of a text. Its first heading stands at `level`; none is skipped below it.

    Args:
        name: begins the anchors of its headings, so that each is alone on its page.
    """
    tokens = _READER.parse(text)
    found: list[Block] = []
    last, place = level - 1, 0
    while place < len(tokens):
        token = tokens[place]
        if token.type == "heading_open":
            last = min(level + int(token.tag[1]) - _highest(tokens), last + 1)
            found.append(Heading(last, _runs(tokens[place + 1]), f"{name}-{len(found)}"))
            place += 1
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            items, place = _items(tokens, place)
            found.append(items)
        elif token.type == "inline":
            found.append(Paragraph(_runs(token)))
        elif token.type in {"fence", "code_block", "html_block"} and token.content.strip():
            found.append(Paragraph((_said(token.content.strip()),)))
        place += 1
    return found


def _highest(tokens: list[Token]) -> int:
    return min((int(one.tag[1]) for one in tokens if one.type == "heading_open"), default=1)


def _items(tokens: list[Token], place: int) -> tuple[Items, int]:
    opener, depth = tokens[place], 0
    found: list[Inlines] = []
    while True:
        token = tokens[place]
        depth += token.nesting if token.type.endswith(("list_open", "list_close")) else 0
        if token.type == "inline":
            found.append(_runs(token))
        if depth == 0:
            return Items(found, ordered=opener.type.startswith("ordered")), place
        place += 1


def _runs(token: Token) -> Inlines:
    found: list[Inline] = []
    style: Style = ""
    for child in token.children or []:
        if child.type in {"strong_open", "em_open"}:
            style = "strong" if child.type == "strong_open" else "emphasis"
        elif child.type in {"strong_close", "em_close"}:
            style = ""
        elif child.type in {"softbreak", "hardbreak"}:
            found.append(Inline("text", " "))
        elif child.content:
            found.append(_said(child.content, style))
    return tuple(found) or (Inline("text", " "),)


def _said(words: str, style: Style = "") -> Inline:
    """A run; one that holds a digit is the record's own, and bound to nothing."""
    kind: InlineKind = "reference" if re.search(r"\d", words) else "text"
    return Inline(kind, words, style=style)


def html(text: str, *, level: int) -> SafeString:
    """A text as HTML, its first heading at `level`. Every word in it is escaped."""
    made = []
    for block in blocks(text, level=level, name="text"):
        match block:
            case Heading():
                made.append(f"<h{block.level}>{_line(block.inlines)}</h{block.level}>")
            case Paragraph():
                made.append(f"<p>{_line(block.inlines)}</p>")
            case Items():
                tag = "ol" if block.ordered else "ul"
                made.append(f"<{tag}>{''.join(f'<li>{_line(one)}</li>' for one in block.items)}</{tag}>")
    return mark_safe("\n".join(made))  # noqa: S308  (made from tokens; every word in it is escaped)


def _line(runs: Inlines) -> str:
    tags = {"strong": "strong", "emphasis": "em"}
    said = [(escape(one.text), tags.get(one.style, "")) for one in runs]
    return "".join(f"<{tag}>{words}</{tag}>" if tag else words for words, tag in said)

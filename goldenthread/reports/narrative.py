"""Reading a section's Markdown into blocks. Nothing in it becomes HTML; a loose digit or an unknown name is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from goldenthread.core.errors import Refused
from goldenthread.reports import inlines
from goldenthread.reports.document import Block, Heading, Inline, Inlines, Items, Note, Paragraph, Style

_DIRECTIVE = re.compile(r"^\{\{\s*(?P<name>\w+)\s*(?P<said>.*?)\s*\}\}$")
_READER = MarkdownIt("commonmark", {"html": False})

DEEPEST = 3
"""So many notes may stand in one another."""

Directive = Callable[[str, str], list[Block]]


@dataclass(frozen=True)
class Fault:
    """What stops a section from being published: where it stands, and what to do."""

    line: int
    words: str


class NarrativeRefused(Refused):
    """A section cannot be read; `faults` say where and why."""

    def __init__(self, section: str, faults: list[Fault]) -> None:
        self.faults = faults
        listed = "\n".join(f"  line {fault.line}: {fault.words}" for fault in faults)
        super().__init__(f"The section “{section}” cannot be published yet:\n{listed}")


@dataclass
class Reader:
    """Reads one section. `bind` gives a bound number, `directive` what `{{name said}}` stands for."""

    section: str
    bind: inlines.Bind
    directive: Directive
    faults: list[Fault] = field(default_factory=list)

    def blocks(self, text: str) -> list[Block]:
        """The section's blocks.

        Raises:
            NarrativeRefused: with every loose digit and unknown name in it.
        """
        found, notes = self._pieces(text)
        if notes:
            self.faults.append(Fault(text.count("\n") + 1, "A note begins and does not end. Write {{end}} after it."))
        if self.faults:
            raise NarrativeRefused(self.section, self.faults)
        return found

    def line(self, text: str) -> Inlines:
        """One line of running text, such as a section's finding."""
        found = self._inlines(text, 1)
        if self.faults:
            raise NarrativeRefused(self.section, self.faults)
        return found

    def _pieces(self, text: str) -> tuple[list[Block], list[Note]]:
        open_notes: list[Note] = []
        found: list[Block] = []
        waiting: list[str] = []
        start = 1

        def put(blocks: list[Block]) -> None:
            (open_notes[-1].blocks if open_notes else found).extend(blocks)

        for number, line in enumerate([*text.splitlines(), "{{flush}}"], start=1):
            match = _DIRECTIVE.match(line.strip())
            if match is None:
                waiting.append(line)
                continue
            put(self._markdown("\n".join(waiting), start))
            waiting, start = [], number + 1
            name, said = match["name"], match["said"]
            if name == "note" and len(open_notes) == DEEPEST:
                self.faults.append(Fault(number, "This note stands too deep in other notes. Write {{end}} before it."))
                return found, []
            if name == "note":
                open_notes.append(Note(said, []))
            elif name == "end" and open_notes:
                note = open_notes.pop()
                put([note])
            elif name != "flush":
                put(self._direct(name, said, number))
        return found, open_notes

    def _direct(self, name: str, said: str, line: int) -> list[Block]:
        try:
            return self.directive(name, said)
        except Refused as error:
            self.faults.append(Fault(line, str(error)))
            return []

    def _markdown(self, text: str, start: int) -> list[Block]:
        tokens = _READER.parse(text)
        found: list[Block] = []
        place = 0
        while place < len(tokens):
            token = tokens[place]
            line = start + (token.map[0] if token.map else 0)
            if token.type == "heading_open":
                found.append(self._heading(token, tokens[place + 1], line))
            elif token.type in {"bullet_list_open", "ordered_list_open"}:
                items, place = self._items(tokens, place, start)
                found.append(items)
            elif token.type == "inline" and tokens[place - 1].type == "paragraph_open":
                found.append(Paragraph(self._runs(token, line)))
            elif token.type in {"fence", "code_block", "html_block", "hr"}:
                self.faults.append(Fault(line, "Only headings, paragraphs and lists can stand here."))
            place += 1
        return found

    def _heading(self, token: Token, words: Token, line: int) -> Heading:
        runs = self._runs(words, line)
        plain = "".join(run.text for run in runs)
        words.content, words.children = "", []
        anchor = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
        return Heading(int(token.tag[1]), runs, f"{self.section}-{anchor}")

    def _items(self, tokens: list[Token], place: int, start: int) -> tuple[Items, int]:
        opener, depth = tokens[place], 0
        found: list[Inlines] = []
        while True:
            token = tokens[place]
            depth += token.nesting if token.type.endswith(("list_open", "list_close")) else 0
            if token.type == "inline":
                found.append(self._runs(token, start + (token.map[0] if token.map else 0)))
            if depth == 0:
                return Items(found, ordered=opener.type.startswith("ordered")), place
            place += 1

    def _runs(self, token: Token, line: int) -> Inlines:
        found: list[Inline] = []
        style: Style = ""
        address = ""
        for child in token.children or []:
            match child.type:
                case "strong_open":
                    style = "strong"
                case "em_open":
                    style = "emphasis"
                case "strong_close" | "em_close":
                    style = ""
                case "link_open":
                    address = str(child.attrGet("href") or "")
                case "link_close":
                    address = ""
                case "softbreak" | "hardbreak":
                    found.append(Inline("text", " "))
                case "text" if address:
                    found.append(Inline("link", child.content, address, style=style))
                case "text":
                    found += self._inlines(child.content, line, style)
                case _:
                    self.faults.append(Fault(line, f"“{child.content}” cannot stand here."))
        return tuple(found)

    def _inlines(self, text: str, line: int, style: Style = "") -> Inlines:
        try:
            found, loose = inlines.read(text, self.bind, style)
        except Refused as error:
            self.faults.append(Fault(line, str(error)))
            return ()
        self.faults += [
            Fault(line, f"“{one.words}” holds a number that is not bound. Put in its figure, or mark what it is.")
            for one in loose
        ]
        return tuple(found)

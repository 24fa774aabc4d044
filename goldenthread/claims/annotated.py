"""A copy of a document with what was found written in its margin: one HTML file that needs no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from goldenthread.claims.checking import Checked, Found
from goldenthread.claims.claim import Verdict
from goldenthread.claims.telling import TITLES, coverage, place, summary, sureness

STYLE = """
:root { color-scheme: light dark; --paper: #FBFAF6; --card: #FFFFFF; --line: #DDD8CC; --ink: #1D2430; --ink-2: #4C5462;
  --brand: #17454B; --thread: #A87400; --link: #14546B; --worry: #8C3B12; --good: #23633F; --edge: #7B7F86; --quiet: #F2EFE8; }
@media (prefers-color-scheme: dark) { :root { --paper: #15191E; --card: #1C2228; --line: #39424C; --ink: #ECE9E2;
  --ink-2: #B9BEC6;
  --brand: #A6D2D1; --thread: #D1A240; --link: #8FCBE3; --worry: #F0AB85; --good: #8FCFA8; --edge: #848D98; --quiet: #252C34; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.5 "Atkinson Hyperlegible Next", system-ui, "Segoe UI", Arial, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem); line-height: 1.15; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h1::before { content: ""; display: block; width: 4.5rem; height: 3px; background: var(--thread); margin-bottom: 1rem; }
h2 { margin: 2.5rem 0 .5rem; }
.lede { font-size: 1.25rem; margin: 0 0 .5rem; max-width: 58ch; } .quiet { color: var(--ink-2); max-width: 66ch; }
a { color: var(--link); } li { margin: .25rem 0; }
.row { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 2rem; }
.row > .text { white-space: pre-wrap; margin-bottom: .75rem; overflow-wrap: anywhere; max-width: 46rem; }
mark { background: none; color: inherit; text-decoration: underline wavy var(--worry) 2px; text-underline-offset: 4px; }
mark.ok { text-decoration: underline solid var(--good) 1px; } mark.doubtful { text-decoration-style: dotted; }
mark.unverifiable { text-decoration: underline dotted var(--edge) 1px; }
.ref { font-size: .875rem; vertical-align: super; padding: 0 .25rem; }
.note { border-left: 4px solid var(--worry); background: var(--card); padding: .5rem .75rem;
  margin: .5rem 0 1rem; font-size: 1rem; }
.note.ok { border-color: var(--good); } .note p { margin: .15rem 0; } .note .what { font-weight: 650; }
@media (min-width: 60rem) { .row { grid-template-columns: minmax(0, 46rem) minmax(16rem, 1fr); } }
:focus-visible { outline: 3px solid #FFD84D; box-shadow: 0 0 0 5px #1D2430; }
@media print { :root { --paper: #FFFFFF; --ink: #000000; } .row { break-inside: avoid; } }
"""
MARKED = (Verdict.WRONG, Verdict.DOUBTFUL, Verdict.OK, Verdict.UNVERIFIABLE)


def page(checked: Checked) -> str:
    """The whole page: the answer first, then the document with its notes."""
    title = f"{checked.file}: numbers checked"
    noted = [one for one in checked.claims if one.claim.verdict in {Verdict.WRONG, Verdict.DOUBTFUL}]
    answer = summary(checked).removeprefix(f"{checked.file}: ").capitalize()
    return (
        f"<!DOCTYPE html>\n<html lang='en-GB'><head><meta charset='utf-8'><title>{escape(title)}</title>"
        f"<meta name='viewport' content='width=device-width, initial-scale=1'><style>{STYLE}</style></head><body><main>"
        f"<h1>{escape(title)}</h1><p class='lede'>{escape(answer)}</p>"
        f"<p class='quiet'>{escape(coverage(checked))} "
        "Wavy lines mark what cannot be true, green lines what was tested and is right, dotted lines what "
        "could not be tested.</p>"
        f"{_list(noted)}<h2>The document</h2>{_document(checked, noted)}</main></body></html>\n"
    )


def _list(noted: Sequence[Found]) -> str:
    if not noted:
        return ""
    items = "".join(
        f"<li><a href='#n{number}'>{escape(place(one).capitalize())}: {escape(TITLES[one.claim.kind].lower())}"
        f"</a>, “{escape(one.quote[:80])}”</li>"
        for number, one in enumerate(noted, 1)
    )
    return f"<h2>What to look at</h2><ol>{items}</ol>"


def _document(checked: Checked, noted: Sequence[Found]) -> str:
    """Paragraph by paragraph, each with the notes on it beside it."""
    numbers = {id(one): number for number, one in enumerate(noted, 1)}
    out: list[str] = []
    start = 0
    claims = sorted(checked.claims, key=lambda one: (one.claim.start, MARKED.index(one.claim.verdict)))
    place_in = 0
    for piece in _pieces(checked.text):
        end = start + len(piece)
        here = []
        while place_in < len(claims) and claims[place_in].claim.start < end:
            here.append(claims[place_in])
            place_in += 1
        if piece.strip():
            notes = "".join(_note(one, numbers[id(one)]) for one in here if id(one) in numbers)
            out.append(
                f"<div class='row'><div class='text'>{_marked(piece, start, here, numbers)}</div><div>{notes}</div></div>"
            )
        start = end
    return "".join(out)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    here = ""
    for line in text.splitlines(keepends=True):
        here += line
        if not line.strip():
            pieces.append(here)
            here = ""
    return [*pieces, here]


def _marked(piece: str, start: int, claims: Sequence[Found], numbers: Mapping[int, int]) -> str:
    out: list[str] = []
    here = 0
    for one in claims:
        left, right = max(one.claim.start - start, here), min(one.claim.end - start, len(piece))
        if left >= right:
            continue
        out.append(escape(piece[here:left]))
        out.append(f"<mark class='{one.claim.verdict.value}'>{escape(piece[left:right])}</mark>")
        if number := numbers.get(id(one)):
            out.append(f"<a class='ref' href='#n{number}' aria-label='Note {number}'>{number}</a>")
        here = right
    out.append(escape(piece[here:].rstrip("\n")))
    return "".join(out)


def _note(found: Found, number: int) -> str:
    one = found.claim
    verdict = "Cannot be true" if one.verdict is Verdict.WRONG else "May not be true"
    needs = f"<p>Needs: {escape(one.advice)}</p>" if one.advice else ""
    return (
        f"<aside class='note {one.verdict.value}' id='n{number}' aria-label='Note {number}'>"
        f"<p class='what'>{number}. {verdict}: {escape(TITLES[one.kind].lower())}</p><p>{escape(one.working)}<"
        f"/p>{needs}"
        f"<p class='quiet'>{escape(place(found).capitalize())}; {sureness(one.confidence)} of the reading.</p></aside>"
    )

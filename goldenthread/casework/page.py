"""A page that stands alone, in the product's colours, for people who work from a file."""

from __future__ import annotations

from html import escape

STYLE = """
:root { color-scheme: light dark; --paper: #FBFAF6; --card: #FFFFFF; --line: #DDD8CC; --ink: #1D2430; --ink-2: #4C5462;
  --brand: #17454B; --thread: #A87400; --link: #14546B; --edge: #7B7F86; }
@media (prefers-color-scheme: dark) { :root { --paper: #15191E; --card: #1C2228; --line: #39424C; --ink: #ECE9E2;
  --ink-2: #B9BEC6; --brand: #A6D2D1; --thread: #D1A240; --link: #8FCBE3; --edge: #848D98; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.5 "Atkinson Hyperlegible Next", system-ui, "Segoe UI", Arial, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem); line-height: 1.15; margin: 0 0 .5rem; }
h1::before { content: ""; display: block; width: 4.5rem; height: 3px; background: var(--thread); margin-bottom: 1rem; }
h2 { margin: 2.5rem 0 .5rem; } h3 { margin: 1.5rem 0 .25rem; font-size: 1.25rem; }
.lede { font-size: 1.25rem; } .where { color: var(--ink-2); margin: 0; }
section { border-top: 1px solid var(--line); padding-bottom: .5rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; margin: 1rem 0; }
caption { text-align: left; font-weight: 650; } th, td { text-align: left; vertical-align: top; padding: .4rem 1rem .4rem 0;
  border-bottom: 1px solid var(--line); font-weight: 400; overflow-wrap: anywhere; } thead th { font-weight: 600; }
summary { color: var(--link); cursor: pointer; padding: .35rem 0; } .scroll { overflow-x: auto; }
:focus-visible { outline: 3px solid #FFD84D; box-shadow: 0 0 0 5px #1D2430; }
.synthetic { border: 1px dashed var(--edge); border-radius: 3px; padding: .1rem .4rem; color: var(--ink-2); }
@media print { :root { --paper: #FFFFFF; --ink: #000000; } details > * { display: block; } }
"""


def page(title: str, body: str, *, is_synthetic: bool = False) -> str:
    """A whole page around a body that is already escaped."""
    mark = "<p><span class='synthetic'>synthetic</span> No row describes a real adult.</p>" if is_synthetic else ""
    return (
        f"<!DOCTYPE html>\n<html lang='en-GB'><head><meta charset='utf-8'><title>{escape(title)}</title>"
        f"<meta name='viewport' content='width=device-width, initial-scale=1'><style>{STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{mark}{body}</main></body></html>\n"
    )

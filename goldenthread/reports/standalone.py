"""The whole report as one HTML file that needs nothing else: no network, no script."""

from __future__ import annotations

import base64
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from goldenthread.figures import carried
from goldenthread.reports import inlines
from goldenthread.reports.document import Document, Inline, Section
from goldenthread.reports.html import SYNTHETIC, section_html, time_html

STATIC = Path(__file__).parent.parent / "core" / "static" / "core"
MARK = (
    '<svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><circle cx="16" cy="16" r="14.5" '
    'fill="none" stroke="currentColor" stroke-width="2"/><path d="M2 22 C9 22 9 10 16 10 S23 22 30 22" class="thr" '
    'stroke-width="3"/><circle cx="16" cy="10" r="3" class="thr" stroke-width="2.5"/></svg>'
)


@cache
def _style() -> str:
    """The product's own stylesheet with its fonts inside."""
    css = (STATIC / "goldenthread.css").read_text(encoding="utf-8")
    for font in (STATIC / "fonts").glob("*.woff2"):
        data = base64.b64encode(font.read_bytes()).decode()
        css = css.replace(f'url("fonts/{font.name}")', f"url(data:font/woff2;base64,{data})")
    return css


def render(document: Document, manifest: dict[str, Any] | None = None) -> str:
    """The report as one page: cover, contents, sections, glossary; with the manifest that proves its figures in its head."""
    name = escape(document.board)
    title = f"{document.title} {document.period}: {document.board}"
    sections = "".join(_section(document, section) for section in document.sections)
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="generator" '
        f'content="Golden Thread">{carried.as_link(manifest) if manifest else ""}<style>{_style()}</style></head><body>'
        '<a class="govuk-skip-link" href="#main">Skip to main content</a>'
        f'<header class="gt-header"><div class="gt-wrap gt-header__row"><a class="gt-header__name" '
        f'href="{escape(document.public_url)}/">{MARK}<span>{name}</span></a></div></header>{_ribbon(document)}'
        f'<main id="main" tabindex="-1"><div class="gt-wrap">{_cover(document)}'
        f'<div class="gt-grid gt-grid--rail">{_contents(document)}<div class="gt-report">{sections}{_glossary(document)}'
        f"</div></div></div></main>{_foot(document)}</body></html>\n"
    )


def _ribbon(document: Document) -> str:
    if not document.is_demonstration:
        return ""
    return (
        f'<aside class="gt-ribbon" aria-label="About this demonstration"><div class="gt-wrap"><p>{SYNTHETIC}'
        "<span>Demonstration, not a publication of the Board. People and case records are made up; published totals are "
        "those of the 2023-24 report, corrected.</span></p></div></aside>"
    )


def _cover(document: Document) -> str:
    return (
        '<div class="gt-cover"><p>' + escape(document.board) + "</p><div>"
        f'<h1 class="gt-cover__title">{escape(document.title)}</h1>'
        f'<p class="gt-cover__year">{time_html(document.months)}</p></div>'
        '<svg viewBox="0 0 600 120" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<path d="M0 100 C150 100 150 30 300 30 S450 100 600 60"/></svg>'
        f"<p>{time_html(document.dated)}. {_version(document)}</p></div>"
    )


def _version(document: Document) -> str:
    state = "Draft, not for publication" if document.is_draft else "Published"
    return f"<span data-reference>Version {escape(document.version)}</span>. {state}."


def _contents(document: Document) -> str:
    items = "".join(
        f'<li><a href="#{section.slug}" data-reference>{escape(_titled(section))}</a></li>'
        for section in document.sections
    )
    return (
        '<nav class="gt-rail gt-rail--sticky" aria-label="Contents of the annual report"><details><summary>Contents'
        f'</summary><ol>{items}<li><a href="#glossary">Glossary</a></li></ol></details></nav>'
    )


def _titled(section: Section) -> str:
    return f"{section.number}. {section.title}" if section.number else section.title


def _section(document: Document, section: Section) -> str:
    inner = section_html(document, section.slug, level=2)
    return f'<article class="gt-section" aria-labelledby="{section.slug}">{inner}</article>'


def _glossary(document: Document) -> str:
    entries = "".join(
        f'<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{escape(word)}</dt>'
        f'<dd class="govuk-summary-list__value">{marked(meaning)}</dd></div>'
        for word, meaning in document.glossary
    )
    return (
        '<article class="gt-section" aria-labelledby="glossary"><h2 id="glossary">Glossary</h2>'
        f'<dl class="govuk-summary-list">{entries}</dl></article>'
    )


def marked(words: str) -> str:
    """Plain words with their dates and references marked."""
    found, _ = inlines.read(words, lambda said: Inline("text", said))
    return "".join(
        f"<span data-reference>{escape(one.text)}</span>"
        if one.kind in {"reference", "citation", "time"}
        else escape(one.text)
        for one in found
    )


def _foot(document: Document) -> str:
    snapshot = document.release.snapshot
    return (
        f'<footer class="gt-footer"><div class="gt-wrap"><p>{escape(document.board)}. {escape(document.title)} '
        f"{escape(document.period)}, version {escape(document.version)}"
        f"{', draft, not for publication' if document.is_draft else ''}. Figures from the frozen set "
        f'<span class="gt-mono">{snapshot.sha256[:16]}</span>, {snapshot.taken_at:%d %B %Y}, under the '
        f"{escape(document.release.rule)} disclosure rule.</p></div></footer>"
    )

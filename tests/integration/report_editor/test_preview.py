"""The preview and the picker: what is typed never becomes HTML, and looking changes nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from goldenthread.accounts.models import User
from goldenthread.core.errors import Refused
from goldenthread.reports import drafting, gather, numbers, preview
from goldenthread.reports.models import Report, Section, SectionVersion
from goldenthread.reports.writing import as_if
from goldenthread.trail.models import Entry
from tests.factories.report_writing import SignIn

ADDRESS = "/board/example/reports/2023-24/sections/summary/"
PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox)",
    '[x](https://example.example/" onmouseover="alert(1))',
    '[x](https://example.example "title" onclick=alert)',
    "![x](javascript:alert(1))",
    "![x](https://example.example/x.png)",
    "<https://example.example/><script>alert(1)</script>",
    "## <img src=x onerror=alert(1)>",
    "- <b onmouseover=alert(1)>x</b>",
    "[[<script>alert(1)</script>]]",
    '[[concerns.received"><script>alert(1)</script>]]',
    "[[concerns.received|<img src=x onerror=alert(1)>]]",
    "{{note <script>alert(1)</script>}}\n\nWords.\n\n{{end}}",
    "{{chart <script>alert(1)</script>}}",
    "{{records <img src=x onerror=alert(1)>}}",
    "{{principle '><script>alert(1)</script>}}",
    "[quote: <script>alert(1)</script>]",
    "[cite: <img src=x onerror=alert(1)>]",
    "[time: <svg onload=alert(1)>]",
    '[ref: "><script>alert(1)</script>]',
    "[chart: x]<script>",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "<!-- <script>alert(1)</script> -->",
    "<style>*{display:none}</style>",
    "<form action=https://example.example><input name=x></form>",
    "<<script>alert(1)//<</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<math><mtext><img src=x onerror=alert(1)>",
]
OF_TEXT = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "a",
    "strong",
    "em",
    "b",
    "time",
    "cite",
    "q",
    "abbr",
}
OF_TABLES = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "dl", "dt", "dd"}
OF_PARTS = {"span", "button", "div", "details", "summary", "blockquote", "footer", "br", "figure", "figcaption"}
TAGS = OF_TEXT | OF_TABLES | OF_PARTS


def asked(client: Any, text: str, **more: str) -> Any:
    return client.post(f"{ADDRESS}preview/", {"title": "Summary", "text": text, **more}, headers={"HX-Request": "true"})


def dangers(made: str) -> list[str]:
    """Every element that is not ours, every handler, every address that is not a page."""
    found = []
    for element in lxml_html.fragments_fromstring(f"<div>{made}</div>")[0].iter():
        if not isinstance(element.tag, str):
            found.append("comment")
            continue
        if element.tag not in TAGS:
            found.append(element.tag)
        found += [name for name in element.attrib if name.startswith("on") or name == "style"]
        address = element.get("href", "")
        if address and not re.match(r"(https?://|/|#)", address):
            found.append(address)
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_typed_becomes_html(report: Report, section: Section, payload: str):
    written = as_if(report, section, {"text": f"Before.\n\n{payload}\n\nAfter.", "finding": payload, "title": payload})

    reading = drafting.read(report, numbers.of(report).release, sections=written)
    made = preview.section(reading.document, "summary", level=2, address=lambda one: f"/figures/{one}/")

    assert dangers(made) == []
    assert "After." in made


def test_a_danger_would_be_found():
    assert dangers("<p onclick=x>a</p><script>b</script><a href='javascript:c'>d</a>") == [
        "onclick",
        "script",
        "javascript:c",
    ]


def test_the_editor_itself_shows_what_was_typed_as_text(section: Section, manager: User, sign_in: SignIn):
    Section.objects.filter(pk=section.pk).update(text="</textarea><script>alert(1)</script>", title="<b>x</b>")

    said = sign_in(manager).get(ADDRESS).content.decode()

    assert "<script>alert" not in said
    assert "<b>x</b>" not in said


def test_the_preview_shows_todays_value_and_its_slip(section: Section, manager: User, sign_in: SignIn):
    said = asked(sign_in(manager), "There were [[concerns.received]] concerns.").content.decode()

    assert "42<span class=" in said
    assert "Follow the thread" in said
    assert "/board/example/figures/concerns.received/" in said
    assert "<html" not in said


def test_the_preview_without_script_is_the_whole_editor_with_what_was_typed(
    section: Section, manager: User, sign_in: SignIn
):
    answer = sign_in(manager).post(f"{ADDRESS}preview/", {"title": "Summary", "text": "Typed only now."})

    said = answer.content.decode()
    assert "Typed only now.</textarea>" in said
    assert '<p class="gt-text">Typed only now.</p>' in said
    assert "Nothing has been saved yet" in said


def test_looking_changes_nothing(section: Section, manager: User, sign_in: SignIn):
    here = sign_in(manager)
    asked(here, "Once.")
    before = (Entry.objects.count(), SectionVersion.objects.count(), Section.objects.values_list("text", "state"))

    with CaptureQueriesContext(connection) as queries:
        asked(here, "Another text with 34 in it. [[concerns.received]] {{chart concerns.by_source}}")

    written = [one["sql"] for one in queries if re.match(r"(INSERT|UPDATE|DELETE)", one["sql"])]
    assert [sql for sql in written if "session" not in sql and "signin" not in sql] == []
    assert (Entry.objects.count(), SectionVersion.objects.count()) == before[:2]
    section.refresh_from_db()
    assert section.text == "None this year."


def test_a_megabyte_is_previewed_as_far_as_it_may_go(section: Section, manager: User, sign_in: SignIn):
    assert asked(sign_in(manager), "[[" * 400_000).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "[[a" * 30_000,
        "[cite: " * 14_000,
        "{{note x}}\n" * 5_000,
        "1 " * 40_000,
        "{{note x}}\n" * 4_000 + "{{end}}\n" * 4_000,
        "x1" * 40_000,
        "- " * 20_000,
        "> " * 20_000,
        "*a " * 20_000,
    ],
)
def test_what_is_made_to_be_slow_is_not(report: Report, section: Section, text: str):
    from time import process_time

    began = process_time()
    drafting.read(report, numbers.of(report).release, sections=as_if(report, section, {"text": text}))

    assert process_time() - began < 10


def test_the_picker_finds_a_figure_with_its_value_code_and_measures(report: Report, manager: User, sign_in: SignIn):
    address = "/board/example/reports/2023-24/figures/?q=concerns+received"

    said = sign_in(manager).get(address, headers={"HX-Request": "true"}).content.decode()

    assert "<b>42</b>" in said
    assert "[[concerns.received]]" in said
    assert "[[concerns.received|change]]" in said
    assert "12 more" in said


def test_the_picker_gives_rows_charts_and_records(report: Report, manager: User, sign_in: SignIn):
    here = sign_in(manager)

    def said(q: str) -> str:
        return here.get("/board/example/reports/2023-24/figures/", {"q": q}).content.decode()

    assert "[[concerns.by_source:police]]" in said("concerns by source")
    assert "{{chart concerns.by_source}}" in said("chart source")
    assert "{{records reviews_ended}}" in said("reviews that ended")
    assert "Nothing is called that." in said("xyzzy")


def test_every_code_that_the_picker_offers_can_be_read(report: Report):
    from goldenthread.workspace.reports.picker import items

    release = numbers.of(report).release
    text = "\n\n".join(
        code for item in items(report, release) for code in [item.code, *(code for _, code, _ in item.more)]
    )
    written = list(report.sections.all())[:1]
    written[0].text = text

    faults = drafting.read(report, release, sections=written).faults["summary"]

    assert [one.words for one in faults if not one.is_empty and "points at nothing" not in one.words] == []


PIECES = st.sampled_from(
    [
        "Words. ",
        "34 ",
        "in 2023 ",
        "[[concerns.received]]",
        "[[concerns.recieved]]",
        "[[concerns.by_decision:no_enquiry|share]]",
        "[time: 12]",
        "[chart: concerns.by_source]",
        "\n\n{{chart concerns.by_source}}\n\n",
        "\n\n{{numbers concerns.by_source:police}}\n\n",
        "\n\n{{note What}}\n\n",
        "\n\n{{end}}\n\n",
        "\n\n## Heading\n\n",
        "\n\n- item 5\n- other\n\n",
        "**strong 7**",
        "`code`",
        "\n\n> quoted\n\n",
        "| ",
        "]]",
        "[[",
        "{{",
    ]
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(PIECES, max_size=8).map("".join), finding=st.sampled_from(["Words.", "34 more.", ""]))
def test_a_draft_has_faults_exactly_where_the_report_would_be_refused(
    report: Report, section: Section, text: str, finding: str
):
    Section.objects.filter(pk=section.pk).update(text=text, finding=finding)
    release = numbers.of(report).release

    faults = drafting.read(report, release).faults["summary"]
    faults = [one for one in faults if not one.is_empty]

    try:
        gather.document(report, release)
    except Refused:
        assert faults
    else:
        assert faults == []

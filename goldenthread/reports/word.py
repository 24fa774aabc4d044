"""The document as Word, with real styles, headings and alternative text, so that a Board can circulate and mark it up."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from goldenthread.figures import carried
from goldenthread.reports import charts
from goldenthread.reports.document import (
    Block,
    Branch,
    Chart,
    Document,
    Heading,
    Inline,
    Inlines,
    Items,
    Note,
    Numbers,
    Paragraph,
    PullQuote,
    Section,
    Table,
    Tree,
)

FONT = "Atkinson Hyperlegible Next"
INK, SECOND, BRAND, THREAD = (
    RGBColor(0x1D, 0x24, 0x30),
    RGBColor(0x4C, 0x54, 0x62),
    RGBColor(0x17, 0x45, 0x4B),
    "A87400",
)


def render(document: Document, manifest: dict[str, Any] | None = None) -> bytes:
    """The report as .docx bytes, with the manifest that proves its figures beside the text."""
    return _Writer(document).render(manifest)


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.file: WordFile = docx.Document()
        _styles(self.file)

    def render(self, manifest: dict[str, Any] | None) -> bytes:
        document = self.document
        self._properties()
        self._page()
        self._cover()
        self._contents()
        for section in document.sections:
            self._section(section)
        self.file.add_heading("Glossary", 1)
        for word, meaning in document.glossary:
            line = self.file.add_paragraph(style="Normal")
            line.add_run(word + ": ").bold = True
            line.add_run(meaning)
        if manifest is not None:
            place = PackURI(f"/{carried.FOLDER}goldenthread.xml")
            part = Part(place, "application/xml", carried.as_xml(manifest), self.file.part.package)
            self.file.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
        out = io.BytesIO()
        self.file.save(out)
        return out.getvalue()

    def _properties(self) -> None:
        core, document = self.file.core_properties, self.document
        core.title = f"{document.title} {document.period}: {document.board}"
        core.author = core.last_modified_by = document.board
        core.language = "en-GB"
        core.subject = f"{document.months}, version {document.version}"
        core.comments = "Synthetic demonstration." if document.is_demonstration else ""
        core.created = core.modified = document.release.snapshot.taken_at.replace(tzinfo=None)

    def _page(self) -> None:
        page = self.file.sections[0]
        page.orientation = WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.top_margin, page.bottom_margin = Mm(20), Mm(22)
        page.left_margin = page.right_margin = Mm(18)
        document = self.document
        words = f"{document.board}. {document.title} {document.period}, version {document.version}"
        words += ". Draft, not for publication" if document.is_draft else ""
        words += ". Synthetic" if document.is_demonstration else ""
        foot = page.footer.paragraphs[0]
        foot.style = self.file.styles["Footer"]
        foot.add_run(words + ". Page ")
        _field(foot, "PAGE")
        foot.add_run(" of ")
        _field(foot, "NUMPAGES")

    def _cover(self) -> None:
        document = self.document
        self.file.add_paragraph(document.board, style="Cover board")
        self.file.add_paragraph(document.title, style="Title")
        self.file.add_paragraph(document.months, style="Subtitle")
        state = " Draft, not for publication." if document.is_draft else ""
        self.file.add_paragraph(f"{document.dated}. Version {document.version}.{state}", style="Normal")
        if document.is_demonstration:
            self.file.add_paragraph(
                "Synthetic demonstration, not a publication of the Board. People and case records are made up; published "
                "totals are those of the source report, corrected.",
                style="Note",
            )

    def _contents(self) -> None:
        heading = self.file.add_paragraph("Contents", style="Contents heading")
        heading.paragraph_format.page_break_before = True
        for section in self.document.sections:
            line = self.file.add_paragraph(style="List")
            _link_within(line, _titled(section), _bookmark_name(section.slug))

    def _section(self, section: Section) -> None:
        heading = self.file.add_heading(_titled(section), 1)
        heading.paragraph_format.page_break_before = True
        _bookmark(heading, _bookmark_name(section.slug))
        if section.finding:
            self._line(self.file.add_paragraph(style="Lede"), section.finding)
        for block in section.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._line(self.file.add_heading("", min(block.level, 4)), block.inlines)
            case Paragraph():
                self._line(self.file.add_paragraph(style="Normal"), block.inlines)
            case Items():
                self._items(block)
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)
            case Numbers():
                for label, value, below in block.entries:
                    line = self.file.add_paragraph(style="Big number")
                    self._inline(line, value)
                    line.add_run(f"  {label}: ").font.size = Pt(10.5)
                    for run in below:
                        self._inline(line, run, size=Pt(10.5))
            case PullQuote():
                self.file.add_paragraph(f"“{block.text}”", style="Quote")
                self.file.add_paragraph(block.who, style="Quote source")
            case Note():
                self.file.add_paragraph(block.title, style="Note").runs[0].bold = True
                for one in block.blocks:
                    if isinstance(one, Paragraph):
                        self._line(self.file.add_paragraph(style="Note"), one.inlines)
            case Tree():
                self._branches(block.branches, 0)

    def _items(self, block: Items) -> None:
        style = "List Number" if block.ordered else "List Bullet"
        number = _fresh_numbering(self.file) if block.ordered else None
        for item in block.items:
            line = self.file.add_paragraph(style=style)
            if number is not None:
                line._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
            self._line(line, item)

    def _branches(self, branches: list[Branch], depth: int) -> None:
        for branch in branches:
            line = self.file.add_paragraph(style="List Bullet")
            line.paragraph_format.left_indent = Mm(6 + 7 * depth)
            line.add_run(branch.name).bold = True
            line.add_run(f". {branch.detail}" if branch.detail else "")
            self._branches(branch.below, depth + 1)

    def _line(self, line: WordParagraph, inlines: Inlines) -> None:
        for one in inlines:
            self._inline(line, one)

    def _inline(self, line: WordParagraph, one: Inline, *, size: Pt | None = None) -> None:
        text = f"{one.target} ({one.text})" if one.kind == "abbreviation" else one.text
        if one.kind in {"figure", "link"}:
            target = self.document.figure_url(one.target) if one.kind == "figure" else one.target
            _link(line, text, target, is_figure=one.kind == "figure", size=size)
            return
        run = line.add_run(f"“{text}”" if one.kind == "quotation" else text)
        run.bold = one.style == "strong" or None
        run.italic = one.style == "emphasis" or one.kind == "citation" or None
        if size:
            run.font.size = size

    def _table(self, table: Table, *, numbered: bool = True) -> None:
        number = f"Table {table.number}. " if numbered and table.number else ""
        mark = " (synthetic)" if table.is_synthetic else ""
        self.file.add_paragraph(f"{number}{table.caption}{mark}", style="Caption")
        made = self.file.add_table(rows=1, cols=len(table.columns))
        made.style = self.file.styles["Report table"]
        _describe(made, table.caption)
        for place, (cell, title) in enumerate(zip(made.rows[0].cells, table.columns, strict=True)):
            head = cell.paragraphs[0]
            head.paragraph_format.space_after = Pt(2)
            if all(row[place].is_number for row in table.rows):
                head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            head.add_run(title).bold = True
        _repeat_header(made)
        for place, row in enumerate(table.rows):
            is_total = table.has_total and place == len(table.rows) - 1
            cells = made.add_row().cells
            for cell, said in zip(cells, row, strict=True):
                self._cell(cell, said.inlines, is_number=said.is_number, is_total=is_total)
        _do_not_split(made)
        self.file.add_paragraph(table.note, style="Table note")

    def _cell(self, cell: _Cell, inlines: Inlines, *, is_number: bool, is_total: bool) -> None:
        line = cell.paragraphs[0]
        line.paragraph_format.space_after = Pt(2)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_number else WD_ALIGN_PARAGRAPH.LEFT
        for one in inlines:
            run = line.add_run(f"{one.target} ({one.text})" if one.kind == "abbreviation" else one.text)
            run.bold = is_total or one.style == "strong" or None

    def _chart(self, chart: Chart) -> None:
        mark = " (synthetic)" if chart.is_synthetic else ""
        caption = self.file.add_paragraph(f"Chart {chart.number}. {chart.title}{mark}", style="Caption")
        caption.paragraph_format.keep_with_next = True
        self.file.add_paragraph(chart.subtitle, style="Table note").paragraph_format.keep_with_next = True
        picture = self.file.add_picture(io.BytesIO(charts.png(chart)), width=Mm(170))
        properties = picture._inline.docPr  # the library gives no other way to an alternative text
        properties.set("descr", chart.sentence)
        properties.set("title", chart.title)
        line = self.file.add_paragraph(style="Table note")
        _link(line, "Follow the thread", self.document.figure_url(chart.figure.id), is_figure=True)
        self._table(chart.table, numbered=False)


def _titled(section: Section) -> str:
    return f"{section.number}. {section.title}" if section.number else section.title


def _bookmark_name(slug: str) -> str:
    return "section_" + slug.replace("-", "_")


def _styles(file: WordFile) -> None:
    styles = file.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Pt(10.5), INK
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.rPr.append(language)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(7), 1.25
    for level, size in ((1, 24), (2, 14), (3, 11.5), (4, 10.5)):
        style = styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.bold, style.font.color.rgb = FONT, Pt(size), True, INK
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(size), Pt(6)
        style.paragraph_format.keep_with_next = True
    for name, size in (("Title", 44), ("Subtitle", 18)):
        style = styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), BRAND
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    styles["Caption"].font.size, styles["Caption"].font.color.rgb = Pt(10.5), INK
    styles["Caption"].paragraph_format.keep_with_next = True
    styles["Footer"].font.size = Pt(8.5)
    for name, size, colour in (
        ("Cover board", 13, BRAND),
        ("Contents heading", 18, INK),
        ("Lede", 13, INK),
        ("Big number", 21, INK),
        ("Note", 10.5, BRAND),
        ("Quote source", 9.5, SECOND),
        ("Table note", 9, SECOND),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.size, style.font.color.rgb = Pt(size), colour
    styles["Cover board"].paragraph_format.space_before = Mm(60)
    styles["Quote"].font.size, styles["Quote"].font.italic = Pt(16), False
    made = styles.add_style("Report table", WD_STYLE_TYPE.TABLE)
    made.base_style = styles["Normal Table"]
    made.font.size = Pt(9.5)
    _rules(made.element)


def _fresh_numbering(file: WordFile) -> int:
    """A numbering of the ordered style that begins again at one."""
    definitions = file.part.numbering_part.numbering_definitions._numbering
    style_number = file.styles["List Number"].element.pPr.numPr.numId.val
    abstract = next(num for num in definitions.num_lst if num.numId == style_number).abstractNumId.val
    fresh = definitions.add_num(abstract)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    number: int = fresh.numId
    return number


def _rules(style: object) -> None:
    """Thin lines between a table's rows."""
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "7B7F86")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties.append(borders)
    style.append(properties)  # type: ignore[attr-defined]  # an element of the library's own making


def _field(line: WordParagraph, name: str) -> None:
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        run = line.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def _link(line: WordParagraph, text: str, target: str, *, is_figure: bool, size: Pt | None = None) -> None:
    part = line.part
    key = part.relate_to(
        target, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True
    )
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    _linked_run(line, link, text, is_figure=is_figure, size=size)


def _link_within(line: WordParagraph, text: str, bookmark: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    _linked_run(line, link, text, is_figure=False, size=None)


def _linked_run(line: WordParagraph, link: object, text: str, *, is_figure: bool, size: Pt | None) -> None:
    run = line.add_run(text)
    run.bold = is_figure or None
    if size:
        run.font.size = size
    underline = OxmlElement("w:u")
    underline.set(qn("w:val"), "dotted" if is_figure else "single")
    if is_figure:
        underline.set(qn("w:color"), THREAD)
    run._r.get_or_add_rPr().append(underline)
    line._p.remove(run._r)
    link.append(run._r)  # type: ignore[attr-defined]  # an element of the library's own making
    line._p.append(link)


def _bookmark(line: WordParagraph, name: str) -> None:
    key = str(sum(map(ord, name)))
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), key)
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        line._p.append(mark)


def _describe(table: WordTable, words: str) -> None:
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), words)
    table._tbl.tblPr.append(caption)


def _repeat_header(table: WordTable) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def _do_not_split(table: WordTable) -> None:
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))

"""Files that say more than they show: names in headers, comments, tracked changes, properties, pictures. All made up."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pikepdf
from docx import Document
from docx.oxml import parse_xml
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HIDDEN_IN_WORD = {
    "header": "Aaheader", "footer": "Bbfooter", "comment": "Cccomment", "inserted": "Ddinserted", "deleted": "Eedeleted",
    "hidden text": "Ffhidden", "author of the file": "Ggauthor", "alternative text": "Hhalt", "link": "Iilink",
    "custom data": "Jjcustom", "author of a change": "Kkeditor", "footnote-like settings": "Llvariable",
    "split over runs": "Mmsplit", "table": "Nncell", "name of a picture’s file": "Oopicture",
    "hidden by a style": "Ppstyled", "part’s own name": "Qqpart",
}  # fmt: skip
SHOWN_IN_WORD = {"header", "footer", "inserted", "split over runs", "table", "alternative text", "link"}
"""What a reader sees, or is read aloud: it stays in a cleaned file, and has to be mended in the text."""


def word_file(**words: str) -> bytes:
    """A Word file with a word hidden in each of the places of `HIDDEN_IN_WORD`."""
    said: dict[str, str] = {**HIDDEN_IN_WORD, **words}
    document: Any = Document()
    document.core_properties.author = said["author of the file"]
    section = document.sections[0]
    section.header.paragraphs[0].text = f"Report of {said['header']}"
    section.footer.paragraphs[0].text = f"Page of {said['footer']}"
    document.add_heading("What happened", 1)
    split = document.add_paragraph("Split: ")
    middle = len(said["split over runs"]) // 2
    split.add_run(said["split over runs"][:middle]).bold = True
    split.add_run(said["split over runs"][middle:])
    changed = document.add_paragraph("Changed: ")
    by = f'w:author="{said["author of a change"]}" w:date="2024-01-01T00:00:00Z"'
    changed._p.append(parse_xml(f'<w:ins {W} w:id="1" {by}><w:r><w:t>{said["inserted"]}</w:t></w:r></w:ins>'))
    changed._p.append(
        parse_xml(f'<w:del {W} w:id="2" {by}><w:r><w:delText>{said["deleted"]}</w:delText></w:r></w:del>')
    )
    hidden = document.add_paragraph("Hidden: ").add_run(said["hidden text"])
    hidden.font.hidden = True
    style = document.styles.add_style("Quietly", 2)
    style.font.hidden = True
    document.add_paragraph("Styled: ").add_run(said["hidden by a style"], style="Quietly")
    document.add_table(1, 1).cell(0, 0).text = said["table"]
    document.add_comment(document.paragraphs[0].runs, text=said["comment"], author="Somebody", initials="S")
    document.add_picture(io.BytesIO(photograph("Rrphoto")))
    shape = document.inline_shapes[0]._inline
    shape.docPr.set("descr", f"A picture of {said['alternative text']}")
    shape.docPr.set("name", f"C:\\{said['name of a picture’s file']}.jpg")
    document.part.relate_to(f"https://example.org/{said['link']}", f"{RELATIONS}/hyperlink", is_external=True)
    document.part.relate_to(
        f"file:///C:/{said['name of a picture’s file']}.dotx", f"{RELATIONS}/attachedTemplate", is_external=True
    )
    made = io.BytesIO()
    document.save(made)
    return _with_parts(made.getvalue(), said)


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _with_parts(made: bytes, said: dict[str, str]) -> bytes:
    """Parts and settings that Word makes and the library does not."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "word/settings.xml":
                told = f'<w:docVars><w:docVar w:name="x" w:val="{said["footnote-like settings"]}"/></w:docVars>'
                told += '<w:rsids><w:rsidRoot w:val="00AA11BB"/></w:rsids></w:settings>'
                part = part.replace(b"</w:settings>", told.encode())
            if name == "word/document.xml":
                part = part.replace(b"<w:p>", b'<w:p w:rsidR="00AA11BB">', 1)
            after.writestr(name, part)
        after.writestr("customXml/item9.xml", f"<x>{said['custom data']}</x>")
        after.writestr(f"customXml/{said['part’s own name']}.xml", "<x/>")
    return out.getvalue()


def photograph(says: str) -> bytes:
    """A photograph that says where it was taken, and by whom."""
    picture = Image.new("RGB", (40, 30), (120, 90, 60))
    exif = picture.getexif()
    exif[0x013B] = says
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 52.0, 30.0), 3: "W", 4: (0.0, 25.0, 10.0)})
    made = io.BytesIO()
    picture.save(made, "JPEG", exif=exif, comment=says.encode())
    return made.getvalue()


def picture_with_words(says: str) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    said = PngInfo()
    said.add_text("Author", says)
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, "PNG", pnginfo=said)
    return made.getvalue()


HIDDEN_IN_PDF = {
    "page": "Aapage", "title": "Bbtitle", "xmp": "Ccxmp", "remark": "Ddremark", "author of a remark": "Eeauthor",
    "attachment": "Ffattached", "program": "Ggprogram", "outline": "Hhoutline",
    "earlier version": "Iiearlier", "field": "Jjfield", "photograph": "Kkphoto",
}  # fmt: skip
SHOWN_IN_PDF = {"page", "outline"}


def pdf_file(**words: str) -> bytes:
    """A PDF with a word hidden in each of the places of `HIDDEN_IN_PDF`; what it said first is still in its bytes."""
    said = {**HIDDEN_IN_PDF, **words}
    before = _pdf(said, f"Draft about {said['earlier version']}")
    with pikepdf.open(io.BytesIO(before)) as pdf:
        number, size, root = pdf.pages[0].obj.Contents.objgen[0], int(pdf.trailer.Size), pdf.Root.objgen[0]
        info = pdf.trailer.Info.objgen[0]
    stream = f"BT /F1 12 Tf 40 300 Td (This is about {said['page']}) Tj ET"
    place = len(before)
    update = f"{number} 0 obj\n<< /Length {len(stream)} >>\nstream\n{stream}\nendstream\nendobj\n"
    table = f"xref\n{number} 1\n{place:010} 00000 n \ntrailer\n<< /Size {size} /Root {root} 0 R /Info {info} 0 R "
    earlier = before[before.rindex(b"startxref") :].split()[1].decode()
    return before + f"{update}{table}/Prev {earlier} >>\nstartxref\n{place + len(update)}\n%%EOF\n".encode()


def _pdf(said: dict[str, str], text: str) -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 400))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
    page.obj.Contents = pdf.make_stream(f"BT /F1 12 Tf 40 300 Td ({text}) Tj ET".encode())
    with pdf.open_metadata() as kept:
        kept["dc:creator"] = [said["xmp"]]
    pdf.docinfo["/Title"] = said["title"]
    remark = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=[1, 1, 9, 9],
        Contents=said["remark"],
        T=said["author of a remark"],
    )
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        FT=pikepdf.Name.Tx,
        T="f",
        V=said["field"],
        Rect=[1, 1, 9, 9],
    )
    page.obj.Annots = pikepdf.Array([pdf.make_indirect(remark), pdf.make_indirect(field)])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[page.obj.Annots[1]])
    pdf.attachments["notes.txt"] = f"about {said['attachment']}".encode()
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{said['program']}')")
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(said["outline"], 0))
    image = pikepdf.Stream(pdf, photograph(said["photograph"]))
    image.Type, image.Subtype, image.ColorSpace = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.DeviceRGB
    image.Width, image.Height, image.BitsPerComponent, image.Filter = 40, 30, 8, pikepdf.Name.DCTDecode
    page.obj.Resources.XObject = pikepdf.Dictionary(Im=pdf.make_indirect(image))
    made = io.BytesIO()
    pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return made.getvalue()


def workbook(name: str, born: date) -> bytes:
    """A workbook with a hidden sheet, a remark, and a birth date that only looks like a day."""
    book = Workbook()
    book.properties.creator = f"{name}author"
    sheet: Any = book.active
    sheet["A1"] = "Born"
    sheet["B1"] = born
    sheet["A2"] = f"{name}cell"
    sheet["A2"].comment = Comment(f"{name}remark", "Somebody")
    hidden: Any = book.create_sheet(f"{name}sheet")
    hidden["A1"] = f"{name}hidden"
    hidden.sheet_state = "veryHidden"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


HIDDEN_IN_WORKBOOK = {
    "author": "Aaauthor", "remark": "Bbremark", "hidden sheet": "Ccsheet", "in a hidden sheet": "Ddhidden", "hidden row": "Eerow",
    "hidden column": "Ffcolumn", "name of a place": "Ggplace", "link": "Hhlink", "formula": "Iiformula", "chart": "Jjchart",
    "picture": "Kkphoto", "shown as nothing": "Llnothing", "custom data": "Mmcustom", "choices": "Nnchoices",
    "footer": "Oofooter", "row of no height": "Pprow",
}  # fmt: skip
SHOWN_IN_WORKBOOK = {
    "cell": "Zzcell",
    "what a formula came to": "Zzresult",
    "text like a formula": "=Zztext",
    "sheet": "Zzsheet",
}


def telling_workbook() -> bytes:
    """A workbook with a word hidden in each of the places of `HIDDEN_IN_WORKBOOK`, and those of `SHOWN_IN_WORKBOOK` shown."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.drawing.image import Image as Drawn
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.worksheet.datavalidation import DataValidation

    said, shown = HIDDEN_IN_WORKBOOK, SHOWN_IN_WORKBOOK
    book = Workbook()
    book.properties.creator = said["author"]
    sheet: Any = book.active
    sheet.title = shown["sheet"]
    sheet["A1"], sheet["B1"], sheet["C1"] = shown["cell"], said["hidden column"], 1951
    sheet["A1"].comment = Comment(said["remark"], "Somebody")
    sheet["A1"].hyperlink = f"https://example.org/{said['link']}"
    sheet["A2"], sheet.row_dimensions[2].hidden = said["hidden row"], True
    sheet["A3"] = said["row of no height"]
    sheet.column_dimensions["B"].hidden = True
    sheet["A4"] = f'=CONCATENATE("{said["formula"]}")'
    sheet["A5"], sheet["A5"].data_type = shown["text like a formula"], "s"
    sheet["A6"], sheet["A6"].number_format = said["shown as nothing"], ";;;"
    sheet.oddFooter.left.text = said["footer"]
    choices = DataValidation("list", formula1=f'"{said["choices"]},other"')
    sheet.add_data_validation(choices)
    choices.add("C2")
    book.defined_names[said["name of a place"]] = DefinedName(
        said["name of a place"], attr_text=f"{shown['sheet']}!$A$1"
    )
    hidden: Any = book.create_sheet(said["hidden sheet"])
    hidden["A1"], hidden.sheet_state = said["in a hidden sheet"], "hidden"
    chart = BarChart()
    chart.title = said["chart"]
    chart.add_data(Reference(sheet, min_col=3, min_row=1))
    sheet.add_chart(chart, "E5")
    sheet.add_image(Drawn(io.BytesIO(photograph(said["picture"]))), "E20")
    made = io.BytesIO()
    book.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "xl/worksheets/sheet1.xml":
                came_to = f"<v>{shown['what a formula came to']}</v></c>".encode()
                part = part.replace(b"</f><v></v></c>", b"</f>" + came_to).replace(b"</f><v/></c>", b"</f>" + came_to)
                part = part.replace(b'<c r="A4">', b'<c r="A4" t="str">')
                part = part.replace(b'<row r="3"', b'<row r="3" ht="0" customHeight="1"')
            after.writestr(name, part)
        after.writestr("customXml/item1.xml", f"<x>{said['custom data']}</x>")
    return out.getvalue()

"""Word files: tracked changes accepted; comments, hidden text, properties and everything a program kept for itself taken out.

A part that is not known to be needed is left behind, so that what nobody thought of does not come along.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath

from lxml import etree

from goldenthread.core.errors import Refused
from goldenthread.vault.cleaning import pictures
from goldenthread.vault.cleaning.portable import without_segments
from goldenthread.vault.reading import packages

NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/_rels/[^/]+\.rels|word/(document|styles|numbering|fontTable|settings|webSettings|footnotes"
    r"|endnotes|header\d*|footer\d*)\.xml|word/theme/theme\d+\.xml|word/theme/_rels/[^/]+\.rels|word/media/[^/]+\.(png|jpe?g)"
)
GONE = {
    "word/comments": "comments", "docProps/": "properties", "customXml/": "data kept with the file",
    "word/people": "names of editors", "word/glossary": "building blocks",
    "word/vbaProject": "programs", "word/attachedTemplate": "templates",
    "word/printerSettings": "printers",
}  # fmt: skip
CANNOT = {
    "word/charts": "a chart",
    "word/diagrams": "a diagram",
    "word/embeddings": "an embedded file",
    "word/ink": "handwriting",
}
TRACKED = (
    "del moveFrom rPrChange pPrChange sectPrChange tblPrChange trPrChange tcPrChange tblGridChange tblPrExChange numberingChange "
    "cellDel cellIns cellMerge moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd customXmlInsRangeStart "
    "customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd"
)
REMARKS = "commentRangeStart commentRangeEnd commentReference annotationRef"
KEPT_FOR_ITSELF = (
    "rsid proofErr permStart permEnd dataBinding lastRenderedPageBreak alias tag placeholder altChunk subDoc"
)
DROP = {
    **dict.fromkeys(TRACKED.split(), "tracked changes"),
    **dict.fromkeys(REMARKS.split(), "comments"),
    **dict.fromkeys(KEPT_FOR_ITSELF.split(), "what a program kept for itself"),
}
UNWRAP = {"ins", "moveTo", "customXml", "smartTag"}
OF_SETTINGS = frozenset(
    {
        "rsids", "attachedTemplate", "docVars", "mailMerge", "trackRevisions", "documentProtection", "writeProtection",
        "saveThroughXslt", "revisionView", "schemaLibrary", "attachedSchema", "readModeInkLockDown", "docId",
        "persistentDocumentId", "chartTrackingRefBased", "linkStyles", "captions", "activeWritingStyle", "proofState",
    }
)  # fmt: skip
REFERS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DAY = (1980, 1, 1, 0, 0, 0)


def clean(contents: bytes) -> tuple[bytes, list[str]]:
    """The Word file as its reader sees it, and nothing else.

    Raises:
        Refused: it is damaged, or holds something that cannot be cleaned, such as a chart with its own workbook.
    """
    package = packages.opened(contents)
    names = package.namelist()
    if "word/document.xml" not in names:
        raise Refused(packages.DAMAGED)
    for begins, words in CANNOT.items():
        if any(name.startswith(begins) for name in names):
            raise Refused(
                f"This file holds {words}, which can keep more than it shows. Put a picture in its place, and send it again."
            )
    out: list[str] = []
    kept: dict[str, bytes] = {}
    for name in names:
        if not NEEDED.fullmatch(name):
            _told(name, out)
        elif PurePosixPath(name).suffix in {".png", ".jpg", ".jpeg"}:
            kept[name] = _picture(packages.part(package, name), out)
        else:
            kept[name] = packages.part(package, name)
    hiding = _styles_that_hide(kept.get("word/styles.xml"))
    gone = {_owner(name): _gone_from(name, part, set(kept)) for name, part in kept.items() if name.endswith(".rels")}
    made = {
        name: _part(name, part, kept=set(kept), gone=gone.get(name, set()), hiding=hiding, out=out)
        for name, part in kept.items()
    }
    return _packed(made), out


def _owner(rels: str) -> str:
    """The part that a file of relations is of."""
    path = PurePosixPath(rels)
    return str(path.parent.parent / path.name.removesuffix(".rels"))


def _told(name: str, out: list[str]) -> None:
    if name.startswith("word/media"):
        raise Refused(
            "This file holds a picture that is neither .png nor .jpg. Put it in again as one of these, and send it again."
        )
    words = next((words for begins, words in GONE.items() if name.startswith(begins)), "what a program kept for itself")
    if not name.endswith("/"):
        out.append(words)


def _picture(contents: bytes, out: list[str]) -> bytes:
    if contents.startswith(b"\xff\xd8"):
        plain = without_segments(contents)
        if len(plain) < len(contents):
            out.append("what a picture says of itself: where, when and with what it was taken")
        return plain
    made, told = pictures.clean(contents, "PNG")
    out += told
    return made


def _part(name: str, contents: bytes, *, kept: set[str], gone: set[str], hiding: set[str], out: list[str]) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return contents
    root = packages.tree(contents)
    if name.endswith(".rels"):
        _links(name, root, kept, out)
    elif name == "[Content_Types].xml":
        _types(root, kept)
    else:
        _hidden(root, hiding, out)
        _changes(root, out)
        _marks(root, gone, out)
        if name == "word/settings.xml":
            _take(root, OF_SETTINGS, out)
    for remark in [one for one in root.iter() if not isinstance(one.tag, str)]:
        _remove(remark)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _remove(element: etree._Element) -> None:
    """Take an element out; the text that follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _take(root: etree._Element, names: Iterable[str], out: list[str]) -> None:
    wanted = set(names)
    for one in [one for one in root.iter() if packages.local(one) in wanted]:
        _remove(one)
        out.append("what a program kept for itself")


def _styles_that_hide(styles: bytes | None) -> set[str]:
    """The styles whose text is written and not shown."""
    if styles is None:
        return set()
    found = [one for one in packages.tree(styles).iter() if packages.local(one) == "style" and _vanishes(one)]
    return {value for one in found for name, value in packages.attributes(one) if name == "styleId"}


def _vanishes(element: etree._Element) -> bool:
    return any(_is_on(one) for one in element.iter() if packages.local(one) == "vanish")


def _hidden(root: etree._Element, hiding: set[str], out: list[str]) -> None:
    """Runs and paragraphs that are written and not shown."""
    if packages.local(root) == "styles":
        return
    for one in [one for one in root.iter() if packages.local(one) in {"r", "p"}]:
        kind = packages.local(one)
        properties = next((part for part in one if packages.local(part) == f"{kind}Pr"), None)
        if properties is None:
            continue
        styles = {
            value
            for part in properties
            if packages.local(part) == f"{kind}Style"
            for _, value in packages.attributes(part)
        }
        if styles & hiding or (kind == "r" and _vanishes(properties)):
            _remove(one)
            out.append("hidden text")


def _is_on(mark: etree._Element) -> bool:
    return not any(
        name == "val" and value in {"0", "false", "off", "none"} for name, value in packages.attributes(mark)
    )


def _changes(root: etree._Element, out: list[str]) -> None:
    """Accept every tracked change; take out comments and what hangs on them. Of a paragraph’s mark that was put in or taken out,
    only the telling goes: the paragraph stays. A row that was taken out goes whole."""
    for row in [one for one in root.iter() if packages.local(one) == "tr" and _is_taken_out(one)]:
        _remove(row)
    for one in [one for one in root.iter() if packages.local(one) in DROP and packages.local(one) not in UNWRAP]:
        if one.getparent() is not None:
            if words := DROP[packages.local(one)]:
                out.append(words)
            _remove(one)
    for one in [one for one in root.iter() if packages.local(one) in UNWRAP]:
        parent = one.getparent()
        if parent is None:
            continue
        if packages.local(one) in {"ins", "moveTo"}:
            out.append("tracked changes")
        place = parent.index(one)
        for offset, child in enumerate(list(one)):
            if packages.local(child) not in {"customXmlPr", "smartTagPr"}:
                parent.insert(place + offset, child)
        _remove(one)


def _is_taken_out(row: etree._Element) -> bool:
    properties = next((one for one in row if packages.local(one) == "trPr"), None)
    return properties is not None and any(packages.local(one) == "del" for one in properties)


def _marks(root: etree._Element, gone: set[str], out: list[str]) -> None:
    """What tells which parts were written in one sitting; names of editors and of pictures’ files; ways to what is gone."""
    for one in root.iter():
        if packages.local(one) in {"docPr", "cNvPr"} and "name" in one.attrib:
            one.attrib["name"] = "Picture"
        for name in list(one.attrib):
            local = str(name).rpartition("}")[2]
            if str(name).startswith(REFERS) and one.attrib[name] in gone:
                del one.attrib[name]
            elif local.startswith("rsid") or local in {"paraId", "textId", "author", "initials", "date", "durableId"}:
                del one.attrib[name]
                out.append("which parts were written when")


def _stays(rels: str, link: etree._Element, kept: set[str]) -> bool:
    """Whether a relation leads to a part that is kept, or is a link of the text to the web."""
    said = dict(packages.attributes(link))
    target = said.get("Target", "")
    if said.get("TargetMode") == "External":
        return said.get("Type", "").endswith("/hyperlink") and re.match(r"https?://|mailto:", target) is not None
    base = PurePosixPath(rels).parent.parent
    return (target.lstrip("/") if target.startswith("/") else str(base / target)) in kept


def _gone_from(rels: str, contents: bytes, kept: set[str]) -> set[str]:
    """The names by which a part refers to what will be gone."""
    return {str(one.get("Id")) for one in packages.tree(contents) if not _stays(rels, one, kept)}


def _links(rels: str, root: etree._Element, kept: set[str], out: list[str]) -> None:
    """Ways to parts that are gone, and to files and templates outside; links of the text to the web stay."""
    for one in list(root):
        if not _stays(rels, one, kept):
            if one.get("TargetMode") == "External":
                out.append("ways to files and templates")
            _remove(one)


def _types(root: etree._Element, kept: set[str]) -> None:
    for one in list(root):
        said = dict(packages.attributes(one))
        if "PartName" in said and said["PartName"].lstrip("/") not in kept:
            _remove(one)


def _packed(parts: dict[str, bytes]) -> bytes:
    """A package whose members carry no day and no maker."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda one: (one != "[Content_Types].xml", one)):
            package.writestr(zipfile.ZipInfo(name, DAY), parts[name], zipfile.ZIP_DEFLATED)
    return made.getvalue()

"""How a Word file of ours looks: page, styles, header and footer of every page, tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

NOTICE: Final = "Training simulation: fictional parties, not an agreement"
"""The sentence that every output carries."""

SERIF, SANS, MONO = "Times New Roman", "Arial", "Courier New"
INK, GREEN, GREY = RGBColor(0x1F, 0x1C, 0x16), RGBColor(0x0B, 0x4B, 0x3F), RGBColor(0x55, 0x52, 0x4A)
WIDTH = Cm(16.5)
"""Of the text: a US Letter page, which A4 paper prints without loss, less its margins."""


def _font(
    style: ParagraphStyle, name: str, size: float, color: RGBColor = INK, *, bold: bool = False
) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = name, Pt(size), bold, False
    font.color.rgb = color
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        # the template's theme would win over the name
        fonts.attrib.pop(qn(f"w:{attribute}"), None)
    for attribute in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{attribute}"), name)


def _space(style: ParagraphStyle, before: float, after: float, line: float = 1.0) -> None:
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(before), Pt(after), line


def _border(style: ParagraphStyle, side: str, color: str) -> None:
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    if side:
        borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", color)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl"
        )


def _styles(document: Document) -> None:
    styles = document.styles

    def style(name: str, base: str = "") -> ParagraphStyle:
        if base:
            made = styles.add_style(name, 1)
            made.base_style = styles[base]
            return made
        return styles[name]

    _font(style("Normal"), SERIF, 11.5)
    _font(style("Body Text"), SERIF, 11.5)
    _space(style("Body Text"), 0, 6, 1.15)
    for name in ("List Bullet", "List Number"):
        _font(style(name), SERIF, 11.5)
        _space(style(name), 0, 3, 1.1)
    _font(style("Title"), SERIF, 26, GREEN, bold=True)
    _space(style("Title"), 30, 4)
    _border(style("Title"), "", "")
    _font(style("Subtitle"), SERIF, 14, GREY)
    _space(style("Subtitle"), 0, 4)
    standing = style("Standing", "Body Text")
    _font(standing, SANS, 9, GREY)
    _space(standing, 0, 10)
    for name in ("Title", "Subtitle", "Standing"):
        style(name).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _font(style("Heading 1"), SERIF, 16, GREEN, bold=True)
    _space(style("Heading 1"), 22, 8)
    _border(style("Heading 1"), "bottom", "0B4B3F")
    _font(style("Heading 2"), SERIF, 12.5, INK, bold=True)
    _space(style("Heading 2"), 12, 3)
    for name in ("Title", "Heading 1", "Heading 2"):
        style(name).paragraph_format.keep_with_next = True
    note = style("Note", "Body Text")
    _font(note, SANS, 8.5, GREY)
    _space(note, 3, 6, 1.05)
    left_open = style("Left Open", "Body Text")
    _font(left_open, SERIF, 11.5, GREY)
    left_open.font.italic = True
    cell = style("Cell", "Normal")
    _font(cell, SANS, 9)
    _space(cell, 2, 2)
    _font(style("Fingerprint", "Body Text"), MONO, 8.5)
    for name in ("Header", "Footer"):
        _font(style(name), SANS, 8, GREY)


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A number that the word processor computes, with a stand-in until it has."""
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("shown", "1"), ("end", "")):
        if kind in ("begin", "separate", "end"):
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:t" if kind == "shown" else "w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = text
        run._r.append(element)


def new_document(title: str, subject: str, foot: str, language: str, at: int) -> Document:
    """An empty document with our styles, whose every page says what it is and which one. ``at``: ms since 1970 UTC."""
    document = docx.Document()
    _styles(document)
    section = document.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Cm(21.59), Cm(27.94)
    section.left_margin = section.right_margin = Cm((21.59 - WIDTH.cm) / 2)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.3)
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.add_run(NOTICE).bold = True
    below = section.footer.paragraphs[0]
    for stop in list(below.style.paragraph_format.tab_stops):
        stop._tab.getparent().remove(stop._tab)
    below.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    below.add_run(f"{foot}\tPage ")
    _field(below, " PAGE ")
    below.add_run(" of ")
    _field(below, " NUMPAGES ")
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)
    properties, now = document.core_properties, datetime.fromtimestamp(at / 1000, UTC).replace(tzinfo=None)
    properties.title, properties.subject, properties.keywords = title, subject, "training simulation"
    properties.author, properties.last_modified_by, properties.comments = "Partnership Simulator", "", NOTICE
    properties.language, properties.created, properties.modified = language, now, now
    return document


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))


def add_table(
    document: Document, columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float],
    *, numbers: frozenset[int] = frozenset(), height: float = 0,
) -> Table:  # fmt: skip
    """A grid whose first row is repeated on every page and whose rows are not torn apart. ``widths`` in cm; columns in
    ``numbers`` stand right. Where a cell of the first column has two lines, the first is bold. ``height``: of a row, at
    least, in cm."""
    table = document.add_table(rows=1, cols=len(columns))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    _mark(table.rows[0], "cantSplit")
    _mark(table.rows[0], "tblHeader")
    for place, row in enumerate((columns, *rows)):
        made = table.rows[0] if not place else table.add_row()
        if place:
            _mark(made, "cantSplit")
            if height:
                made.height = Cm(height)
        for column, (cell, text) in enumerate(zip(made.cells, row, strict=True)):
            cell.width = Cm(widths[column])
            _fill(cell.paragraphs[0], text, bold=not place, first_bold=not column and "\n" in text)
            if column in numbers:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for cell in table.rows[0].cells:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E7EFEA")):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
    return table


def _fill(paragraph: Paragraph, text: str, *, bold: bool, first_bold: bool) -> None:
    paragraph.style = "Cell"
    for place, line in enumerate(text.split("\n")):
        run = paragraph.add_run(line)
        run.bold = bold or (first_bold and not place)
        if place:
            run.font.color.rgb = GREY
        if place < text.count("\n"):
            run.add_break()

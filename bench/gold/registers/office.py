"""Office files of the pack: written as flat OpenDocument, saved by LibreOffice, and read back to be compared."""

import re
import subprocess
import tempfile
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

NAMES = {
    "office": "office",
    "style": "style",
    "text": "text",
    "table": "table",
    "fo": "xsl-fo-compatible",
    "number": "datastyle",
}
XMLNS = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in NAMES.items()
)
DAY_STYLE = (
    '<office:automatic-styles><number:date-style style:name="NDay"><number:year number:style="long"/>'
    '<number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text>'
    '<number:day number:style="long"/></number:date-style>'
    '<style:style style:name="Day" style:family="table-cell" style:data-style-name="NDay"/></office:automatic-styles>'
)


def cell(value, columns=1, rows=1):
    """One cell: a day becomes a date, plain digits a number, all else text, as a person's typing would."""
    span = (
        f'table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}" '
        if columns * rows > 1
        else ""
    )
    if value == "":
        return f"<table:table-cell {span}/>"
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        kind = f'table:style-name="Day" office:value-type="date" office:date-value="{value}"'
    elif re.fullmatch(r"\d+(\.\d+)?", value):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {span}{kind}><text:p>{escape(value)}</text:p></table:table-cell>"


COVERED = "<table:covered-table-cell/>"


def row(cells):
    """A row of values and of cells made by `cell` or `COVERED`."""
    made = [one if one.startswith("<table:") else cell(one) for one in cells]
    return f"<table:table-row>{''.join(made)}</table:table-row>"


def sheet(name, rows, width):
    """One sheet of `width` columns."""
    columns = f'<table:table-column table:number-columns-repeated="{width}"/>'
    return f'<table:table table:name="{name}">{columns}{"".join(rows)}</table:table>'


def workbook(sheets):
    """The source of a workbook."""
    return flat("spreadsheet", "".join(sheets), DAY_STYLE)


def table(name, rows):
    """A table within a text document; every cell is text there."""
    made = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
            for value in cells
        )
        + "</table:table-row>"
        for cells in rows
    )
    columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
    return f'<table:table table:name="{name}">{columns}{made}</table:table>'


def heading(text, level=1):
    return f'<text:h text:outline-level="{level}">{escape(text)}</text:h>'


def paragraph(text):
    return f"<text:p>{escape(text)}</text:p>"


def text_document(parts):
    """The source of a text document."""
    return flat("text", "".join(parts), "")


def flat(kind, body, before):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {XMLNS} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.{kind}">{before}'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    )


def save(source, target):
    """Lets LibreOffice save the source as `target`, `.xlsx` or `.docx`."""
    extension = target.suffix[1:]
    with tempfile.TemporaryDirectory() as folder:
        flat_file = Path(folder) / f"{target.stem}.{'fods' if extension == 'xlsx' else 'fodt'}"
        flat_file.write_text(source, encoding="utf-8")
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                extension,
                "--outdir",
                str(target.parent),
                str(flat_file),
            ],
            check=True,
            capture_output=True,
        )
    if not target.exists():
        raise SystemExit(f"LibreOffice did not save {target}.")


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def texts(element, tag):
    return "".join(part.text or "" for part in element.iter(tag))


def read_xlsx(path):
    """Rows of all sheets, each a list of what is in its filled cells: text, or a number as it is stored."""
    with zipfile.ZipFile(path) as package:
        shared = ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
        strings = [texts(item, f"{SHEET}t") for item in shared.iter(f"{SHEET}si")]
        sheets = sorted(
            name for name in package.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)
        )
        rows = []
        for name in sheets:
            for one in ElementTree.fromstring(package.read(name)).iter(f"{SHEET}row"):
                values = [(c.get("t"), c.findtext(f"{SHEET}v")) for c in one.iter(f"{SHEET}c")]
                rows.append([strings[int(v)] if t == "s" else v for t, v in values if v is not None])
        return rows


def read_docx(path):
    """Rows of all tables, and the whole text."""
    with zipfile.ZipFile(path) as package:
        document = ElementTree.fromstring(package.read("word/document.xml"))
    rows = [[texts(c, f"{WORD}t") for c in r.iter(f"{WORD}tc")] for r in document.iter(f"{WORD}tr")]
    return rows, texts(document, f"{WORD}t")


def stored(value):
    """How a value of the source data is stored in a workbook: a day as its serial number."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return str((date.fromisoformat(value) - date(1899, 12, 30)).days)
    return value

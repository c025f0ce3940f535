"""PDF: the text of each page in reading order, and where each page begins."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

from kg.errors import ReadError
from kg.model import Source
from kg.read import columns, lines
from kg.read.file import MOST, File
from kg.read.source import make

PASSWORD = 4  # FPDF_ERR_PASSWORD
HYPHENS = "\x02\ufffe\u00ad"  # pdfium's marks of a word broken at a line's end


class Letter(NamedTuple):
    char: str
    x: float
    end: float
    y: float
    size: float


def read_pdf(file: File) -> Iterator[Source]:
    """Yields the one source of a PDF; pages without text are named in its issues."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file.whole())
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD:
            raise ReadError(f"{file.where}: password-protected; save a copy without password") from error
        raise ReadError(f"{file.where}: not a whole PDF ({error}); fetch it again") from error
    try:
        pages = list(_pages(document, file.where))
    finally:
        document.close()
    empty = [str(number) for number, page in enumerate(pages, 1) if not page]
    if len(empty) == len(pages):
        raise ReadError(
            f"{file.where}: no text on its {len(pages)} pages (a scan?); give what an OCR program reads of it"
        )
    pages, notes = lines.bare(pages)
    if empty:
        notes.append(
            ("pages", f"no text on page {', '.join(empty[:20])}{' …' * (len(empty) > 20)} (a picture?)")
        )
    whole, starts = lines.paragraphs(pages)
    yield make(file, whole, {}, pages=starts, notes=notes)


def _pages(document: Any, where: str) -> Iterator[list[lines.Line]]:
    import pypdfium2

    length = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError as error:
            raise ReadError(f"{where}: page {number + 1} is damaged ({error}); fetch it again") from error
        text = page.get_textpage()
        found = list(columns.lines(list(_pieces(list(_letters(text)))), page.get_height()))
        text.close()
        page.close()
        length += sum(len(line.text) for line in found)
        if length > MOST:
            raise ReadError(f"{where}: more than {MOST:,} characters in one document; split it")
        yield found


def _letters(page: Any) -> Iterator[Letter]:
    """Yields the characters of a page with their places; white space that pdfium made up is left out."""
    from pypdfium2 import raw

    box, count = raw.FS_RECTF(), page.count_chars()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        code = raw.FPDFText_GetUnicode(page, index)
        if raw.FPDFText_IsGenerated(page, index) == 1 and chr(code) not in HYPHENS:
            continue
        raw.FPDFText_GetLooseCharBox(page, index, box)
        raw.FPDFText_GetCharOrigin(page, index, x, y)
        char = "-" if chr(code) in HYPHENS else chr(code)
        yield Letter(char, box.left, box.right, y.value, raw.FPDFText_GetFontSize(page, index))


def _pieces(letters: list[Letter]) -> Iterator[columns.Piece]:
    """Yields runs of characters without a gap or a jump between them."""
    run: list[Letter] = []
    for letter in letters:
        if run and not _follows(run[-1], letter):
            yield _piece(run)
            run = []
        run.append(letter)
    if run:
        yield _piece(run)


def _follows(before: Letter, letter: Letter) -> bool:
    size = max(before.size, letter.size)
    return abs(before.y - letter.y) < 0.5 * size and -0.5 * size < letter.x - before.end < 1.2 * size


def _piece(run: list[Letter]) -> columns.Piece:
    text = ""
    for before, letter in zip([run[0], *run], run, strict=False):
        spaced = (
            letter.x - before.end > 0.2 * letter.size
            and lines.width(before.char) == lines.width(letter.char) == 1
        )
        text += " " * (spaced and not text.endswith(" ")) + letter.char
    return columns.Piece(text, run[0].x, run[-1].end, run[0].y, max(letter.size for letter in run))

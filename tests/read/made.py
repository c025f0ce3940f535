"""Real files of each format, made as others make them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from kg.errors import ReadError
from kg.model import Source
from kg.read import read
from kg.read.file import Defaults

CHINESE = "国家外汇管理局重庆市分局近日在重庆启动“科汇通”试点，境外科研资金可以直接汇入在渝的非企业科研机构。"
TRADITIONAL = "中國人民銀行與新加坡金融管理局在重慶簽署合作備忘錄，雙方將推動跨境金融服務。"

Cell = tuple[float, float, str, int]  # x and y from below, text, size


def one(path: Path, content: bytes, **said: object) -> Source | ReadError:
    """Gives the first that is read of a file with this content."""
    path.write_bytes(content)
    return next(iter(read([path], Defaults(**said))))  # type: ignore[arg-type]


def source(path: Path, content: bytes, **said: object) -> Source:
    found = one(path, content, **said)
    assert isinstance(found, Source), found
    return found


def parted(path: Path) -> tuple[list[Source], list[str]]:
    """Gives the sources of a file or folder, and the messages of what is none."""
    items = list(read([path], Defaults()))
    return [x for x in items if isinstance(x, Source)], [x.message for x in items if isinstance(x, ReadError)]


def pdf(pages: Iterable[Iterable[Cell]], password: str | None = None) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=password)
    for page in pages:
        for x, y, text, size in page:
            canvas.setFont("Helvetica" if text.isascii() else "STSong-Light", size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def column(x: float, y: float, lines: Iterable[str], size: int = 10) -> list[Cell]:
    return [(x, y - 1.4 * size * number, line, size) for number, line in enumerate(lines)]


def cut(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(lines: Iterable[str]) -> bytes:
    import docx as library

    out, document = io.BytesIO(), library.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def epub(chapters: dict[str, str]) -> bytes:
    items = "".join(f'<item id="i{n}" href="{name}"/>' for n, name in enumerate(chapters))
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    meta = "<dc:title>读本</dc:title><dc:date>2024-05-01</dc:date><dc:language>zh</dc:language>"
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{meta}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    pages = {f"OEBPS/{name}".replace("%20", " "): text.encode() for name, text in chapters.items()}
    return packed({"META-INF/container.xml": container.encode(), "OEBPS/book.opf": package.encode()} | pages)

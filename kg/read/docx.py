"""DOCX: paragraphs and tables in their order, text boxes and footnotes; headers and footers are left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from kg.errors import ReadError
from kg.model import Source
from kg.read import markup
from kg.read.archive import parts
from kg.read.file import File, need
from kg.read.source import make

OLE = b"\xd0\xcf\x11\xe0"  # what Office wraps an encrypted file in; the old .doc is one too
WITHIN = frozenset(
    ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice")
)
UNSAID = frozenset(
    ("pPr", "rPr", "del", "moveFrom", "instrText", "Fallback", "txbxContent", "sdtPr", "delText")
)
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
NOTES = ("/footnotes", "/endnotes")


def read_docx(file: File) -> Iterator[Source]:
    """Yields the one source of a DOCX; its title is its first line, its properties being those of a template."""
    library = need("docx", "docx", file.where)
    with file.random() as stream:
        _refuse_encrypted(stream, file.where)
        parts(stream, file)
        stream.seek(0)
        document = library.Document(stream)
        lines = [line for line in _document(document) if line.strip()]
    yield make(file, "\n".join(lines), {})


def _refuse_encrypted(stream: IO[bytes], where: str) -> None:
    head = stream.read(1 << 16)
    stream.seek(0)
    if not head:
        raise ReadError(f"{where}: empty; there is nothing to read")
    if head.startswith(OLE):
        raise ReadError(f"{where}: password-protected, or an old .doc; save it as .docx without password")


def _document(document: Any) -> Iterator[str]:
    yield from _blocks(document.element.body)
    for relation in document.part.rels.values():
        if relation.reltype.endswith(NOTES) and not relation.is_external:
            root = markup.xml(relation.target_part.blob)
            yield from () if root is None else (line for note in root for line in _blocks(note))


def _blocks(node: Any) -> Iterator[str]:
    """Yields the lines of what stands in a body, a cell, a box."""
    for child in node:
        name = markup.local(child)
        if name == "p":
            yield from "".join(_said(child)).split("\n")
            for box in _boxes(child):
                yield from _blocks(box)
        elif name == "tbl":
            yield from _table(child)
        elif name in WITHIN:
            yield from _blocks(child)


def _said(node: Any) -> Iterator[str]:
    for child in node:
        name = markup.local(child)
        if name == "t":
            yield child.text or ""
        elif name in SIGNS:
            yield SIGNS[name]
        elif name not in UNSAID:
            yield from _said(child)


def _boxes(node: Any) -> Iterator[Any]:
    for child in node:
        name = markup.local(child)
        if name == "txbxContent":
            yield child
        elif name != "Fallback":
            yield from _boxes(child)


def _table(table: Any) -> Iterator[str]:
    """Yields a row a line, its cells parted by tabs; a row of one cell is laid out as the page is."""
    for row in _within(table, "tr"):
        cells = [[line for line in _blocks(cell) if line.strip()] for cell in _within(row, "tc")]
        if sum(map(bool, cells)) == 1:
            yield from next(filter(None, cells))
        elif any(cells):
            yield "\t".join(" ".join(cell) for cell in cells)


def _within(node: Any, name: str) -> Iterator[Any]:
    for child in node:
        if markup.local(child) == name:
            yield child
        elif markup.local(child) in WITHIN:
            yield from _within(child, name)

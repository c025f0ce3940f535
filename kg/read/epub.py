"""EPUB: the chapters of a book in their order, one source a book."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from kg.errors import ReadError
from kg.model import Source
from kg.read import markup
from kg.read.archive import parts
from kg.read.encoding import decode
from kg.read.file import File
from kg.read.source import found, make

META = ("title", "date", "language", "source")
PROTECTED = "META-INF/encryption.xml"


def read_epub(file: File) -> Iterator[Source]:
    """Yields the one source of a book."""
    with file.random() as stream, parts(stream, file) as archive:
        book = _Book(archive, file.where)
        whole = "\n".join(filter(None, book.chapters()))
        known, notes = found(book.meta(), whole, file.where)
    yield make(file, whole, known, notes=notes)


class _Book:
    def __init__(self, archive: zipfile.ZipFile, where: str) -> None:
        self.archive, self.where = archive, where
        container = self.part("META-INF/container.xml")
        self.path = next((node.get("full-path", "") for node in _all(container, "rootfile")), "")
        self.package = self.part(self.path)

    def read(self, name: str) -> bytes:
        """Gives a part of the book; one that cannot be read is an error."""
        try:
            return self.archive.read(name)
        except Exception as error:  # zlib, lzma and zipfile each have their own
            raise ReadError(f"{self.where}: not a whole book ({name}: {error}); fetch it again") from error

    def part(self, name: str) -> Any:
        root = markup.xml(self.read(name))
        if root is None:
            raise ReadError(f"{self.where}: not a whole book ({name} is not XML); fetch it again")
        return root

    def meta(self) -> dict[str, str]:
        """Gives what the book says of itself, the first of each."""
        said = {name: [node.text or "" for node in _all(self.package, name)] for name in META}
        return {name: texts[0] for name, texts in said.items() if texts}

    def chapters(self) -> Iterator[str]:
        """Yields the text of each chapter, in the order of the book's spine."""
        paths = {node.get("id"): unquote(node.get("href", "")) for node in _all(self.package, "item")}
        locked = self.locked()
        for node in _all(self.package, "itemref"):
            name = posixpath.normpath(
                posixpath.join(posixpath.dirname(self.path), paths.get(node.get("idref"), ""))
            )
            if name in locked:
                raise ReadError(f"{self.where}: protected against copying; get a copy that is not")
            yield markup.text(decode(self.read(name), f"{self.where}/{name}", declared=True)[0])

    def locked(self) -> set[str]:
        """Gives the parts that are encrypted (fonts often are, and do not matter)."""
        if PROTECTED not in self.archive.namelist():
            return set()
        return {unquote(node.get("URI", "")) for node in _all(self.part(PROTECTED), "CipherReference")}


def _all(root: Any, name: str) -> Iterator[Any]:
    return (node for node in root.iter() if markup.local(node) == name)

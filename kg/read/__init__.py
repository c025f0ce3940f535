"""Files in, Sources out: one file a format, one row a suffix."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.errors import KgError, ReadError
from kg.model import Source
from kg.read.plain import read_plain
from kg.read.records import read_records
from kg.read.source import Defaults

Reader = Callable[[Path, str, Defaults], Iterator[Source | ReadError]]

READERS: dict[str, Reader] = {".txt": read_plain, ".md": read_plain, ".jsonl": read_records}


def find(inputs: list[Path]) -> list[tuple[str, Path]]:
    """Gives identifier and path of every readable file among the inputs and below them, sorted.

    A file that is named outright is read whatever else it is; a missing input, a suffix without a reader, and a folder
    with nothing to read are errors.
    """
    found: set[tuple[str, Path]] = set()
    for given in inputs:
        if given.is_dir():
            below = list(_below(given))
            if not below:
                raise KgError(f"{given}: nothing to read here; kg reads {', '.join(sorted(READERS))} files")
            found.update(below)
        elif not given.exists():
            raise KgError(f"{given}: no such file or folder; check the path")
        elif given.suffix.lower() not in READERS:
            raise KgError(f"{given}: no reader for this kind of file; kg reads {', '.join(sorted(READERS))}")
        else:
            found.add((_name(given.name), given))
    return sorted(found)


def _below(folder: Path) -> Iterator[tuple[str, Path]]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(parent, name)
            if path.suffix.lower() in READERS and not name.startswith("."):
                yield _name(path.relative_to(folder).as_posix()), path


def _name(path: str) -> str:
    return unicodedata.normalize("NFC", path.encode("utf-8", "replace").decode("utf-8"))


def read(inputs: list[Path], defaults: Defaults) -> Iterator[Source | ReadError]:
    """Yields every source of the inputs, and an error for each that cannot be read.

    Two different texts under one identifier are an error; the same text twice is one source.
    """
    seen: dict[str, str] = {}
    for identifier, path in find(inputs):
        for item in READERS[path.suffix.lower()](path, identifier, defaults):
            if isinstance(item, ReadError):
                yield item
            elif item.identifier not in seen:
                seen[item.identifier] = item.text
                yield item
            elif seen[item.identifier] != item.text:
                yield ReadError(
                    f"{path}: another text is called {item.identifier}; rename one, or build their common folder"
                )

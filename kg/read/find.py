"""Which files are read: those named, and those in and below the folders that are named."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.errors import KgError, ReadError, Skipped, shown

STDIN = Path("-")
BUILT = ({"facts.sqlite"}, {"facts.jsonl", "graph.nq"})  # these mark a folder that kg build wrote


class Found(NamedTuple):
    """A file to read: what it is called in the graph, where it is, and the suffix of its reader."""

    identifier: str
    path: Path
    suffix: str


def find(
    inputs: list[Path], suffixes: Collection[str], kind: str | None = None
) -> Iterator[Found | ReadError]:
    """Yields every file, sorted, and after them what lies in the folders and is not read.

    kind is the suffix for standard input and for files that are named outright. A missing input, one for which there is
    no reader, and a folder with nothing to read stop the call.
    """
    found: set[Found] = set()
    passed: list[ReadError] = []
    known = ", ".join(sorted(suffixes))
    if kind and kind not in suffixes:
        raise KgError(f"{kind}: no reader for this format; kg reads {known}")
    for given in inputs:
        suffix = kind or given.suffix.lower()
        if given == STDIN:
            found.add(Found("stdin", STDIN, kind or ".txt"))
        elif given.is_dir():
            below = list(_below(given, suffixes))
            passed += [item for item in below if isinstance(item, ReadError)]
            if len(passed) == len(below) and not any(type(item) is ReadError for item in below):
                raise KgError(f"{shown(given)}: nothing to read here; kg reads {known} files")
            found.update(item for item in below if isinstance(item, Found))
        elif not given.exists():
            raise KgError(f"{shown(given)}: no such file or folder; check the path")
        elif suffix not in suffixes:
            raise KgError(
                f"{shown(given)}: no reader for this kind of file; kg reads {known}, or say --format"
            )
        else:
            found.add(Found(_name(given.name), given, suffix))
    yield from sorted(found)
    yield from passed


def _below(top: Path, suffixes: Collection[str]) -> Iterator[Found | ReadError]:
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield ReadError(f"{shown(folder)}: cannot be read ({error.strerror}); check its permissions")
            continue
        names = {entry.name for entry in entries}
        if any(names >= marks for marks in BUILT):
            yield Skipped(f"{shown(folder)}: a folder that kg build wrote; it is not read")
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders += [Path(entry.path)] * (not entry.name.startswith("."))
            elif not entry.name.startswith("."):
                yield _entry(top, Path(entry.path), suffixes)


def _entry(top: Path, path: Path, suffixes: Collection[str]) -> Found | ReadError:
    suffix = path.suffix.lower()
    if path.is_symlink() and path.is_dir():
        return Skipped(f"{shown(path)}: a link to a folder; name it as an input to read it")
    if suffix not in suffixes:
        return Skipped(f"{shown(path)}: no reader for this kind of file; it is not read")
    if not _is_regular(path):
        return ReadError(f"{shown(path)}: not a file, or a link that leads nowhere; it is not read")
    return Found(_name(path.relative_to(top).as_posix()), path, suffix)


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _name(path: str) -> str:
    return unicodedata.normalize("NFC", path.encode("utf-8", "replace").decode("utf-8"))

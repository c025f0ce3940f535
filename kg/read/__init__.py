"""Files in, Sources out: one file a format, one row a suffix."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from kg.errors import ReadError, Skipped, shown
from kg.model import Source
from kg.read.archive import read_gzip, read_zip
from kg.read.docx import read_docx
from kg.read.epub import read_epub
from kg.read.feed import read_feed
from kg.read.file import DEEP, Defaults, File
from kg.read.find import STDIN, Found, find
from kg.read.html import read_html
from kg.read.pdf import read_pdf
from kg.read.plain import read_markdown, read_text
from kg.read.records import read_records
from kg.read.remote import Remote, is_url, remote
from kg.read.table import read_table

Reader = Callable[[File], Iterator[Source | ReadError | File]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".epub": read_epub,
    ".jsonl": read_records,
    ".csv": read_table,
    ".tsv": read_table,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
    ".gz": read_gzip,
    ".zip": read_zip,
}


def check(inputs: Iterable[Path | str], kind: str | None = None) -> None:
    """Raises KgError for an input that is missing, or in which there is nothing to read."""
    for given in inputs:
        next(_find([given], kind), None)


def _find(inputs: Iterable[Path | str], kind: str | None) -> Iterator[Found | Remote | ReadError]:
    """Yields the files of inputs: of paths, and of URLs of file systems elsewhere."""
    paths, urls = list[Path | str](), list[Path | str]()
    for given in inputs:
        (urls if is_url(given) else paths).append(given)
    yield from find([Path(path) for path in paths], READERS, kind)
    for url in urls:
        yield from remote(str(url), READERS, kind)


def read(
    inputs: Iterable[Path | str],
    defaults: Defaults,
    recall: Callable[[str, bytes], bytes | None] | None = None,
    passes: Callable[[str, Path], bool] | None = None,
) -> Iterator[Source | ReadError]:
    """Yields every source of the inputs, one at a time, and an error for each that cannot be read.

    Two different texts under one identifier are an error; the same text twice is one source. recall gives the digest that
    came with an identifier before, and keeps this one where none did; without it they are kept in memory. passes is asked
    before each file of a disk whether it is passed over.
    """
    recall = recall or _memory()
    for found in _find(inputs, defaults.kind):
        if (
            passes
            and isinstance(found, Found)
            and found.path != STDIN
            and passes(found.identifier, found.path)
        ):
            continue
        for item in [found] if isinstance(found, ReadError) else _file(found, defaults):
            if isinstance(item, ReadError):
                yield item
                continue
            digest = hashlib.sha256(item.text.encode()).digest()
            before = recall(item.identifier, digest)
            if before is None:
                yield item
            elif before != digest:
                yield ReadError(
                    f"{shown(item.identifier)}: another text has this name; rename one, or build their common folder"
                )


def _memory() -> Callable[[str, bytes], bytes | None]:
    seen: dict[str, bytes] = {}

    def recall(identifier: str, digest: bytes) -> bytes | None:
        before = seen.get(identifier)
        seen.setdefault(identifier, digest)
        return before

    return recall


def _file(found: Found | Remote, defaults: Defaults) -> Iterator[Source | ReadError]:
    """Yields what is in a file, as long as it does not change."""
    if isinstance(found, Remote):
        yield from _remote(found, defaults)
        return
    if found.path == STDIN:
        yield from items(File("standard input", found.identifier, found.suffix, sys.stdin.buffer, defaults))
        return
    where = shown(found.path)
    try:
        with found.path.open("rb") as stream:
            state = _state(stream)
            for item in items(File(where, found.identifier, found.suffix, stream, defaults)):
                if _state(stream) != state:
                    yield ReadError(f"{where}: changes while it is read; build again when it is at rest")
                    return
                yield item
    except OSError as error:
        yield ReadError(f"{where}: cannot be read ({error.strerror}); check its permissions")


def _remote(found: Remote, defaults: Defaults) -> Iterator[Source | ReadError]:
    where = shown(found.path)
    try:
        with found.open() as stream:
            yield from items(File(where, found.identifier, found.suffix, stream, defaults))
    except Exception as error:  # each file system has its own
        said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        yield ReadError(f"{where}: cannot be read ({said}); check its permissions")


def _state(stream: IO[bytes]) -> tuple[int, int]:
    status = os.fstat(stream.fileno())
    return status.st_size, status.st_mtime_ns


def items(file: File) -> Iterator[Source | ReadError]:
    """Yields what a file's reader finds, and what the readers of the files in it find."""
    try:
        if file.suffix not in READERS:
            raise Skipped(f"{file.where}: no reader for this kind of file; it is not read")
        if file.depth > DEEP:
            raise ReadError(
                f"{file.where}: an archive in an archive, {DEEP} deep; unpack it yourself to read it"
            )
        for item in READERS[file.suffix](file):
            if isinstance(item, File):
                yield from items(item)
            else:
                yield item
    except ReadError as error:
        yield error
    except OSError:
        raise
    except Exception as error:  # a library's own, on a file that it cannot make sense of
        said = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        yield ReadError(f"{file.where}: not a whole {file.suffix} file ({said}); fetch it again")

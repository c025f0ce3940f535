"""What a reader is given: a stream, what it is called, where it stands, and what the user said of it."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import IO, Any

from kg.errors import ReadError

MOST = 20_000_000  # characters of one document; each takes some 500 bytes while it is worked on
BYTES = 1 << 30  # of a file that a reader holds whole
FLOOR, RATIO = 64 << 20, 200  # an archive may unpack to so many bytes, or to so many times its own
DEEP = 3  # archives within archives


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is taken where a text does not say it itself, and what the user says of records and of files without suffix.

    fields names the column or JSON field in which text, title, date, url, id or language stands.
    """

    date: str | None = None
    language: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    kind: str | None = None  # a suffix, for standard input and for files that are named outright


@dataclass(slots=True)
class Budget:
    """What an archive may still unpack to, with all that lies in it."""

    left: int

    def spend(self, count: int, where: str) -> None:
        self.left -= count
        if self.left < 0:
            raise ReadError(
                f"{where}: unpacks to more than {RATIO} times its size; unpack it yourself to read it"
            )


@dataclass(frozen=True, slots=True)
class File:
    """A file, a member of an archive, or standard input; where stands in errors, suffix names its reader."""

    where: str
    identifier: str
    suffix: str
    stream: IO[bytes]
    defaults: Defaults = field(default_factory=Defaults)
    depth: int = 0
    budget: Budget | None = None

    def whole(self, most: int = BYTES) -> bytes:
        """Gives all bytes; an empty file, or one of more than so many bytes, is an error."""
        raw = self.stream.read(most + 1)
        if not raw:
            raise ReadError(f"{self.where}: empty; there is nothing to read")
        if len(raw) > most:
            raise ReadError(
                f"{self.where}: more than {most >> 20} MB in one document; split it, or make it records (.jsonl, .csv)"
            )
        return raw

    @contextmanager
    def random(self) -> Iterator[IO[bytes]]:
        """Gives a stream in which any place can be reached: the file itself, or a copy of what is none."""
        if isinstance(self.stream, io.BufferedReader) and self.depth == 0 and self.stream.seekable():
            yield self.stream
            return
        with tempfile.SpooledTemporaryFile(max_size=16 << 20) as copy:
            shutil.copyfileobj(self.stream, copy)
            copy.seek(0)
            yield copy


class Unpacked(io.RawIOBase):
    """A stream out of an archive: what it gives is counted, and its damage is a ReadError."""

    def __init__(self, stream: Any, budget: Budget, where: str) -> None:
        self.inner, self.budget, self.where = stream, budget, where

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            chunk: bytes = self.inner.read1(len(buffer))
        except Exception as error:  # zlib, lzma, bz2 and zipfile each have their own
            raise ReadError(f"{self.where}: the archive is damaged ({error}); fetch it again") from error
        self.budget.spend(len(chunk), self.where)
        buffer[: len(chunk)] = chunk
        return len(chunk)


def need(module: str, extra: str, where: str) -> Any:
    """Gives the module of an optional library; without it the error names the extra that brings it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise ReadError(f"{where}: needs {module}; pip install 'ipp-kg[{extra}]'") from error

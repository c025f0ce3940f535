"""Archives: .gz and .zip give the files in them, each to its own reader; nothing is written to disk by its name."""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO

from kg.errors import ReadError
from kg.read.file import FLOOR, RATIO, Budget, File, Unpacked

OUTSIDE = re.compile(r"/|[A-Za-z]:|.*(?:^|/)\.\.(?:/|$)", re.S)

HIDDEN = re.compile(r"(?:^|/)(?:\.(?!\.?(?:/|$))|__MACOSX/)")


def read_gzip(file: File) -> Iterator[File]:
    """Yields the one file in a .gz, whose name is the archive's without .gz."""
    with file.random() as stream:
        budget = file.budget or _budget(stream)
        suffix = PurePosixPath(PurePosixPath(file.identifier).stem).suffix.lower()
        unpacked = io.BufferedReader(
            Unpacked(gzip.GzipFile(fileobj=stream, mode="rb"), budget, file.where), 1 << 16
        )
        yield replace(file, suffix=suffix, stream=unpacked, depth=file.depth + 1, budget=budget)


def read_zip(file: File) -> Iterator[File | ReadError]:
    """Yields the files in a .zip, called ARCHIVE/PATH, in the order of their paths."""
    with file.random() as stream, opened(stream, file) as archive:
        budget = file.budget or _budget(stream)
        named = sorted(((_name(info), info) for info in archive.infolist()), key=lambda pair: pair[0])
        inside = [(name, info) for name, info in named if not info.is_dir() and not HIDDEN.search(name)]
        if not inside:
            yield ReadError(
                f"{file.where}: no file is in this archive; if there should be one, fetch it again"
            )
        for name, info in inside:
            here = replace(
                file, where=f"{file.where}/{name}", identifier=f"{file.identifier}/{name}", budget=budget
            )
            yield from _member(archive, info, name, here)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, file: File
) -> Iterator[File | ReadError]:
    assert file.budget
    try:
        _refuse(info, name, file.where)
        inner = archive.open(info)
    except ReadError as error:
        yield error
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        yield ReadError(
            f"{file.where}: the archive is damaged, or packed in a way that is not known ({error})"
        )
    else:
        with inner:
            unpacked = io.BufferedReader(Unpacked(inner, file.budget, file.where), 1 << 16)
            yield replace(
                file, suffix=PurePosixPath(name).suffix.lower(), stream=unpacked, depth=file.depth + 1
            )


def opened(stream: IO[bytes], file: File) -> zipfile.ZipFile:
    """Opens a zip file; what is none is an error."""
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise ReadError(f"{file.where}: not a whole {file.suffix} file ({error}); fetch it again") from error


def parts(stream: IO[bytes], file: File) -> zipfile.ZipFile:
    """Opens a zip file that is one document; one that unpacks to far more than its size is an error."""
    archive = opened(stream, file)
    budget = _budget(stream)
    budget.spend(sum(info.file_size for info in archive.infolist()), file.where)
    return archive


def _budget(stream: IO[bytes]) -> Budget:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    return Budget(max(FLOOR, RATIO * size))


def _refuse(info: zipfile.ZipInfo, name: str, where: str) -> None:
    if OUTSIDE.match(name):
        raise ReadError(f"{where}: its path leads out of the archive; it is not read")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise ReadError(f"{where}: a link, not a file; it is not followed")
    if info.flag_bits & 1:
        raise ReadError(f"{where}: password-protected; unpack it yourself to read it")


def _name(info: zipfile.ZipInfo) -> str:
    """Gives a member's path; where it is not said to be UTF-8 it is what Chinese systems write, GB18030 or UTF-8."""
    if info.flag_bits & 0x800:
        return info.filename.replace("\\", "/")
    raw = info.orig_filename.encode("cp437", "replace")
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("gb18030", "replace")
    return name.replace("\\", "/")

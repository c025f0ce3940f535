"""Files elsewhere, by the URLs of fsspec: s3://…, hdfs://…, https://…, file://…"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import IO, Any, NamedTuple

from kg.errors import KgError, ReadError, Skipped, shown
from kg.read.file import need


class Remote(NamedTuple):
    """A file to read: what it is called in the graph, its path in its file system, and the suffix of its reader."""

    identifier: str
    path: str
    suffix: str
    system: Any

    def open(self) -> IO[bytes]:
        stream: IO[bytes] = self.system.open(self.path, "rb")
        return stream


def is_url(given: object) -> bool:
    """Says whether an input is the URL of a file system."""
    return "://" in str(given)


def remote(url: str, suffixes: Collection[str], kind: str | None = None) -> Iterator[Remote | ReadError]:
    """Yields the files at and below a URL, sorted; kind is the suffix of a file that is named outright.

    What cannot be listed, and a place with nothing to read, stop the call.
    """
    try:
        system, top = need("fsspec", "dask", shown(url)).core.url_to_fs(url)
        paths = sorted(system.find(top))
    except Exception as error:  # each file system has its own
        raise KgError(f"{shown(url)}: cannot be listed ({_said(error)}); check the URL") from error
    found = [_entry(system, top, path, suffixes, kind) for path in paths]
    if not any(isinstance(item, Remote) for item in found):
        raise KgError(f"{shown(url)}: nothing to read here; kg reads {', '.join(sorted(suffixes))} files")
    yield from found


def _entry(
    system: Any, top: str, path: str, suffixes: Collection[str], kind: str | None
) -> Remote | ReadError:
    outright = path.strip("/") == top.strip("/")
    suffix = kind if outright and kind else PurePosixPath(path).suffix.lower()
    if suffix not in suffixes:
        return Skipped(f"{shown(path)}: no reader for this kind of file; it is not read")
    name = PurePosixPath(path).name if outright else path.removeprefix(top).lstrip("/")
    return Remote(name, path, suffix, system)


def _said(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]

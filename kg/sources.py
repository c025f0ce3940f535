"""The texts that a graph was built of, kept beside it: each compressed, under the hash that the graph has of it."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Container
from pathlib import Path

from kg import files
from kg.errors import KgError

FOLDER = "sources"
SUFFIX = ".txt.gz"


def keep(out: Path, digest: str, text: str) -> None:
    """Writes a text into a build folder, unless it is there."""
    path = _path(out, digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with files.atomic(path) as file:
            file.write(gzip.compress(text.encode("utf-8"), mtime=0))


def prune(out: Path, wanted: Callable[[str], Container[str]]) -> None:
    """Removes the texts of a build folder that are not wanted, and what was left half-written.

    wanted gives the hashes of wanted texts that begin so.
    """
    for folder in (out / FOLDER).glob("*"):
        kept = wanted(folder.name)
        unwanted = [path for path in folder.iterdir() if path.name.removesuffix(SUFFIX) not in kept]
        if not unwanted:
            continue
        files.sweep(folder)
        for path in unwanted:
            if path.name.endswith(SUFFIX):
                path.unlink()
        if not any(folder.iterdir()):
            folder.rmdir()


def text(out: Path, digest: str) -> str:
    """Gives a text of a build folder."""
    path = _path(out, digest)
    try:
        return gzip.decompress(path.read_bytes()).decode("utf-8")
    except (OSError, EOFError, ValueError) as error:
        raise KgError(
            f"{path}: the text of this document cannot be read ({error}); build the folder again"
        ) from error


def _path(out: Path, digest: str) -> Path:
    return out / FOLDER / digest[:2] / f"{digest}{SUFFIX}"

"""What is computed of data files, kept in the user's cache folder so that the next start need not compute it again.

Nothing is read from a place in which another user could have put it, and without a place to write all is computed anew.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from kg import files
from kg.errors import KgError

T = TypeVar("T")
KEPT = 60  # files; older ones are removed
FORMAT = f"{sys.implementation.cache_tag}-{marshal.version}"


def kept(name: str, of: Iterable[Path], make: Callable[[], T], beside: str = "") -> T:
    """Gives what make gives, which is plain values, from the cache where it is made of the same files and by the same program.

    beside is what it depends on besides.
    """
    place = folder()
    if place is None:
        return make()
    path = place / f"{name}-{_digest(name + beside, of)}.{FORMAT}"
    try:
        if _ours(path):
            found: T = marshal.loads(path.read_bytes())
            return found
    except (OSError, ValueError, EOFError, TypeError):
        pass  # not there, or not whole: made anew
    made = make()
    try:
        with files.atomic(path) as file:
            file.write(marshal.dumps(cast(Any, made)))
        _tidy(place)
    except (OSError, KgError):
        pass  # no room: computed again the next time
    return made


def yaml(path: Path) -> dict[str, Any]:
    """Reads a YAML file whose top is a mapping."""

    def read() -> dict[str, Any]:
        import srsly

        return dict(srsly.read_yaml(path))

    return kept(f"yaml-{path.stem}", [path], read)


@cache
def folder() -> Path | None:
    """Gives the cache folder, made where there is none; nothing where it is not this user's alone."""
    top = os.environ.get("XDG_CACHE_HOME", "")
    try:
        place = (Path(top) if os.path.isabs(top) else Path.home() / ".cache") / "kg"
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        return place if _ours(place) else None
    except (OSError, RuntimeError):  # no home, or none to write in
        return None


def _ours(path: Path) -> bool:
    found = path.lstat()
    return found.st_uid == os.geteuid() and not found.st_mode & 0o022


def _digest(salt: str, of: Iterable[Path]) -> str:
    """Gives the hash of files with their names, and of the program."""
    found = hashlib.sha256(f"{salt}\0{_program()}".encode())
    for path in of:
        found.update(f"{path.absolute()}\0".encode("utf-8", "surrogateescape"))
        found.update(path.read_bytes() if path.is_file() else b"")
    return found.hexdigest()[:32]


@cache
def _program() -> str:
    """Gives the hash of what makes tables of files."""
    here, found = Path(__file__).parent, hashlib.sha256()
    for path in sorted((*here.glob("*.py"), *here.glob("mark/*.py"), *here.glob("out/*.py"))):
        found.update(path.read_bytes())
    return found.hexdigest()


def _tidy(place: Path) -> None:
    """Removes the files that were made longest ago, beyond those that are kept."""
    files_ = sorted(place.iterdir(), key=lambda path: path.lstat().st_mtime, reverse=True)
    for path in files_[KEPT:]:
        path.unlink(missing_ok=True)

"""Where data is found, and how a file is written whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from kg.errors import DataError, KgError

DRAFT = ".draft-"  # what the name of a file begins with that is not whole yet


def folder(name: str) -> Path:
    """Gives the folder of this name (ontology, seeds): in $KG_DATA, in the installed package, or in the checkout."""
    here = Path(__file__).parent
    places = [here / "data" / name, here.parent / name]
    if os.environ.get("KG_DATA"):
        places.insert(0, Path(os.environ["KG_DATA"]) / name)
    for place in places:
        if place.is_dir():
            return place
    raise KgError(f"{name}: no such data folder; set KG_DATA to the folder that holds it")


def lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yields line number and object of a file of JSON lines; an error names file and line."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error}); it must be a UTF-8 file of JSON lines") from error
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise DataError(f"{path}:{number}: not JSON ({error.msg}); one object a line") from error
        if not isinstance(row, dict):
            raise DataError(f"{path}:{number}: not a JSON object; write {{…}} on one line")
        yield number, row


@contextmanager
def atomic(path: Path) -> Iterator[IO[bytes]]:
    """Opens a temporary file beside path that takes its place when all went well, and vanishes when not."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{DRAFT}{path.name}.")
    except OSError as error:
        raise KgError(
            f"{path}: cannot be written ({error.strerror}); choose another output folder"
        ) from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise KgError(
                f"{path}: cannot be written ({error.strerror}); make room and run it again"
            ) from error
        raise


def sweep(folder: Path) -> None:
    """Removes from a folder what was being written when a program was killed."""
    for path in folder.glob(f"{DRAFT}*"):
        path.unlink()

"""JSON lines: one record a line, with id, title, date, url or source, language, text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.model import Source
from kg.read.source import Defaults, clean, decode, make

FIELDS = ("title", "date", "language")


def read_records(path: Path, identifier: str, defaults: Defaults) -> Iterator[Source | ReadError]:
    """Yields a source for each record, called FILE/ID, and an error for each line that is none."""
    try:
        lines = decode(path).split("\n")
    except ReadError as error:
        yield error
        return
    if not any(line.strip() for line in lines):
        yield ReadError(f"{path}: empty; there is no record to read")
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _record(f"{path}:{number}", identifier, line, defaults)
            except ReadError as error:
                yield error


def _record(where: str, identifier: str, line: str, defaults: Defaults) -> Source:
    row = _parse(where, line)
    meta = {name: str(row[name]) for name in FIELDS if row.get(name)}
    if source := row.get("url") or row.get("source"):
        meta["source"] = str(source)
    title = clean(str(row.get("title") or "")).replace("\r\n", "\n").replace("\r", "\n")
    body = clean(row["text"].replace("\r\n", "\n").replace("\r", "\n"))
    if not body.strip():
        raise ReadError(f"{where}: empty; the record's text has no characters")
    meta["title"] = title.strip()
    return make(where, f"{identifier}/{clean(str(row['id']))}", f"{title}\n{body}", 0, meta, defaults)


def _parse(where: str, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReadError(
            f"{where}: not JSON ({getattr(error, 'msg', 'nested too deep')}); one record a line"
        ) from error
    if not isinstance(row, dict):
        raise ReadError(f'{where}: not a JSON object; a record is {{"id": …, "text": …}}')
    if row.get("id") in (None, ""):
        raise ReadError(f"{where}: the record has no id; give each record one of its own")
    if not isinstance(row.get("text"), str):
        raise ReadError(f"{where}: the record has no text; give it a field text")
    return row

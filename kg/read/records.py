"""JSON lines: one record a line, with id, title, date, url or source, language, text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kg.errors import ReadError
from kg.model import Source
from kg.read.encoding import characters, lines
from kg.read.file import MOST, File
from kg.read.source import Notes, clean, make

NAMES = {
    "id": ("id", "编号", "序号"),
    "text": ("text", "content", "body", "正文", "内容", "全文"),
    "title": ("title", "标题", "题名", "题目"),
    "date": ("date", "published", "日期", "发布日期", "发布时间"),
    "url": ("url", "link", "source", "链接", "网址", "来源"),
    "language": ("language", "语言"),
}


def read_records(file: File) -> Iterator[Source | ReadError]:
    """Yields a source for each record, called FILE/ID, and an error for each line that is none."""
    pieces, encoding = characters(file.stream, file.where)
    empty = True
    for number, line in enumerate(lines(pieces), 1):
        if line.strip():
            empty = False
            here = replace(file, where=f"{file.where}:{number}")
            try:
                row = _parse(here.where, line)
                if value(row, "id", file.defaults.fields) is None:
                    raise ReadError(f"{here.where}: the record has no id; give each record one of its own")
                yield record(here, row, encoding.notes)
            except ReadError as error:
                yield error
    if empty:
        raise ReadError(f"{file.where}: empty; there is no record to read")


def record(file: File, row: Mapping[str, Any], notes: Notes) -> Source:
    """Gives the source of a record: its text is the title, a line feed, the text.

    A record without id is called by its address, and without that by the hash of its text.
    """
    values = {name: value(row, name, file.defaults.fields) for name in NAMES}
    body = _text(file, values["text"])
    title = _newlines(str(values["title"] or ""))
    names = (values["id"], values["url"], _hash(f"{title}\n{body}"))
    name = next(name for name in names if name is not None)
    meta = {key: str(values[key]) for key in ("date", "language") if values[key]}
    meta |= {"title": title.strip()} | ({"source": str(values["url"])} if values["url"] else {})
    here = replace(file, identifier=f"{file.identifier}/{clean(str(name))}")
    return make(here, f"{title}\n{body}", meta, notes=notes)


def _hash(characters: str) -> str:
    return hashlib.sha256(characters.encode("utf-8", "replace")).hexdigest()[:16]


def _text(file: File, value: Any) -> str:
    if not isinstance(value, str):
        raise ReadError(f"{file.where}: the record has no text; name its field: --field text=NAME")
    if not value.strip():
        raise ReadError(f"{file.where}: empty; the record's text has no characters")
    return _newlines(value)


def value(row: Mapping[str, Any], name: str, fields: Mapping[str, str]) -> Any:
    """Gives what a record has under the name that the user says, or under one of those that are known."""
    names = (fields[name],) if name in fields else NAMES[name]
    return next((row[key] for key in names if row.get(key) not in (None, "")), None)


def _newlines(characters: str) -> str:
    return characters.replace("\r\n", "\n").replace("\r", "\n")


def _parse(where: str, line: str) -> dict[str, Any]:
    if len(line) > MOST:
        raise ReadError(f"{where}: more than {MOST:,} characters in one record; split it")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:  # ValueError also for a number of thousands of digits
        said = getattr(error, "msg", "nested too deep, or a number too long")
        raise ReadError(f"{where}: not JSON ({said}); one record a line") from error
    if not isinstance(row, dict):
        raise ReadError(f'{where}: not a JSON object; a record is {{"id": …, "text": …}}')
    return row

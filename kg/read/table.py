"""CSV and TSV: one record a row, its columns named in the first."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kg.errors import ReadError
from kg.model import Source
from kg.read.encoding import characters, lines
from kg.read.file import MOST, File
from kg.read.records import NAMES, record

DELIMITERS = ",\t;|"


def read_table(file: File) -> Iterator[Source | ReadError]:
    """Yields a source for each row, called FILE/ID, and an error for each row that is none."""
    csv.field_size_limit(MOST)
    pieces, encoding = characters(file.stream, file.where)
    rows = lines(pieces)
    head = next(rows, "")
    delimiter, columns = _columns(head, file)
    table = csv.reader((f"{line}\n" for line in rows), delimiter=delimiter, strict=True)
    empty = True
    for number, row in _rows(table):
        here = replace(file, where=f"{file.where}:{number}")
        if isinstance(row, csv.Error):
            yield ReadError(f"{here.where}: not a row of a table ({row}); see whether each quote is closed")
        elif any(cell.strip() for cell in row):
            empty = False
            try:
                yield record(here, dict(zip(columns, row, strict=False)), encoding.notes)
            except ReadError as error:
                yield error
    if empty:
        raise ReadError(f"{file.where}: empty; there is no row below the names of the columns")


def _rows(table: Any) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Yields the line on which each row begins, and the row or why it is none."""
    row: list[str] | csv.Error | None
    while True:
        number = table.line_num + 2  # the names of the columns stand above
        try:
            row = next(table, None)
        except csv.Error as error:
            row = error
        if row is None:
            return
        yield number, row


def _columns(head: str, file: File) -> tuple[str, list[str]]:
    """Gives the delimiter and the columns' names: the delimiter that brings out the column of the text."""
    said = set(file.defaults.fields.values())
    known = {file.defaults.fields["text"]} if "text" in file.defaults.fields else set(NAMES["text"])
    for delimiter in DELIMITERS:
        row = next(csv.reader([head], delimiter=delimiter), [])
        names = [name.strip() if name.strip() in said else name.strip().lower() for name in row]
        if known & set(names):
            return delimiter, names
    raise ReadError(
        f"{file.where}:1: no column is called {' or '.join(sorted(known))}; name the one with the text: --field text=NAME"
    )

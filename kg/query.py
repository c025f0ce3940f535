"""SPARQL over a graph: text, a file, or one of the named queries of kg/queries/."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from kg.errors import KgError
from kg.iris import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

FOLDER = Path(__file__).parent / "queries"
HEADER = re.compile(r"^# (title|question)(?:@(zh|en))?: (.+)$", re.M)
REMOTE = re.compile(r"\b(?:SERVICE|LOAD|FROM)\b", re.I)
QUIET = re.compile(
    r"#[^\n]*|\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|<[^<>\s]*>", re.S
)
FORMS = ("table", "csv", "json", "turtle")


@dataclass(frozen=True, slots=True)
class Named:
    """A query with a name; titles by language."""

    name: str
    text: str
    titles: dict[str, str]


def named() -> dict[str, Named]:
    """Gives the named queries."""
    found = {}
    for path in sorted(FOLDER.glob("*.rq")):
        text = path.read_text("utf-8")
        titles = {m[2] or "en": m[3] for m in HEADER.finditer(text) if m[1] == "title"}
        found[path.stem] = Named(path.stem, text, titles)
    return found


def text_of(query: str) -> str:
    """Gives SPARQL: of a named query, of a .rq file, or the text itself."""
    known = named()
    if query in known:
        return known[query].text
    if query.endswith(".rq"):
        try:
            return Path(query).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise KgError(
                f"{query}: cannot be read ({error}); check the path, or see kg query --list"
            ) from error
    if not re.search(r"[{?]", query):
        raise KgError(f"{query}: no query of this name; kg query --list shows them")
    return query


def ask(store: Store, query: str, form: str = "table") -> str:
    """Gives the answer to a query in a form: table, csv, json or turtle.

    Raises KgError for what is no query and for one that reaches out of the graph (SERVICE, LOAD, FROM).
    """
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat, serialize

    if REMOTE.search(QUIET.sub(" ", _unescaped(query))):
        raise KgError("SERVICE, LOAD and FROM are refused: a query reads the given graph only")
    head = "".join(
        f"PREFIX {p}: <{iri}>\n"
        for p, iri in PREFIXES.items()
        if not re.search(rf"PREFIX\s+{p}:", query, re.I)
    )
    try:
        result = store.query(head + query)
    except SyntaxError as error:
        raise KgError(
            f"not a SPARQL query: {error} (our {len(head.splitlines())} prefix lines come first)"
        ) from error
    if isinstance(result, QueryTriples):
        return bytes(
            serialize(sorted(result, key=str), format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
        ).decode()
    if form == "turtle":
        raise KgError("only CONSTRUCT and DESCRIBE give Turtle; choose --format table, csv or json")
    if form == "json":
        return bytes(result.serialize(format=QueryResultsFormat.JSON) or b"").decode()
    if isinstance(result, QueryBoolean):
        return "yes" if bool(result) else "no"
    names = [v.value for v in result.variables]
    rows = [[_shown(value) for value in solution] for solution in result]
    return _csv(names, rows) if form == "csv" else table(names, rows)


def _unescaped(query: str) -> str:
    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", lambda m: _char(m[1] or m[2]), query)


def _char(code: str) -> str:
    return chr(int(code, 16)) if int(code, 16) < 0x110000 else " "


def _shown(value: object) -> str:
    text = str(getattr(value, "value", "") if value is not None else "")
    return next((f"{p}:{text[len(iri) :]}" for p, iri in PREFIXES.items() if text.startswith(iri)), text)


def _csv(names: list[str], rows: Iterable[list[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return out.getvalue().rstrip("\n")


def width(text: str) -> int:
    """Gives the columns that a text takes in a terminal."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def table(names: list[str], rows: list[list[str]]) -> str:
    """Gives aligned columns, Chinese characters counted as two."""
    clean = [[cell.replace("\n", " ") for cell in row] for row in [names, *rows]]
    widths = [max(width(row[i]) for row in clean) for i in range(len(names))]
    lines = [
        "  ".join(c + " " * (w - width(c)) for c, w in zip(row, widths, strict=True)).rstrip()
        for row in clean
    ]
    return "\n".join([lines[0], "  ".join("-" * w for w in widths), *lines[1:]])


def listing() -> str:
    """Gives the named queries with their titles in both languages."""
    return table(
        ["name", "title", "题目"],
        [[q.name, q.titles.get("en", ""), q.titles.get("zh", "")] for q in named().values()],
    )

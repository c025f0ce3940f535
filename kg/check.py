"""Lints ontology, seeds and rules: what a reader of a data file cannot see at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg import files, ontology, patterns, text
from kg.errors import DataError
from kg.ontology import Ontology
from kg.relate import examples
from kg.relate.relations import LANGUAGES, RULES
from kg.seeds import TOPS

KEYS = {
    "id",
    "class",
    "zh",
    "zh-hant",
    "en",
    "weak",
    "parent",
    "place",
    "in",
    "level",
    "short",
    "former",
    "same",
    "from",
    "to",
}
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check(seeds: list[Path], rules: list[Path]) -> Iterator[str]:
    """Yields what is wrong, each as file:line: what; what to do. Folders given come after ours."""
    terms = ontology.load()
    for prop in terms.properties.values():
        if not {"zh", "en"} <= prop.labels.keys():
            yield f"ontology/ontology.ttl: ipp:{prop.name} has no label in both languages; add it"
    folders = [files.folder("seeds"), *seeds]
    places = _ids([folder / "places.jsonl" for folder in folders])
    for folder in folders:
        for stem in TOPS:
            if (folder / f"{stem}.jsonl").exists():
                own = _ids([f / f"{stem}.jsonl" for f in folders])
                yield from _seeds(folder / f"{stem}.jsonl", TOPS[stem], terms, own, places)
    yield from _rules([RULES, *rules], terms)


def _ids(paths: list[Path]) -> set[str]:
    return {str(row.get("id")) for path in paths if path.exists() for _, row in files.lines(path)}


def _seeds(path: Path, top: str, terms: Ontology, own: set[str], places: set[str]) -> Iterator[str]:
    last, names = "", dict[str, int]()
    for number, row in files.lines(path):
        where, identifier = f"{path}:{number}", str(row.get("id", ""))
        if not ID.fullmatch(identifier):
            yield f"{where}: id {identifier!r}; write lower-case words joined by hyphens"
        if identifier <= last:
            yield f"{where}: {identifier!r} is not after {last!r}; sort the file by id, each once"
        last = identifier
        yield from _row(where, row, top, terms, own, places)
        for name in (n for tag in ("zh", "zh-hant", "en") for n in row.get(tag, ())):
            other = names.setdefault(text.key(name), number)
            if other != number and top != "Place":
                yield f"{where}: {name!r} is a name of line {other} too; make one of them weak"


def _row(
    where: str, row: dict[str, Any], top: str, terms: Ontology, own: set[str], places: set[str]
) -> Iterator[str]:
    if unknown := sorted(set(row) - KEYS):
        yield f"{where}: unknown key {unknown[0]!r}; keys are {', '.join(sorted(KEYS))}"
    cls = row.get("class")
    if cls not in terms.classes or terms.top(str(cls)) != top:
        yield f"{where}: class {cls!r} is no {top}; see ontology/ontology.ttl"
    if not (row.get("zh") or row.get("en")):
        yield f"{where}: no name; give zh or en"
    if row.get("parent") and row["parent"] not in own:
        yield f"{where}: parent {row['parent']!r} is not in this file; add it or leave it out"
    for key in ("place", "in"):
        if row.get(key) and row[key] not in places:
            yield f"{where}: {key} {row[key]!r} is not in places.jsonl; add it or leave it out"


def _rules(folders: list[Path], terms: Ontology) -> Iterator[str]:
    for language in LANGUAGES:
        try:
            book = patterns.read(folders, language, terms)
        except DataError as error:
            yield error.message
        else:
            yield from examples.check([book], terms)

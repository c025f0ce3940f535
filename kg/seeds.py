"""The things of the seeds, by key and by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg import files, iris, text
from kg.cache import kept
from kg.errors import DataError
from kg.model import Entity, Name

TOPS = {
    "institutions": "Institution",
    "policies": "Policy",
    "programmes": "Programme",
    "products": "Product",
    "events": "Event",
    "places": "Place",
    "persons": "Person",
}
APOSTROPHE = re.compile(r"(?<=[a-z])[’`](?=s\b)")
LANGUAGES = ("zh", "zh-hant", "en")
TABLES = ("strong", "weak", "forms", "hidden", "compounds", "sizes")  # of Seeds
Row = tuple[str, dict[str, Any]]  # the file's stem and one line of it
Tables = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """One line of the seeds; parent, place and within are keys."""

    key: str
    top: str
    cls: str
    names: tuple[Name, ...]
    parent: str | None = None
    place: str | None = None
    within: str | None = None
    level: str = ""

    @property
    def entity(self) -> Entity:
        return Entity(self.key, self.cls, self.names, seed=True)

    def label(self, language: str) -> str | None:
        return next((n.text for n in self.names if n.kind == "label" and n.language == language), None)


def form(name: str) -> str:
    """Gives a name as it is looked up inside other names: folded, in lower case, one space for many."""
    return " ".join(lower(text.fold(name)).split())


def lower(folded: str) -> str:
    """Gives a folded name in lower case and with straight apostrophes, of the same length."""
    line = folded.casefold()
    return APOSTROPHE.sub("'", line if len(line) == len(folded) else folded)


Sizes = dict[
    str, tuple[int, ...]
]  # the first two characters of names → how long these are, the longest first


def measure(sizes: Sizes, name: str) -> None:
    """Takes a name into account."""
    known = sizes.get(name[:2], ())
    if len(name) > 1 and len(name) not in known:
        sizes[name[:2]] = tuple(sorted((*known, len(name)), reverse=True))


def sizes_at(line: str, begin: int, table: Sizes, own: Sizes | None = None) -> Sequence[int]:
    """Gives how long a name of one of two tables that begins here may be, the greatest length first."""
    lead = line[begin : begin + 2]
    known, more = table.get(lead, ()), own.get(lead, ()) if own else ()
    if known and more:
        known = tuple(sorted({*known, *more}, reverse=True))
    known = known or more
    left = len(line) - begin
    return known if not known or known[0] <= left else [n for n in known if n <= left]


class Things(Mapping[str, Thing]):
    """Things by key, each made of its line when it is first asked for."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self.made: dict[str, Thing] = {}

    def __getitem__(self, key: str) -> Thing:
        thing = self.made.get(key)
        if thing is None:
            stem, row = self.rows[key]
            thing = self.made[key] = _thing(TOPS[stem], row)
        return thing

    def __contains__(self, key: object) -> bool:
        return key in self.rows

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(slots=True)
class Seeds:
    """All seeds; strong and weak map a folded key to keys of things, forms and hidden a folded name likewise.

    Weak names stand for a thing only where the context says so; a compound (中新) names several places.
    """

    things: Things = field(default_factory=Things)
    strong: dict[str, tuple[str, ...]] = field(default_factory=dict)
    weak: dict[str, tuple[str, ...]] = field(default_factory=dict)
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: dict[str, tuple[str, ...]] = field(default_factory=dict)
    compounds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sizes: Sizes = field(default_factory=dict)

    def add(self, rows: Iterable[Row]) -> Seeds:
        for stem, row in rows:
            if stem == "compounds":
                members = tuple(iris.seed("Place", member) for member in row["members"])
                self.compounds[text.key(row["zh"])] = members
                measure(self.sizes, text.key(row["zh"]))
            else:
                self._insert(stem, row)
        return self

    def _insert(self, stem: str, row: dict[str, Any]) -> None:
        key = iris.seed(TOPS[stem], row["id"])
        self.things.rows[key] = stem, row
        self.things.made.pop(key, None)  # a line of a later folder takes the place of one before
        thing = self.things[key]
        for name in thing.names:
            hidden = name.kind == "hidden"
            _append(self.weak if hidden else self.strong, text.key(name.text), thing.key)
            if len(name.text) > 1:
                _append(self.hidden if hidden else self.forms, form(name.text), thing.key)
                measure(self.sizes, form(name.text))

    def within(self, key: str | None) -> Iterator[str]:
        """Yields a place and what it lies in, from the inside out."""
        seen: set[str] = set()
        while key is not None and key in self.things and key not in seen:
            yield key
            seen.add(key)
            key = self.things[key].within

    def place_of(self, key: str) -> str | None:
        """Gives where a thing is: a place itself, or its place, or its parent's."""
        seen: set[str] = set()
        while key in self.things and key not in seen:
            thing = self.things[key]
            if thing.top == "Place":
                return key
            if thing.place:
                return thing.place
            seen.add(key)
            key = thing.parent or ""
        return None


def load(folders: Iterable[Path]) -> tuple[list[Row], Seeds]:
    """Gives the lines of these folders and what they come to."""
    folders = list(folders)

    def made() -> tuple[list[Row], Tables]:
        lines = list(rows(folders))
        seeds = Seeds().add(lines)
        return lines, tuple(getattr(seeds, name) for name in TABLES)

    lines, tables = kept("seeds", files_of(folders), made)
    seeds = Seeds(**dict(zip(TABLES, tables, strict=True)))
    seeds.things.rows = {
        iris.seed(TOPS[stem], row["id"]): (stem, row) for stem, row in lines if stem != "compounds"
    }
    return lines, seeds


def files_of(folders: Iterable[Path]) -> list[Path]:
    """Gives the files in which rows looks."""
    return [folder / f"{stem}.jsonl" for folder in folders for stem in (*TOPS, "compounds")]


def _append(index: dict[str, tuple[str, ...]], name: str, key: str) -> None:
    if name and key not in index.get(name, ()):
        index[name] = (*index.get(name, ()), key)


def _thing(top: str, row: dict[str, Any]) -> Thing:
    names: dict[tuple[str, str], Name] = {}
    for language in LANGUAGES:
        for number, name in enumerate(row.get(language, ())):
            names.setdefault((name, language), Name(name, language, "alt" if number else "label"))
    for former in row.get("former", ()):
        name = former["name"]
        names.setdefault(
            (name, text.script_language(name, "zh")), Name(name, text.script_language(name, "zh"))
        )
    for name in (*row.get("weak", ()), *row.get("short", ())):
        language = text.script_language(name, "zh")
        names.setdefault((name, language), Name(name, language, "hidden"))
    return Thing(
        key=iris.seed(top, row["id"]),
        top=top,
        cls=row.get("class", top),
        names=tuple(names.values()),
        parent=row.get("parent") and iris.seed(top, row["parent"]),
        place=row.get("place") and iris.seed("Place", row["place"]),
        within=row.get("in") and iris.seed("Place", row["in"]),
        level=row.get("level", ""),
    )


def rows(folders: Iterable[Path]) -> Iterator[Row]:
    """Yields the lines of the seeds in these folders; a missing field is an error with its line."""
    for folder in folders:
        for stem in (*TOPS, "compounds"):
            path = folder / f"{stem}.jsonl"
            if not path.is_file():
                continue
            for number, row in files.lines(path):
                needed = ("zh", "members") if stem == "compounds" else ("id",)
                for name in needed:
                    if name not in row:
                        raise DataError(f'{path}:{number}: no "{name}"; every line of {path.name} has one')
                yield stem, row

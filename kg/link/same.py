"""Accepted decisions that two keys are one thing: the rows of same_as.tsv whose judgement is "same"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kg.errors import DataError
from kg.link.linked import Linked
from kg.model import Entity, Name

NAME = "same_as.tsv"
COLUMNS = ("left", "right", "judgement", "who", "when", "why")
JUDGEMENTS = ("same", "different", "unsure")
Pair = tuple[str, str]


def pairs(folders: Iterable[Path]) -> list[Pair]:
    """Gives the accepted pairs of local names in the folders' files, in order."""
    return [pair for folder in folders if (folder / NAME).is_file() for pair in _read(folder / NAME)]


def _read(path: Path) -> list[Pair]:
    found = []
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        cells = line.split("\t")
        if not line.strip() or tuple(cells) == COLUMNS:
            continue
        if len(cells) < 3 or cells[2] not in JUDGEMENTS:
            raise DataError(
                f"{path}:{number}: not left, right and a judgement of {', '.join(JUDGEMENTS)}, tabs between"
            )
        if cells[2] == "same":
            found.append((cells[0], cells[1]))
    return found


def canonical(accepted: Iterable[Pair], known: Iterable[str]) -> dict[str, str]:
    """Maps each key to the one that stands for its group: a thing of the seeds, else the least."""
    seeds, above = set(known), dict[str, str]()

    def root(key: str) -> str:
        while key in above:
            key = above[key]
        return key

    for left, right in accepted:
        roots = sorted({root(left), root(right)}, key=lambda key: (key not in seeds, key))
        if len(roots) == 2:
            above[roots[1]] = roots[0]
    return {key: root(key) for key in above}


def apply(linked: Linked, same: dict[str, str]) -> Linked:
    """Renames the keys of what was linked, and makes one of the entities that come together."""

    def new(key: str) -> str:
        return same.get(key, key)

    entities: dict[str, Entity] = {}
    for key, entity in sorted(linked.entities.items(), key=lambda item: (item[0] != new(item[0]), item[0])):
        first = entities.get(new(key))
        names = tuple(dict.fromkeys((*first.names, *_alt(entity)))) if first else entity.names
        entities[new(key)] = replace(first or entity, key=new(key), names=names)
    linked.entities = entities
    linked.keys = {m: tuple(dict.fromkeys(map(new, keys))) for m, keys in linked.keys.items()}
    moved = (replace(s, subject=new(s.subject), object=new(s.object)) for s in linked.statements)
    linked.statements = [s for s in moved if s.subject != s.object]
    return linked


def _alt(entity: Entity) -> Iterable[Name]:
    """Gives an entity's names with its labels as other names: it is not the one that names the thing."""
    return (name._replace(kind="alt") if name.kind == "label" else name for name in entity.names)

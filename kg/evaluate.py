"""How a graph compares with gold: precision, recall and F1 by class and property, and each error with its sentence."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from kg import facts, ontology, text
from kg.errors import DataError
from kg.model import Findings, Statement

Triple = tuple[str, str, str]


@dataclass(slots=True)
class Score:
    """Counts of what gold asks for, what was found, and what is right."""

    gold: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 0.0

    def add(self, gold: int, found: int, right: int) -> None:
        self.gold, self.found, self.right = self.gold + gold, self.found + found, self.right + right


@dataclass(slots=True)
class Evaluation:
    """Scores by row, and the errors: document, kind, what, and the rule and sentence of an extra one."""

    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    errors: list[tuple[str, ...]] = field(default_factory=list)

    def table(self) -> str:
        """Gives the scores as lines: entities, relations and figures first, then each class and property."""
        head = ["entities", "relations", "figures"]
        names = [n for n in head if n in self.scores] + sorted(set(self.scores) - set(head))
        rows = [(n, self.scores[n]) for n in names]
        lines = [f"{'':24}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}{'found':>7}{'right':>7}"]
        lines += [
            f"{n:24}{s.precision:8.3f}{s.recall:8.3f}{s.f1:8.3f}{s.gold:7}{s.found:7}{s.right:7}"
            for n, s in rows
        ]
        return "\n".join(lines)


def evaluate(build: Path, gold: Iterable[Path]) -> Evaluation:
    """Compares the facts of a build folder with gold files, each by the document that it names."""
    result = Evaluation()
    found = list(facts.read(build / "facts.jsonl"))
    for path in sorted(gold):
        _Comparison(_read(path), found, result).run()
    return result


def _read(path: Path) -> dict[str, Any]:
    try:
        gold: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise DataError(
            f"{path}:{getattr(error, 'lineno', 1)}: not gold ({error}); see the guidelines' example"
        ) from error
    if missing := {"document", "entities", "relations", "observations"} - set(gold):
        raise DataError(
            f"{path}:1: no {sorted(missing)[0]!r}; gold has document, entities, relations, observations"
        )
    return gold


class _Comparison:
    """One gold document against what was found in it."""

    def __init__(self, gold: dict[str, Any], found: list[Findings], result: Evaluation) -> None:
        self.gold, self.result, self.name = gold, result, gold["document"]
        self.found = next((f for f in found if self._called(f.document.identifier)), None)
        self.terms = ontology.load()

    def _called(self, identifier: str) -> bool:
        return self.name in (identifier, PurePosixPath(identifier).stem, PurePosixPath(identifier).name)

    def run(self) -> None:
        pairs = dict(self._pairs())
        self._entities(pairs)
        self._relations({key: gid for gid, key in pairs.items()})
        self._figures()

    def _pairs(self) -> Iterator[tuple[str, str]]:
        """Yields gold things with found ones that share a name, the largest overlap first, one to one."""
        asked = {
            e["id"]: {text.key(n) for n in (e["name"], *e.get("mentions", ()))} for e in self.gold["entities"]
        }
        told = {
            e.key: {text.key(n.text) for n in e.names} for e in (self.found.entities if self.found else ())
        }
        overlaps = [(-len(a & b), g, k) for g, a in asked.items() for k, b in told.items() if a & b]
        taken: set[str] = set()
        for _, gid, key in sorted(overlaps):
            if gid not in taken and key not in taken:
                taken |= {gid, key}
                yield gid, key

    def _entities(self, pairs: dict[str, str]) -> None:
        tops = {e.key: self.terms.top(e.cls) for e in (self.found.entities if self.found else ())}
        for e in self.gold["entities"]:
            right = e["id"] in pairs and tops[pairs[e["id"]]] == e["type"]
            self._count("entities", f"entity {e['type']}", 1, 0, int(right))
            if not right:
                self._error("wrong class" if e["id"] in pairs else "missed entity", e["type"], e["name"])
        for e in self.found.entities if self.found else ():
            self._count("entities", f"entity {tops[e.key]}", 0, 1, 0)
            if e.key not in pairs.values():
                self._error("extra entity", tops[e.key], e.label)

    def _relations(self, gold_of: dict[str, str]) -> None:
        names = {e["id"]: e["name"] for e in self.gold["entities"]}
        labels = {e.key: e.label for e in (self.found.entities if self.found else ())}
        asked = {self._triple(r["s"], r["p"], r["o"]) for r in self.gold["relations"]}
        told: dict[Triple, Statement] = {}
        for said in self.found.statements if self.found else ():
            if said.property in self.terms.attributes:
                continue
            subject, obj = (gold_of.get(key, key) for key in (said.subject, said.object))
            told.setdefault(self._triple(subject, said.property, obj), said)
        for triple in sorted(asked | told.keys()):
            self._count(
                "relations",
                f"relation {triple[1]}",
                triple in asked,
                triple in told,
                triple in asked and triple in told,
            )
        shown = {**labels, **names}
        for s, p, o in sorted(asked - told.keys()):
            self._error("missed relation", p, f"{shown[s]} → {shown[o]}")
        for s, p, o in sorted(told.keys() - asked):
            said = told[s, p, o]
            ends = f"{shown.get(s, s)} → {shown.get(o, o)}"
            self._error("extra relation", p, ends, said.rule, self._sentence(said))

    def _sentence(self, s: Statement) -> str:
        return next(
            (p.text for p in (self.found.passages if self.found else ()) if p.extent == s.evidence), ""
        )

    def _triple(self, s: str, p: str, o: str) -> Triple:
        return (min(s, o), p, max(s, o)) if self.terms.properties[p].symmetric else (s, p, o)

    def _figures(self) -> None:
        free = list(self.found.observations) if self.found else []
        self._count("figures", "", 0, len(free), 0)
        for g in self.gold["observations"]:
            day = g.get("asOf") or g.get("periodEnd")
            hit = next(
                (
                    o
                    for o in free
                    if abs(float(o.value) - g["value"]) <= 1e-6 * max(1.0, abs(g["value"]))
                    and o.unit == g["unit"]
                    and _same_day(day, o.as_of or o.period_end)
                ),
                None,
            )
            self._count("figures", "", 1, 0, int(hit is not None))
            if hit:
                free.remove(hit)
            else:
                self._error("missed figure", g["indicator"], f"{g['value']} {g['unit']}")
        for o in free:
            self._error("extra figure", o.indicator, f"{o.value} {o.unit}", o.rule)

    def _count(self, row: str, narrow: str, gold: int, found: int, right: int) -> None:
        for name in filter(None, (row, narrow)):
            self.result.scores[name].add(int(gold), int(found), int(right))

    def _error(self, *parts: str) -> None:
        self.result.errors.append((self.name, *parts))


def _same_day(gold: str | None, found: str | None) -> bool:
    return not gold or (found is not None and (gold.startswith(found) or found.startswith(gold)))

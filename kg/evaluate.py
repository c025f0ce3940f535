"""How a graph compares with gold: each document's entities, relations and figures, and each error with its sentence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from kg import facts, missed, ontology, sources, text
from kg.errors import DataError, KgError
from kg.missed import Text
from kg.model import Entity, Extent, Findings, Observation, Statement
from kg.scores import Claim, Error, Evaluation

Triple = tuple[str, str, str]


def evaluate(build: Path, gold: Iterable[Path]) -> Evaluation:
    """Compares the facts of a build folder with gold files, each by the document that it names."""
    found = list(facts.read(build / "facts.jsonl"))
    result = Evaluation()
    for path in sorted(gold):
        asked = read(path)
        told = of(asked, found)
        compare(asked, told, result, _text(build, told))
    return result


def compare(gold: dict[str, Any], found: Findings | None, result: Evaluation, text: str = "") -> None:
    """Adds to a result how what was found in one document compares with its gold."""
    _Comparison(gold, found, result, text).run()


def read(path: Path) -> dict[str, Any]:
    """Reads a gold file."""
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


def of(gold: dict[str, Any], found: Iterable[Findings]) -> Findings | None:
    """Gives the findings of the document that a gold file names: by identifier, or its last part with or without suffix."""
    name = gold["document"]
    for findings in found:
        path = PurePosixPath(findings.document.identifier)
        if name in (str(path), path.stem, path.name):
            return findings
    return None


def _text(build: Path, found: Findings | None) -> str:
    try:
        return sources.text(build, found.document.text_hash) if found else ""
    except KgError:  # facts alone can be scored too; errors then come without their sentences
        return ""


class _Comparison:
    """One gold document against what was found in it."""

    def __init__(self, gold: dict[str, Any], found: Findings | None, result: Evaluation, source: str) -> None:
        self.gold, self.result, self.name = gold, result, gold["document"]
        self.entities: tuple[Entity, ...] = found.entities if found else ()
        self.statements: tuple[Statement, ...] = found.statements if found else ()
        self.observations: tuple[Observation, ...] = found.observations if found else ()
        self.text = Text(source, found)
        self.terms = ontology.load()
        self.key_of = dict(self._pairs())
        self.gold_of = {key: gid for gid, key in self.key_of.items()}

    def run(self) -> None:
        self._entities()
        self._relations()
        self._figures()

    def _pairs(self) -> Iterator[tuple[str, str]]:
        """Yields gold things with found ones that share a name, the largest overlap first, one to one."""
        asked = {
            e["id"]: {text.key(n) for n in (e["name"], *e.get("mentions", ()))} for e in self.gold["entities"]
        }
        told = {e.key: {text.key(n.text) for n in e.names} for e in self.entities}
        overlaps = [(-len(a & b), g, k) for g, a in asked.items() for k, b in told.items() if a & b]
        taken: set[str] = set()
        for _, gid, key in sorted(overlaps):
            if gid not in taken and key not in taken:
                taken |= {gid, key}
                yield gid, key

    def _entities(self) -> None:
        tops = {e.key: self.terms.top(e.cls) for e in self.entities}
        for e in self.gold["entities"]:
            key = self.key_of.get(e["id"])
            right = key is not None and tops[key] == e["type"]
            self._count("entities", f"entity {e['type']}", 1, 0, int(right))
            if not right and key:
                self._error("wrong class", e["type"], f"{e['name']} as {tops[key]}", *self.text.by(key))
            elif not right:
                self._error("missed entity", e["type"], e["name"], *self.text.instead(e))
        for found in self.entities:
            self._count("entities", f"entity {tops[found.key]}", 0, 1, 0)
            if found.key not in self.gold_of:
                self._error("extra entity", tops[found.key], found.label, *self.text.by(found.key))

    def _relations(self) -> None:
        asked = {self._triple(r["s"], r["p"], r["o"]): r for r in self.gold["relations"]}
        told: dict[Triple, list[Statement]] = {}
        for s in self.statements:
            if s.property not in self.terms.attributes:
                subject, obj = (self.gold_of.get(key, key) for key in (s.subject, s.object))
                told.setdefault(self._triple(subject, s.property, obj), []).append(s)
        for triple in sorted(asked.keys() | told.keys()):
            right = triple in asked and triple in told
            whole = right and _whole(asked[triple], told[triple])
            self._count("relations", f"relation {triple[1]}", triple in asked, triple in told, right)
            self._count("relations, whole", "", triple in asked, triple in told, whole)
            self._claims(told.get(triple, ()), right)
            if not whole:
                self._wrong(triple, asked.get(triple), told.get(triple, []))

    def _claims(self, said: Iterable[Statement], right: bool) -> None:
        self.result.claims += [Claim(self.name, s.rule, s.confidence, right) for s in said]

    def _wrong(self, triple: Triple, asked: dict[str, Any] | None, told: list[Statement]) -> None:
        shown = {e.key: e.label for e in self.entities} | {e["id"]: e["name"] for e in self.gold["entities"]}
        ends = " → ".join(shown.get(end, end) for end in (triple[0], triple[2]))
        if not told:
            keys = [self.key_of.get(end, "") for end in (triple[0], triple[2])]
            lost = [shown[end] for end in (triple[0], triple[2]) if end not in self.key_of]
            self._error("missed relation", triple[1], ends, *self.text.could(triple[1], keys, lost))
            return
        said = told[0]
        kind = "relation in part" if asked else "extra relation"
        if asked:
            ends += (
                f" ({said.modality} {said.date}; gold {asked.get('modality', 'fact')} {asked.get('date')})"
            )
        self._error(kind, triple[1], ends, said.rule, self._sentence(said.evidence))

    def _sentence(self, extent: Extent) -> str:
        return self.text.passages.get(extent, "")

    def _triple(self, s: str, p: str, o: str) -> Triple:
        return (min(s, o), p, max(s, o)) if self.terms.properties[p].symmetric else (s, p, o)

    def _figures(self) -> None:
        free, rest = list(self.observations), []
        for g in self.gold["observations"]:
            if not _take(free, lambda o, g=g: fits(g, o) and not self._wrong_parts(g, o)):
                rest.append(g)
        whole = len(self.gold["observations"]) - len(rest)
        lost = 0
        for g in rest:
            told = (g["indicator"], f"{g['value']} {g['unit']}")
            if hit := _take(free, lambda o, g=g: fits(g, o)):
                wrong = ", ".join(self._wrong_parts(g, hit))
                self._error(
                    "figure in part",
                    told[0],
                    f"{told[1]} ({wrong})",
                    hit.rule,
                    self._sentence(hit.evidence[0]),
                )
            else:
                lost += 1
                self._error("missed figure", *told, *self.text.number(g))
        asked, found = len(self.gold["observations"]), len(self.observations)
        self._count("figures", "", asked, found, asked - lost)
        self._count("figures, whole", "", asked, found, whole)
        for o in free:
            self._error(
                "extra figure", o.indicator, f"{o.value} {o.unit}", o.rule, self._sentence(o.evidence[0])
            )

    def _wrong_parts(self, g: dict[str, Any], o: Observation) -> list[str]:
        """Names what else than value and unit is wrong in a figure that fits."""
        growth = g.get("growth")
        grown = o.growth is not None and growth is not None and _same_number(growth, float(o.growth))
        right = {
            "day": (g.get("asOf") or g.get("periodEnd")) == (o.as_of or o.period_end),
            "about": self.gold_of.get(o.about or "") == g.get("about"),
            "modality": g.get("modality", "fact") == o.modality,
            "growth": grown or growth is None and o.growth is None,
        }
        return [part for part, well in right.items() if not well]

    def _count(self, row: str, narrow: str, gold: int, found: int, right: int) -> None:
        for name in filter(None, (row, narrow)):
            self.result.add(self.name, name, int(gold), int(found), int(right))

    def _error(self, kind: str, what: str, said: str, by: str = "", sentence: str = "") -> None:
        self.result.errors.append(Error(self.name, kind, what, said, by, missed.line(sentence)))


def _take(free: list[Observation], fit: Any) -> Observation | None:
    hit = next(filter(fit, free), None)
    if hit:
        free.remove(hit)
    return hit


def fits(g: dict[str, Any], o: Observation) -> bool:
    """Says whether a figure has gold's value, unit and day, the day perhaps told less exactly."""
    day, found = g.get("asOf") or g.get("periodEnd"), o.as_of or o.period_end
    same_day = not day or (found is not None and (day.startswith(found) or found.startswith(day)))
    return same_day and o.unit == g["unit"] and _same_number(g["value"], float(o.value))


def _same_number(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-6 * max(1.0, abs(a), abs(b))


def _whole(asked: dict[str, Any], told: Iterable[Statement]) -> bool:
    """Says whether a relation that is right has its modality, and its date where gold has one."""
    told = list(told)
    modality = "fact" if any(s.modality == "fact" for s in told) else "planned"
    dated = asked.get("date") is None or any(s.date == asked["date"] for s in told)
    return dated and modality == asked.get("modality", "fact")

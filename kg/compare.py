"""Two builds side by side: what came and what went, and against gold which errors were mended and which are new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kg import facts, ontology
from kg.model import Findings
from kg.scores import HEAD, Error, Evaluation


class Change(NamedTuple):
    """One fact that is in one build only: + in the new, - in the old."""

    sign: str
    document: str
    kind: str
    what: str
    said: str
    by: str
    sentence: str


def changes(new: Path, old: Path) -> list[Change]:
    """Gives what two builds do not share, by document; two facts that differ in rule or confidence alone are the same."""
    now, before = (dict(_facts(facts.read(folder / "facts.jsonl"))) for folder in (new, old))
    rows = [Change("-", *row) for key, row in before.items() if key not in now]
    rows += [Change("+", *row) for key, row in now.items() if key not in before]
    return sorted(rows, key=lambda c: (c.document, c.kind, c.what, c.said, c.sign, c.by))


def counted(rows: Iterable[Change]) -> str:
    """Says how many facts of each kind came and went."""
    counts = Counter((row.kind, row.sign) for row in rows)
    kinds = ("entity", "statement", "figure")
    return "\n".join(f"{kind:12}+{counts[kind, '+']:<6} -{counts[kind, '-']}" for kind in kinds)


def errors(new: Evaluation, old: Evaluation) -> Iterator[tuple[str, Error]]:
    """Yields the errors that one of two evaluations by the same gold has: new ones, and mended ones."""
    known, left = ({e[:4]: e for e in side.errors} for side in (old, new))
    yield from (("new", e) for key, e in left.items() if key not in known)
    yield from (("mended", e) for key, e in known.items() if key not in left)


def table(new: Evaluation, old: Evaluation) -> str:
    """Gives the main rows of both, and the difference."""
    now, before = new.scores, old.scores
    lines = [f"{'F1':24}{'old':>8}{'new':>8}{'change':>8}"]
    for row in HEAD:
        a, b = before[row].f1, now[row].f1
        lines.append(f"{row:24}{a:8.3f}{b:8.3f}{b - a:+8.3f}")
    return "\n".join(lines)


def _facts(found: Iterable[Findings]) -> Iterator[tuple[tuple[object, ...], tuple[str, ...]]]:
    """Yields for each fact what makes it that fact, and how it is shown."""
    top = ontology.load().top
    for f in found:
        name, labels = f.document.identifier, {e.key: e.label for e in f.entities}
        passages = {p.extent: " ".join(p.text.split()) for p in f.passages}
        seen = {m.key: m.found for m in reversed(f.mentions)}
        for e in f.entities:
            yield (name, e.key, e.cls), (name, "entity", top(e.cls), e.label, seen.get(e.key, ""), "")
        for s in f.statements:
            ends = (
                f"{labels[s.subject]} → {labels.get(s.object, s.object)} {s.modality} {s.date or ''}".strip()
            )
            alike = replace(s, rule="", confidence=0.0, context=())
            yield (name, alike), (name, "statement", s.property, ends, s.rule, passages.get(s.evidence, ""))
        for o in f.observations:
            day = o.as_of or o.period_end or ""
            said = f"{o.value:f} {o.unit} {labels.get(o.about or '', '')} {day}".strip()
            alone = replace(o, rule="", evidence=(), context=())
            yield (name, alone), (name, "figure", o.indicator, said, o.rule, passages.get(o.evidence[0], ""))

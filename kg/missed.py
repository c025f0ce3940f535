"""What may be behind an error: which component made it, what stands in the place of what was missed, who could have found it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from kg import numbers, ontology, text
from kg.model import Extent, Findings, Mention

END = re.compile(r"[^。！？；\n]*(?:[。！？；\n]|$)")
LISTED = 6  # rules that are named at most


class Text:
    """A document's text with what was found in it."""

    def __init__(self, written: str, found: Findings | None) -> None:
        self.written, self.folded = written, text.fold(written)
        self.mentions: tuple[Mention, ...] = found.mentions if found else ()
        self.language = "en" if found and found.document.language == "en" else "zh"
        self.passages = {p.extent: p.text for p in (found.passages if found else ())}

    def by(self, key: str) -> tuple[str, str]:
        """Gives the component that saw an entity first, and the sentence."""
        seen = next((m for m in self.mentions if m.key == key), None)
        return (seen.found, self._around(seen.extent)) if seen else ("", "")

    def instead(self, e: dict[str, Any]) -> tuple[str, str]:
        """Gives what was found where a missed thing stands, and the sentence."""
        for name in sorted((e["name"], *e.get("mentions", ())), key=len, reverse=True):
            at = self.folded.find(text.fold(name))
            if at >= 0:
                place = Extent(at, at + len(name))
                crossing = [m for m in self.mentions if _crosses(m.extent, place)]
                said = {f"{self.written[m.extent.begin : m.extent.end]} ({m.found})" for m in crossing}
                return "; ".join(sorted(said)) or "nothing there", self._around(place)
        return "", ""

    def could(self, prop: str, keys: Sequence[str], lost: Sequence[str]) -> tuple[str, str]:
        """Gives the rules whose words stand in the shortest sentence that has both ends, or the ends that were missed."""
        if lost:
            return f"not found: {', '.join(lost)}", ""
        together = sorted(
            (e for e in self._sentences() if self._holds(e, keys)), key=lambda e: e.end - e.begin
        )
        if not together:
            return "no sentence has both", ""
        place = together[0]
        rules = [r for r, needs in _rules(self.language, prop) if self._has(place, needs)]
        return " ".join(rules[:LISTED]) or "no rule has these words", self._around(place)

    def number(self, g: dict[str, Any]) -> tuple[str, str]:
        """Says whether the number of a missed figure was read at all, and gives its sentence."""
        for n in numbers.find(self.folded):
            shares = (1, 100) if g["unit"] == "ratio" else (1,)
            if any(abs(float(n.value) / s - g["value"]) <= 1e-6 * max(1.0, abs(g["value"])) for s in shares):
                return "its number was read", self._around(Extent(n.begin, n.end))
        return "", ""

    def _holds(self, extent: Extent, keys: Sequence[str]) -> bool:
        inside = {
            m.key for m in self.mentions if extent.begin <= m.extent.begin and m.extent.end <= extent.end
        }
        return inside >= set(keys)

    def _has(self, extent: Extent, needs: Sequence[re.Pattern[str]]) -> bool:
        return all(n.search(self.folded, extent.begin, extent.end) for n in needs)

    def _sentences(self) -> Iterator[Extent]:
        yield from (Extent(*m.span()) for m in END.finditer(self.written) if m[0].strip())

    def _around(self, extent: Extent) -> str:
        held = (e for e in self._sentences() if e.begin <= extent.begin < e.end)
        return next((self.written[e.begin : e.end].strip() for e in held), "")


@cache
def _rules(language: str, prop: str) -> list[tuple[str, list[re.Pattern[str]]]]:
    """Gives the rules of a property, each with the words that it needs."""
    from kg import patterns
    from kg.relate.relations import RULES

    book = patterns.read([RULES], language, ontology.load())
    return [(r.id, list(r.needs)) for r in book.rules if r.property == prop]


def _crosses(a: Extent, b: Extent) -> bool:
    return a.begin < b.end and b.begin < a.end


def line(sentence: str) -> str:
    """Gives a sentence as one field of a table."""
    return " ".join(sentence.split())

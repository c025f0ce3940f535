"""Repairs one wrong character in a known name: 展展银行 is 星展银行 in a list of banks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from kg import text
from kg.link.context import Context
from kg.link.mention import Mention
from kg.seeds import Seeds

LEAST = 4  # characters of a name that may be repaired
LIST = re.compile(r"\s*[、和与及,，]\s*")
HOME = "place-china"


class Repair:
    """Finds the one thing of the seeds whose name differs from a given one in a single character."""

    def __init__(self, seeds: Seeds) -> None:
        self.halves: dict[tuple[int, str, bool], list[str]] = defaultdict(list)
        for name in seeds.strong:
            if len(name) >= LEAST and text.is_han(name[0]):
                for half in _halves(name):
                    self.halves[half].append(name)
        self.seeds = seeds

    def find(self, mentions: Iterable[Mention], known: set[Mention], context: Context) -> dict[Mention, str]:
        """Maps each misprinted mention to the key of what it means; known are those that need no repair."""
        rows = sorted(mentions)
        counts: dict[str, int] = defaultdict(int)
        for mention in rows:
            counts[mention.key] += 1
        found = {}
        for mention in rows:
            if mention.top == "Institution" and mention not in known and len(mention.key) >= LEAST:
                beside = {other.cls for other in _listed(mention, rows, context.folded)}
                if key := self._one(mention, beside, counts[mention.key], context):
                    found[mention] = key
        return found

    def _one(self, mention: Mention, beside: set[str], count: int, context: Context) -> str | None:
        name = mention.key
        options = {
            (key, right, at)
            for half in _halves(name)  # of which one is right
            for right in self.halves.get(half, ())
            for at in range(len(name) - 1)
            if name[:at] == right[:at] and name[at + 1 :] == right[at + 1 :]
            for key in self.seeds.strong[right]
            if self.seeds.things[key].top == mention.top
        }
        if len({key for key, _, _ in options}) != 1:
            return None
        key, _, at = min(options)
        if any(self.seeds.things[k].top == "Place" for k in self.seeds.forms.get(name[:2], ())):
            return None  # another place is another body
        listed = self.seeds.things[key].cls in beside
        doubled = name[at] in (name[at + 1], name[at - 1] if at else "")
        place = self.seeds.place_of(key)
        placed = place is not None and place != HOME and context.places[place] > 0
        support = (listed, placed or context.named[key] > 0, count == 1)
        return key if all(support) or (doubled and any(support[:2])) else None


def _halves(name: str) -> tuple[tuple[int, str, bool], tuple[int, str, bool]]:
    """Gives the two halves of a name, as names are found that are right in one of them."""
    middle = len(name) // 2
    return (len(name), name[:middle], True), (len(name), name[middle:], False)


def _listed(mention: Mention, rows: list[Mention], folded: str) -> list[Mention]:
    """Gives the mentions joined to this one by a mark of listing."""
    at = bisect_left(rows, mention)
    close = rows[max(at - 6, 0) : at + 7]
    after = [o for o in close if o.begin >= mention.end and LIST.fullmatch(folded[mention.end : o.begin])]
    before = [o for o in close if o.end <= mention.begin and LIST.fullmatch(folded[o.end : mention.begin])]
    return before + after

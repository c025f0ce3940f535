"""What a document is about: the places it speaks of and the things it names beyond doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg import text
from kg.link.mention import Mention
from kg.model import Source
from kg.seeds import Seeds, lower, sizes_at

HOME = {"zh": ("place-china",), "zh-hant": ("place-hong-kong", "place-macau", "place-taiwan"), "en": ()}
TITLE = 3  # a name in the title or the source's name counts for so many in the text


@dataclass(slots=True)
class Context:
    """Counts of what a document names without doubt; places also count for what they lie in."""

    seeds: Seeds
    language: str
    folded: str = ""
    named: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    spots: list[tuple[int, str]] = field(default_factory=list)  # places in the order of the text

    @classmethod
    def of(
        cls, mentions: Iterable[Mention], seeds: Seeds, source: Source | None, folded: str = ""
    ) -> Context:
        context = cls(seeds, source.language if source else "zh", folded)
        for mention in mentions:
            keys = seeds.strong.get(mention.key, ())
            if len(keys) == 1 and seeds.things[keys[0]].top == mention.top:
                context._count(keys[0], mention.begin, 1)
        for part in (source.title, source.url or "") if source else ():
            for key in _inside(part, seeds):
                context._count(key, -1, TITLE)
        context.spots.sort()
        return context

    def _count(self, key: str, at: int, weight: int) -> None:
        self.named[key] += weight
        place = self.seeds.place_of(key)
        self.places.update(dict.fromkeys(self.seeds.within(place), weight))
        if self.seeds.things[key].top == "Place":
            self.spots.append((at, key))

    def nearness(self, key: str) -> float:
        """Says how well a place, or the place of a thing, fits the document: from 0 to 1."""
        place = self.seeds.place_of(key)
        if place is None:
            return 0.0
        most = max(self.places.values(), default=0)
        share = self.places[place] / most if most else 0.0
        around = {*self.seeds.within(place)}
        abroad = self.language == "zh" and around & {*HOME["zh-hant"]}
        home = 0.5 if around & {*HOME.get(self.language, ())} and not abroad else 0.0
        return max(share, home) if share else home / 2


def _inside(name: str, seeds: Seeds) -> Iterable[str]:
    """Yields the seeds that stand in a title, the longest first from the left."""
    line, at = lower(text.fold(name)), 0
    while at < len(line):
        for size in sizes_at(line, at, seeds.sizes):
            keys = seeds.forms.get(line[at : at + size], ())
            if len(keys) == 1 and text.is_han(line[at]):
                yield keys[0]
                at += size - 1
                break
        at += 1

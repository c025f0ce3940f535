"""What a document is about: the places it speaks of and the things it names beyond doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg import text
from kg.link.mention import Mention
from kg.model import Source
from kg.seeds import Seeds, Thing, form, lower, sizes_at

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
    owners: dict[int, str] = field(
        default_factory=dict
    )  # where a branch's name begins that leaves its body out

    @classmethod
    def of(
        cls, mentions: Iterable[Mention], seeds: Seeds, source: Source | None, folded: str = ""
    ) -> Context:
        context = cls(seeds, source.language if source else "zh", folded)
        for mention in mentions:
            keys = seeds.strong.get(mention.key, ())
            if context._unsure(mention.key):
                continue
            if len(keys) == 1 and seeds.things[keys[0]].top == mention.top:
                context._count(keys[0], mention.begin, 1)
        for part in (source.title, source.url or "") if source else ():
            for name, key in _inside(part, seeds):
                if not context._unsure(text.key(name)):
                    context._count(key, -1, TITLE)
        context.spots.sort()
        return context

    def _unsure(self, key: str) -> bool:
        """Says whether a name that is one body's on the mainland is another's at home: 證監會 in Hong Kong."""
        return self.language == "zh-hant" and key in self.seeds.weak

    def _count(self, key: str, at: int, weight: int) -> None:
        self.named[key] += weight
        place = self.seeds.place_of(key)
        self.places.update(dict.fromkeys(self.seeds.within(place), weight))
        if self.seeds.things[key].top == "Place":
            self.spots.append((at, key))

    def namesakes(self, name: str, keys: Iterable[str]) -> tuple[str, ...]:
        """Gives what the document names by a place and this name, where it names none of these keys that have it.

        金管局 beside 澳门金管局 may be that one, if the document is about 澳门.
        """
        if any(self.named[key] for key in keys):
            return ()
        return tuple(key for key in self.named if self._called(key, name))

    def _called(self, key: str, name: str) -> bool:
        thing = self.seeds.things[key]
        place = self.seeds.things.get(thing.place or "") if thing.top == "Institution" else None
        leads = {form(n.text) for n in place.names} if place else set()
        return any(n.endswith(name) and n[: -len(name)] in leads for n in map(form, _texts(thing, leads)))

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
        return max(share, home) if share or self._at_home(around) else home / 2

    def _at_home(self, around: set[str]) -> bool:
        """Says whether a text in traditional script is from Hong Kong, as one is that names none of the other places of it."""
        home = {*HOME["zh-hant"]}
        return (
            self.language == "zh-hant"
            and "place-hong-kong" in around
            and not any(self.places[key] for key in home)
        )


def _texts(thing: Thing, leads: set[str]) -> Iterator[str]:
    return (name.text for name in thing.names if leads)


def _inside(name: str, seeds: Seeds) -> Iterable[tuple[str, str]]:
    """Yields the names of the seeds that stand in a title, and whose they are, the longest first from the left."""
    line, at = lower(text.fold(name)), 0
    while at < len(line):
        for size in sizes_at(line, at, seeds.sizes):
            keys = seeds.forms.get(line[at : at + size], ())
            if len(keys) == 1 and text.is_han(line[at]):
                yield line[at : at + size], keys[0]
                at += size - 1
                break
        at += 1

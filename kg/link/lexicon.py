"""Finds known names inside a name: those of the seeds and those of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.link.context import Context
from kg.seeds import Seeds, Sizes, form, measure, sizes_at

FULL = (
    "country",
    "city",
    "region",
    "province",
    "prefecture",
    "grouping",
)  # levels whose short name is safe inside a name


LONGEST = 16  # characters of a place's name


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A known name within a name; several keys where it names several things (中新)."""

    begin: int
    end: int
    keys: tuple[str, ...]
    top: str

    @property
    def key(self) -> str:
        return self.keys[0]


@dataclass(slots=True)
class Lexicon:
    """Names by folded form; own are the document's, found before those of the seeds."""

    context: Context
    own: dict[str, tuple[str, str]] = field(default_factory=dict)  # form → key, top class
    classes: dict[str, str] = field(default_factory=dict)  # key → class, of the document's own
    seats: dict[str, tuple[str, ...]] = field(default_factory=dict)  # key → places that its name states
    but: str = ""  # a key whose names are not found: that of the thing whose name is read
    sizes: Sizes = field(default_factory=dict)  # of own

    @property
    def seeds(self) -> Seeds:
        return self.context.seeds

    def learn(self, name: str, key: str, top: str) -> None:
        self.own.setdefault(form(name), (key, top))
        measure(self.sizes, form(name))

    def at(self, line: str, begin: int, weak: bool = False) -> Part | None:
        """Gives the longest known name that begins here; line is a folded name in lower case.

        A name is not found in the whole of itself. Weak names (人行) are read where a parent stands only.
        """
        if not _edge(line, begin):
            return None
        for size in self._sizes(line, begin):
            if _edge(line, begin + size) and (part := self._part(line, begin, begin + size, weak)):
                return part
        return None

    def exact(self, line: str, begin: int, end: int) -> Part | None:
        """Gives the known name that is exactly this part of a name."""
        return self._part(line, begin, end)

    def place(self, line: str, begin: int, weak: bool = False) -> Part | None:
        """Gives the longest known place that begins here, a pair of places too; weak names where one must stand."""
        if not _edge(line, begin):
            return None
        for size in self._sizes(line, begin):
            if size <= LONGEST and _edge(line, begin + size):
                part = self._part(line, begin, begin + size, weak, weak)
                if part and part.top == "Place":
                    return part
        return None

    def _sizes(self, line: str, begin: int) -> Sequence[int]:
        sizes = sizes_at(line, begin, self.seeds.sizes, self.sizes)
        return sizes[1:] if sizes and sizes[0] == len(line) else sizes

    def ending(self, line: str, end: int, begin: int = 0) -> Part | None:
        """Gives the longest known place that ends here, where one must stand."""
        for start in range(max(begin, end - 12), end - 1):
            part = self._part(line, start, end, sure=True)
            if part and part.top == "Place" and _edge(line, start):
                return part
        return None

    def inside(self, line: str) -> Iterator[Part]:
        """Yields the known names in a name from the left, the longest first, none within another."""
        at = 0
        while at < len(line):
            part = self.at(line, at)
            if part:
                yield part
                at = part.end
            else:
                at += 1

    def _part(self, line: str, begin: int, end: int, weak: bool = False, sure: bool = False) -> Part | None:
        name = line[begin:end]
        if name in self.own and self.own[name][0] != self.but:
            key, top = self.own[name]
            return Part(begin, end, tuple(key.split()), top)
        if name in self.seeds.compounds:
            return Part(begin, end, self.seeds.compounds[name], "Place")
        keys = self.seeds.forms.get(name) or (self._hidden(name) if weak else ())
        one = keys and self._choose([k for k in keys if k != self.but and (sure or self._safe(k, name))])
        return Part(begin, end, (one,), self.seeds.things[one].top) if one else None

    def _hidden(self, name: str) -> tuple[str, ...]:
        keys = self.seeds.hidden.get(name, ())
        others = self.context.namesakes(name, keys) if keys else ()
        return (max((*keys, *others), key=self.context.nearness),) if others else keys

    def _choose(self, keys: list[str]) -> str | None:
        return min(keys, key=lambda k: (-self.context.named[k], -self.context.nearness(k), k), default=None)

    def _safe(self, key: str, name: str) -> bool:
        """Says whether a small place may be read inside a name: 平安 only where the document speaks of it."""
        thing = self.seeds.things[key]
        if thing.top != "Place" or thing.level in FULL or self.context.named[key]:
            return True
        return name[-1] in "市区县旗州盟" or name.isascii()


def _edge(line: str, at: int) -> bool:
    """Says whether a name can begin or end here: not within a Latin word or a number."""
    if at <= 0 or at >= len(line):
        return True
    return not (_latin(line[at - 1]) and _latin(line[at]))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()

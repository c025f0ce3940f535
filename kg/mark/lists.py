"""The word lists of kg/rules/zh/names*.yaml, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick

from kg.cache import yaml

RULES = Path(__file__).parent.parent / "rules" / "zh"


def any_of(words: Iterable[str]) -> str:
    """Gives an alternation of words, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


class Lists:
    """What the grammar of Chinese names knows: heads of names with their class, and words around names."""

    def __init__(self, folder: Path = RULES) -> None:
        self.raw: dict[str, Any] = {}
        for path in sorted(set(folder.glob("names*.yaml")) - {folder / "names-examples.yaml"}):
            self.raw.update(yaml(path))
        self.kinds: dict[str, str] = {}
        self.classes: dict[str, str] = {}
        for kind in ("body", "work", "offer"):
            for label, words in self.raw[kind].items():
                self._heads(kind, label, words)
        self._heads("place", "Place", self.raw["place"])
        self._heads("event", "Event", self.raw["event"])

    def _heads(self, kind: str, label: str, words: Iterable[str]) -> None:
        for word in words:
            self.kinds.setdefault(word, kind)
            self.classes.setdefault(word, label)

    def words(self, name: str) -> frozenset[str]:
        """Gives a list as a set."""
        return _set(self, name)

    def pattern(self, name: str) -> re.Pattern[str]:
        """Gives what finds the words of a list."""
        return _pattern(self, name)

    def heads(self, folded: str) -> Iterator[tuple[int, str]]:
        """Yields the last words of names in a text, of those that begin in one place the longest."""
        longest: dict[int, int] = {}
        for _, begin, end in self._heads_of_names.find_matches_as_indexes(folded, overlapping=True):
            longest[begin] = max(end, longest.get(begin, 0))
        for begin, end in sorted(longest.items()):
            yield begin, folded[begin:end]

    @cached_property
    def _heads_of_names(self) -> AhoCorasick:
        return AhoCorasick(list(self.classes))

    @cached_property
    def body(self) -> re.Pattern[str]:
        """The last words of institutions."""
        return re.compile(any_of(word for word, kind in self.kinds.items() if kind == "body"))

    @cached_property
    def before_body(self) -> re.Pattern[str]:
        """What a recogniser takes in before the names of bodies."""
        return re.compile(f".*(?:{any_of(self.raw['before_titles'])})|{any_of(self.raw['before_body'])}")

    @cached_property
    def apposed(self) -> re.Pattern[str]:
        """A noun that says what the body behind it is."""
        return re.compile(f"(?:{any_of(self.raw['apposed'])})$")

    @cached_property
    def firm(self) -> re.Pattern[str]:
        """What makes a person's name before it that of a body."""
        return re.compile(any_of(self.raw["firms"]))

    @cached_property
    def kind(self) -> dict[str, str]:
        """The kind of name of each class."""
        kinds = {label: kind for kind in ("body", "work", "offer") for label in self.raw[kind]}
        return kinds | {"Place": "place", "Event": "event"}

    @cached_property
    def no_names(self) -> dict[str, re.Pattern[str]]:
        """What looks like a name and names a sort, or no thing at all, by the kind of name."""
        return {kind: re.compile("|".join(shapes)) for kind, shapes in self.raw["no_names"].items()}

    def nameless(self, label: str, name: str) -> bool:
        """Says whether what stands here names a sort, or no thing at all."""
        shapes = self.no_names.get(self.kind.get(label, ""))
        return shapes is not None and shapes.search(name) is not None

    @cached_property
    def no_person(self) -> re.Pattern[str]:
        """What the recogniser takes for a person that is none."""
        return re.compile(f"^(?:{any_of(self.raw['no_persons'])})$|{'|'.join(self.raw['no_person_shapes'])}")

    @cached_property
    def sort(self) -> re.Pattern[str]:
        """What a name holds that names a sort of bodies, or several."""
        return re.compile(f"(?:{any_of(self.raw['sorts'])})$|{'|'.join(self.raw['sort_shapes'])}")

    @cached_property
    def sort_before(self) -> re.Pattern[str]:
        """What tells right before a name that it names one of its sort."""
        return re.compile("|".join(self.raw["sort_before"]))

    @cached_property
    def work_sort(self) -> re.Pattern[str]:
        """What a name ends with that names a sort of works, or several."""
        return re.compile(f"(?:{any_of(self.raw['work_sorts'])})$")

    @cached_property
    def singled(self) -> dict[str, str]:
        """Last words of what is singled out behind a dash, beyond those of names, with their class."""
        return {word: label for label, words in self.raw["singled"].items() for word in words}

    @cached_property
    def shaped(self) -> re.Pattern[str]:
        """Events that come back under names of one shape."""
        return re.compile("|".join(self.raw["event_shapes"]))

    @cached_property
    def joined(self) -> re.Pattern[str]:
        """What names of institutions hold with 和 or 与."""
        return re.compile(f"(?:{any_of(self.raw['joined'])})$")

    @cached_property
    def paired(self) -> re.Pattern[str]:
        """What other names hold with 和 or 与."""
        return re.compile(f"(?:{any_of(self.raw['paired'])})$")

    @cached_property
    def not_after(self) -> dict[str, tuple[str, ...]]:
        return {word: tuple(after) for word, after in self.raw["not_after"].items()}

    @cached_property
    def not_before(self) -> dict[str, tuple[str, ...]]:
        return {word: tuple(before) for word, before in self.raw["not_before"].items()}

    @cached_property
    def ordinary(self) -> dict[str, str]:
        """Words that jieba's dictionary takes for persons, with the tags that are theirs."""
        return {word: tag for tag, words in self.raw["ordinary"].items() for word in words}

    @cached_property
    def policy(self) -> dict[str, str]:
        return {word: label for label, words in self.raw["policy"].items() for word in words}

    @cached_property
    def quoted(self) -> dict[str, str]:
        return {word: label for label, words in self.raw["quoted"].items() for word in words}

    @cached_property
    def quoted_ends(self) -> dict[str, str]:
        return {word: label for label, words in self.raw["ends"].items() for word in words}


@cache
def _set(lists: Lists, name: str) -> frozenset[str]:
    return frozenset(lists.raw[name])


@cache
def _pattern(lists: Lists, name: str) -> re.Pattern[str]:
    return re.compile(any_of(lists.raw[name]))


@cache
def lists() -> Lists:
    """Gives the lists of the project."""
    return Lists()


def ending(name: str, classes: dict[str, str]) -> str | None:
    """Gives the longest word of a table that a name ends with."""
    for size in range(min(len(name), 16), 0, -1):
        if name[-size:] in classes:
            return name[-size:]
    return None

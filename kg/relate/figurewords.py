"""The words that make a number a figure, as kg/rules/*/figures.yaml list them, compiled to patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.cache import yaml
from kg.errors import DataError

RULES = Path(__file__).parent.parent / "rules"
BOUNDS = ("over", "under", "about")
Patterns = dict[str, re.Pattern[str]]


def any_of(words: Iterable[object]) -> str:
    """Gives a pattern for any of the words, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(map(str, words), key=lambda w: (-len(w), w)))) + ")"


@dataclass(frozen=True, eq=False)
class Words:
    """The lists of one language, and what is looked for with them; raw is the file's content.

    within, ends: list → a pattern for its words anywhere, and at the end of a text. before, after: bound → the words
    in front of a number and behind it that tell it.
    """

    language: str
    raw: dict[str, Any]
    units: dict[str, str]
    times: dict[str, str]
    unit: re.Pattern[str]
    counter: re.Pattern[str]
    before: Patterns
    after: Patterns
    within: Patterns
    ends: Patterns

    @property
    def chinese(self) -> bool:
        return self.language == "zh"

    def has(self, name: str, text: str) -> bool:
        """Says that a text holds a word of a list; a list that the language does not have holds none."""
        return name in self.within and self.within[name].search(text) is not None

    def begins(self, name: str, text: str) -> bool:
        return name in self.within and self.within[name].match(text) is not None

    def closes(self, name: str, text: str) -> bool:
        return name in self.ends and self.ends[name].search(text) is not None

    def leads(self, name: str) -> tuple[str, ...]:
        return tuple(map(str, self.raw.get(name, ())))


@lru_cache(maxsize=4)
def load(language: str) -> Words:
    """Reads the figures.yaml of zh or en."""
    path = RULES / language / "figures.yaml"
    try:
        return _compile(language, yaml(path))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(f"{path}:1: not lists of figure words ({error}); keep its lists' names") from error


def _compile(language: str, raw: dict[str, Any]) -> Words:
    chinese = language == "zh"
    edge = "" if chinese else r"\b"
    gap = r"[\s*了至到为人民币港]*" if chinese else r"[\s*]*(?:the |[A-Z]{0,3}\$ ?|RMB ?)?"
    units = {str(word): code for code, words in raw["units"].items() for word in words}
    times = {str(word): code for code, words in raw["times"].items() for word in words}
    lists = {name: any_of(words) for name, words in raw.items() if isinstance(words, list)}
    counters = any_of(raw["counters"]) if chinese else "(?!)"
    measured = [*units, *raw["percents"], *times, *raw["weeks"], *raw["fold"]]
    return Words(
        language=language,
        raw=raw,
        units=units,
        times=times,
        unit=re.compile(_unit(measured, chinese)),
        counter=re.compile(rf"\s*(?:\*\*)?(?P<word>{counters})(?P<each>多|余)?"),
        before={b: re.compile(edge + lists[b] + gap + "$", re.IGNORECASE) for b in BOUNDS},
        after={b: re.compile(r"\s*(?:\*\*)?" + lists[f"{b}_after"]) for b in BOUNDS if f"{b}_after" in lists},
        within={name: re.compile(edge + words + edge, re.IGNORECASE) for name, words in lists.items()},
        ends={name: re.compile(edge + words + "$", re.IGNORECASE) for name, words in lists.items()},
    )


def _unit(words: list[str], chinese: bool) -> str:
    each = r"(?:个(?P<each>[多半])?)?"
    gap = r"\s*(?:\*\*)?\s*" if chinese else r"(?:\s*(?:\*\*)?\s*|-)"
    return rf"{gap}{each}(?P<word>{any_of(words)})" + ("" if chinese else "(?![a-z])")

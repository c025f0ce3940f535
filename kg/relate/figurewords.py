"""The words that make a number a figure, as kg/rules/*/figures.yaml list them, compiled to patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.errors import DataError

RULES = Path(__file__).parent.parent / "rules"
Patterns = dict[str, re.Pattern[str]]


def any_of(words: Iterable[str]) -> str:
    """Gives a pattern for any of the words, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(map(str, words), key=lambda w: (-len(w), w)))) + ")"


@dataclass(frozen=True)
class Words:
    """The lists of one language, and what is looked for with them; raw is the file's content."""

    raw: dict[str, Any]
    units: dict[str, str]
    unit: re.Pattern[str]
    counter: re.Pattern[str]
    before: Patterns  # bound → the words in front of a number that tell it
    after: Patterns
    cues: Patterns

    def all(self, name: str) -> list[str]:
        return list(self.raw.get(name, ()))


@lru_cache(maxsize=4)
def load(language: str) -> Words:
    """Reads the figures.yaml of zh or en."""
    import srsly

    path = RULES / language / "figures.yaml"
    try:
        raw: dict[str, Any] = dict(srsly.read_yaml(path))
        return _compile(raw, language == "zh")
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(
            f"{path}:1: not lists of figure words ({error}); see the lists' own comments"
        ) from error


def _compile(raw: dict[str, Any], chinese: bool) -> Words:
    units = {str(word): code for code, words in raw["units"].items() for word in words}
    percents, times = raw["percents"], {w: c for c, words in raw["times"].items() for w in words}
    edge = "" if chinese else r"\b"
    gap = r"[\s*了至到为人民币港]*" if chinese else r"[\s*]*(?:the |[A-Z]{0,3}\$ ?|RMB ?)?"
    measured = any_of([*units, *percents, *times, *raw["weeks"], "倍", "times"])
    unit = rf"\s*(?:\*\*)?\s*(?:个(?P<each>[多半])?)?(?P<word>{measured})" + (
        edge if chinese else r"(?![a-z])"
    )
    counters = any_of(raw["counters"]) if chinese else "(?!)"
    words = {name: any_of(raw[name]) for name in raw if isinstance(raw[name], list)}
    return Words(
        raw=raw,
        units=units,
        unit=re.compile(unit),
        counter=re.compile(rf"\s*(?:\*\*)?(?P<word>{counters})(?P<each>多|余)?"),
        before={
            b: re.compile(edge + words[b] + gap + "$", re.IGNORECASE) for b in ("over", "under", "about")
        },
        after={
            b: re.compile(r"\s*(?:\*\*)?" + words[f"{b}_after"])
            for b in ("over", "under", "about")
            if f"{b}_after" in words
        },
        cues={name: re.compile(edge + pattern + edge, re.IGNORECASE) for name, pattern in words.items()},
    )

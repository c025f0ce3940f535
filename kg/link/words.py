"""The word lists of kg/rules/*/link.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from kg.cache import yaml

RULES = Path(__file__).parent.parent / "rules"


@cache
def words(language: str) -> dict[str, Any]:
    """Gives the lists that the linker knows in a language: zh or en."""
    return yaml(RULES / language / "link.yaml")


@cache
def longest_first(name: str, language: str = "zh") -> tuple[str, ...]:
    """Gives a list of words, the longest first, as endings are tried."""
    return tuple(sorted(words(language)[name], key=lambda word: (-len(word), word)))


def ending(line: str, name: str, language: str = "zh") -> str | None:
    """Gives the longest word of a list that a name ends with."""
    return next((word for word in longest_first(name, language) if line.endswith(word)), None)


def unit(rest: str) -> str:
    """Gives the full form of a unit behind a place: 住房城乡建委 is 住房和城乡建设委员会."""
    full: dict[str, str] = words("zh")["units"]
    return full.get(rest, rest)

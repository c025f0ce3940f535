"""What lies in what among the places of the seeds, so that no place is said to lie in a part of itself."""

from __future__ import annotations

from functools import lru_cache

from kg import files, iris
from kg.cache import kept

Places = dict[str, tuple[str, str]]


@lru_cache(maxsize=1)
def _places() -> Places:
    """Maps the places of the seeds to what they lie in, or to nothing, and to their level."""
    path = files.folder("seeds") / "places.jsonl"

    def made() -> Places:
        rows = [row for _, row in files.lines(path)]
        wider = {row["id"]: iris.seed("Place", row["in"]) if row.get("in") else "" for row in rows}
        return {iris.seed("Place", row["id"]): (wider[row["id"]], row.get("level", "")) for row in rows}

    return kept("places", [path], made)


def _around(key: str) -> list[str]:
    wider: list[str] = []
    while (key := _places().get(key, ("", ""))[0]) and key not in wider:
        wider.append(key)
    return wider


def holds(outer: str, inner: str) -> bool:
    """Says whether one place lies in the other."""
    return outer in _around(inner)


def apart(inner: str, outer: str) -> bool:
    """Says whether a place cannot lie in another: that is a part of it, or no place that a country lies in."""
    if holds(inner, outer):
        return True
    first, second, *wider = (
        _places().get(key, ("", "unknown"))[1] for key in (inner, outer, *_around(outer))
    )
    return first == "country" and (second == "unknown" or "country" in (second, *wider))

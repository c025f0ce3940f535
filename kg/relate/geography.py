"""What lies in what among the places of the seeds, so that no place is said to lie in a part of itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg import files, iris
from kg.errors import KgError


@lru_cache(maxsize=1)
def _places() -> dict[str, tuple[str | None, str]]:
    """Maps the places of the seeds to what they lie in and what kind of place they are."""
    try:
        rows = [row for _, row in files.lines(files.folder("seeds") / "places.jsonl")]
    except KgError:
        return {}
    return {
        iris.seed("Place", row["id"]): (
            iris.seed("Place", row["in"]) if row.get("in") else None,
            row.get("level", ""),
        )
        for row in rows
    }


def _around(key: str) -> Iterator[str]:
    seen: set[str] = set()
    inner: str | None = key
    while inner and inner not in seen:
        seen.add(inner)
        inner = _places().get(inner, (None, ""))[0]
        if inner:
            yield inner


def holds(outer: str, inner: str) -> bool:
    """Says whether one place lies in the other."""
    return outer in _around(inner)


def apart(inner: str, outer: str) -> bool:
    """Says whether a place cannot lie in another: that is a part of it, or no place that a country lies in."""
    if holds(inner, outer):
        return True
    kinds = [_places().get(key, (None, "unknown"))[1] for key in (inner, outer, *_around(outer))]
    return kinds[0] == "country" and (kinds[1] == "unknown" or "country" in kinds[1:])

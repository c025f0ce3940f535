"""Media types: what an answer can be written as, and which of these a client wants."""

from __future__ import annotations

from collections.abc import Iterable

HTML, TEXT = "text/html", "text/plain"
TURTLE, JSON_LD = "text/turtle", "application/ld+json"
# What SELECT and ASK, CONSTRUCT and DESCRIBE can be written as; the first is for clients that ask for nothing.
ROWS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
)
TRIPLES = (
    TURTLE,
    "application/n-triples",
    "application/rdf+xml",
    JSON_LD,
    "application/xml",
)


def choose(accept: str, offered: Iterable[str]) -> str | None:
    """Gives the media type of those offered that an Accept header wants most, none where it wants none of them.

    Of equally wanted ones that comes first which the header names more exactly, then which is offered first.
    """
    wanted = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    ranked = [(*_wish(media, wanted), media) for media in offered]
    best = max(ranked, key=lambda row: row[:2], default=None)
    return best[2] if best and best[0] > 0 else None


def _range(part: str) -> tuple[str, float]:
    """Gives a media range in lower case, and its quality: 1 unless told, 0 where what is told is no number."""
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    told = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    try:
        return media, min(max(float(told), 0.0), 1.0)
    except ValueError:
        return media, 0.0


def _wish(media: str, wanted: list[tuple[str, float]]) -> tuple[float, int]:
    """Gives the quality of the most exact range that has this media type, and how exact it is."""
    ranges = ("*/*", media.partition("/")[0] + "/*", media)
    exact, quality = max(
        ((ranges.index(name), quality) for name, quality in wanted if name in ranges), default=(0, 0.0)
    )
    return quality, exact


def preferred(accept_language: str, offered: tuple[str, ...]) -> str:
    """Gives the language of those offered that an Accept-Language header wants most, the first where it wants none."""
    wanted = sorted((_range(part) for part in accept_language.split(",")), key=lambda row: -row[1])
    fits = (one for tag, quality in wanted if quality for one in offered if tag.split("-")[0] == one)
    return next(fits, offered[0])

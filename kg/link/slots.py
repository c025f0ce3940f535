"""The parts of a name: year or ordinal, parent, places, unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.link.lexicon import Part

FRAME = re.compile(
    r"(?:(?:19|20)\d\d年?度?|第[一二三四五六七八九十百\d]+[届次期批个轮]|\d+(?:st|nd|rd|th) )+"
)


@dataclass(frozen=True, slots=True)
class Slots:
    """The parts of a name: offsets count in it, folded and in lower case.

    places say where the thing is, the narrowest last; head is any other known name that it begins with.
    """

    frame: int = 0
    parent: Part | None = None
    head: Part | None = None
    places: tuple[Part, ...] = ()
    rest: int = 0


def frame_of(line: str) -> int:
    """Gives the end of the year or the ordinal that a name begins with."""
    match = FRAME.match(line)
    return match.end() if match and match.end() < len(line) else 0

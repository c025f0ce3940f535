"""Places behind those that they lie in: 台江县|台拱街道|红阳村, 西班牙|大加那利岛."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.mark.candidates import Candidate
from kg.mark.line import Line
from kg.mark.lists import any_of, lists

RANK = 22
CHINA = "seed:place-china"
SORT = re.compile("(?:农村|乡村|城乡|城镇|乡镇|村镇|村社区)$")
TOWN = re.compile("(?:镇|乡|街道)(?![政域亲级办上下里外])")  # named by its lake or hill: 青澄湖|镇
CITY = re.compile("市(?![中场民长区政值郊价占委级内面集况])")  # 法希尔|市
HOME = ("province", "prefecture", "city", "county")


@cache
def _small() -> re.Pattern[str]:
    raw = lists().raw
    return re.compile(
        f"(?!{any_of(raw['sorts_of_places'])})[\u3400-\u9fff]{{1,4}}?(?:{any_of(raw['small_places'])})(?!{any_of(raw['no_small_place'])})"
    )


@cache
def _abroad() -> re.Pattern[str]:
    raw = lists().raw
    return re.compile(
        f"(?:[东西南北中]{{1,2}}部|首都|城市)?([大新东西南北]?[{raw['foreign']}]{{2,7}}(?:{any_of(raw['places_abroad'])}))(?![区内外])"
    )


def find(line: Line, known: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yields villages, towns and streets behind the places that they lie in, and parts of other countries."""
    places = {c.begin: c for c in known if c.label == "Place"}
    for place in places.values():
        if (
            place.known
            and CITY.match(line.folded, place.end)
            and not line.folded.endswith("市", 0, place.end)
        ):
            yield place._replace(end=place.end + 1, rank=place.rank + 1)
        if place.level == "country" and place.known and place.found != CHINA:
            match = _abroad().match(line.folded, place.end)
            if match and match.end() not in line.ending and match.start(1) not in places:
                yield Candidate(*match.span(1), "Place", "seen", RANK)
        elif place.level in HOME and place.end not in places:
            yield from _chain(line, place)
        elif place.level == "feature" and (town := TOWN.match(line.folded, place.end)):
            yield Candidate(place.begin, town.end(), "Place", "seen", RANK + town.end() - place.begin)


def _chain(line: Line, place: Candidate) -> Iterator[Candidate]:
    """Yields the places named one within the other from here on."""
    at, shortest = place.end, 2 if place.level == "county" else 3
    while match := _small().match(line.folded, at):
        words = [w for w in line.between(*match.span()) if w.begin >= match.start()]
        small = any(
            line.surface(w) in line.lists.words("stop") or w.tag in ("p", "u", "c", "r", "m") for w in words
        )
        if small or len(match[0]) < shortest or match.end() in line.ending or SORT.search(match[0]):
            return
        yield Candidate(*match.span(), "Place", "seen", RANK)
        at = match.end()

"""Works and systems by what a sentence tells of them, whatever words their names are cut into: 青云高速|今天通车, 在|青石水利枢纽|施工现场."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.mark.abroad import CHINA
from kg.mark.candidates import Candidate
from kg.mark.line import Line
from kg.mark.lists import any_of, lists
from kg.mark.works import WIDE

RANK = 56
NAME = "(?:(?![的在了将对由从和与及等着过并或是为被把以于到各该其每某正已也还都据当这那])(?:[\u3400-\u9fffA-Za-z0-9()·-]|(?<!—)—(?!—))){2,32}?"
WHEN = "(?:今天|今日|昨天|昨日|日前|近日|于?\\d{1,2}日|\\([^()]{2,12}\\))"
NUMBERED = re.compile("[一二三四五六七八九十两几多\\d]+[个座条项批]")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    listed = lists()
    raw = listed.raw
    works = [word for word, label in listed.classes.items() if label in ("Project", "Corridor")]
    heads = any_of([*works, *raw["singled"]["Project"]])
    systems = any_of(word for word, label in listed.classes.items() if label == "Platform")
    opens, adverbs, sites = any_of(raw["opens"]), any_of(raw["held_adverbs"]), any_of(raw["building_sites"])
    runs = any_of(raw["runs"])
    section = "(?:[\u3400-\u9fff]{2,4}至)?[\u3400-\u9fff]{2,4}段"
    parts = f"(?:{'|'.join([*raw['work_parts'], section])})?"
    return (
        re.compile(
            f"(?:^|(?<=[。；！？\n，：])|(?<=——))(?P<name>{NAME}(?P<head>{heads}){parts})(?={WHEN}*(?:{adverbs})*(?:{opens}))"
        ),
        re.compile(
            f"(?:^|(?<=[。；！？\n，：]))(?P<name>{NAME}(?P<head>{systems}))(?={WHEN}*(?:{adverbs})*(?:{runs}))"
        ),
        re.compile(f"(?:在|来到|走进)(?P<name>{NAME}(?P<head>{heads}){parts})(?=的?(?:{sites}))"),
        re.compile(
            f"(?:推进|推动|加快)(?P<name>{NAME}(?P<head>{heads}){parts})(?=(?:{any_of(raw['further'])}))"
        ),
    )


def find(line: Line) -> Iterator[Candidate]:
    """Yields the works that are opened or built, or on whose site one is, and the systems that go into service."""
    *told, furthered = _patterns()
    for pattern in (*told, furthered):
        for match in pattern.finditer(line.folded):
            if _named(line, match) and (pattern is not furthered or _placed(line, match)):
                label = line.lists.classes.get(match["head"], "Project")
                yield Candidate(*match.span("name"), label, "suffix", RANK + len(match["name"]))


def _named(line: Line, match: re.Match[str]) -> bool:
    """Says whether more than common words stand before the last one."""
    name = match["name"]
    own = line.lists.pattern("works_plain").sub("", name[: -len(match["head"])])
    words = line.between(*match.span("name"))
    apart = any(line.surface(word) in line.lists.words("works_apart") for word in words)
    sort = line.lists.work_sort.search(name) or name in line.lists.words("generic") or NUMBERED.search(name)
    return len(own) > 1 and not apart and not sort


def _placed(line: Line, match: re.Match[str]) -> bool:
    """Says whether a known place, work or body is what a name begins with."""
    first = line.starting.get(match.start("name"))
    abroad = first is not None and first.level == "country" and first.found != CHINA
    return first is not None and first.label != "Person" and (abroad or first.level not in WIDE)

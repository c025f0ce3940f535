"""Names inside names: which of them are things by themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from kg.mark.candidates import Candidate
from kg.mark.heads import AGENTS

LOOSE = ("feature", "sea", "continent", "ocean", "world")
PLACED = ("Project", "Corridor", "Zone", "Campaign")
TERM = re.compile("第?[一二三四五六七八九十]+届$")  # 十四届|全国人大|二次会议
DRAFTED = re.compile("[(（]?草案[)）]?》?|》")
CHINA = "seed:place-china"
PLAIN = ("suffix", "abroad", "seen", "spread", "english", "dated")


def thin(chosen: Iterable[Candidate], folded: str) -> list[Candidate]:
    """Leaves out of settled candidates those within others that name nothing by themselves."""
    kept: list[Candidate] = []
    around: list[Candidate] = []
    chosen = list(chosen)
    alone = _alone(chosen, folded)
    for c in chosen:
        while around and around[-1].end <= c.begin:
            around.pop()
        if not around or _stays(c, around[-1], folded, alone):
            kept.append(c)
            around.append(c)
    return kept


def _alone(chosen: list[Candidate], folded: str) -> Counter[str]:
    """Counts the names that stand outside others."""
    counts: Counter[str] = Counter()
    end = 0
    for c in chosen:
        if c.begin >= end:
            counts[folded[c.begin : c.end]] += 1
            end = c.end
    return counts


def _stays(c: Candidate, outer: Candidate, folded: str, alone: Counter[str]) -> bool:
    lead = folded[outer.begin : c.begin]
    first = TERM.sub("", lead.strip("“‘《(")) == "" or (
        c.end == outer.end and lead.endswith((" of ", " of the "))
    )
    if outer.label == "Person" or c.label == "Person":
        return False
    if c.found.startswith("weak:"):
        return first and outer.label in AGENTS and c.label in AGENTS
    if c.label == outer.label == "Event" and (c.end == outer.end or "暨" in folded[c.end : outer.end]):
        return False
    if outer.found == "abroad" and c.end == outer.end:  # 国防部 in 德国国防部
        return False
    if c.label == outer.label and DRAFTED.fullmatch(folded, c.end, outer.end):  # a law that is only drafted
        return False
    if outer.found == "designation":  # 长征六号 in 长征六号改运载火箭
        return False
    if c.found == CHINA or c.found.startswith("pair:"):
        return False
    if outer.known:
        return first and c.known and c.found != outer.found and _place_in(c, outer)
    if c.label == "Place":
        return _place_in(c, outer) and (first or outer.label != "Place")
    if c.known:
        return True
    if first and outer.label == "Event" and c.label in AGENTS:  # 江海合作委员会|第九次会议
        return True
    if first and c.label in AGENTS and folded.startswith("关于", c.end):  # who issues a text, in its title
        return True
    if c.found in PLAIN and not first:
        return alone[folded[c.begin : c.end]] > 0
    return c.found != "seen" and (
        outer.label in AGENTS or alone[folded[c.begin : c.end]] > 0 or c.found not in PLAIN
    )


def _place_in(c: Candidate, outer: Candidate) -> bool:
    if c.label != "Place":
        return True
    if c.level == "feature" and outer.label in PLACED:  # 长江沿线铁路
        return c.begin == outer.begin
    return c.level not in LOOSE and not (c.level == "county" and outer.found == "quoted")

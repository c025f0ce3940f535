"""Foreign names as the recogniser cuts them: where they begin and end, and which of them are places or things."""

from __future__ import annotations

import re
from functools import cache

from kg.mark.candidates import Candidate
from kg.mark.line import Line
from kg.mark.lists import any_of, lists
from kg.mark.words import Word

RANK = 20
GROWS = 3  # characters that a recogniser may leave of a name
CLOSED = re.compile(r"[\d，、。；：(（“/]|称|表示|指出|强调|要求|宣布|呼吁|警告|等|说|$")
SMALL = frozenset("p u c d f ul uj m r".split())


@cache
def _around() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    raw = lists().raw
    return (
        re.compile(f"(?:{any_of(raw['before_place'])})的?$"),
        re.compile(f"(?:(?:等|等地|等多地)?(?:{any_of(raw['behind_place'])})|[市州省县镇村](?![长委民党]))"),
        re.compile(any_of(raw["behind_thing"])),
    )


def foreign(name: str) -> bool:
    """Says whether a name is written with the characters that render foreign names."""
    return _letters().issuperset(name)


@cache
def _letters() -> frozenset[str]:
    return lists().words("foreign") | {"·"}


def extent(line: Line, begin: int, end: int) -> tuple[int, int]:
    """Gives a person's name without what the recogniser takes in, and with what it leaves: 能源部长|加|卢先科."""
    folded, raw = line.folded, line.lists.raw
    end = trimmed(line, begin, end)
    if end - begin > 3 and folded[end - 1] == "案":
        end -= 1
    title = next((t for t in raw["inner_titles"] if folded.startswith(t, begin) and end - begin > len(t)), "")
    begin += len(title)
    if folded[begin - 1 : begin + 1] in raw["offices"]:  # 希腊议|长塔苏拉斯
        begin += 1
    second = next(iter(line.between(end + 1, end + 2)), None)
    if folded[end : end + 1] == "-" and second is not None and second.tag == "PER":  # 阿吉亚尔-布兰科
        end = second.end
    elif end - begin > 1 and foreign(folded[begin:end]):
        return _left(line, begin), _right(line, begin, end)
    return begin, end


def trimmed(line: Line, begin: int, end: int) -> int:
    """Gives the end of a name without the beginning of the next word, or a small word: 艾曼·苏桑|当天, 亨特·拜登|于."""
    last = line.word_at(end)
    small = last is not None and last.begin == end - 1 and last.tag == "p"
    return end - int(small or line.folded.startswith(tuple(line.lists.raw["tails"]), end - 1))


def _left(line: Line, begin: int) -> int:
    at = begin
    while begin - at < GROWS and at and foreign(line.folded[at - 1]) and line.folded[at - 1] != "·":
        at -= 1
    office = line.folded.endswith(tuple(line.lists.raw["offices"]), 0, at)
    return at if office and at < begin else begin


def _right(line: Line, begin: int, end: int) -> int:
    at = end
    while at - end < GROWS and line.folded[at : at + 1].strip("·") and foreign(line.folded[at]):
        at += 1
    words = [w for w in line.between(end, at) if w.begin >= end] if at > end else []
    small = any(word.tag in SMALL and word.end - word.begin > 1 for word in words)
    whole = at in line.word_ends and not small
    return at if at > end and whole and CLOSED.match(line.folded, at) else end


def quoted(line: Line, begin: int, end: int) -> bool:
    """Says whether a name fills quotation marks, as those of ships and weapons do, or a noun of such stands behind it."""
    filled = line.folded[begin - 1 : begin] in ("“", "‘") and line.folded[end : end + 1] in ("”", "’")
    return filled or _around()[2].match(line.folded, end) is not None


def grounds(line: Line, persons: list[Word]) -> list[Word]:
    """Gives of the words that the recogniser sees as persons those that stand where a place does: 以色列北部|杰巴利耶."""
    return [word for word in persons if foreign(line.surface(word)) and _placed(line, word)]


def _placed(line: Line, word: Word) -> bool:
    before, behind, _ = _around()
    office = line.folded.endswith(tuple(line.lists.raw["offices"]), max(0, word.begin - 6), word.begin)
    known = line.ending.get(word.begin)
    inside = known is not None and known.label == "Place" and known.level not in ("", "country")
    inside = (
        inside
        and known is not None
        and line.folded[known.begin - 1 : known.begin + 1] not in line.lists.raw["offices"]
    )
    led = before.search(line.folded, max(0, word.begin - 6), word.begin) is not None
    return not office and (inside or led or behind.match(line.folded, word.end) is not None)


def places(line: Line, persons: list[Word]) -> list[Candidate]:
    """Gives the places among them; a name within another's, or in quotes, is none."""
    return [
        Candidate(word.begin + (line.folded[word.begin] in "于在"), word.end, "Place", "seen", RANK)
        for word in persons
        if word.end - word.begin > 2 and not quoted(line, word.begin, word.end)
    ]

"""Persons: what the recogniser sees, and names beside an office, 先生 or 表示."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.mark import foreign
from kg.mark.candidates import Candidate
from kg.mark.line import Line
from kg.mark.lists import any_of, lists
from kg.mark.seen import ordinary
from kg.mark.words import segment

RANK = 45
GROUND = re.compile("[古大]?墓|社区|街道")
HAN = "[\u3400-\u9fff]"
REPORTS = re.compile("作[了的]")  # 主任丁一|作了报告
NEXT = re.compile("(?!等)[\u3400-\u9fff](?:[、，。和]|等)")
LATIN = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)+")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    raw = lists().raw
    offices, honorifics, sayings = any_of(raw["offices"]), any_of(raw["honorifics"]), any_of(raw["sayings"])
    rendered = f"[{raw['foreign']}{raw['foreign_rare']}]"
    name = f"{_surname()}{HAN}{{1,2}}"
    return (
        re.compile(f"(?:{offices})({name}?)(?={honorifics}|{sayings}|、|，|出席|会见|在|与|和|致|主持|[()])"),
        re.compile(f"({name}?)(?:{honorifics})"),
        re.compile(f"{rendered}{{1,7}}(?:·{rendered}{{1,8}})+"),
    )


@cache
def _surname() -> str:
    raw = lists().raw
    return f"(?:{any_of(raw['compound_surnames'])}|[{raw['surnames']}])"


@cache
def _rest() -> re.Pattern[str]:
    """What finds the last of a list of names where the recogniser does not see it: 、张焕明、|万鼎|等."""
    return re.compile(
        f"(?<=[\u3400-\u9fff])、({_surname()}{HAN}{{1,2}})(?=等|、(?:{_surname()}){HAN}{{1,2}}[、等])"
    )


@cache
def _reporting() -> re.Pattern[str]:
    """What finds who reports to an assembly, however the words are cut: 副主任|丁一|作了关于…的报告."""
    return re.compile(f"(?:{any_of(lists().raw['offices'])})({_surname()}{HAN}{{1,2}})(?=作[了的]关于)")


@cache
def _abroad() -> re.Pattern[str]:
    """What finds a foreign name of one part in a list of office holders: 新开发银行行长|罗塞夫|、."""
    raw = lists().raw
    return re.compile(
        f"(?:{any_of(raw['offices'])})([{raw['foreign']}]{{3,6}})(?=[、，。：和与在同对向就率致访当今日近()\\d]|出席|会见|宣布|独家|{any_of(raw['sayings'])})"
    )


def find(line: Line) -> Iterator[Candidate]:
    """Yields persons, and places that the recogniser sees as such."""
    seen = [word for word in line.words if word.tag in ("PER", "nr", "nrfg", "nrt")]
    grounds = foreign.grounds(line, seen)
    yield from foreign.places(line, [word for word in grounds if word.tag == "PER"])
    places = {line.surface(word) for word in grounds}
    for word in seen:
        if line.lists.firm.match(line.folded, word.end) or GROUND.match(line.folded, word.end):
            continue
        if line.surface(word) in places and not _beside(line, word.begin, word.end):
            continue
        begin, end = foreign.extent(line, word.begin, word.end)
        end += _cut(line, begin, end)
        end -= REPORTS.match(line.folded, end - 1) is not None
        if person(line, begin, end, sure=word.tag == "PER"):
            yield Candidate(begin, end, "Person", "lac", RANK - 5)
    for match in _rest().finditer(line.folded):
        if _follows(line, match.start()) and match.start(1) not in line.starting:
            yield Candidate(*match.span(1), "Person", "listed", RANK - 10)
    for match in _reporting().finditer(line.folded):
        yield Candidate(*match.span(1), "Person", "office", RANK)
    by_office, by_honorific, dotted = _patterns()
    for pattern, found in ((by_office, "office"), (by_honorific, "honorific")):
        for match in pattern.finditer(line.folded):
            if (
                match[1] not in line.lists.words("sayings")
                and match[1][1:] not in line.lists.words("offices")
                and not _verb(line, *match.span(1))
                and match.end(1) in line.word_ends
                and match.start(1) in line.starts_set
                and not byline(line, match.start(1))
            ):
                yield Candidate(*match.span(1), "Person", found, RANK - 5)
    for match in _abroad().finditer(line.folded):
        if match.end(1) in line.word_ends:
            yield Candidate(*match.span(1), "Person", "office", RANK - 5)
    for match in dotted.finditer(line.folded) if "·" in line.folded else ():
        end = foreign.trimmed(line, match.start(), match.end())
        if match.start() in line.starts_set and not foreign.quoted(line, match.start(), end):
            yield Candidate(match.start(), end, "Person", "dotted", RANK)


def _cut(line: Line, begin: int, end: int) -> bool:
    """Says whether the last character of a name in a list of names was cut off: 、曹和|家、."""
    short = end - begin == 2 and line.folded[begin - 1 : begin] == "、"
    return short and NEXT.match(line.folded, end) is not None and _follows(line, begin - 1)


def _follows(line: Line, at: int) -> bool:
    """Says whether a person's name in a list ends at an offset: 、王大方、|丁一."""
    word = line.word_at(at)
    if word is None or word.tag != "PER" or not 2 <= word.end - word.begin <= 3:
        return False
    return word.end - word.begin == 3 or line.folded[word.begin - 1 : word.begin] == "、"


def _verb(line: Line, begin: int, end: int) -> bool:
    """Says whether words stand here that are no name: 总统|来访, 主席|贺信并|致辞."""
    words = line.between(begin, end)
    alone = len(words) == 1 and words[0].tag in ("v", "vn", "vi", "a", "ad", "an", "d")
    return alone or any(word.tag in ("c", "p", "u", "uj", "d") for word in words)


def person(line: Line, begin: int, end: int, sure: bool) -> bool:
    """Says whether a word that is tagged as a person reads as one's name."""
    name = line.folded[begin:end]
    if name.isascii():
        return bool(LATIN.fullmatch(name))
    if byline(line, begin) or not 2 <= len(name) <= 14 or foreign.quoted(line, begin, end):
        return False
    raw = line.lists.raw
    if name[1:] in raw["honorifics"]:  # 李先生
        return False
    titled = sure and line.folded[max(0, begin - 6) : begin].endswith(tuple(raw["offices"]))
    if line.lists.no_person.search(name) or (not titled and _phrase(line, begin, end)):
        return False
    chinese = 2 <= len(name) <= 4 and (name[0] in raw["surnames"] or name[:2] in raw["compound_surnames"])
    if chinese and ((sure and len(name) > 2) or _beside(line, begin, end)):
        return True
    return _rendered(name) and ((sure and len(name) > 2) or _beside(line, begin, end))


def _rendered(name: str) -> bool:
    """Says whether a name is a foreign one; one character of a longer name may be rare in such."""
    rare = [c for c in name if not foreign.foreign(c)]
    return len(rare) <= (len(name) > 3)


def _phrase(line: Line, begin: int, end: int) -> bool:
    """Says whether common words stand here: 福泽四海, 苏家|代代, 孟方|珍视."""
    name, raw = line.folded[begin:end], line.lists.raw
    if "·" in name or _rendered(name):
        return False
    double = name[:2] in raw["compound_surnames"] or all(c in raw["surnames"] for c in name[:2])
    last, tag = segment(name)[-1]
    verb = len(last) > 1 and tag in ("v", "vn", "a", "ad", "c", "d")
    common = ordinary(name) and len(name) != 3  # jieba knows some names as nouns
    return common or (len(name) > 3 and (verb or not double) and not _beside(line, begin, end))


def _beside(line: Line, begin: int, end: int) -> bool:
    """Says whether an office, an honorific or a verb of saying stands beside a name."""
    raw = line.lists.raw
    after, before = line.folded[end : end + 4], line.folded[max(0, begin - 6) : begin]
    if after.startswith((*raw["offices"], *raw["honorifics"], *raw["sayings"], ":", "：")):
        return True
    return before.endswith(tuple(raw["offices"])) or _among(line, begin, end)


def _among(line: Line, begin: int, end: int) -> bool:
    """Says whether a name stands in a list beside another of three characters: 王勇、王东峰等."""
    for mark, at, after in ((end, end + 1, True), (begin - 1, begin - 1, False)):
        if line.folded[mark : mark + 1] in ("、", "和", "，"):
            word = next(iter(line.between(at, at + 1)), None) if after else line.word_at(at)
            if word and word.tag in ("PER", "nr") and word.end - word.begin == 3:
                return True
    return False


def byline(line: Line, begin: int) -> bool:
    """Says whether a name stands in a byline: 记者 张三."""
    before = line.folded[max(0, begin - 6) : begin].rstrip(" :：/")
    return any(before.endswith(w) for w in line.lists.raw["bylines"])

"""Undertakings behind the verb that starts or runs them: 大力实施|可再生能源替代行动, 开展|根治欠薪冬季行动和春风行动; before it: 春风行动|启动."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.mark.candidates import Candidate
from kg.mark.line import Line
from kg.mark.lists import any_of, lists

RANK = 58
NAME = r"(?:第[一二三]方|20\d\d(?!年)|(?![的了在将对由从和与及等着过并或是有为被把以于到各该此其每某第\d])[\u3400-\u9fff“”]){2,18}?"
TWO = (
    "[\u3400-\u9fff]{3,12}?和[\u3400-\u9fff]{3,10}?(?=改革试点|试点|专项行动)"  # 开展|汽车准入和上路通行试点
)
NO_TWO = re.compile("[的了在将对由从与及、，]|工作|活动|等|整治|治理和")
YEAR = "(?:(?:19|20)\\d\\d年(?:度)?)?"
AND = re.compile("[和、与]|以及")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    raw = lists().raw
    verbs, heads = any_of(raw["started"]), any_of(raw["undertaken"])
    return (
        re.compile(
            f"(?:{verbs}|制定(?=20\\d\\d年))(?:好|了)?(?:{any_of(raw['fresh'])})?(?={YEAR}(?:{NAME}|{TWO})(?:{heads}))"
        ),
        re.compile(
            f"(?:{any_of(raw['fresh'])})?({YEAR}(?:{NAME}|{TWO}))({heads})(?!{any_of(raw['undertaken'])})"
        ),
    )


@cache
def _launched() -> re.Pattern[str]:
    raw = lists().raw
    return re.compile(
        f"(?<![\u3400-\u9fff\\d“”、])({YEAR}{NAME})({any_of(raw['undertaken'])})(?={any_of(raw['launched'])})"
    )


def find(line: Line) -> Iterator[Candidate]:
    """Yields the undertakings that a verb of founding governs, each of a list."""
    verb, name = _patterns()
    for start in verb.finditer(line.folded):
        at = start.end()
        if "“" in line.folded[max(0, start.start() - 2) : start.start()]:  # “加快|推进…行动”
            continue
        while match := name.match(line.folded, at):
            furthered = start[0].rstrip("好了") in line.lists.words("furthered")
            if not _stands(line, match) or (furthered and match[2] in line.lists.words("not_furthered")):
                break
            label = line.lists.classes[match[2]]
            yield Candidate(match.start(1), match.end(), label, "governed", RANK + len(match[0]))
            joint = AND.match(line.folded, match.end())
            if joint is None:
                break
            at = joint.end()
    for match in _launched().finditer(line.folded):
        words = line.between(match.start(1), match.start(2))
        acts = any(line.surface(w) in line.lists.words("started") for w in words)
        if not acts and len(match[1]) > 3 and not match[1].endswith("主体") and _stands(line, match):
            label = line.lists.classes[match[2]]
            yield Candidate(match.start(1), match.end(), label, "governed", RANK + len(match[0]))


def _stands(line: Line, match: re.Match[str]) -> bool:
    """Says whether it is a name: its ends are those of words, it names no sort, no further word follows."""
    after = line.folded[match.end() : match.end() + 4]
    apart = match[1].startswith(tuple(line.lists.raw["undertaken_apart"]))
    if apart or line.lists.work_sort.search(match[1] + match[2]):
        return False
    first, _, second = match[1].partition("和")
    if second and (first.endswith(tuple(line.lists.raw["undertaken"])) or NO_TWO.search(match[1])):
        return False
    longer = any(after.startswith(word) for word in line.lists.not_after.get(match[2], ()))
    whole = match[1] + match[2]
    sort = any(whole.endswith(word) and len(whole) - len(word) < 2 for word in line.lists.words("generic"))
    balanced = whole.count("“") == whole.count("”")
    return not longer and not sort and balanced and match.end() in line.word_ends

"""Names of texts: between 《 and 》, and behind 印发 without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.mark.candidates import Candidate
from kg.mark.line import Line
from kg.mark.lists import Lists, any_of, ending

RANK = 90
TITLE = re.compile(r"《[^《》\n]{1,90}(?:《[^《》\n]{1,60}》[^《》\n]{0,40})*》")
TAIL = re.compile(r"\s*[(（][^()（）]{1,30}[)）]$")
LAW = re.compile(
    "(?:修订的|通过了|施行|出台了?|修改|颁布了?|制定了?|公布了?|实施|审议)(?:新修订的|修订后的|修改后的)?([\u3400-\u9fff]{2,14}?(?:法|条例)(?:修正案|修订草案|草案)?)(?=[、，。；等的于自及和（(]|$)"
)
NO_LAW = (
    "办法",
    "方法",
    "做法",
    "执法",
    "立法",
    "司法",
    "守法",
    "违法",
    "合法",
    "依法",
    "用法",
    "看法",
    "说法",
    "想法",
    "手法",
)
AFTER = 8  # characters behind a title in which 节目 and the like make it no policy
BEFORE = 14


def titles(line: Line) -> Iterator[Candidate]:
    """Yields the titles between 《 and 》 that are policies or media."""
    for match in TITLE.finditer(line.folded):
        label = _class(line, match)
        if label:
            yield Candidate(match.start(), match.end(), label, "title", RANK)


def _class(line: Line, match: re.Match[str]) -> str | None:
    bare = TAIL.sub("", match[0].strip("《》")).rstrip("”’")
    word = ending(bare, line.lists.policy)
    before = line.folded[max(0, match.start() - BEFORE) : match.start()]
    after = line.folded[match.end() : match.end() + AFTER]
    shown = any(w in before[-6:] or w in after for w in line.lists.raw["shows"])
    if word:
        label = line.lists.policy[word]
        return None if shown and label != "Media" and len(bare) < 8 and "《" not in bare else label
    issued = any(before.rstrip("了过的").endswith(w) for w in line.lists.raw["issuing"])
    return "Policy" if issued and not shown else None


def bare(line: Line) -> Iterator[Candidate]:
    """Yields policies named outside 《》: 制定|推动中长期资金入市的指导意见, 推进设备更新实施方案|出台."""
    for match in (*_pattern(line.lists).finditer(line.folded), *_put_out(line.lists).finditer(line.folded)):
        begin, end = match.span(1)
        name = match[1]
        head = ending(name, dict.fromkeys(line.lists.raw["bare"], ""))
        if head is None or len(name) < len(head) + 4 or not _titled(line, begin, end - len(head)):
            continue
        word = ending(name, line.lists.policy)
        yield Candidate(begin, end, line.lists.policy[word] if word else "Policy", "bare-title", RANK - 10)


def _titled(line: Line, begin: int, end: int) -> bool:
    """Says whether a phrase reads as a title: by its first word, or a known name in it."""
    phrase = line.folded[begin:end]
    if any(phrase.startswith(lead) for lead in line.lists.raw["bare_leads"]):
        return True
    if any(
        begin <= at < end and line.starting[at].end <= end for at in range(begin, end) if at in line.starting
    ):
        return not any(c in phrase for c in "在将对由等")
    return len(phrase) >= 8 and not any(c in phrase for c in "在将对由等的了一")


@cache
def _pattern(lists: Lists) -> re.Pattern[str]:
    before, ends = any_of(lists.raw["bare_before"]), any_of(lists.raw["bare"])
    return re.compile(
        f"(?:{before})(?:了|的)?(?P<name>(?:项目|(?!、(?:制定|修订|出台|完善|加快|推动|研究|编制|发布|印发))[^，。；：《》“”\n了一个份项]){{4,30}}?(?:{ends}))(?![\u3400-\u9fff]?[书案])"
    )


@cache
def _put_out(lists: Lists) -> re.Pattern[str]:
    leads, ends = any_of(lists.raw["bare_leads"]), any_of(lists.raw["bare"])
    return re.compile(
        f"(?<![\u3400-\u9fff])(?:我国|全国)?(?P<name>(?:{leads})[^，。；：《》“”\n了一个份项的]{{3,24}}?(?:{ends}|方案|政策))"
        "(?=(?:正式)?(?:出台|印发|发布|施行|公布|签署|落地|实施))"
    )


def laws(line: Line) -> Iterator[Candidate]:
    """Yields laws named outside 《》: 通过了新修订的|突发事件应对法."""
    for match in LAW.finditer(line.folded):
        begin, end = match.span(1)
        if end in line.word_ends and not any(match[1].endswith(w) for w in NO_LAW):
            yield Candidate(begin, end, "Regulation", "bare-title", RANK - 10)

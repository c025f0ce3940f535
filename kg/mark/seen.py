"""Institutions and places that the recogniser sees, where they look like names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kg import text
from kg.mark.candidates import Candidate
from kg.mark.foreign import foreign
from kg.mark.line import PROPER, Line
from kg.mark.lists import ending
from kg.mark.words import Word, segment

RANK = 20
ADMINISTRATIVE = "省市县州镇乡村旗盟"
NATURAL = "岛湖江河港湾峡山峰岭"
ACTS = re.compile(
    "方面|表示|宣布|发布|推出|介绍|回应|声明|\\d{0,2}日?称|[说称](?![号赞])"
)  # what a body does
AMONG = re.compile("(?:[东西南北中]部|城市|首都|港口|[州省]|、)$")
AFTER = (
    "董事长",
    "首席",
    "总裁",
    "行政总裁",
    "创始人",
    "总经理",
    "主席",
    "负责人",
    "发言人",
    "公司",
    "首席执行官",
    "员工",
    "武装",
    "领导人",
    "政治局",
)


def find(line: Line) -> Iterator[Candidate]:
    """Yields what the recogniser alone sees."""
    counts = Counter(line.surface(w) for w in line.words if w.tag in ("ORG", "nt"))
    written = Counter(name for name, _, _ in text.apart(text.everywhere(line.folded, list(counts))))
    counts = Counter({name: n for name, n in counts.items() if n * 5 >= written[name] * 4})
    acting = (
        {line.surface(w) for w in line.words if line.surface(w) in counts and ACTS.match(line.folded, w.end)}
        if counts
        else set()
    )
    counts = Counter({name: n for name, n in counts.items() if name in acting})
    for word in line.words:
        name = line.surface(word)
        if word.tag in ("ORG", "nt"):
            yield from _body(line, word.begin, word.end, name, counts[name])
        elif (
            word.tag in ("LOC", "ns")
            and len(name) > 2
            and (_place(line, word.begin, name) or _abroad(line, word.begin, name))
        ):
            begin = word.begin + _joint(line, word, name)
            outer = line.starting.get(begin)
            inside = outer is not None and outer.label == "Place" and outer.end + 1 < word.end
            begin = _whole(line, begin, name)
            yield Candidate(outer.end if outer and inside else begin, word.end, "Place", "seen", RANK)


def _body(line: Line, begin: int, end: int, name: str, count: int) -> Iterator[Candidate]:
    sort = name in line.lists.words("generic") or line.lists.sort.search(name)
    if sort or len(name) < 2 or end in line.ending or _joins(line, begin, end):
        return
    head = ending(name, line.lists.classes)
    told = head == "中心" or head in line.lists.words("placed")
    if told and line.folded.startswith(line.lists.not_after.get(head or "", ()), end):
        return  # 东盟中心|地位
    if head in line.lists.words("placed") and end - len(head) not in line.ending:
        return
    if (
        head
        and len(name) > len(head) + 1
        and line.lists.kinds[head] == "body"
        and head not in line.lists.words("loose")
        and head not in line.lists.words("delegations")
    ):
        yield Candidate(begin, end, line.lists.classes[head], "seen", RANK)
    elif (
        not head
        and (count > 1 or any(line.folded.startswith(w, end) for w in AFTER))
        and _brand(line, begin, end, name)
    ):
        yield Candidate(begin, end, "Institution", "seen", RANK - 5)


def _brand(line: Line, begin: int, end: int, name: str) -> bool:
    """Says whether a word without a telling end can be an institution: not part of a known or quoted name."""
    place = line.starting.get(begin)
    if place and place.label == "Place" and place.end < end and ordinary(line.folded[place.end : end]):
        return False
    quoted = line.folded[begin - 1 : begin] in ("“", "‘")
    known = any(
        b in line.starting and line.starting[b].end >= end for b in range(max(0, begin - 12), begin + 1)
    )
    return (
        not quoted
        and not known
        and not ordinary(name)
        and len(name) > 2
        and not name[-1].isdigit()
        and name[-1] not in "化性型式类业人军方们权原驻"
    )


def ordinary(name: str) -> bool:
    """Says whether a name is made of common words alone: 金融科技."""
    return all(tag[0] in "nvabtfs" and tag not in PROPER and len(piece) > 1 for piece, tag in segment(name))


def _joins(line: Line, begin: int, end: int) -> bool:
    """Says whether a word holds two names: 中国人民银行和国家外汇管理局."""
    inside = line.folded[begin:end]
    return any(c in inside for c in "和与、及同的") and any(
        begin < at < end for at in line.ending if begin < at < end
    )


def _place(line: Line, begin: int, name: str) -> bool:
    if name in line.lists.words("generic"):
        return False
    if name[-1] == "市" and line.folded.startswith(("中心", "场", "民"), begin + len(name)):
        return False  # 伦敦|市中心
    if name[-1] in ADMINISTRATIVE and name[:-1] not in ("西部", "东部", "中部", "南部", "北部", "中西部"):
        return name[-2] not in "各全本该多数两三几然政" and name not in line.lists.words("generic")
    directed = name[0] in "东西南北中各" and (len(name) < 3 or name[1] in "部方侧岸沿大各")
    known = begin + len(name) in line.ending
    return name[-1] in NATURAL and not directed and not known and name not in line.lists.words("generic")


def _whole(line: Line, begin: int, name: str) -> int:
    """Gives where a foreign name begins that is cut in two: 格林|达维克镇."""
    before = line.word_at(begin)
    if before is None or begin in line.ending or len(line.surface(before)) < 2:
        return begin
    return before.begin if foreign(line.surface(before)) and foreign(name[:-1]) else begin


def _joint(line: Line, word: Word, name: str) -> int:
    """Gives how much stands before a place's name that is none of it: 俄|布良斯克州, 和|利塔尼河."""
    known = line.starting.get(word.begin + 1)
    abbreviated = known is not None and known.label == "Place" and known.end == word.end
    return int(abbreviated or (name[0] == "和" and foreign(name[1:-1])))


def _abroad(line: Line, begin: int, name: str) -> bool:
    """Says whether a foreign name stands behind a place, or among such: 西班牙|巴伦西亚, 智利中部|马乌莱大区."""
    known = line.ending.get(begin)
    led = known is not None and known.label == "Place" and known.known
    bare = name.removesuffix("大区").removesuffix("自治区")
    return (
        bare not in line.lists.words("generic")
        and foreign(bare)
        and (led or AMONG.search(line.folded, max(0, begin - 6), begin) is not None)
    )

"""Lists that pair off with figures: 汽车、船舶出口分别增长54%和55%; 北京、上海分别增长5%、6%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.relate import within
from kg.relate.drafts import JOINER, Draft
from kg.relate.subjects import Named

EACH = re.compile(r"(?P<list>[^，；。：]*?)(?:的)?(?P<tail>[^、和及与，；。]{0,6}?)(?:同比|环比)?分别")
SPLIT = re.compile(r"[、和及与]")
SEVERAL = re.compile("等(?:城市|省份|省区市|省区|省市|省|市|地区?|国)(?!区)")
BEGINS = re.compile(
    r"^(?:其中|全年|目前|今年|去年|全国|全市|全省|\d{4}年|[一二三四前]?季度|\d+[-—至]\d+月份?)+"
)
TAIL = re.compile(
    r"(?:进出口额?|出口额?|进口额?|产量|销量|销售额?|收入|利润|投资|贷款余额|贷款|存款余额|存款|增加值|总产值|产值|消费量?|用电量|发电量|价格|客流量?|人次|数量|规模|占比|面积)$"
)


@dataclass(frozen=True, slots=True)
class Part:
    """What one figure of such a list is called, and whose it is, where a name says so."""

    label: str
    about: str | None = None


def parts(drafts: Sequence[Draft], names: Sequence[Named], folded: str) -> dict[int, Part]:
    """Gives the part of each measure, by its beginning, that stands in such a list."""
    found: dict[int, Part] = {}
    for run in _runs(drafts):
        match = EACH.search(run[0].clause)
        if match:
            found.update(_paired(run, match, names, folded))
    return found


def shared(d: Draft, names: Sequence[Named], folded: str) -> list[str]:
    """Gives the places of which a growth is told of each: 广州、深圳等城市成交量同比增长3%."""
    if d.change is None or d.measure.unit != "ratio":
        return []
    inside = [n for n in within.placed(names, d.begin, d.measure.begin) if n.top == "Place"]
    listed = [n for n, after in pairwise(inside) if SPLIT.fullmatch(folded, n.end, after.begin)]
    if not listed or listed[0] is not inside[0] or folded[d.begin : inside[0].begin].strip():
        return []
    last = inside[len(listed)]
    return [n.key for n in inside[: len(listed) + 1]] if SEVERAL.match(folded, last.end) else []


def _runs(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    run: list[Draft] = []
    for d in drafts:
        if run and d.second and d.begin == run[0].begin and d.lead.strip() and JOINER.fullmatch(d.lead):
            run.append(d)
        else:
            if len(run) > 1:
                yield run
            run = [d] if "分别" in d.lead else []
    if len(run) > 1:
        yield run


def _paired(run: list[Draft], match: re.Match[str], names: Sequence[Named], folded: str) -> dict[int, Part]:
    begin = run[0].begin
    phrase = match["list"] + match["tail"]
    inside = list(within.placed(names, begin, begin + match.end()))
    listed = [n for n, after in pairwise(inside) if SPLIT.fullmatch(folded, n.end, after.begin)]
    if listed and len(listed) + 1 == len(run):
        label = folded[inside[inside.index(listed[-1]) + 1].end : begin + len(phrase)]
        both = [*listed, inside[inside.index(listed[-1]) + 1]]
        return {d.measure.begin: Part(label, n.key) for d, n in zip(run, both, strict=True)}
    led = BEGINS.sub("", phrase)
    own = next((folded[n.begin : n.end] for n in inside if led.startswith(folded[n.begin : n.end])), "")
    items = [item for item in SPLIT.split(led.removeprefix(own)) if item]
    if len(items) != len(run):
        return {}
    tail = TAIL.search(items[-1])
    labels = [item if tail is None or item.endswith(tail[0]) else item + tail[0] for item in items]
    return {d.measure.begin: Part(label) for d, label in zip(run, labels, strict=True)}

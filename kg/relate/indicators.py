"""What a figure is called: the shortest noun phrase that would label its column, without time, place and verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg import files, text
from kg.errors import KgError
from kg.relate.drafts import Draft
from kg.relate.figurewords import Words

ENDS = re.compile(
    r"(?:已经|已|共|总共|总计|合计|共计|累计|分别|仍|就|还|均|也|仅|约|近|超过|超|突破|逾|达到|达|至|到|为|是|有|了|的|高达|多达|增至|升至|降至|占比超|"
    r"实现|完成|成功|超出|不足|接近|以|在|并|又|再|将|预计|力争|可|其中|大约|和|与|同比|比上年|较上年|比去年|增长|下降|人民币|[\s*：:（(“]|"
    r"\b(?:of|to|by|at|was|were|is|are|reached|totalled|stood|the|a|an|some|over|about|nearly|around|more than)\b)+$"
)
BEGINS = re.compile(
    r"^(?:其中|此外|同时|目前|当前|截至目前|数据显示|据统计|全市|全省|全国|我国|我市|我省|全区|今年以来|近年来|以来|年|的|在|和|与|并|也|还|将|已|已经|共|累计|"
    r"全年|[\s*■●，、：:()（）]|(?:in|the|and|which|while|as|of|total|a|an)\b)+",
    re.IGNORECASE,
)
VERBS = re.compile(
    r"^(?:新增|发放|办理|服务|设立|推出|签署|覆盖|涉及|识别|落地|建成|举办|投放|惠及|便利|提供)"
)


def label(d: Draft, spans: Sequence[tuple[int, int]], words: Words) -> str:
    """Gives the indicator's label; spans are the names and dates of the text, which are no part of it."""
    chinese = "counters" in words.raw
    m = d.measure
    begin = m.begin - len(d.clause)
    name = _without(d.clause, begin, spans, keep=not chinese)
    if m.kind == "count" and m.noun and (not chinese or text.is_han(m.noun[0])):
        return _counted(name, m.noun, chinese)
    name = ENDS.sub("", BEGINS.sub("", name.strip()))
    name = BEGINS.sub("", name).strip(" *、，“”‘’《》()（）") or _fallback(m.kind, chinese)
    name = name[-24:] if chinese else " ".join(name.split()[-8:])
    return name + _ending(d, name, chinese)


def _without(clause: str, begin: int, spans: Sequence[tuple[int, int]], keep: bool) -> str:
    parts, at = [], 0
    for start, stop in spans:
        if begin <= start and stop <= begin + len(clause) and start - begin >= at and not keep:
            parts.append(clause[at : start - begin])
            at = stop - begin
    return "".join([*parts, clause[at:]])


def _counted(name: str, noun: str, chinese: bool) -> str:
    if not chinese:
        return noun
    lead = ENDS.sub("", BEGINS.sub("", name))
    verb = VERBS.match(lead)
    noun = noun.removesuffix("数")
    return f"{verb[0] if verb and lead == verb[0] else ''}{noun}数"


def _fallback(kind: str, chinese: bool) -> str:
    names = {
        "percent": "比重",
        "share": "比重",
        "points": "变动",
        "count": "数量",
        "money": "金额",
        "time": "时间",
    }
    english = {
        "percent": "share",
        "share": "share",
        "points": "change",
        "count": "number",
        "money": "amount",
        "time": "duration",
    }
    return (names if chinese else english).get(kind, "规模" if chinese else "size")


def _ending(d: Draft, name: str, chinese: bool) -> str:
    if d.change is None or not chinese:
        return " growth" if d.change and not name.endswith("growth") else ""
    if d.measure.kind == "points" or (d.measure.unit == "ratio" and d.change == "fall"):
        end = "降幅" if d.change == "fall" else "增幅"
    elif d.measure.unit == "ratio":
        end = "增速"
    else:
        end = "增加额" if d.change == "rise" else "减少额"
    return "" if name.endswith(end) else end


@lru_cache(maxsize=1)
def _seeds() -> tuple[tuple[str, str, str], ...]:
    """Name (as key), unit and id of the indicators of the seeds, longest name first."""
    try:
        rows = [row for _, row in files.lines(files.folder("seeds") / "indicators.jsonl")]
    except KgError:
        return ()
    names = {
        (text.key(n), row.get("unit", ""), row["id"])
        for row in rows
        for lang in ("zh", "en")
        for n in row.get(lang, ())
    }
    return tuple(sorted(names, key=lambda row: (-len(row[0]), row)))


def seed(name: str, unit: str) -> str | None:
    """Gives the id of the seeds' indicator that a label names."""
    wanted = text.key(name)
    return next((i for known, u, i in _seeds() if wanted == known and u in ("", unit)), None)

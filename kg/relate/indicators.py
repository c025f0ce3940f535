"""What a figure is called: the shortest noun phrase that would label its column, without time, place and verb."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from kg import files, text
from kg.errors import KgError
from kg.relate import within
from kg.relate.drafts import Draft

Spans = Sequence[tuple[int, int]]

ENDS = re.compile(
    r"(?:已经|已|共|总共|总计|合计|共计|分别|仍|就|还|(?<![年月日人户])均|也|仅|首次|约|近|超过|超|突破|逾|达到|达|至|到|为|是|有|了|的|高达|多达|增至|升至|降至"
    r"|迈上|实现|完成|成功|超出|不足|接近|以|在|并|又|再|将|预计|力争|可|由|从|大约|和|与|及|同比|比上年|较上年|比去年|增长|下降|提高|人民币|保持|维持"
    r"|不低于|不少于|不高于|高于|低于|[\s*：:（(“、，]|\b(?:of|to|by|at|was|were|is|are|reached|totalled|amounted|rose|fell|stood|the|a|an|some|over|about"
    r"|nearly|around|more than|had|with|from|up|expected|in|compared|against|versus|grew|climbed|increased|declined"
    r"|decreased|dropped|expanded|eased|edged|surged|down|higher|lower|close|faster|slower|than|well|above|below|worth|approximately|roughly|including|totalling|amounting|costing|per cent|percent)\b)+$"
)
BEGINS = re.compile(
    r"^(?:其中|此外|同时|目前|当前|截至目前|数据显示|据统计|全市|全省|全国|我国|我市|我省|全区|今年以来|近年来|以来|年|的|在(?![线校建册职岗营])|和|与(?=\W)|并|也|还|将"
    r"|已经|已|共|全年|政府预测|[\s*■●•，、：:()（）”’》–—-]"
    r"|(?:in|the|and|which|while|as|of|total|a|an|when|with|its|following)\b)+",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r",? ?(?:on an? )?\b(?:(?:year|quarter|month)[- ]on[- ](?:year|quarter|month)|[yqm]-o-[yqm]|[yqm]o[yqm])\b(?:,? seasonally[- ]adjusted)?(?: basis| terms)?"
)
TOLD = re.compile(
    r"^.*\b(?:show|shows|showed|indicate|indicates|indicated|said|says|expects|forecasts|estimates?|announce[sd]?|estimated)\b(?: that)?(?: the)? (?=\w)"
)
DONE = re.compile(
    r"^(?:(?:[\w&'’-]+ ){1,4}(?=(?:reported|recorded|posted) (?!by|in)))?(?:(?:has|have|had|also|will|would|it|they|and|which) )*(?:raised?|cut|lowered|reported|recorded|posted|signed|invested|approved|provided|committed|involv(?:es|ed|ing)"
    r"|attract(?:ed|ing)|totall?ing|received|held|set aside|registered|saw|expected to \w+|projected to \w+|compared (?:with|to)|with|by)\b ?(?:the |an? )?"
)
PREDICATE = re.compile(
    r"(?<=\w) (?:is|are|was|were|has|have|had|will|would|could|should|may|continued?|continues|edged|rose|rises?|fell|falls?|grew|grows?|expanded|declined|moderated|eased|slowed"
    r"|remained|remains|came|stood|reached|totalled|amounted|climbed|dropped|surged|picked|increased?|decreased?|improved|recovered|averaged|accounted|set aside)\b.*$"
)
ARTICLED = re.compile(
    r"(?:^\W*|\b(?:an?|its|this|another|further|initial|new|additional|first|provided|provides|invested|lent|pledged|committed|approved)(?: (?:over|about|around|up to|nearly|more than|approximately|another|further|additional))*) ?$"
)
NAMED = re.compile(
    r"(?: worth of| in| of)? ((?:[a-z0-9][\w-]* ){0,4}?(?:tranche|bonds?|notes|bills|loans?|facility|fund|grants?|package|financing|assistance|credit|guarantees?|swap|issue|issuance|funding|aid|debt|deal|project|contract|programme|program|investments?|stake|support|budget|line))\b"
)
PRICED = re.compile(r"((?:[\w-]+ ){0,3}(?:tranche|bonds?|notes)) (?:priced )?at $")
VERBS = (
    "新增 发放 办理 服务 设立 推出 签署 覆盖 涉及 识别 落地 建成 举办 投放 惠及 便利 提供 出台 发布".split()
)
COUNTED = re.compile(r"[量数额率值次]$|规模$|人口$")
HANGING = re.compile(r"^(?:[较比占环同]|增长|下降|增加|减少|增速|降幅|创)")  # what needs the label before it
CHANGED = re.compile(r"(?:同比)?(?:增速|降幅|增幅|增加额|减少额|比重)$")
LONGEST = 24
ENGLISH = {"percent": "share", "share": "share", "points": "change", "time": "duration"}
FALLBACK = {
    "percent": "比重",
    "share": "比重",
    "points": "变动",
    "count": "数量",
    "money": "金额",
    "time": "时间",
}


def label(d: Draft, dates: Spans, names: Spans, before: str, chinese: bool, behind: str = "") -> str:
    """Gives the indicator's label; behind is the text after the figure.

    before is that of the figure before it in the sentence, which a mere 占 or 较 goes on with.
    """
    at = d.measure.begin - len(d.lead)
    name = _clean(
        _cut(d.lead, at, [*_subject(d.lead, at, names), *within.spans(dates, at, at + len(d.lead))])
    )
    if chinese:
        return _chinese(d, name, before)
    name = d.measure.noun or _sum(d, behind) or " ".join(_english(name).split()[-8:])
    name = name or before.removesuffix(" growth")
    name = name or ENGLISH.get(d.measure.kind, "amount")
    grown = d.change and d.measure.unit == "ratio" and not name.endswith("growth")
    return f"{name} growth" if grown else name


def _sum(d: Draft, behind: str) -> str:
    """Gives what a sum of money is, named behind it: a $250 million|loan; and the coupon of a tranche at so much."""
    if d.measure.kind == "percent" and (bond := PRICED.search(d.lead)):
        return f"coupon of {bond[1]}"
    if d.measure.kind != "money" or not (ARTICLED.search(d.lead) or behind.startswith(" worth of ")):
        return ""
    named = NAMED.match(behind)
    return named[1] if named else ""


def _english(name: str) -> str:
    """Gives the noun phrase of an English clause: without who tells it, what was done with it and how it moved."""
    told = TOLD.sub("", COMPARED.sub("", name.removeprefix("s ")))
    found = _clean(PREDICATE.sub("", _clean(DONE.sub("", told))))
    return "" if found.lower() in ("it", "they", "that", "this", "these") else found


def of_part(d: Draft, name: str) -> str:
    """Gives the label of one of several figures that a list pairs off with."""
    clean = _clean(name)
    return clean + _ending(d, clean)


def _subject(phrase: str, at: int, names: Spans) -> list[tuple[int, int]]:
    """The name that a phrase begins with is the subject and no part of the label; those within stay."""
    first = next(within.spans(names, at, at + len(phrase)), None)
    return [first] if first and not BEGINS.sub("", phrase[: first[0] - at]).strip("“‘《") else []


def _cut(phrase: str, at: int, spans: Spans) -> str:
    for begin, end in sorted(spans, reverse=True):
        phrase = phrase[: begin - at] + phrase[end - at :]
    return phrase


def _clean(phrase: str) -> str:
    name = BEGINS.sub("", ENDS.sub("", BEGINS.sub("", phrase.strip())))
    return name.strip(" *、，“”‘’《》()（）")


def _chinese(d: Draft, name: str, before: str) -> str:
    m = d.measure
    if m.kind == "count" and m.noun and not COUNTED.search(name):
        return f"{name if name in VERBS else ''}{m.noun.removesuffix('数')}数"
    if before and (len(name) < 2 or HANGING.match(name)):
        name = CHANGED.sub("", before) + name
    name = name[-LONGEST:] or FALLBACK.get(m.kind, "规模")
    if (
        m.kind in ("percent", "share")
        and d.change is None
        and not CHANGED.search(name)
        and re.search(r"占(?!比)[^占]*$", name)
    ):
        name += "比重"
    if m.kind == "count" and not COUNTED.search(name):
        name += "数"
    return name + _ending(d, name)


def _ending(d: Draft, name: str) -> str:
    if d.change is None:
        return ""
    if d.measure.unit == "ratio":
        rise = "增幅" if d.measure.kind == "points" else "增速"
        end = "降幅" if d.change == "fall" else rise
    else:
        end = "增加额" if d.change == "rise" else "减少额"
    return "" if name.endswith(end) else end


@lru_cache(maxsize=1)
def _seeds() -> dict[str, list[tuple[str, str]]]:
    """Maps the names of the seeds' indicators, as keys, to unit and id."""
    try:
        rows = [row for _, row in files.lines(files.folder("seeds") / "indicators.jsonl")]
    except KgError:
        return {}
    known: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        for name in (name for language in ("zh", "en") for name in row.get(language, ())):
            known[text.key(name)].append((row.get("unit", ""), row["id"]))
    return {name: sorted(options) for name, options in known.items()}


def seed(name: str, unit: str) -> str | None:
    """Gives the id of the seeds' indicator that a label names."""
    return next((i for u, i in _seeds().get(text.key(name), ()) if u in ("", unit)), None)

"""How dates are written in Chinese and English: what a text tells of a date, before anything is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.numbers import han


@dataclass(frozen=True, slots=True)
class Told:
    """A date as told. shift counts years (months, for an anchor month) from the document's or, with back, the last date."""

    begin: int
    end: int
    kind: str = "point"  # point, since, none
    year: int | None = None
    shift: int | None = None
    anchor: str | None = None  # year, month, day: relative to this
    back: bool = False
    month: int | None = None
    day: int | None = None
    dayshift: int | None = None
    span: tuple[int, int] | None = None
    till_year: int | None = None
    edge: bool = False
    until: bool = False
    hint: tuple[int, int] | None = None


_N = "一二三四五六七八九十"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9]|二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"
_DASH = r"\s*(?:[-—–~]{1,2}|至|到)\s*"
YEARS = {"今年": 0, "本年度": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}
BACK_YEARS = {"当年": 0, "同年": 0, "次年": 1, "翌年": 1}
MONTHS = {"本月": 0, "上个月": -1, "上月": -1, "下个月": 1, "下月": 1}
DAYS = {
    "今天": 0,
    "今日": 0,
    "今晚": 0,
    "今早": 0,
    "今晨": 0,
    "昨天": -1,
    "昨日": -1,
    "昨晚": -1,
    "前天": -2,
    "明天": 1,
    "明日": 1,
}

ZH = re.compile(
    rf"""
    (?P<till>截[至止]到?|(?<!提高)(?<!增加)(?<!下降)(?<!达)(?<!涨)到(?=(?:20\d\d|今年|去年|明年)))?[ ]?(?P<since>自从?|从)?[ ]?
    (?:
      (?P<y1>(?:19|20)\d\d)年?{_DASH}(?P<y2>(?:19|20)\d\d)年
    | (?:(?P<year>(?<!\d)(?:19|20)\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{{2}})年度?(?![级款版])
       |(?P<rely>{"|".join(YEARS)}|{"|".join(BACK_YEARS)}))
      (?:[ ，]?(?:的)?(?P<ys>上半年|下半年|(?:(?:第?[一二三四1-4]|[前首][一二三四两1-4]个?)季度|(?:第[一二三四]|首[二三四两]?)季(?!度))
          |[前首](?:{_MONTH}|两)个?月(?!的)|(?P<m1>{_MONTH})月?(?:份)?{_DASH}(?P<m2>{_MONTH})月(?:份)?(?!\d|{_DAY}日)|全年)(?P<ysedge>[末底])?
        |(?P<m>{_MONTH})月(?:份)?(?:(?P<d>{_DAY})[日号]|(?P<medge>底|末)|[上中下]旬|初|中(?=[，、旬]))?
        |年?(?P<yedge>底|末|终)|年?初(?!期|间|中|级)|年?中(?![国央期间心共外等俄美日法德欧东非老哈韩英澳巴印越小西阿亚拉部文医药级考秋]))?
    | (?P<bs>上半年|下半年|(?:(?:第[一二三四]|(?<![\d.])[一二三四1-4]|[前首][一二三四两1-4]个?)季度|(?:第[一二三四1-4]|首[二三四两]?)季(?!度))
        |[前首](?:{_MONTH}|两)个?月(?!的)|(?<![\d.年])(?P<b1>{_MONTH})月?(?:份)?{_DASH}(?P<b2>{_MONTH})月(?:份)?(?!\d|{_DAY}日)|全年(?!龄))(?P<bsedge>[末底])?
    | (?<![\d.个{_N}])(?P<bm>{_MONTH})月(?:份)?(?:(?P<bd>{_DAY})[日号]|(?P<bmedge>底|末)|[上中下]旬|初|中(?=[，、旬]))?(?![嫂饼亮球])
    | (?P<relm>{"|".join(MONTHS)}|当月|同月)(?:(?P<rd>{_DAY})日|(?P<rmedge>底|末)|[初中])?
    | (?P<reld>{"|".join(DAYS)}|当天|当日|同日)
    | (?P<bedge>年底|年末|月底|月末)
    | (?<![\d.年月第{_N}])(?P<sd>[12]\d|3[01]|[1-9])日(?![内均本元游龄夜])
    | (?P<vague>近日|日前|目前|当前|近期|截至目前|此前|近年来|眼下|届时|如今|现在|迄今)
    )
    (?:[ ]?(?P<post>以来|起(?![步草点伏飞到来码义]))|[ ]?(?P<close>前(?![三七]|\d)))?
    (?P<echo>[ ]?\((?P<em>{_MONTH})月(?P<ed>{_DAY})日[^)]{{0,6}}\)|[ ]?\((?P<eo>{_DAY})日\))?
    """,
    re.VERBOSE,
)

MON = {m: n for n, m in enumerate(["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"], 1)}  # fmt: skip
SHORT = {m[:3]: n for m, n in MON.items()} | {"sept": 9} | MON
_MON = "|".join(m.capitalize() for m in sorted(SHORT, key=len, reverse=True) if m != "may") + "|May"
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "final": 4,
    "last": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}
WORDS = {
    w: n
    for n, w in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"], 2
    )
}
_Y = r"(?:19|20)\d\d(?![\d,]\d)"
_REL = r"(?:this|last|next|the|the same|the current|the previous)\ year|year"
EN = re.compile(
    rf"""
    (?P<till>\b(?:[Aa]s\ (?:of|at)|up\ to|[Bb]y|[Uu]ntil)\ )?(?P<since>\b[Ss]ince\ )?(?:the\ )?
    (?:
      (?P<edge>\b[Ee]nd(?:[ \-]of[ \-]|-|\ )(?:the\ )?)?(?:(?P<d1>\b[1-3]?\d)(?:st|nd|rd|th)?\ )?\b(?P<mon>{_MON})\b\.?
         (?:\ (?P<d2>[1-3]?\d)(?:st|nd|rd|th)?(?!\d|,\d|%|\.\d|\ (?:per|million|billion)))?(?:,?\ (?P<y1>{_Y}))?
    | (?:(?P<ord>\b(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]inal|[Ll]ast|1st|2nd|3rd|4th))\ (?P<unit>quarter|half)
         |\b[Ff]irst\ (?P<months>{"|".join(WORDS)}|\d+)\ (?P<unit2>months|quarters)|\b(?P<q>Q[1-4]|[1-4]Q|H[12]|[12]H))
       (?:(?:\ of)?,?\ (?:the\ )?(?:(?P<y2>{_Y})|(?P<ry2>{_REL})))?
    | (?P<edge3>\b(?:[Ee]nd(?:[ \-]of[ \-]|-|\ )(?:the\ )?|[Yy]ear[- ]end\ (?:of\ )?|the\ close\ of\ ))(?:(?P<y3>{_Y})|(?P<ry3>{_REL}))
    | (?P<yearend>\b(?:year-end|the\ year\ end|end\ of\ the\ year))\b
    | (?<![\d.,$/\-])\b(?P<y4>{_Y})(?:\s?[-–—/]\s?(?P<y5>{_Y}|\d\d\b))?(?![\d%])(?!\ (?:{"|".join(("million", "billion", "trillion", "banks", "students"))}))
    | \b(?P<ry4>[Tt]his|[Ll]ast|[Nn]ext|[Ii]n\ the|[Dd]uring\ the|the\ previous)\ year\b
    | \b(?P<today>[Tt]oday|[Yy]esterday)\b
    )
    """,
    re.VERBOSE,
)


def find(folded: str) -> Iterator[Told]:
    """Yields what a folded text tells of dates, in their order."""
    pattern, read = (ZH, _chinese) if re.search("[\u3400-\u9fff]", folded) else (EN, _english)
    at = 0
    while match := pattern.search(folded, at):
        told = read(match)
        if told is not None:
            yield told
        at = match.end() if match.end() > at else at + 1


def number(written: str) -> int:
    return int(written) if written.isdigit() else int(han(written))


def _chinese(m: re.Match[str]) -> Told | None:
    """Reads one Chinese date."""
    told = Told(*m.span())
    if m["vague"]:
        return replace(told, kind="none")
    if m["y1"]:
        return replace(told, year=int(m["y1"]), till_year=int(m["y2"]), kind="point")
    span = _span(m["ys"] or m["bs"], m["m1"] or m["b1"], m["m2"] or m["b2"])
    month, day = m["m"] or m["bm"], m["d"] or m["bd"] or m["sd"] or m["rd"]
    told = replace(
        told,
        month=number(month) if month else None,
        day=number(day) if day else None,
        span=span,
        edge=bool(
            m["yedge"] or m["ysedge"] or m["bsedge"] or m["medge"] or m["bmedge"] or m["rmedge"] or m["bedge"]
        ),
        until=bool(m["till"]),
        kind="since" if m["post"] or (m["since"] and not _ends(m)) else "point",
        hint=_echo(m),
    )
    if m["year"]:
        told = replace(told, year=number(m["year"]))
    return _relative(m, told)


def _ends(m: re.Match[str]) -> bool:
    """Says that a period follows whose other end is told: 从9月2日至4日."""
    return bool(re.match(r"\s*(?:至|到|[-—–~])", m.string[m.end() : m.end() + 3]))


def _relative(m: re.Match[str], told: Told) -> Told:
    if m["rely"]:
        back = m["rely"] in BACK_YEARS
        return replace(
            told, shift=BACK_YEARS[m["rely"]] if back else YEARS[m["rely"]], anchor="year" if back else None
        )
    if m["relm"]:
        back = m["relm"] in ("当月", "同月")
        return replace(told, shift=MONTHS.get(m["relm"], 0), anchor="month", back=back)
    if m["reld"]:
        if m["reld"] in DAYS:
            return replace(told, dayshift=DAYS[m["reld"]])
        return replace(told, dayshift=0, anchor="day")
    if m["bedge"] and m["bedge"].startswith("月"):
        return replace(told, shift=0, anchor="month")
    return told


def _echo(m: re.Match[str]) -> tuple[int, int] | None:
    if m["em"]:
        return number(m["em"]), number(m["ed"])
    return None


def _span(words: str | None, first: str | None, last: str | None) -> tuple[int, int] | None:
    if first and last:
        return number(first), number(last)
    if not words:
        return None
    if words in ("上半年", "下半年", "全年"):
        return {"上半年": (1, 6), "下半年": (7, 12), "全年": (1, 12)}[words]
    count = re.sub("[第前首个月季度]", "", words)
    n = 1 if not count else number(count)
    if "季" in words:
        return (1, 3 * n) if words[0] in "前首" and n > 1 else (3 * n - 2, 3 * n)
    return 1, n


def _english(m: re.Match[str]) -> Told | None:
    """Reads one English date."""
    told = Told(*m.span(), kind="since" if m["since"] else "point", until=bool(m["till"]))
    year = m["y1"] or m["y2"] or m["y3"] or m["y4"]
    told = replace(told, year=int(year) if year else None)
    if m["mon"]:
        return _english_month(m, told)
    if m["yearend"]:
        return replace(told, edge=True, shift=0)
    if m["today"]:
        return replace(told, dayshift=0 if m["today"].lower() == "today" else -1)
    if m["y5"]:
        return replace(told, till_year=int(m["y4"][:2] + m["y5"] if len(m["y5"]) == 2 else m["y5"]))
    words = (m["ry2"] or m["ry3"] or m["ry4"] or "").lower()
    shift = -1 if "last" in words or "previous" in words else 1 if "next" in words else 0
    told = replace(told, shift=shift if words else None, edge=bool(m["edge3"]))
    return replace(told, span=_english_span(m)) if m["ord"] or m["months"] or m["q"] else told


def _english_month(m: re.Match[str], told: Told) -> Told | None:
    day, before = m["d1"] or m["d2"], m.string[max(0, m.start("mon") - 9) : m.start("mon")].lower()
    bare = not (day or m["y1"] or m["edge"])
    if (
        bare
        and m["mon"] in ("May", "March")
        and not re.search(r"\b(?:in|of|by|since|from|until|to|and|early|late|mid)[ \-]$", before)
    ):
        return None  # the verbs
    if bare and len(m["mon"]) == 3 and m["mon"] != "May" and "." not in m[0]:
        return None
    return replace(
        told,
        month=SHORT[m["mon"].lower()],
        day=int(day) if day and 0 < int(day) < 32 else None,
        edge=bool(m["edge"]),
    )


def _english_span(m: re.Match[str]) -> tuple[int, int]:
    if m["months"]:
        n = WORDS.get(m["months"].lower()) or int(m["months"])
        return 1, n * (3 if m["unit2"] == "quarters" else 1)
    if m["q"]:
        n, size = int(re.sub("[QH]", "", m["q"])), 3 if "Q" in m["q"] else 6
    else:
        n, size = ORDINALS[m["ord"].lower()], 3 if m["unit"] == "quarter" else 6
        n = 2 if size == 6 and n > 2 else n
    return (n - 1) * size + 1, n * size

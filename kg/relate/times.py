"""When a figure holds: from a date in its clause or its sentence, the frame of its box, or the sentence before."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.dates import DAY, DateMatch
from kg.model import Extent
from kg.relate import within
from kg.relate.drafts import STARTED, Draft
from kg.relate.figurewords import Words
from kg.relate.periods import Period

LATER = re.compile(r"[，；。]")
EARLIER = re.compile(r"(?:现在|目前|原来|此前|之前|过去|当前)的?[^，]{0,2}$")
APPROXIMATE = re.compile(r"(?:[约近超达为共]|预计|将?[从由]|不超过|超过)+$")
AGO = re.compile(r" a (?:year|(?P<less>month|quarter)) (?:ago|earlier|before)")
PRECEDING = re.compile(
    r"(?: (?:recorded|registered|seen|posted))?,? (?:in|over|during) the (?:preceding|previous|prior) (?P<span>quarter|year|month)\b"
)
IN_EFFECT = re.compile(r"\b(?:with effect|effective|starting)(?: from| on)? $")
SINCE = re.compile(r"\bSince (?!(?:the )?(?:end|beginning|start)\b)[^,;]{6,80}$")
WORTH = re.compile(
    r"^[^\d,;:]{0,30}\b(?:worth|totall?ing|valued at|involving|amounting to) (?:over |about |nearly |more than )?[A-Z]{0,3}\$?[\d.,]+\d(?: [mb]illion)?"
)
WHOLE_YEAR = re.compile(r"(?: ?[-–—~] ?[\d.]+ ?%| to [\d.]+ ?%)? (?:for|over|in) the (?:full|whole) year\b")
AS_A_WHOLE = re.compile(
    r"\b(?:for|over|in) the (?:full year|year as a whole|whole year)\b[^.;:\d]*$", re.IGNORECASE
)
BEFORE_THAT = re.compile(r",? (?:in )?the (?:year before|preceding year|previous year)\b")
GATHERED = re.compile(r"\s*(?:其间|会上|期间|(?:会议|活动|论坛|峰会|展会)期间)")
PRESENT = re.compile(
    r"(?:的?\d+[余多]?[名位人家])?[^，。；\d]{0,24}?(?:出席|参加(?![了过])|在会上|参会|与会|围绕|[^，。；]{0,40}连线等?方式发言)"
)
CAME = re.compile(r"来自[^，。；\d]{0,12}$")
GUESTS = re.compile(r"[^，。；]{0,24}(?:嘉宾|代表|选手|运动员|客商|参展商|专家|学者)")
SHARING = re.compile(
    r"相[当等]于|拉动|拖累|贡献|占[^，]{0,20}(?:比重|比例|的)|占比|比重|高于|快于|提高|加快|指数"
)
TURNED = re.compile(
    r"的?[^，。；\d]{0,12}\d[^，。；]*[至到为]"
)  # 由2013年底的79%提升至91.1%: the day is of the first
FEAST = re.compile(r"春节|春运|国庆|五一|端午|中秋|元旦|清明|假期|暑|寒假|夏|秋|冬|春|“|双11|汛期")
INTERVENED = re.compile(r"\d|[;:]|, (?:and|while|which)|\band (?:(?:has|have|had) )?\w+ed\b")
BALANCE = re.compile(
    "余额|总额|金额|授信|相[当等]于|持有|资产总额|负债总额|存量|不良(?:贷款)?率|存贷比|覆盖率|保有量|托管量"
)
SINCE_JANUARY = re.compile("[比较](?:年初|上年末)")
MEETING = re.compile("举行|召开|开幕|闭幕|启动|揭幕")
FROM = re.compile(r"\bfrom (?:that )?(?:at |in )?$")
RISEN = re.compile(r" from [^,;]*\d")  # rose to 1.4% from 0.9% at end-2021
ELSE = re.compile("是|入[春夏秋冬汛]以来")  # behind a year that tells of something else
SINCE_THEN = re.compile(r"(?<=以来)，|[^，。；\d]{2,24}以来，")
SO_FAR = re.compile("截至目前|截至今天|截至日前|迄今|至今|(?<=今年)[^，]{0,8}已")
MONTH = 7  # characters of an ISO month
BASED = 40  # how far behind a figure the day may stand that it is told against
REACH = 70  # how far behind a figure an English date may stand


@dataclass(frozen=True, slots=True)
class When:
    """The dates of a figure, and where the date stands if that is outside its own sentence."""

    as_of: str | None = None
    start: str | None = None
    stop: str | None = None
    context: tuple[Extent, ...] = ()


@dataclass
class Times:
    """Dates figures in the order of the text; it keeps the date of the period before."""

    folded: str
    told: Sequence[DateMatch]
    words: Words
    year: int | None
    day: str | None = None  # the document's, in full
    last: tuple[Period, DateMatch] | None = None
    reach: Period | None = None  # the last period that took the date of an earlier one

    def enter(self, period: Period) -> None:
        """Takes note of a period: behind a headline no date of the text before holds."""
        if period.heading:
            self.last = None

    def of(self, d: Draft, planned: bool) -> When:
        """Gives the dates of a figure."""
        if self.year and WHOLE_YEAR.match(self.folded, d.measure.end):
            return When(start=f"{self.year}-01-01", stop=f"{self.year}-12-31")
        if not self.words.chinese and self.year and (year := self._year(d)):
            return When(start=f"{year}-01-01", stop=f"{year}-12-31")
        inside = list(within.placed(self.told, d.period.begin, d.period.end))
        own = self._own(d, inside)
        if self._timeless(d, own, planned):
            return When()
        match = own or d.period.frame or self._carried(d)
        if match is None or match.value is None:
            return When()
        if own and not self.folded.endswith(("由", "从"), 0, own.begin):
            self.last = (d.period, own)
        if self.last and match is self.last[1]:
            self.reach = d.period
        when = self._fitted(d, match, planned, () if own else (Extent(match.begin, match.end),))
        if before := PRECEDING.match(self.folded, d.measure.end):
            return _earlier(when, {"quarter": 3, "year": 12, "month": 1}[before["span"]])
        return _earlier(when) if AGO.match(self.folded, d.measure.end) else when

    def _year(self, d: Draft) -> int | None:
        """Gives the year of what is told for the year as a whole, and of what it was the year before."""
        if self.year is None:
            return None
        text = self.folded[d.period.begin : d.measure.begin]
        if BEFORE_THAT.match(self.folded, d.measure.end) and "year as a whole" in text:
            return self.year - 1
        return self.year if AS_A_WHOLE.search(text) else None

    def _timeless(self, d: Draft, own: DateMatch | None, planned: bool) -> bool:
        """Says that a figure is of an earlier state (现在的4小时), or of what has no day: a line's length, 连续5年."""
        if self.words.chinese and (d.measure.kind == "running" or (d.measure.kind == "time" and not planned)):
            return not (own and (own.edge or own.until))
        ago = AGO.match(self.folded, d.measure.end)
        if EARLIER.search(d.lead.rstrip("超近约")) or (ago and (ago["less"] or own is None)):
            return True
        if d.measure.kind == "money" and self._granted(d) and not (own and (own.edge or own.until)):
            return True
        fixed = d.measure.kind == "unit" and d.change is None and self.words.has("fixed", d.lead)
        fixed = fixed and not self.words.has("flow", d.lead)
        return fixed and not (own and (own.edge or own.until))

    def _granted(self, d: Draft) -> bool:
        """Says that a sum is a limit that was set (额度, 首期规模, 总投资), which has no day."""
        lead = APPROXIMATE.sub("", d.lead)
        return "granted" in self.words.ends and self.words.ends["granted"].search(lead) is not None

    def _own(self, d: Draft, inside: Sequence[DateMatch]) -> DateMatch | None:
        """The date in the sentence that a figure is told under: the nearest before it; in English also behind."""
        behind = self._then(d, inside) if self.words.chinese else self._behind(d, inside)
        if behind:
            return behind
        usable = [m for m in inside if m.end <= d.measure.begin]
        for m in reversed(usable):
            if (
                m.value is None
                and self._now(m)
                and (not d.second or m.begin >= d.measure.begin - len(d.lead))
            ):
                return m
            if m.value and not self._idle(m, d):
                return self._opening(m, usable[0], d) or m
        return None

    def _then(self, d: Draft, inside: Sequence[DateMatch]) -> DateMatch | None:
        """A day behind those who act: 12家企业昨天签约."""
        if d.measure.kind != "count" or d.lead.strip() or d.second:
            return None
        days = (m for m in inside if m.begin >= d.measure.end and len(m.value or "") == DAY)
        first = next(days, None)
        if first is None or self._base(first) or LATER.search(self.folded, d.measure.end, first.begin):
            return None
        return first

    def _idle(self, m: DateMatch, d: Draft) -> bool:
        """Says that a date tells when something else was: compared, a beginning, a report, within a title."""
        since = m.kind == "since" and not self._current(m) and not self._lasting(m)
        reported = self._reported(m, d.measure.begin) and not self._acted(d)
        told = self._base(m) or since or reported or self._titled(m, d)
        after = SINCE.search(
            self.folded, d.period.begin, m.begin
        )  # Since the change of law in May 2021, it has
        return told or after is not None or self._else(m, d.measure.begin)

    def _else(self, m: DateMatch, at: int) -> bool:
        """Says that a date is of something else: 今年是X的第十年; of the first of two (由2013年底的79%提升至91.1%)."""
        behind = self.folded[m.end : at]
        turned = self.folded.endswith(("由", "从"), 0, m.begin) and TURNED.match(behind)
        return ELSE.match(behind) is not None or bool(turned)

    def _behind(self, d: Draft, inside: Sequence[DateMatch]) -> DateMatch | None:
        """A date behind the figure: 12 banks had joined as of end-2018."""
        for m in inside:
            if d.measure.end <= m.begin < d.measure.end + REACH and m.value and not self._base(m):
                between = self.folded[d.measure.end : m.begin]
                if IN_EFFECT.search(between):  # will rise to 1.9% from 1.3% with effect from 1 January
                    return None if FROM.search(self.back(d)) else m
                between = WORTH.sub("", between)  # 310 projects worth US$26 billion have been signed as at …
                return None if INTERVENED.search(between) or RISEN.match(between) else m
        return None

    def back(self, d: Draft) -> str:
        """The words right before a figure."""
        return self.folded[max(0, d.measure.begin - 12) : d.measure.begin]

    def _base(self, m: DateMatch) -> bool:
        """Says that a date is what something is compared with: 较2023年末, up from the end of October."""
        lead = self.folded[max(0, m.begin - 20) : m.begin]
        return m.compared or (FROM.search(lead) is not None and not IN_EFFECT.search(lead))

    def _acted(self, d: Draft) -> bool:
        """Says that what is counted came about on the day that is told: who was there, what was issued (今天发布10项标准)."""
        if d.measure.kind != "count" or not self.words.chinese:
            return False
        return self._present(d) or (
            "acted" in self.words.ends and self.words.ends["acted"].search(d.lead) is not None
        )

    def _present(self, d: Draft) -> bool:
        """Says that it counts who is at a gathering."""
        if d.measure.kind != "count":
            return False
        came = CAME.search(d.lead) is not None and GUESTS.match(self.folded, d.measure.end) is not None
        return came or PRESENT.match(self.folded, d.measure.end) is not None

    def _lasting(self, m: DateMatch) -> bool:
        """Says that a sentence goes on with what has been since a day: 自4月1日政策实施以来，."""
        return (
            self.words.chinese and self.day is not None and SINCE_THEN.match(self.folded, m.end) is not None
        )

    def _current(self, m: DateMatch) -> bool:
        """今年以来 and 2024年以来 tell the year that a figure is of."""
        return m.value == str(self.year)

    def _reported(self, m: DateMatch, at: int) -> bool:
        """Says that a day only dates who says it: 国家统计局今天(1月17日)公布."""
        if len(m.value or "") < DAY or m.until or m.edge:
            return False
        behind = self.folded[m.end : at]
        return self.words.has("sources", behind) or MEETING.search(behind) is not None

    def _titled(self, m: DateMatch, d: Draft) -> bool:
        opened = self.folded.rfind("《", d.period.begin, m.begin)
        return opened >= 0 and self.folded.find("》", opened, d.period.end) > m.begin

    def _now(self, m: DateMatch) -> bool:
        return self.words.has("now", self.folded[m.begin : m.end])

    def _opening(self, m: DateMatch, first: DateMatch, d: Draft) -> DateMatch | None:
        """The day that opens a sentence, where a bare period only tells what is counted: 一季度449个项目."""
        bare = m.kind == "period" and not m.stated and self.folded[m.end : m.end + 1].isdigit()
        day = len(first.value or "") == DAY and first.begin - d.period.begin < 3
        return first if bare and day and not self._reported(first, d.measure.begin) else None

    def _carried(self, d: Draft) -> DateMatch | None:
        """The date of the sentence before, where this one goes on with a part of it (其中) or with growth.

        Growth takes it from the paragraph before, too.
        """
        text = self.folded[d.period.begin : d.measure.begin].lstrip()
        if GATHERED.match(text):
            return self._event(d.period)
        if self._present(d):
            return self._event(d.period, DAY)
        if self.last is None or self.reach is None or self.last[0].begin == d.period.begin:
            return None
        before, match = self.last
        lines = d.period.line - self.reach.line
        if (
            lines == 0
            and d.period.ordinal - before.ordinal <= 2
            and text.startswith(self.words.leads("carried"))
        ):
            return match
        if lines > 2 or d.period.heading:
            return None
        if lines == 0 and match.edge and d.period.ordinal - self.reach.ordinal <= 1 and self._left(d):
            return match
        year = match.kind == "point" and len(match.value or "") == 4
        plain = (
            len(match.value or "") < DAY and not (match.edge and d.base != "year") and not (year and lines)
        )
        return match if plain and self._goes_on(d, lines) else None

    def _goes_on(self, d: Draft, lines: int) -> bool:
        """Says that a figure goes on with the statistics of the sentence before: a growth, a share of it."""
        if not self.words.chinese:
            near = lines == 0 and self.reach is not None and d.period.ordinal - self.reach.ordinal == 1
            return d.growth is not None or bool(d.change and (near or d.base == "year"))
        if d.growth is not None or (d.change and d.measure.unit == "ratio" and d.base != "other"):
            return True
        return d.measure.unit == "ratio" and SHARING.search(d.clause) is not None

    def _left(self, d: Draft) -> bool:
        """Says that a figure is what is there at a day: 6月末，存款余额…。贷款余额…."""
        told = self.folded[d.period.begin : d.measure.begin] if SINCE_JANUARY.search(d.clause) else d.clause
        return d.measure.kind in ("money", "percent", "points", "times") and BALANCE.search(told) is not None

    def _event(self, period: Period, exact: int = 0) -> DateMatch | None:
        """The date of the gathering told before, as the time in which something is done there."""
        before = reversed(within.starting(self.told, 0, period.begin))
        points = (
            m
            for m in before
            if m.end <= period.begin and m.value and m.kind == "point" and len(m.value) >= exact
        )
        last = next((m for m in points if not m.compared), None)
        return replace(last, edge=False, until=False) if last else None

    def _fitted(self, d: Draft, m: DateMatch, planned: bool, context: tuple[Extent, ...]) -> When:
        """Gives a stock its day and a flow its period."""
        if IN_EFFECT.search(self.folded[max(0, m.begin - 20) : m.begin]):
            return When(as_of=m.value, context=context)
        based = self._based(d, m)
        if based:
            return When(start=based[0], stop=based[1], context=context)
        if m.kind == "since" and not self._current(m):
            return When(start=m.start, stop=self.day, context=context)
        if m.edge or m.until or m.kind == "since" or self._feast(m) or self._so_far(d, m):
            return When(as_of=m.as_of, context=context)
        if not self._stock(d, m, planned):
            return When(start=m.start, stop=m.stop, context=context)
        if m.kind == "period":
            same = LATER.search(self.folded, m.end, d.measure.begin) is None
            if same:
                return When(as_of=m.stop, context=context)
            if BALANCE.search(d.clause):
                return When()
            return When(start=m.start, stop=m.stop, context=context)
        return When(as_of=m.value, context=context)

    def _so_far(self, d: Draft, m: DateMatch) -> bool:
        """Says that what is told of this year is what it has come to: 截至目前，今年已发行."""
        text = self.folded[d.period.begin : d.measure.begin]
        return m.kind == "point" and m.value == str(self.year) and SO_FAR.search(text) is not None

    def _feast(self, m: DateMatch) -> bool:
        """今年春节 is no whole year."""
        return len(m.value or "") == 4 and m.kind == "point" and FEAST.match(self.folded, m.end) is not None

    def _stock(self, d: Draft, m: DateMatch, planned: bool) -> bool:
        if self._acted(d):
            return False
        kind, year = d.measure.kind, m.kind == "point" and len(m.value or "") == 4
        if year and "累计" in self.folded[m.end : d.measure.begin]:
            return True
        flow, stock = (self.words.has(name, d.clause + d.measure.noun) for name in ("flow", "stock"))
        if kind in ("time", "running") or (planned and year and not self._whole(m)):
            return True
        return (stock and not flow) or (
            kind == "count" and STARTED.match(self.folded, d.measure.end) is not None
        )

    def _whole(self, m: DateMatch) -> bool:
        """Says that a year is the time in which something is done, and not when it is reached: 今年将投入."""
        return not self.folded[: m.begin].endswith(("到", "至", "by ", "in "))

    def _based(self, d: Draft, m: DateMatch) -> tuple[str, str] | None:
        """The period of an increase that is told against an earlier day: 较年初增加."""
        if d.change is None or d.measure.unit == "ratio" or m.stop is None:
            return None
        if SINCE_JANUARY.search(d.clause):
            return f"{m.stop[:4]}-01-01", m.stop
        near = within.starting(self.told, d.begin, d.measure.end + BASED)
        base = next((b.stop for b in near if self._base(b) and b.edge), None)
        if base is None or base >= m.stop:
            return None
        return (date.fromisoformat(base) + timedelta(days=1)).isoformat(), m.stop


def _earlier(when: When, months: int = 12) -> When:
    """Gives the same a year earlier, or so many months."""
    as_of, start, stop = (_before(day, months) for day in (when.as_of, when.start, when.stop))
    return When(as_of, start, stop, when.context)


def _before(day: str | None, months: int) -> str | None:
    """Gives a day, month or year so many months before; the end of a month stays one."""
    if day is None:
        return None
    if len(day) < MONTH:
        return str(int(day[:4]) - months // 12)
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 - months, 12)
    if len(day) < DAY:
        return f"{year}-{month + 1:02}"
    ends = int(day[8:]) == monthrange(int(day[:4]), int(day[5:7]))[1]
    last = monthrange(year, month + 1)[1]
    return f"{year}-{month + 1:02}-{last if ends else min(int(day[8:]), last):02}"

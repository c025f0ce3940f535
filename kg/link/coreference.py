"""Gives what points back its thing: 该联合体, 双方, the platform.

doc.spans["mentions"] in, doc.spans["anaphora"] out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

import kg.extensions  # noqa: F401  (declares doc._)
from kg import text
from kg.link.mention import Tokens
from kg.link.speakers import Named, Speakers
from kg.link.words import words

REACH = 240  # characters back to what a noun points to; about four sentences
PAGE = 1600  # … and to the opening of a meeting's report
MEETING = re.compile(r"(?<=[，。；\n])会议(?=[^，。；\n]{0,12}(?:通过|批准|决定设立)(?:了)?《)")
ATTENDED = re.compile(
    r"(?<=出席|主持|参加|列席)(会议|活动|论坛|大会|座谈会|开幕式|闭幕式|仪式)(?=[，。；、并和])|(?<=在)(会议|论坛|大会|座谈会|开幕式|闭幕式|仪式)(?=上)"
)
SPIRIT = re.compile("精神|以来|部署|决定|报告|关于|上?提出")  # behind a meeting that is only quoted
SIDE = re.compile(
    r"([\u3400-\u9fff])方(?![式法面针案便位子圆块药程形])"
)  # 哈方: the country of this first character
WHERE = re.compile("[在于](?:[^，。；\n]+、)?$")  # before one of the places where something was
NO_SIDE = frozenset("东西南北中")
SITTING = re.compile("[会坛式动赛展节]$")
CONVENED = re.compile(r"[^，。；\n]{0,8}(?:召开|举行)[^，。；\n]{0,6}会议")
BODIES = ("Institution", "GovernmentBody", "Regulator", "Alliance")
LOOSE = re.compile(r"[某一多各几数若两三任每首其]")  # before a noun: one that nobody names
ACTING = ("Place", "Institution", "GovernmentBody", "Regulator", "Bank", "Company", "Exchange", "Alliance",
          "FinancialInstitution", "ResearchInstitution")  # fmt: skip
SOME = re.compile(
    r"[某一]家?[\u3400-\u9fff]{0,6}(?:公司|企业)"
)  # the one that a story is about, without a name
PAIR = re.compile(r"双方|两国|两地|(?=[，、签举])")  # behind a pair that acts, not one that describes
LINE = re.compile(r"铁路|高铁|高速|城际|线|通道|运河|班列|动车|航线|大桥")  # 京沪铁路 names no pair that acts
WATERS = ("海域", "海峡", "洋")  # what a label ends with whose thing is never one of 双方
SAME = {"企业": ("企业", "公司"), "公司": ("公司", "企业")}  # nouns that say the same
COMPOUND = {  # a noun of one character is no noun before these
    "行": "业为政情列程动使走李",
    "局": "面部长势",
    "部": "分门长署队件委",
    "国": "家际内民企务",
    "市": "场值民区委政",
    "省": "委级",
    "区": "域块间分别",
    "法": "院人律规",
}


@dataclass(frozen=True, slots=True)
class Anaphor:
    """What points back, and to what."""

    begin: int
    end: int
    label: str
    keys: tuple[str, ...]


@Language.factory("kg_coreference", requires=["doc.spans", "doc.ents"], assigns=["doc.spans"])
class Coreference:
    """Links 该联合体, 我行 and 双方 to the last thing named that fits; leaves the doubtful alone."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.match(doc))
        return doc

    def match(self, doc: Doc) -> list[Anaphor]:
        """Gives the anaphors of a Doc in the order of the text."""
        folded = doc._.folded or text.fold(doc.text)
        spans = doc.spans.get("mentions", ())
        named = [
            Named(begin, end, s.label_, tuple(s.kb_id_.split()), folded[begin:end])
            for s in spans
            for begin, end in [(s.start_char, s.end_char)]
            if s.kb_id_
        ]
        things = doc._.entities
        wide = {
            key
            for key, thing in things.items()
            if thing.label.endswith(tuple(words("zh")["anaphora"]["no_country"]))
        }
        waters = {key for key, thing in things.items() if thing.label.endswith(WATERS)}
        order = sorted(named, key=lambda n: (n.begin, -n.end, n.label, n.keys))
        return list(_Search(folded, wide, waters, order).run())

    def set_annotations(self, doc: Doc, anaphors: list[Anaphor]) -> None:
        tokens, spans = Tokens(doc), []
        for anaphor in anaphors:
            extent = tokens.range(anaphor.begin, anaphor.end)
            if extent:
                keys = " ".join(anaphor.keys)
                spans.append(Span(doc, *extent, label=anaphor.label, kb_id=keys, span_id="anaphor"))
        doc.spans["anaphora"] = spans


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    zh, en = words("zh")["anaphora"], words("en")["anaphora"]
    return (
        re.compile(f"(?:{_any(zh['cues'])})({_any(zh['nouns'])})"),
        re.compile(f"(?<=[，。；：“\n■●◆])({_any(zh['bare'])})(?![债券法治章])"),
        re.compile(_any(zh["pairs"])),
        re.compile(rf"\b(?:{_any(en['cues'])}) ({_any(en['nouns'])})\b(?! of\b|s\b|['’-])", re.I),
    )


def _any(options: list[str] | dict[str, object]) -> str:
    return "|".join(map(re.escape, sorted(options, key=lambda word: (-len(word), word))))


class _Search:
    def __init__(self, folded: str, wide: set[str], waters: set[str], named: list[Named]) -> None:
        self.folded, self.wide, self.waters, self.named = folded, wide, waters, named
        self.begins = [n.begin for n in named]

    def run(self) -> Iterator[Anaphor]:
        nouns, bare, pairs, english = _patterns()
        zh, en = words("zh")["anaphora"], words("en")["anaphora"]
        found: list[Anaphor] = []
        for match in nouns.finditer(self.folded):
            if not self._compound(match):
                found += self._noun(match, match[1], zh["nouns"][match[1]])
        for match in bare.finditer(self.folded):
            found += self._bare(match, zh["bare"][match[0]])
        for said in Speakers(self.folded, self.named).run():
            if not self._covered(said.begin, said.end):
                found.append(Anaphor(*said))
        for match in MEETING.finditer(self.folded):
            found += self._meeting(match)
        for match in ATTENDED.finditer(self.folded):
            found += self._attended(match)
        for match in SIDE.finditer(self.folded):
            found += self._side(match)
        for match in pairs.finditer(self.folded):
            found += self._pair(match)
        for match in english.finditer(self.folded):
            found += self._noun(match, match[1].casefold(), en["nouns"][match[1].casefold()])
        yield from sorted(found, key=lambda a: (a.begin, a.end))

    def _compound(self, match: re.Match[str]) -> bool:
        after = self.folded[match.end() : match.end() + 1]
        return len(match[1]) == 1 and after in tuple(COMPOUND.get(match[1], ""))

    def _before(self, at: int, reach: int = REACH) -> list[Named]:
        """Gives the mentions within reach before a place, the nearest first."""
        first, last = bisect_left(self.begins, at - reach), bisect_left(self.begins, at)
        close = [n for n in self.named[first:last] if n.end <= at]
        return sorted(close, key=lambda n: (-n.end, n.begin))

    def _beginning(self, at: int) -> list[Named]:
        return self.named[bisect_left(self.begins, at) : bisect_right(self.begins, at)]

    def _covered(self, begin: int, end: int) -> bool:
        """Says whether a mention stands over this place."""
        last = bisect_left(self.begins, end)
        return any(n.end > begin for n in self.named[max(last - 8, 0) : last])

    def _noun(self, match: re.Match[str], noun: str, classes: list[str]) -> Iterator[Anaphor]:
        if self._covered(*match.span()):
            return
        close = [n for n in self._before(match.start()) if len(n.keys) == 1]
        fitting = [n for n in close if n.label in classes]
        same = [n for n in fitting if n.name.casefold().endswith(noun)]
        best = self._subject(same or fitting, noun)
        if best and not self._loose(best.end, match.start(), noun):
            yield Anaphor(*match.span(), best.label, best.keys)

    def _bare(self, match: re.Match[str], classes: list[str]) -> Iterator[Anaphor]:
        """Gives a noun without 该 the thing of its paragraph that ends with it: X跨海大桥 …，大桥连接…."""
        noun = match[0]
        if noun in words("zh")["anaphora"]["lone"]:
            yield from self._lone(match, classes)
            return
        for anaphor in self._noun(match, noun[-2:], classes):
            last = next(n for n in self._before(match.start()) if n.keys == anaphor.keys)
            near = self.folded.count("\n", last.end, match.start()) < 2  # a headline and its text
            acting = noun[-2:] in words("zh")["anaphora"]["acting"]
            if near and (acting or last.name.endswith(noun)):
                yield anaphor

    def _lone(self, match: re.Match[str], classes: list[str]) -> Iterator[Anaphor]:
        """Gives a noun the one thing of its kind that the text has named so far: 江州国际物流园区 …，园区引进…."""
        named = [
            n for n in self.named[: bisect_left(self.begins, match.start())] if n.name.endswith(match[0])
        ]
        fitting = {n.keys: n for n in named if n.label in classes and len(n.keys) == 1}
        if len(fitting) == 1 and not self._covered(*match.span()):
            ((keys, n),) = fitting.items()
            yield Anaphor(*match.span(), n.label, keys)

    def _meeting(self, match: re.Match[str]) -> Iterator[Anaphor]:
        """Gives a meeting that passes something the body that meets: 国务院常务会议 …，会议审议通过…."""
        for n in () if self._covered(*match.span()) else self._before(match.start(), PAGE):
            met = CONVENED.match(self.folded, n.end) or any(
                e.label == "Event" and n.end < e.end for e in self._beginning(n.begin)
            )
            if met and n.label in BODIES and len(n.keys) == 1:
                yield Anaphor(*match.span(), n.label, n.keys)
                return

    def _attended(self, match: re.Match[str]) -> Iterator[Anaphor]:
        """Gives a meeting that somebody attends or chairs the one that its paragraph, or the headline, named last."""
        span = match.span(match.lastindex or 0)
        for n in () if self._covered(*span) else self._before(match.start()):
            if (
                n.label == "Event"
                and len(n.keys) == 1
                and SITTING.search(n.name)
                and not SPIRIT.match(self.folded, n.end)
            ):
                if self.folded.count("\n", n.end, match.start()) < 2:
                    yield Anaphor(*span, n.label, n.keys)
                return

    def _side(self, match: re.Match[str]) -> Iterator[Anaphor]:
        """Gives 哈方 the country that the text has named with this first character."""
        if match[1] in NO_SIDE or self._covered(*match.span()):
            return
        before = self._before(match.start(), PAGE)
        for n in before:
            if n.label == "Place" and len(n.keys) == 1 and n.name[0] == match[1] and len(n.name) > 1:
                whole = (o for o in before if o.label == "Place" and 1 < len(o.name) < len(n.name))
                n = next((o for o in whole if n.name.startswith(o.name)), n)  # 巴西, not 巴西利亚
                if not self.wide & {*n.keys}:
                    yield Anaphor(*match.span(), n.label, n.keys)
                return

    def _subject(self, close: list[Named], noun: str) -> Named | None:
        """Gives the nearest of these; of those who act the one that the nearest sentence names first."""
        if not close or noun not in words("zh")["anaphora"]["acting"]:
            return next(iter(close), None)
        stop = self.folded.rfind("。", max(close[0].begin - REACH, 0), close[0].begin)
        return min((n for n in close if n.begin > stop), key=lambda n: (n.begin, -n.end))

    def _loose(self, begin: int, end: int, noun: str) -> bool:
        """Says whether another thing of this noun, one without a name, stands in between: 某外贸公司."""
        for same in SAME.get(noun, (noun,)):
            for match in re.finditer(re.escape(same), self.folded[begin:end]):
                at = begin + match.start()
                if LOOSE.search(self.folded, max(begin, at - 8), at) and not self._covered(
                    at, at + len(same)
                ):
                    return True
        return SOME.search(self.folded, max(end - REACH, 0), end) is not None and noun in SAME

    def _pair(self, match: re.Match[str]) -> Iterator[Anaphor]:
        """Gives 双方 the two that were named together last; right behind their names it says nothing new."""
        close = [n for n in self._before(match.start()) if not self.waters & {*n.keys}]
        strange = self.folded[max(match.start() - 2, 0) : match.start() - 1] in tuple("中美俄")  # 中智两国
        if not close or strange or close[0].end == match.start() or self._covered(*match.span()):
            return
        two = [n for n in close if len(n.keys) == 2 and not self._nested(n, close)]
        two = [n for n in two if not LINE.match(self.folded, n.end)]
        said = [n for n in two if PAIR.match(self.folded, n.end)]
        if match[0] == "两国":
            close = [n for n in close if not self.wide & {*n.keys}]
            two = [n for n in two if not self.wide & {*n.keys}]
        places = match[0] not in ("双方", "两行")
        joined = [(first, n) for n in close if (first := self._joined(n, close))]
        pairs = [
            (n.end, n.label, (*first.keys, *n.keys))
            for first, n in joined
            if not places or first.label == n.label == "Place"
        ]
        pairs += [(n.end, n.label, n.keys) for n in said]
        if match[0] != "两地":
            pairs = pairs or [(n.end, n.label, n.keys) for n in two]
        if pairs:
            _, label, keys = max(pairs)
            yield Anaphor(*match.span(), label, keys)

    @staticmethod
    def _nested(inner: Named, close: list[Named]) -> bool:
        return any(n.begin <= inner.begin and inner.end <= n.end and n is not inner for n in close)

    def _joined(self, second: Named, close: list[Named]) -> Named | None:
        """Gives what 与 joins to a mention: the one right before, or the agent that opens the sentence."""
        for first in close:
            gap = self.folded[first.end : second.begin]
            where = first.label == "Place" and WHERE.search(
                self.folded, max(0, first.begin - 14), first.begin
            )
            if where or first.end >= second.begin:  # 甲在北京与乙会面
                continue
            if re.fullmatch(r"[与和同跟]", gap) and self._like(first, second):
                return first
        if self.folded[second.begin - 1 : second.begin] not in tuple("与同跟"):
            return None
        least = max(second.begin - 2 * REACH, 0)
        stop = max(self.folded.rfind(mark, least, second.begin) for mark in "。\n")
        sentence = [n for n in close if stop < n.begin and n.end < second.begin - 1]
        opening = min(sentence, key=lambda n: (n.begin, -n.end), default=None)
        near = opening is not None and opening.begin - stop < 6
        return opening if opening and near and self._like(opening, second) else None

    @staticmethod
    def _like(first: Named, second: Named) -> bool:
        both = len(first.keys) == len(second.keys) == 1 and first.keys != second.keys
        return both and (first.label == second.label or {first.label, second.label} <= {*ACTING})

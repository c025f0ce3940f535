"""Unseen Chinese names: titles, names in quotes, and names that end in a word that says what they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc

import kg.extensions  # noqa: F401  (declares doc._)
from kg.mark.candidates import Candidate
from kg.mark.words import Word

RULES = Path(__file__).parent.parent / "rules" / "zh" / "names.yaml"
TITLE = re.compile(r"《[^《》\n]{2,80}(?:《[^《》\n]{1,60}》[^《》\n]{0,40})?》")
FIRST = re.compile(
    r"全国首[笔单支只]((?:[^，。；、]{4,32}?(?:业务|贷款|债券|基金|融资)(?:、(?=[^，。；]{4,32}?(?:业务|贷款|债券|基金)))?)+)"
)
QUOTED = re.compile(r"[“‘]([^“”‘’\n，。；、]{2,24}(?:‘[^’\n]{1,16}’)?[^“”‘’\n，。；]{0,12})[”’]")
TITLES = "(?:总书记|国家主席|主席|副主席|总理|副总理|总统|副总统|首相|部长|副部长|省长|副省长|市长|副市长|行长|副行长|局长|副局长|主任|副主任|书记|副书记|总裁|副总裁|董事长|总经理|院长|司长|副司长|司令|发言人|负责人|外长|防长|大使|秘书长|首席执行官|理事长|会长|校长|教授|院士|研究员|行政长官|委员|局长|署长)"
JOINING = ("n", "nz", "nw", "ORG", "LOC", "vn", "an", "s", "f", "j", "xc", "nr")
RANKS = {"title": 90, "quoted": 80, "suffix": 60, "lac": 20, "person": 40}


class Lists:
    """The word lists of kg/rules/zh/names.yaml."""

    def __init__(self, path: Path) -> None:
        self.raw: dict[str, Any] = dict(srsly.read_yaml(path))
        self.stop = set(self.raw["stop"])
        self.inside = set(self.raw["inside"])
        self.generic = set(self.raw["generic"]) | set(self.raw["event_generic"])

    @cached_property
    def suffixes(self) -> tuple[re.Pattern[str], dict[str, str]]:
        """The last words of names, longest first, and the class of each."""
        classes: dict[str, str] = {}
        for part in ("institution", "programme"):
            for cls, words in self.raw[part].items():
                classes.update(dict.fromkeys(words, cls))
        classes.update(dict.fromkeys(self.raw["event"], "Event"))
        for cls, words in self.raw["product"].items():
            if cls == "Platform":
                classes.update(dict.fromkeys(words, cls))
        classes.update(dict.fromkeys(self.raw["policy_bare"], "Policy"))
        alternatives = "|".join(map(re.escape, sorted(classes, key=lambda w: (-len(w), w))))
        return re.compile(alternatives), classes

    @cached_property
    def quoted(self) -> tuple[re.Pattern[str], dict[str, str]]:
        """The nouns after a name in quotes, and the class that each gives."""
        classes = {w: cls for cls, words in self.raw["quoted"].items() for w in words}
        alternatives = "|".join(map(re.escape, sorted(classes, key=lambda w: (-len(w), w))))
        return re.compile(alternatives), classes

    @cached_property
    def numbered(self) -> re.Pattern[str]:
        """An event with its number or year: 第三届…大会, 2024陆家嘴论坛."""
        ends = "|".join(sorted(self.raw["event"], key=lambda w: (-len(w), w)))
        return re.compile(
            rf"(?:第[一二三四五六七八九十\d]+届|(?<!\d)20\d\d年?)(?!\d*月)[\u3400-\u9fffA-Za-z()·]{{2,26}}?(?:{ends})(?:活动|年会)?(?![场项])"
        )

    @cached_property
    def held(self) -> re.Pattern[str]:
        """An event that is held, with a name of some length."""
        ends = "|".join(sorted(self.raw["event"], key=lambda w: (-len(w), w)))
        return re.compile(
            rf"(?:举行|召开|举办)(?:了|的)?([^，。；、“”\n]{{6,34}}?(?:{ends})(?:\(第[一二三四五六七八九十]+场\))?)(?=[，。；\n(]|$)"
        )

    @cached_property
    def bare(self) -> re.Pattern[str]:
        """A policy's name without 《》: 推动…的指导意见."""
        leads = "|".join(self.raw["policy_leads"])
        ends = "|".join(sorted(self.raw["policy_bare"], key=lambda w: (-len(w), w)))
        return re.compile(f"(?:{leads})[^，。；：《》“”\n、了将]{{3,28}}(?:{ends})")

    def title_class(self, title: str) -> str:
        """Gives the class of a text between 《 and 》 by its last word."""
        bare = re.sub(r"[(（][^()（）]*[)）]$", "", title.strip("《》")).rstrip("”’")
        if any(bare.endswith(w) for w in self.raw["media_title"]):
            return "Media"
        ends = [(len(w), cls) for cls, words in self.raw["policy"].items() for w in words if bare.endswith(w)]
        return max(ends)[1] if ends else "Policy"


class Grammar:
    """Reads names off one folded text."""

    def __init__(self, lists: Lists, folded: str, words: list[Word], known: list[Candidate]) -> None:
        self.lists, self.folded, self.words = lists, folded, words
        self.starts = [w.begin for w in words]
        self.known_ends: dict[int, int] = {}
        for c in known:
            if c.label not in ("Event", "Person") and (c.found.startswith("seed:") or c.label != "Place"):
                self.known_ends[c.end] = min(self.known_ends.get(c.end, c.begin), c.begin)

    def find(self) -> Iterator[Candidate]:
        yield from self.titles()
        yield from self.bare()
        yield from self.events()
        yield from self.firsts()
        yield from self.quotes()
        yield from self.suffixed()
        yield from self.recognised()

    def titles(self) -> Iterator[Candidate]:
        for m in TITLE.finditer(self.folded):
            yield Candidate(m.start(), m.end(), self.lists.title_class(m[0]), "title", RANKS["title"])

    def events(self) -> Iterator[Candidate]:
        """Yields events by their number or year, and those that a verb of holding names at length."""
        for m in self.lists.numbered.finditer(self.folded):
            yield Candidate(m.start(), m.end(), "Event", "event", RANKS["quoted"])
        for m in self.lists.held.finditer(self.folded):
            if m[1] not in self.lists.generic:
                yield Candidate(m.start(1), m.end(1), "Event", "event", RANKS["quoted"])

    def firsts(self) -> Iterator[Candidate]:
        """Yields what is told as the first of its kind: 全国首笔…业务、…业务."""
        for m in FIRST.finditer(self.folded):
            begin = m.start(1)
            for part in m[1].split("、"):
                yield Candidate(begin, begin + len(part), "FinancialProduct", "first", RANKS["quoted"])
                begin += len(part) + 1

    def bare(self) -> Iterator[Candidate]:
        """Yields policies named outside 《》: from a verb that titles begin with to a word that they end with."""
        for m in self.lists.bare.finditer(self.folded):
            yield Candidate(m.start(), m.end(), self.lists.title_class(m[0]), "bare-title", RANKS["title"])

    def quotes(self) -> Iterator[Candidate]:
        """Yields quoted names: with the noun behind them, in a list that shares one, or that say what they are."""
        nouns, classes = self.lists.quoted
        pending: list[re.Match[str]] = []
        for m in QUOTED.finditer(self.folded):
            if pending and self.folded[pending[-1].end() : m.start()] not in ("", "、", "和", "与", "，"):
                pending = []
            noun = nouns.match(self.folded, m.end())
            if not noun:
                own = self._own_class(m[1])
                if own:
                    yield Candidate(m.start(1), m.end(1), own, "quoted", RANKS["quoted"])
                    continue
                pending.append(m)
                continue
            cls = classes[noun[0]]
            shared = noun[0].startswith("等") or bool(pending)
            for p in [*pending, *([m] if shared else [])]:
                yield Candidate(p.start(1), p.end(1), cls, "quoted", RANKS["quoted"])
            if not shared:
                yield Candidate(m.start(), noun.end(), cls, "quoted", RANKS["quoted"])
            pending = []

    def _own_class(self, name: str) -> str | None:
        ends = self.lists.raw["quoted_ends"]
        fitting = [
            (len(w), cls)
            for cls, words in ends.items()
            for w in words
            if name.endswith(w) and len(name) > len(w) + 1
        ]
        return max(fitting)[1] if fitting else None

    def suffixed(self) -> Iterator[Candidate]:
        pattern, classes = self.lists.suffixes
        for m in pattern.finditer(self.folded):
            begin = self.left(m.start(), m.end())
            name = self.folded[begin : m.end()]
            if (
                m.end() - begin > len(m[0])
                and name not in self.lists.generic
                and self._proper(begin, m.start(), classes[m[0]])
            ):
                yield Candidate(begin, m.end(), classes[m[0]], "suffix", RANKS["suffix"] + m.end() - begin)

    def left(self, start: int, end: int) -> int:
        """Walks from a name's last word to the left, over known names and words that may stand in a name."""
        begin = start
        while begin > 0:
            if begin in self.known_ends:
                begin = self.known_ends[begin]
                continue
            word = self._word_before(begin)
            if word is None or not self._joins(word):
                break
            begin = word.begin
        return self._trimmed(begin, start)

    def _trimmed(self, begin: int, start: int) -> int:
        """Takes off what only leads up to a name: closing marks, and verbs right before a known one (投资重庆银行)."""
        while begin < start and self.folded[begin] in "”’)、*》 ":
            begin += 1
        opened = self.folded.rfind("(", begin, start)
        if opened >= 0 and ")" not in self.folded[opened:start]:  # 粤港澳大湾区(大湾区 are two names
            begin = opened + 1
        starts = set(self.known_ends.values())
        for word in self.words[bisect_left(self.starts, begin) :]:
            surface = self.folded[word.begin : word.end]
            if word.begin != begin or word.end not in starts or surface not in self.lists.inside:
                return begin
            begin = word.end
        return begin

    def _word_before(self, offset: int) -> Word | None:
        i = bisect_left(self.starts, offset) - 1
        if i < 0:
            return None
        word = self.words[i]
        if word.end > offset:  # the last word begins inside this one
            word = word._replace(end=offset)
        return word if word.end == offset and word.end - word.begin > 0 else None

    def _joins(self, word: Word) -> bool:
        surface = self.folded[word.begin : word.end]
        if surface in self.lists.stop:
            return False
        if surface in self.lists.inside or surface in ("(", ")", "“", "”", "‘", "’"):
            return True
        if surface[-1] in "和与及、或":  # a word that was cut where it joins two names
            return False
        return word.tag in JOINING or (surface.isascii() and surface.isalnum())

    def _proper(self, begin: int, start: int, cls: str) -> bool:
        """Says whether what precedes a name's last word makes it one thing's name: a known or proper name in it.

        A pilot, a reform, a tool and a reservoir are named by what they are about.
        """
        lead = self.folded[begin:start]
        if cls == "GovernmentBody" and lead[:1] in ("市", "省", "区", "县") and len(lead) > 1:
            return True
        if cls in ("PolicyTool", "Place") or (
            cls in ("Pilot", "Initiative", "Alliance", "Zone") and len(lead) >= 4
        ):
            return lead not in self.lists.stop and not self.folded.startswith("战略", start)
        if any(begin <= b and e <= start + 8 for e, b in self.known_ends.items() if begin < e <= start + 8):
            return True
        inner = list(self.words[bisect_left(self.starts, begin) : bisect_left(self.starts, start + 1)])
        return any(w.tag in ("ORG", "LOC", "nz", "PER") and w.end - w.begin > 1 for w in inner)

    def recognised(self) -> Iterator[Candidate]:
        """Yields persons, and the institutions and places that the recogniser sees and that look like names."""
        for _i, w in enumerate(self.words):
            name = self.folded[w.begin : w.end]
            if w.tag == "PER" and self._person(name):
                if (
                    not self.folded[max(0, w.begin - 6) : w.begin]
                    .rstrip()
                    .endswith(("记者", "编辑", "摄影", "通讯员"))
                ):
                    yield Candidate(w.begin, w.end, "Person", "lac", RANKS["person"])
            elif w.tag == "ORG" and len(name) > 2 and name not in self.lists.generic:
                pattern, classes = self.lists.suffixes
                ends = [m for m in pattern.finditer(name) if m.end() == len(name)]
                if ends and len(name) > len(ends[0][0]) + 1 and not self._two(w):
                    yield Candidate(w.begin, w.end, classes[ends[0][0]], "lac", RANKS["lac"])
            elif w.tag == "LOC" and len(name) > 2 and name[-1] in "省市县区州镇乡村岛湖江河港山湾海峡谷":
                yield Candidate(w.begin, w.end, "Place", "lac", RANKS["lac"])

    def _person(self, name: str) -> bool:
        """Says whether a word looks like a person's name: a surname first, or a foreign name's point in it."""
        return not name.isascii() and (
            (name[0] in self.lists.raw["surnames"] and 2 <= len(name) <= 4)
            or "·" in name
            or 4 <= len(name) <= 8
        )

    def _two(self, word: Word) -> bool:
        """Says whether a word joins two names: 中国人民银行和国家外汇管理局."""
        return any(word.begin < end < word.end and self.folded[end] in "和与、及" for end in self.known_ends)


@Language.factory("kg_grammar", requires=["doc._.words", "doc._.candidates"], assigns=["doc._.candidates"])
class ChineseNames:
    """Adds the names that Chinese grammar shows to a Doc's candidates."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.lists = Lists(RULES)

    def __call__(self, doc: Doc) -> Doc:
        found = Grammar(self.lists, doc._.folded, doc._.words, doc._.candidates).find()
        doc._.candidates = [*doc._.candidates, *found]
        return doc

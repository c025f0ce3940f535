"""A folded text with its words and what is known in it: where a name that ends here begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg import text
from kg.mark.candidates import Candidate
from kg.mark.lists import Lists
from kg.mark.words import Word

NOUNS = frozenset("n ng nz nw nt ns nr nrt nrfg vn an s f b j l i nl eng ORG LOC PER".split())
PROPER = frozenset("nz nt ns nr nrt nrfg ORG LOC PER nw eng".split())
NAMED = ("ORG", "PER", "nt", "nz", "nw", "eng")
LONGEST = 44
TERM = re.compile("第?[一二三四五六七八九十]+届$")
ORGAN = re.compile(
    "(?:(?<!全国)政协)?第?[一二三四五六七八九十]+届[\u3400-\u9fff]{0,12}?(?:委员会|常委会|理事会)$"
)
PHASE = re.compile("[一二三四五六]期")
LEVELS = frozenset({"国家级", "省级", "市级", "全国", "企业"})
YEAR = re.compile(
    r"(?:19|20)\d\d(?:年度?)?(?:[—–-](?:(?:19|20)\d\d|\d\d)年?)?$|第[一二三四五六七八九十百\d]+[届次期批轮]$|(?<=[大协委])[一二三四五六七八九]次$"
)
RARE = frozenset(
    "zg ng vg yg x z".split()
)  # what no dictionary has, in works' names mostly a name's syllables
OPENERS = {")": "(", "”": "“", "’": "‘"}


@dataclass(slots=True)
class Reach:
    """How far a name may reach to the left, and why not further.

    anchors are the known names on the way, the nearest first; soft the ends of verbs on the way, likewise.
    """

    begin: int
    stop: str = ""  # the word that ends the walk, empty at punctuation
    governor: str = ""  # the same, or the verb before 了 or 的
    governed: bool = False
    through: bool = False
    counted: bool = False  # a number stands before it: 5家研究中心
    anchors: list[Candidate] = field(default_factory=list)
    soft: list[tuple[int, int]] = field(default_factory=list)
    quoted: bool = False


class Line:
    """One text as the grammar reads it."""

    def __init__(self, lists: Lists, folded: str, words: list[Word], known: Iterable[Candidate]) -> None:
        self.lists, self.folded, self.words = lists, folded, words
        self.starts = [word.begin for word in words]
        self.starts_set = set(self.starts)
        self.word_ends = {word.end for word in words}
        self.ending: dict[int, Candidate] = {}
        self.starting: dict[int, Candidate] = {}
        for candidate in known:
            self.learn(candidate)

    def learn(self, candidate: Candidate) -> None:
        """Takes a name as known from here on."""
        for index, at in ((self.ending, candidate.end), (self.starting, candidate.begin)):
            held = index.get(at)
            if held is None or held.end - held.begin < candidate.end - candidate.begin:
                index[at] = candidate

    def word_at(self, at: int) -> Word | None:
        """Gives the word that holds the character before an offset, cut off there."""
        i = bisect_right(self.starts, at - 1) - 1
        if i < 0 or self.words[i].end < at or self.words[i].begin >= at:
            return None
        word = self.words[i]
        return word._replace(end=at) if word.end > at else word

    def between(self, begin: int, end: int) -> list[Word]:
        """Gives the words that touch a range."""
        first = max(bisect_right(self.starts, begin) - 1, 0)
        last = bisect_right(self.starts, end - 1)
        return [word for word in self.words[first:last] if word.end > begin]

    def surface(self, word: Word) -> str:
        return self.folded[word.begin : word.end]

    def reach(self, start: int, kind: str) -> Reach:
        """Walks to the left from a name's last word, over known names and the words that stand in names."""
        reach = Reach(start)
        self._walk(reach, start, kind)
        if reach.stop in self.lists.words("through") and kind in ("work", "event"):
            self._through(reach, start, kind)
        return reach

    def _walk(self, reach: Reach, start: int, kind: str) -> None:
        while reach.begin > max(0, start - LONGEST) and self._step(reach, kind):
            pass
        if reach.stop in ("了", "的"):
            verb = self.word_at(reach.begin - 1)
            reach.governor = self.surface(verb) if verb else ""
        else:
            reach.governor = reach.stop
        reach.governed = reach.governor in self.lists.words("governors")
        last = self.word_at(reach.begin)
        reach.counted = last is not None and last.tag in ("m", "q") and reach.stop not in ("一", "两")

    def _through(self, reach: Reach, start: int, kind: str) -> None:
        """Goes on over a verb within a name that a verb of founding takes as a whole."""
        further = Reach(reach.begin - len(reach.stop))
        self._walk(further, start, kind)
        words = self.between(further.begin, reach.begin)
        agent = any(anchor.label not in ("Place", "Zone", "Corridor") for anchor in further.anchors)
        if further.governor in self.lists.words("founding") and len(words) > 1 and not agent:
            reach.begin, reach.governed, reach.governor = further.begin, True, further.governor
            reach.anchors += further.anchors
            reach.through = True

    def _step(self, reach: Reach, kind: str) -> bool:
        """Takes one more word into the name, or says why not."""
        at = reach.begin
        known = self.ending.get(at)
        if known and kind == "place" and known.label == "Place":
            return False
        if known and self.folded[known.begin : at] in self.lists.words("stop"):  # 我国
            return False
        if known and not self._inner_only(known, reach, kind):
            reach.anchors.append(known)
            reach.begin = known.begin
            return kind != "event" or known.label != "Event" or self._dated(known.begin)
        char = self.folded[at - 1]
        if char in OPENERS:
            return self._bracket(reach, char)
        if char in "—–-·+&/" and at > 1 and not self.folded[at - 2].isspace():
            reach.begin = at - 1
            return char != "—" or self.folded[at - 2] != "—"
        pairs = self.lists.joined if kind == "body" else self.lists.paired
        joined = pairs.search(self.folded[max(0, at - 16) : at])
        if joined:
            reach.begin = at - len(joined[0])
            return True
        word = self.word_at(at)
        return word is not None and self._word(reach, word, kind)

    def _dated(self, at: int) -> bool:
        """Says whether a year or a number stands here, as before a meeting's name: 2024年|江州论坛."""
        return at > 0 and (self.folded[at - 1].isdigit() or self.folded[at - 1] in "年届次")

    def _inner_only(self, known: Candidate, reach: Reach, kind: str) -> bool:
        return known.label == "Person" and kind != "body"

    def _bracket(self, reach: Reach, char: str) -> bool:
        opened = self.folded.rfind(OPENERS[char], max(0, reach.begin - 26), reach.begin - 1)
        inner = self.folded[opened + 1 : reach.begin - 1]
        if (
            opened < 0
            or not inner
            or any(c in inner for c in ")”’，。；：:\n")
            or (char == ")" and len(inner) > 10)
        ):
            return False
        reach.quoted |= char != ")"
        reach.begin = opened
        return True

    def _word(self, reach: Reach, word: Word, kind: str) -> bool:
        surface = self.surface(word)
        inside = [
            k
            for k in range(word.end - 1, word.begin, -1)
            if k in self.ending and self.ending[k].begin <= word.begin
        ]
        if inside and word.tag in ("ORG", "LOC"):
            reach.begin = inside[0] + (self.folded[inside[0]] in "和与及、的")
            return self.folded[inside[0]] not in "和与及、的"
        if (
            kind == "place"
            and word.tag in ("LOC", "ns")
            and word.end < reach.begin + 1
            and surface[-1] in "省市县区旗州盟镇乡村"
        ):
            return False
        if kind == "event" and (surface[0].isdigit() or surface[0] == "第" or word.tag in ("TIME", "m", "t")):
            return self._ordinal(reach, word, surface)
        rare = word.tag in RARE and all(map(text.is_han, surface))
        if kind == "work" and (
            rare or surface in self.lists.words("inside_works") or PHASE.fullmatch(surface)
        ):
            reach.begin = word.begin
            return True
        if self._hard(word, surface, kind) or (
            kind in ("body", "event") and self._apart(reach, word, surface, kind)
        ):
            reach.stop = surface
            return False
        if word.end in self.word_ends and self._soft(word, surface):
            reach.soft.append((word.begin, word.end))
        reach.begin = word.begin
        return True

    def _apart(self, reach: Reach, word: Word, surface: str, kind: str) -> bool:
        """Says whether a word before a body's name is none of it: 总台|联合|江州广播公司, 研究机构|克普勒公司."""
        small = surface[-1] in "和与及" and word.tag not in ("LOC", "PER", "ns", "nr")
        if kind == "body" and len(surface) > 1 and small:
            return True
        if surface in self.lists.words("acting") and (kind == "body" or surface == "联合"):
            return bool(reach.anchors) and reach.anchors[-1].begin == reach.begin
        if kind == "event":
            return False
        first = next(iter(self.between(reach.begin, reach.begin + 1)), None)
        noun = self.lists.apposed.search(surface)
        named = (*NAMED, "LOC", "ns") if noun and noun[0] not in self.lists.classes else NAMED
        return noun is not None and first is not None and first.tag in named

    def _ordinal(self, reach: Reach, word: Word, surface: str) -> bool:
        """Takes in a year or a number, and the body whose meeting it counts: 全国人大常委会|第十次会议."""
        year = YEAR.search(self.folded[max(0, word.end - 16) : word.end])
        reach.stop = surface
        if not year:
            return False
        reach.begin = word.end - len(year[0])
        known = self.ending.get(reach.begin)
        organ = ORGAN.search(self.folded, max(0, reach.begin - 20), reach.begin)
        counted = year[0][-1] in "届次期批轮"
        if organ and counted:  # 全国政协|十四届常委会|第七次会议
            body = self.ending.get(organ.start())
            reach.begin = body.begin if body and body.label not in ("Place", "Person") else organ.start()
        elif known and counted:
            reach.anchors.append(known)
            reach.begin = known.begin
            term = TERM.search(self.folded[max(0, known.begin - 6) : known.begin])
            reach.begin -= len(term[0]) if term else 0
        return False

    def _hard(self, word: Word, surface: str, kind: str) -> bool:
        lists, tag = self.lists, word.tag
        if surface in LEVELS and self._named(word.begin):
            return False
        if surface in lists.words("stop") or not surface.strip():
            return True
        if surface in lists.words("governors"):
            return not (surface in lists.words("inside") and tag in NOUNS)
        if surface in lists.words("inside") or tag in NOUNS:
            return len(surface) == 1 and tag in ("f",)
        if surface.isascii():
            return not surface.isalnum() or surface.isdigit()
        if tag in ("v", "vd", "vi", "vq", "a", "ad", "d", "ag", "vg", "xc", "k", "h", "g"):
            return len(surface) == 1 and tag not in ("a", "ag", "k", "h", "g") and kind != "body"
        return True

    def _named(self, at: int) -> bool:
        """Says whether a noun ends here, so that 国家级 stands within a name: 大丰麋鹿|国家级|自然保护区."""
        before = self.word_at(at)
        return at in self.ending or (
            before is not None and before.tag in ("n", "nz", "LOC", "ns", "ORG", "a", "b")
        )

    def _soft(self, word: Word, surface: str) -> bool:
        tag = word.tag
        return (
            self.folded[word.end : word.end + 1] not in tuple("式性化型")  # 沉浸|式
            and surface not in self.lists.words("inside")
            and tag not in NOUNS
            and not surface.isascii()
            and len(surface) > 1
        )

"""Who says 我们, 我行 and 贵局: the body for which somebody speaks, in a quotation, in an interview, on its own page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from kg.link.words import words

WE = re.compile("(?<=[，。；：:“”、\n 年月])我们(?=[\u3400-\u9fff“《])")
TURN = re.compile(r"(?:^|(?<=\n))[ 【\[(]*([^\n：:，。；、“”]{1,24}?)[】\])]*[:：]")
ASKS = re.compile(r".{0,10}记者|问|主持人|提问|网友|[QＱ]\d*|\w{2,8}(?:报|网|社|台|新闻)")
ANSWERS = re.compile(r"答|回答|答复|嘉宾|[AＡ]\d*")
TALK = re.compile("专访|对话|访谈|答记者问|答问|记者采访|答问录|接受采访")
QUOTE = re.compile("“([^“”]{4,400})”")
TITLED = 14  # characters between a body and the person who holds a post there
REPORTED = 160  # characters of a sentence before its 我们
PARAGRAPH = 600  # … before a quotation in which is said who speaks
OPENING = 400  # … of a page, in which the body that it is of names itself
BODY = ("Institution", "GovernmentBody", "Regulator", "Bank", "FinancialInstitution", "Exchange", "Company", "Alliance",
        "ResearchInstitution")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A mention that something may point back to."""

    begin: int
    end: int
    label: str
    keys: tuple[str, ...]
    name: str


class Said(NamedTuple):
    """A word for the one who speaks, and the body that it means."""

    begin: int
    end: int
    label: str
    keys: tuple[str, ...]


@cache
def _own() -> re.Pattern[str]:
    nouns = words("zh")["anaphora"]["own"]
    return re.compile(
        f"[我本贵]({'|'.join(sorted(nouns, key=lambda noun: (-len(noun), noun)))})(?![\u3400-\u9fff]*[》])"
    )


@cache
def _says() -> re.Pattern[str]:
    return re.compile("|".join(words("zh")["anaphora"]["says"]))


@dataclass
class Speakers:
    """Finds the bodies that speak in a text; named are its names in their order."""

    folded: str
    named: Sequence[Named]
    begins: list[int] = field(init=False)
    posts: dict[str, Named] = field(init=False)  # person → the body in which the text gives a post first
    turns: list[tuple[int, Named | None]] = field(init=False)  # where a turn begins, and who answers in it

    def __post_init__(self) -> None:
        self.begins = [n.begin for n in self.named]
        self.posts = dict(reversed(list(self._posts())))
        self.turns = list(self._turns())

    def run(self) -> Iterator[Said]:
        """Yields the words for those who speak."""
        for match in WE.finditer(self.folded):
            body = self._speaker(match.start())
            if body:
                yield Said(*match.span(), body.label, body.keys)
        own = words("zh")["anaphora"]["own"]
        for match in _own().finditer(self.folded):
            classes = own[match[1]]
            body = self._speaker(match.start())
            if match[0][0] == "贵":
                body = self._guest()
            if body is None or body.label not in classes:
                body = self._opening(match.start(), classes)
            if body:
                yield Said(*match.span(), body.label, body.keys)

    def _posts(self) -> Iterator[tuple[str, Named]]:
        for n in self.named:
            if n.label == "Person" and len(n.keys) == 1:
                before = [
                    b for b in self._within(n.begin - 60, n.begin) if b.label in BODY and len(b.keys) == 1
                ]
                near = max(before, key=lambda b: (b.end, -b.begin), default=None)
                if (
                    near
                    and n.begin - near.end <= TITLED
                    and not re.search("[，。；：\n]", self.folded[near.end : n.begin])
                ):
                    yield n.keys[0], near

    def _within(self, begin: int, end: int) -> list[Named]:
        first, last = bisect_left(self.begins, begin), bisect_left(self.begins, end)
        return [n for n in self.named[first:last] if n.end <= end]

    def _body(self, n: Named | None) -> Named | None:
        """Gives the body that a person or a body speaks for."""
        if n is None or len(n.keys) != 1:
            return None
        return n if n.label in BODY else self.posts.get(n.keys[0])

    def _guest(self) -> Named | None:
        """Gives who is asked in an interview: the one whom its title names, else the first that holds a post."""
        opening = self.folded[:OPENING]
        if not TALK.search(opening) and not self.turns:
            return None
        talk = TALK.search(opening)
        close = self._within(talk.end(), min(talk.end() + 60, self._line_end(talk.end()))) if talk else []
        close += self._within(0, talk.start()) if talk else []
        return next(filter(None, map(self._body, close)), None) or next(iter(self.posts.values()), None)

    def _line_end(self, at: int) -> int:
        end = self.folded.find("\n", at)
        return len(self.folded) if end < 0 else end

    def _turns(self) -> Iterator[tuple[int, Named | None]]:
        """Yields where somebody else begins to speak: 记者：, 答：, a name before a colon."""
        people = {n.name: n for n in reversed(self.named) if n.label == "Person"}
        marks = list(TURN.finditer(self.folded))
        if not any(ASKS.fullmatch(m[1]) for m in marks) and not any(ANSWERS.fullmatch(m[1]) for m in marks):
            return
        for mark in marks:
            label = mark[1].strip()
            if ASKS.fullmatch(label):
                yield mark.start(), None
            elif ANSWERS.fullmatch(label):
                yield mark.start(), self._answering()
            elif label in people:
                yield mark.start(), self._body(people[label])

    def _answering(self) -> Named | None:
        talk = TALK.search(self.folded, 0, OPENING)
        if talk:
            close = [*self._within(talk.end(), self._line_end(talk.end())), *self._within(0, talk.start())]
            found = next(filter(None, map(self._body, close)), None)
            if found:
                return found
        return next(iter(self.posts.values()), None)

    def _speaker(self, at: int) -> Named | None:
        """Gives the body that speaks at a place."""
        quote = next(
            (m for m in QUOTE.finditer(self.folded, max(0, at - 402), at + 402) if m.start() < at < m.end()),
            None,
        )
        if quote:
            return self._quoted(quote)
        last = bisect_right(self.turns, at, key=lambda turn: turn[0]) - 1
        return self.turns[last][1] if last >= 0 else self._reported(at)

    def _reported(self, at: int) -> Named | None:
        """Gives who is said right before to say it: 行长X表示，下一步，我们…."""
        begin = max(self.folded.rfind("。", 0, at), self.folded.rfind("\n", 0, at), at - REPORTED)
        said = next(_says().finditer(self.folded, begin, at), None)
        return self._teller(self._within(begin, said.start())) if said else None

    def _quoted(self, quote: re.Match[str]) -> Named | None:
        """Gives who is said to have said it: behind, before, or in the sentence before of the paragraph."""
        end = self._line_end(quote.end())
        stop = next(
            (m.start() for m in re.finditer("[。！？“]", self.folded[quote.end() : end])), end - quote.end()
        )
        behind = self.folded[quote.end() : quote.end() + stop]
        if said := _says().search(behind):
            close = self._within(quote.end(), quote.end() + said.start())
            return self._teller(close)
        line = max(self.folded.rfind("\n", 0, quote.start()) + 1, quote.start() - PARAGRAPH)
        tellings = list(_says().finditer(self.folded, line, quote.start()))
        if not tellings:
            return None
        said_at = tellings[-1].start()
        begin = max(line, self.folded.rfind("。", line, said_at), self.folded.rfind("”", line, said_at))
        return self._teller(self._within(begin, said_at))

    def _teller(self, close: Sequence[Named]) -> Named | None:
        people = [n for n in close if n.label == "Person"]
        if people:
            return self._body(people[-1])
        bodies = [n for n in close if n.label in BODY]
        return self._body(bodies[0]) if bodies else None

    def _opening(self, at: int, classes: Sequence[str]) -> Named | None:
        """Gives the body of the page: the one that fits and that its opening names first."""
        fitting = [n for n in self._within(0, min(OPENING, at)) if n.label in classes and len(n.keys) == 1]
        return min(fitting, key=lambda n: (n.begin, -n.end), default=None)

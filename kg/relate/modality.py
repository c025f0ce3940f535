"""Whether what a clause tells is a fact, a plan, or nothing: 拟, 将, 力争; 未, 不得, 如果."""

from __future__ import annotations

import re
from functools import cache

from kg.patterns import ANY, DATE, Book

STOPS = "，。；：！？,;:!?"
TOPIC = {"zh": "关于[^的]*$", "en": r"\b(?:on|about) $"}  # 关于实施X的讨论 implements nothing
PURPOSE = {  # right before the verb
    "zh": rf"^{DATE}?(?:为了?|以便?|以期|来)[^{ANY}]{{0,4}}$",
    "en": r"\bto (?:\w+ly |be |further |help |jointly )*$",
}


@cache
def _cues(book: Book) -> tuple[re.Pattern[str], ...]:
    flags = re.IGNORECASE if book.language == "en" else 0
    planned = f"{book.word('planned')}|{PURPOSE[book.language]}"
    denied = f"{book.word('denied')}|{TOPIC[book.language]}"
    return tuple(re.compile(cue, flags) for cue in (planned, denied, book.word("done")))


def judge(text: str, begin: int, verb: int, end: int, book: Book) -> str | None:
    """Says fact, planned, or None for what is denied or only supposed.

    The clause is what stands between begin and the verb; end is where the verb ends.
    """
    planned, denied, done = _cues(book)
    before = text[begin:verb]
    if denied.search(before):
        return None
    last = max((match.end() for match in planned.finditer(before)), default=None)
    if last is not None and not done.search(text[begin + last : end + 1]):
        return "planned"
    return "fact"


def clause_begin(text: str, at: int) -> int:
    """Gives where the clause begins that stands at a place of a line; 、 ends none."""
    return max(text.rfind(c, 0, at) for c in STOPS) + 1

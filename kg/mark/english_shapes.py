"""English names that a pattern of their own shows: ceremonies, titles in quotes, ministries of several fields, inner capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.mark.candidates import Candidate
from kg.mark.lists import any_of

RANK = 60
WORD = r"(?:[A-Z][A-Za-z0-9\u00c0-\u024f]*(?:[-&/][A-Za-z0-9\u00c0-\u024f]+)*(?:\.(?=[A-Z]))?|[a-z]+[A-Z]\w+)"
JOIN = r"(?:['’]s? | of the | of | for [A-Z][a-z]+ing the | for the | for | and the | and | on the | on |(?<=ing) (?:up|out|down) |(?<=Investment) in |(?<=Investments) in |(?<=Cooperation) in | & |-to-|, (?=(?:Limited|Ltd|Inc)\b)|(?<=Protocol) to (?:[A-Z][a-z]+ )+the | )"
CEREMONY = re.compile(
    rf"\b(?:launch(?:ing)?|signing|opening|closing|inauguration|award) ceremony (?:of|for) (?:the )?({WORD}(?:{JOIN}{WORD})*)"
)
PROJECT = re.compile(
    r"\b[Pp]roject ([A-Z][A-Za-z]+(?:-[A-Z][A-Za-z]+)?)\b(?! (?:Management|Manager|Team|Office))"
)
CAMEL = re.compile(
    r"(?<![\w.@/-])(?:[a-z]{1,3}[A-Z][a-z]+[A-Za-z]*|[a-z]{2,}\.(?:trade|bank|pay|id))(?![\w@]|\.\w)"
)
CAMEL_NOUN = re.compile(
    r"(?<![\w.@/-])[A-Z][a-z]+[A-Z][a-z]+[A-Za-z]*(?= (?:platform|pilot|system|app|framework|network|portal|wallet|programme|program|project)s?\b)"
)
NUMBERED = re.compile(
    r"\b(?:Directive|Regulation|Decision)(?: \((?:EU|EC|EEC)\))?(?: No\.?)? \d+/\d+(?:/[A-Z]{2,3})?"
)
FIELD = r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?"
MINISTRY = (
    r"(?:Ministry|Department|Bureau|Directorate-General|Directorate|Committee|Commission|Council|Office)"
)
FIELDS_BEHIND = re.compile(
    rf"(?:{FIELD} ){{0,4}}{MINISTRY} (?:of|for|on) {FIELD}(?: {FIELD})?(?:, {FIELD}(?: {FIELD})?(?=,| and )){{1,3}},? and {FIELD}(?: {FIELD}){{0,3}}"
)
FIELDS_BEFORE = re.compile(
    rf"(?<![\w’'-]){FIELD}(?:, {FIELD}){{1,3}},? and {FIELD}(?: \([A-Z]{{2,6}}\))?(?: {FIELD}){{0,2}} (?:{MINISTRY}|Agency|Authority|Administration|Framework)\b"
)
QUARTERLY = re.compile(
    r"\b(?:(?:first|second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th)) )?(?:regular|quarterly|annual|plenary|ordinary|special) (?:meeting|session|conference) of 20\d\d\b"
    r"|\b(?:first|second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th)) (?:meeting|session) of 20\d\d\b"
)
TITLE = r"[“\"]([^“”\"\n]{4,120})[”\"]"
ORDINAL = re.compile(
    r"(?:\b\d+(?:st|nd|rd|th)|\b(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth)) $"
)
SITTING = re.compile(r"(?: \([A-Z][A-Za-z]+\))? (?:meeting|session|plenary|summit|conference)\b")


@cache
def _quoting(events: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Gives what finds an event with its title in quotes: the Seminar on “X” has it in its name, one titled “X” is X."""
    head = any_of([*events, *(event.lower() for event in events), "Webinar", "webinar"])
    return (
        re.compile(rf"(?<![\w’'-])(?:{FIELD} ){{0,4}}(?:{head})s? (?:on|of) {TITLE}"),
        re.compile(
            rf"\b(?:{head})s?,? (?:titled|entitled|themed|named|called|on the theme(?: of)?),? {TITLE}"
        ),
    )


def shapes(folded: str, known: list[Candidate], events: tuple[str, ...]) -> Iterator[Candidate]:
    """Yields the names that such patterns show."""
    for match in CEREMONY.finditer(folded):
        yield Candidate(*match.span(), "Event", "english", RANK + 40)
    for match in PROJECT.finditer(folded):
        yield Candidate(*match.span(), "Project", "english", RANK + 20)
    for match in QUARTERLY.finditer(folded):
        yield Candidate(*match.span(), "Event", "english", RANK + 20)
    for match in NUMBERED.finditer(folded):
        yield Candidate(*match.span(), "Regulation", "english", RANK + 20)
    for match in CAMEL.finditer(folded):
        yield Candidate(*match.span(), "Platform", "english-camel", RANK - 30)
    for match in CAMEL_NOUN.finditer(folded):
        yield Candidate(*match.span(), "Platform", "english", RANK - 20)
    if '"' in folded or "“" in folded:
        within, alone = _quoting(events)
        for match in within.finditer(folded):
            if match[0][0].isupper():
                yield Candidate(*match.span(), "Event", "english", RANK + len(match[0]))
        for match in alone.finditer(folded):
            yield Candidate(*match.span(1), "Event", "english", RANK + len(match[1]))
    if ", " in folded:
        yield from _fields(folded, known)


def _fields(folded: str, known: list[Candidate]) -> Iterator[Candidate]:
    """Yields the bodies that deal with several fields: Ministry of Culture, Sports and Tourism."""
    bodies = [c for c in known if c.label != "Initiative" and c.label != "Programme"]
    for pattern, label in ((FIELDS_BEHIND, "GovernmentBody"), (FIELDS_BEFORE, "GovernmentBody")):
        for match in pattern.finditer(folded):
            comma = match.start() + match[0].index(",")
            listed = any(comma < c.begin < match.end() and c.end <= match.end() for c in bodies)
            if not listed:
                cls = "Initiative" if match[0].endswith("Framework") else label
                yield Candidate(*match.span(), cls, "english", RANK + len(match[0]))


def sitting(folded: str, begin: int, end: int, event: bool) -> tuple[int, int] | None:
    """Gives the extent of an event that is told by number: the 10th|Asian Forum, the 3rd|Joint Committee (JC) meeting."""
    number = ORDINAL.search(folded, max(0, begin - 10), begin)
    held = None if event else SITTING.match(folded, end)
    if not number or not (event or held):
        return None
    return number.start(), held.end() if held else end

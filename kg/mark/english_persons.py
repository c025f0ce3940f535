"""Persons in English: beside an office, a form of address or a verb of saying."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

from kg.mark.candidates import Candidate
from kg.mark.english_shapes import RANK
from kg.mark.lists import any_of

NAME = r"(?:[A-Z]['’])?[A-Z][a-z\u00c0-\u024f]+(?:[A-Z][a-z]+)?(?:-[A-Z]?[a-z]+)?"
LINK = r"(?:[A-Z]\.?|de|van|von|bin|binti|al|da|dos)"
INITIALS = r"(?:(?:[A-Z]\.)+ ?)"
WHOLE = rf"(?:{INITIALS}{NAME}(?: {NAME}){{0,2}}|{NAME}(?: (?:{NAME}|{LINK})){{0,3}} {NAME})"
EDGE = r"(?<![\w’'-])"
DONE = r"(?=,| and |\.| \(|;| (?:said|says|told|met|noted|added|signed|will|was|is|has|visited|attended|spoke|warned|urged|called|explained|stressed|highlighted|opened|chaired|delivered|joined|welcomed|led|agreed|announced|emphasi[sz]ed)\b)"


class Persons:
    """What finds persons, by the lists of kg/rules/en/names.yaml; label gives the class of a name by its head."""

    def __init__(self, raw: dict[str, Any], label: Callable[[str], str | None]) -> None:
        self.raw, self.label = raw, label

    @cached_property
    def posts(self) -> str:
        lower = (post.lower() for post in self.raw["offices"])
        return any_of(sorted({*lower, *self.raw["offices"], *self.raw["introducing"]}))

    @cached_property
    def others(self) -> frozenset[str]:
        """Words that no person is called: offices, fields, verbs of headlines."""
        lists = ("offices", "fields", "headlines", "leads", "titles")
        return frozenset(word for name in lists for one in self.raw[name] for word in one.split())

    @cached_property
    def addressed(self) -> re.Pattern[str]:
        """A form of address or a title before the name: Mr Li Wei, Governor Anna Berg."""
        return re.compile(
            rf"\b(?:{any_of(self.raw['titles'])})\.? ((?:[A-Z]\.? )?{NAME}(?: (?:{NAME}|{LINK})){{0,3}})"
        )

    @cached_property
    def sure(self) -> tuple[re.Pattern[str], ...]:
        """A name beside the office, where the rest of the clause leaves no doubt."""
        posts, ranks = self.posts, r"(?:[A-Za-z][\w-]* ){0,4}?"
        body = r"(?:(?:the )?(?:[A-Z][\w&.-]*(?: of(?: the)?)? ){0,5}[A-Z][\w&.-]*['’]s? )?"
        offices = any_of([*self.raw["offices"], "Chief Executive", "Managing Director"])
        fields = any_of(self.raw["fields"])
        return (
            # Li Wei, director of the …; Li Wei, the Harbour Bank’s new Country Director for …; Li Wei, Managing Director, Harbour Bank
            re.compile(
                rf"{EDGE}({WHOLE}), (?:the |a |an |its )?{body}{ranks}(?:{posts})"
                rf"(?:(?: \w+)? (?:of|at|for|in) (?=[A-Za-z])|, (?=[A-Z])| \((?=[A-Z]))"
            ),
            # Li Wei, the Harbour Bank’s director, …
            re.compile(
                rf"{EDGE}({WHOLE}), (?:the )?(?:[A-Z][\w&.-]*(?: of(?: the)?)? ){{0,5}}[A-Z][\w&.-]*['’]s? {ranks}(?:{posts})(?=,| and )"
            ),
            # …,” said Li Wei.
            re.compile(rf"[,.?!]?[”\"],? (?:said|says|added|noted) ({WHOLE})(?=[,.])"),
            # said Li Wei (Assistant Governor)
            re.compile(rf"{EDGE}({WHOLE}),? \({ranks}(?:{offices})\)"),
            # said Li Wei, the bank's chief economist
            re.compile(
                rf"\b(?:said|says|according to) ({WHOLE}), (?:the |a |an |its )?{body}{ranks}(?:{posts})\b"
            ),
            # the Chief Minister of Norland, Li Wei
            re.compile(
                rf"(?:{offices}) (?:of|at|for) (?:the )?[A-Z][^,.;:()]{{1,60}}, ({NAME}(?: {NAME}){{1,3}}){DONE}"
            ),
            # Minister for Trade and Export Growth Li Wei
            re.compile(
                rf"(?:{offices}) (?:for|of) (?:the )?(?:[A-Z][\w-]+(?:,? and(?: the)? |, | )){{0,6}}?"
                rf"(?:{fields}) (?!(?:{fields}|and)\b)({NAME}(?: {NAME}){{1,2}})(?! ?{NAME})"
            ),
            # Country Director Li Wei
            re.compile(rf"\b(?:{offices}) ({NAME}(?: {NAME}){{1,2}}){DONE}"),
        )

    @cached_property
    def introduced(self) -> re.Pattern[str]:
        """A person with the office before the name: ministry spokesman Li Wei, his counterpart, Li Wei."""
        return re.compile(
            rf"\b(?:{any_of(self.raw['introducing'])}),? ({NAME}(?: (?:{NAME}|{LINK})){{1,2}})(?![\w’'-]| (?:{NAME}|of)\b)"
        )

    def find(self, folded: str, known: Iterable[Candidate]) -> Iterator[Candidate]:
        """Yields the persons of a folded text that no name of the seeds begins with."""
        known = list(known)
        begun = {c.begin for c in known}
        placed = {c.begin for c in known if c.label != "Person"}
        for match in self.addressed.finditer(folded):
            if match[1].split(" ")[0] not in self.raw["headlines"]:
                yield Candidate(*match.span(1), "Person", "english-person", RANK + 40)
        for pattern in self.sure:
            for match in pattern.finditer(folded):
                if match.start(1) not in placed and self._person(match[1]):
                    yield Candidate(*match.span(1), "Person", "english-person", RANK + 30)
        for match in self.introduced.finditer(folded):
            if match.start(1) not in begun and self._person(match[1]):
                yield Candidate(*match.span(1), "Person", "english-person", RANK + 30)

    def _person(self, name: str) -> bool:
        """Says whether nothing in a name tells that it is no person's."""
        words = name.split(" ")
        return not self.others & {*words} and not self.label(name)

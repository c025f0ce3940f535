"""English bodies that only their place in a sentence shows: in a list of banks or partners, as where an officer works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from kg.mark.candidates import Candidate
from kg.mark.english_persons import Persons
from kg.mark.english_shapes import RANK
from kg.mark.lists import any_of

ITEM = r"(?:(?:[A-Z]\.)+ ?)?[A-Z][\w&’'-]*(?: (?:of |& )?[A-Z][\w&’'-]*){0,4}(?: \([A-Z]{2,8}\))?"
PARTING = re.compile(r",? and (?:the )?|, (?:the )?")
BRACKET = re.compile(r" \([A-Z]{2,8}\)$")
BANKS = ("banks", "lenders")
FIRMS = ("companies", "firms", "corporates", "partners", "businesses", "operators", "enterprises")


class Bodies:
    """What finds such bodies, by the lists of kg/rules/en/names.yaml."""

    def __init__(self, raw: dict[str, Any], persons: Persons) -> None:
        self.raw, self.persons = raw, persons

    @cached_property
    def listed(self) -> re.Pattern[str]:
        """A list behind what its members are: partners (A, B and C); banks such as A, B and C."""
        return re.compile(
            rf"\b((?i:{any_of(self.raw['bodies'])}))(?: \(|,? (?:such as|including|like|namely) |: )(?:the )?"
            rf"({ITEM}(?:, (?:the )?{ITEM}){{0,12}},? and (?:the )?{ITEM})"
        )

    @cached_property
    def employing(self) -> re.Pattern[str]:
        """Where an officer works: chief economist at|Amber Capital|, …"""
        return re.compile(
            rf"\b(?:{self.persons.posts})(?: (?:of|for) [a-z ]{{3,40}}?)? at (?:the )?([A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){{0,3}})(?=,|\.(?:\s|$)| said\b| told\b)"
        )

    def find(self, folded: str, known: list[Candidate]) -> Iterator[Candidate]:
        """Yields the bodies that no name of the seeds is."""
        begun = {c.begin: c.label for c in known}
        for match in self.listed.finditer(folded):
            yield from self._members(match, begun, known)
        for match in self.employing.finditer(folded):
            if match.start(1) not in begun and not {*self.raw["offices"]} & {*match[1].split(" ")}:
                cls = self.persons.label(match[1]) or "Institution"
                yield Candidate(*match.span(1), cls, "english", RANK - 10)

    def _members(
        self, match: re.Match[str], begun: dict[int, str], known: list[Candidate]
    ) -> Iterator[Candidate]:
        items, at = [], match.start(2)
        for parting in [*PARTING.finditer(match[2]), None]:
            end = match.start(2) + parting.start() if parting else match.end(2)
            items.append((at, end))
            at = match.start(2) + parting.end() if parting else end
        labels = [begun.get(begin) for begin, _ in items]
        if "Place" in labels or "Person" in labels or not any(labels):
            return  # nothing says that they are bodies
        noun = match[1].lower()
        cls = "Bank" if noun in BANKS else "Company" if noun in FIRMS else "Institution"
        for (begin, end), label in zip(items, labels, strict=True):
            name = BRACKET.sub("", match.string[begin:end])
            if label is None and not {*self.raw["offices"]} & {*name.split(" ")}:
                yield Candidate(
                    begin, begin + len(name), self.persons.label(name) or cls, "english", RANK - 10
                )

"""Rules → matchers: a line of a rule file becomes one regular expression over a clause whose names are single characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kg.errors import DataError
from kg.ontology import Ontology

FIRST = (
    0xE000  # private use: one character a class, the next block for places that are only where something is
)
LOCATIVE = 0xE0F0
SLOT = re.compile(r"\{([so]):([A-Za-z|]+)\}")
MACRO = re.compile(r"(?<!\?P)<(\w+)>")
GAPS = {"zh": r"[^，。；！？!?;\n]{0,20}?", "en": r"[^;\n]{0,60}?"}
LONG = {"zh": r"(?:(?!%s)[^。；！？!?;\n]){0,60}?", "en": r"(?:(?!%s)[^;\n]){0,120}?"}
JOIN = r"(?:、|和|与|及|以及|同|暨|, and the |, and | and the | and |, )"
KEYS = {"rule", "find", "yes", "no", "confidence", "modality"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A relation's pattern, and the sentences that it must and must not match."""

    name: str
    property: str
    pattern: re.Pattern[str]
    confidence: float = 0.8
    modality: str | None = None
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True)
class Alphabet:
    """The private-use characters that stand for names in a clause."""

    ontology: Ontology
    codes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.codes.update({name: chr(FIRST + i) for i, name in enumerate(sorted(self.ontology.classes))})

    def char(self, cls: str, locative: bool = False) -> str:
        return chr(LOCATIVE) if locative else self.codes[cls]

    def letters(self, types: str, where: str) -> str:
        """Gives the characters of all classes under the given ones: Institution|Place; agent is these two."""
        found = set()
        for wanted in types.replace("agent", "Institution|Place").split("|"):
            if wanted not in self.codes:
                close = get_close_matches(wanted, self.codes, 1)
                hint = f"did you mean {close[0]}?" if close else "see ontology/ontology.ttl"
                raise DataError(f"{where}: unknown type {wanted!r}; {hint}")
            found |= {code for cls, code in self.codes.items() if self.ontology.is_a(cls, wanted)}
            if wanted == "Place":
                found.add(chr(LOCATIVE))
        return "".join(sorted(found))


def read(path: Path, alphabet: Alphabet) -> Iterator[Rule]:
    """Yields the rules of one file: property → list of rules, and word lists under `words`.

    Raises DataError with file and line for what is wrong in it.
    """
    import srsly

    try:
        raw: dict[str, Any] = dict(srsly.read_yaml(path))
    except Exception as error:  # ruamel's errors share no base that srsly exports
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise DataError(
            f"{path}:{line}: not YAML ({getattr(error, 'problem', error)}); mend the line"
        ) from error
    words = {
        name: "(?:" + "|".join(map(re.escape, sorted(ws, key=len, reverse=True))) + ")"
        for name, ws in raw.pop("words", {}).items()
    }
    lines = path.read_text("utf-8").split("\n")
    for prop, rules in raw.items():
        for row in rules:
            where = f"{path}:{_line(lines, str(row.get('find')))}"
            yield _rule(prop, row, words, alphabet, where)


def _line(lines: list[str], find: str) -> int:
    return next((i for i, line in enumerate(lines, 1) if find in line), 1)


def _rule(prop: str, row: dict[str, Any], words: dict[str, str], alphabet: Alphabet, where: str) -> Rule:
    if prop not in alphabet.ontology.properties:
        close = get_close_matches(prop, alphabet.ontology.properties, 1)
        raise DataError(
            f"{where}: unknown property {prop!r}; {f'did you mean {close[0]}?' if close else 'see the ontology'}"
        )
    if extra := sorted(set(row) - KEYS) or sorted({"rule", "find", "yes", "no"} - set(row)):
        raise DataError(f"{where}: {extra[0]!r} is unknown or missing; a rule has rule, find, yes, no")
    pattern = compile_pattern(row["find"], words, alphabet, where)
    return Rule(
        row["rule"],
        prop,
        pattern,
        float(row.get("confidence", 0.8)),
        row.get("modality"),
        tuple(row["yes"]),
        tuple(row["no"]),
    )


def compile_pattern(find: str, words: dict[str, str], alphabet: Alphabet, where: str) -> re.Pattern[str]:
    """Gives the regular expression of a pattern: {s:Type}, {o:Type}, <words>, … within a clause, ~ across commas."""
    agents = alphabet.letters("agent", where).replace(chr(LOCATIVE), "")

    def slot(match: re.Match[str]) -> str:
        letters = alphabet.letters(match[2], where)
        if match[1] == "s" and "agent" in match[2]:
            letters = letters.replace(chr(LOCATIVE), "")
        one = f"[{letters}]"
        return f"(?P<{match[1]}>{one}(?:{JOIN}{one})*)"

    def macro(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise DataError(f"{where}: unknown word list <{match[1]}>; add it under words")
        return words[match[1]]

    language = Path(where).parent.name if Path(where).parent.name in GAPS else "zh"
    text = find.replace(" ", "").replace("_", " ").replace("…", GAPS[language])
    text = SLOT.sub(slot, MACRO.sub(macro, text.replace("~", LONG[language] % f"[{agents}]")))
    try:
        return re.compile(text)
    except re.error as error:
        raise DataError(f"{where}: {error.msg} in the pattern; mend it") from error

"""Questions ready to ask: SPARQL in kg/queries/, each with a title, a question and its parameters in comments.

    # title: Programmes of an institution
    # title@zh: 某机构的项目
    # question: Which programmes …?
    # question@zh: …？
    # parameter institution: Institution | who has them | 机构
    # parameter since: first-day = 1900-01-01 | not before this day | 不早于

A parameter is a variable written with $. Its kind is one or more classes of the ontology, Thing (any thing), Property,
Class, first-day, last-day, text or number; the word optional after it, or = and a default. Names are those in $language,
which each query may use undeclared. A variable that ends in Iri says which thing a name stands for; tables leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import DataError, KgError
from kg.iris import ONTOLOGY

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Store

FOLDER = Path(__file__).parent / "queries"
HEADER = re.compile(r"# (title|question)(?:@(zh))?: (.+)")
LANGUAGE = "language"
PARAMETER = re.compile(r"# parameter (\w+): ([\w -]+?)(?: (optional)| = (\S+))? \| (.+) \| (.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query may be told: its kinds, what it is in each language, its default; required without that."""

    name: str
    kinds: tuple[str, ...]
    says: dict[str, str]
    default: str | None = None
    optional: bool = False

    @property
    def required(self) -> bool:
        return not self.optional and self.default is None


@dataclass(frozen=True, slots=True)
class Named:
    """A query with a name; titles and questions by language."""

    name: str
    text: str
    titles: dict[str, str]
    questions: dict[str, str]
    parameters: tuple[Parameter, ...]

    @property
    def usage(self) -> str:
        """Gives the name and its parameters as they are typed: programmes-of --institution X [--since DAY]."""
        own = [p for p in self.parameters if p.name != LANGUAGE]
        words = (f"--{p.name} {p.kinds[0].upper()}" for p in own)
        shown = (w if p.required else f"[{w}]" for w, p in zip(words, own, strict=True))
        return " ".join([self.name, *shown])


@cache
def named() -> dict[str, Named]:
    """Gives the named queries."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.rq"))}


def _read(path: Path) -> Named:
    text = path.read_text("utf-8")
    words: dict[str, dict[str, str]] = {"title": {}, "question": {}}
    parameters = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            break
        if match := HEADER.fullmatch(line):
            words[match[1]][match[2] or "en"] = match[3]
        elif match := PARAMETER.fullmatch(line):
            says = {"en": match[5], "zh": match[6]}
            parameters.append(Parameter(match[1], tuple(match[2].split()), says, match[4], bool(match[3])))
        else:
            raise DataError(f"{path}:{number}: no title, question or parameter; see kg/named.py")
    if f"${LANGUAGE}" in text:
        says = {"en": "of the names, where there is one: zh, en", "zh": "名称的语言（如有）：zh、en"}
        parameters.append(Parameter(LANGUAGE, ("text",), says, "zh"))
    return Named(path.stem, text, words["title"], words["question"], tuple(parameters))


def text_of(query: str) -> str:
    """Gives SPARQL: of a .rq file, or the text itself."""
    if query.endswith(".rq"):
        try:
            return Path(query).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise KgError(
                f"{query}: cannot be read ({error}); check the path, or see kg query --list"
            ) from error
    if not re.search(r"[{?\s]", query):
        raise KgError(
            f"{query}: no query of this name; {_near(query, list(named()), 'kg query --list shows them')}"
        )
    return query


def bind(query: Named, store: Store, given: dict[str, str]) -> str:
    """Gives the SPARQL of a named query with its parameters: a thing by any of its names, its local name or its IRI.

    Raises KgError for a name that nothing or several things have, for a parameter that is missing or unknown.
    """
    from kg.guard import tokens

    known = {p.name: p for p in query.parameters}
    for name in given:
        if name not in known:
            options = [f"--{p}" for p in known]
            raise KgError(
                f"--{name}: no parameter of {query.name}; {_near(f'--{name}', options, 'it takes none')}"
            )
    for p in known.values():
        if p.required and p.name not in given:
            raise KgError(f"{query.name} needs --{p.name}: {p.says['en']} ({p.says['zh']})")
    said = {p.name: p.default for p in known.values() if p.default is not None} | given
    terms = {name: str(term(store, known[name], value)) for name, value in said.items()}
    parts = ((kind, token) for kind, token, _ in tokens(query.text))
    return "".join(
        terms.get(token[1:], token) if kind == "variable" and token[0] == "$" else token
        for kind, token in parts
    )


def listing() -> Iterator[str]:
    """Yields the named queries as they are typed, with their titles and questions in both languages."""
    for query in named().values():
        yield f"{query.usage}"
        yield f"    {query.titles['zh']}：{query.questions['zh']}"
        yield f"    {query.titles['en']}: {query.questions['en']}"


def _near(word: str, known: list[str], otherwise: str) -> str:
    close = get_close_matches(word, known, 1)
    return (
        f"did you mean {close[0]}?"
        if close
        else f"one of {', '.join(known)}"
        if 0 < len(known) < 9
        else otherwise
    )


def term(store: Store, parameter: Parameter, value: str) -> NamedNode | Literal:
    """Gives the RDF term for what a user says of a parameter."""
    from pyoxigraph import NamedNode

    from kg.find import find

    kind = parameter.kinds[0]
    if kind in ("Property", "Class"):
        return _of_ontology(kind, value)
    if kind in LITERALS:
        return LITERALS[kind](value, f"--{parameter.name}")
    return NamedNode(find(store, value, parameter.kinds))


def _of_ontology(kind: str, value: str) -> NamedNode:
    from pyoxigraph import NamedNode

    from kg import ontology

    terms = ontology.load()
    known = terms.properties if kind == "Property" else terms.classes
    name = value.removeprefix("ipp:").removeprefix(ONTOLOGY)
    for each, declared in known.items():
        if name == each or value in declared.labels.values():
            return NamedNode(ONTOLOGY + each)
    raise KgError(
        f"{value}: no {kind.lower()} of the ontology; {_near(name, list(known), 'see ontology/ontology.ttl')}"
    )


def _text(value: str, option: str) -> Literal:
    from pyoxigraph import Literal

    if "\\" in value:
        raise KgError(
            f"{option} {value}: a backslash cannot be asked for; engines read it as the start of an escape"
        )
    return Literal(value)


def _first_day(value: str, option: str) -> Literal:
    from kg.graph.terms import first_day, typed

    return typed(first_day(_date(value, option)), "date")


def _last_day(value: str, option: str) -> Literal:
    from kg.graph.terms import last_day, typed

    return typed(last_day(_date(value, option)), "date")


def _date(value: str, option: str) -> str:
    from kg.graph.terms import is_date

    if not is_date(value):
        raise KgError(f"{option} {value}: no day of the calendar; write 2024-06-30, 2024-06 or 2024")
    return value


def _number(value: str, option: str) -> Literal:
    from decimal import Decimal, InvalidOperation

    from kg.graph.terms import number

    try:
        return number(Decimal(value))
    except InvalidOperation as error:
        raise KgError(f"{option} {value}: not a number") from error


LITERALS = {"text": _text, "first-day": _first_day, "last-day": _last_day, "number": _number}

"""What passes from stage to stage: sources, names, entities, statements, observations."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple


class Extent(NamedTuple):
    """A half-open range of characters."""

    begin: int
    end: int

    def shift(self, by: int) -> Extent:
        return Extent(self.begin + by, self.end + by)


class Name(NamedTuple):
    """A name in a language (zh, zh-hant, en); its kind is label, alt or hidden, as SKOS has them."""

    text: str
    language: str
    kind: str = "alt"


@dataclass(frozen=True, slots=True)
class Issue:
    """Something doubtful that was met and how it was treated; extent is where, in the source."""

    document: str
    kind: str
    message: str
    extent: Extent | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document as read: offsets count characters of text; what is before begin is front matter.

    pages says where each page begins, in a format that has pages; issues what was doubtful in reading.
    """

    identifier: str
    text: str
    begin: int = 0
    title: str = ""
    date: str | None = None  # 2024, 2024-10 or 2024-10-28
    url: str | None = None
    language: str = "zh"
    pages: tuple[int, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def body(self) -> str:
        return self.text[self.begin :]


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in one document; key is the local name of its IRI, cls its narrowest class.

    seed is true for a thing of the seeds; local for one that is the same only within this document.
    """

    key: str
    cls: str
    names: tuple[Name, ...]
    seed: bool = False
    local: bool = False

    @property
    def label(self) -> str:
        return next((name.text for name in self.names if name.kind == "label"), self.key)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a thing is named; found is the component that saw it there."""

    key: str
    extent: Extent
    found: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation, or a value that a thing has, as one passage tells it.

    The object is a thing's key, or an attribute's value in its lexical form. Evidence is the sentence's extent, context
    what it rests on besides.
    """

    subject: str
    property: str
    object: str
    rule: str
    confidence: float
    evidence: Extent
    modality: str = "fact"  # fact, planned
    date: str | None = None
    post_title: str | None = None
    context: tuple[Extent, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure: value in the base unit; a stock has as_of, a flow has period_start and period_end.

    as_of is an ISO prefix (2024, 2024-10, 2024-10-28), a period's ends are full days, growth is year on year as a
    fraction. indicator is a label; indicator_id the id in the seeds, where it is one of them.
    """

    indicator: str
    value: Decimal
    unit: str
    rule: str
    evidence: tuple[Extent, ...]
    about: str | None = None
    indicator_id: str | None = None
    as_of: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    growth: Decimal | None = None
    bound: str = "exact"  # exact, over, under, about
    modality: str = "fact"
    context: tuple[Extent, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence (or a line) of a source; ordinal counts those of the same text before it, page is where it begins."""

    extent: Extent
    text: str
    ordinal: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What the graph says of a source; text_hash is the SHA-256 of its text, in hex."""

    identifier: str
    title: str
    date: str | None
    url: str | None
    language: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All that one source gives: offsets are the source's, every extent of evidence or context is a passage here."""

    document: Document
    entities: tuple[Entity, ...] = ()
    passages: tuple[Passage, ...] = ()
    statements: tuple[Statement, ...] = ()
    observations: tuple[Observation, ...] = ()
    issues: tuple[Issue, ...] = field(default=())
    mentions: tuple[Mention, ...] = ()

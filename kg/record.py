"""What a worker gives back of a document: its facts as lines, and what it took."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg import facts
from kg.model import Findings, Issue


@dataclass(frozen=True, slots=True)
class Record:
    """A document's facts as JSON lines, with what is told of it elsewhere; failure says why there are none."""

    identifier: str
    characters: int
    seconds: dict[str, float]  # by stage
    text_hash: str = ""
    facts: str = ""
    counts: tuple[int, int, int] = (0, 0, 0)  # statements, observations, passages
    issues: tuple[Issue, ...] = field(default=())
    failure: str = ""

    @classmethod
    def of(cls, found: Findings, characters: int, seconds: dict[str, float]) -> Record:
        """Gives the record of what was found."""
        return cls(
            found.document.identifier,
            characters,
            seconds,
            found.document.text_hash,
            "".join(f"{line}\n" for line in facts.to_lines(found)),
            (len(found.statements), len(found.observations), len(found.passages)),
            found.issues,
        )

"""Scores over documents: pooled, as a mean with its interval, and how often what is said at a confidence is right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

HEAD = ("entities", "relations", "relations, whole", "figures", "figures, whole")
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
Z = 1.959964  # of a normal distribution 95 in 100 lie within


@dataclass(slots=True)
class Score:
    """Counts of what gold asks for, what was found, and what is right."""

    gold: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 0.0

    def add(self, gold: int, found: int, right: int) -> None:
        self.gold, self.found, self.right = self.gold + gold, self.found + found, self.right + right


class Error(NamedTuple):
    """What is wrong, by which rule or component (of a miss: what stands in its place or could have found it), and where."""

    document: str
    kind: str
    what: str
    said: str
    by: str = ""
    sentence: str = ""


class Claim(NamedTuple):
    """A statement as it was found, and whether gold has it."""

    document: str
    rule: str
    confidence: float
    right: bool


@dataclass(slots=True)
class Evaluation:
    """Scores by document and row, the errors, and each statement with its confidence."""

    documents: dict[str, dict[str, Score]] = field(default_factory=lambda: defaultdict(dict))
    errors: list[Error] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def add(self, document: str, row: str, gold: int, found: int, right: int) -> None:
        self.documents[document].setdefault(row, Score()).add(gold, found, right)

    @property
    def scores(self) -> dict[str, Score]:
        """The counts of all documents together."""
        pooled: dict[str, Score] = defaultdict(Score)
        for rows in self.documents.values():
            for row, s in rows.items():
                pooled[row].add(s.gold, s.found, s.right)
        return pooled

    def each(self, row: str) -> list[float]:
        """Gives the F1 of each document that has anything of this row."""
        scores = (rows[row] for rows in self.documents.values() if row in rows)
        return [s.f1 for s in scores if s.gold or s.found]

    def table(self) -> str:
        """Gives the scores as lines: the main rows first, then each class and property."""
        scores = self.scores
        names = [n for n in HEAD if n in scores] + sorted(set(scores) - set(HEAD))
        lines = [
            f"{'':24}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}{'found':>7}{'right':>7}   mean F1 of documents"
        ]
        for name in names:
            s, each = scores[name], self.each(name)
            low, high = bootstrap(each)
            lines.append(
                f"{name:24}{s.precision:8.3f}{s.recall:8.3f}{s.f1:8.3f}{s.gold:7}{s.found:7}{s.right:7}"
                f"   {sum(each) / len(each) if each else 0:.3f} [{low:.3f}, {high:.3f}] of {len(each)}"
            )
        return "\n".join(lines)

    def curve(self) -> str:
        """Gives, for each range of confidence, how many statements in a hundred are right."""
        lines = [f"{'confidence':24}{'said':>8}{'right':>8}{'in 95 of 100':>18}{'found':>7}{'right':>7}"]
        for low, high, rows in bins(self.claims):
            right = sum(c.right for c in rows)
            least, most = wilson(right, len(rows))
            mean = sum(c.confidence for c in rows) / len(rows)
            lines.append(
                f"{f'{low:.1f} to {high:.1f}':24}{mean:8.3f}{right / len(rows):8.3f}"
                f"{f'[{least:.3f}, {most:.3f}]':>18}{len(rows):7}{right:7}"
            )
        return "\n".join(lines)


def bins(claims: Iterable[Claim]) -> Iterator[tuple[float, float, list[Claim]]]:
    """Yields ranges of confidence with the claims in them; an empty one is left out."""
    claims = list(claims)
    for low, high in pairwise(BINS):
        inside = [c for c in claims if low <= c.confidence < high or c.confidence == high == BINS[-1]]
        if inside:
            yield low, high, inside


def bootstrap(values: Sequence[float], rounds: int = 2000) -> tuple[float, float]:
    """Gives the interval of a mean in which 95 of 100 means of redrawn values lie (Efron 1979), always the same one."""
    import numpy as np

    if not values:
        return 0.0, 0.0
    drawn = np.random.default_rng(0).integers(len(values), size=(rounds, len(values)))
    low, high = np.percentile(np.asarray(values)[drawn].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)


def wilson(right: int, told: int) -> tuple[float, float]:
    """Gives the interval of a share (Wilson 1927), which stays within 0 and 1 for few cases too."""
    if not told:
        return 0.0, 1.0
    share, squared = right / told, Z * Z / told
    middle = share + squared / 2
    spread = Z * sqrt(share * (1 - share) / told + squared / told / 4)
    return max(0.0, (middle - spread) / (1 + squared)), min(1.0, (middle + spread) / (1 + squared))

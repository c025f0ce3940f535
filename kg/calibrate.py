"""Fits the scale of confidence to gold, and says what it is worth on documents that it was not fitted to."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import IO

from kg import confidence, patterns
from kg.confidence import Scale
from kg.errors import KgError
from kg.evaluate import evaluate
from kg.scores import Claim, Evaluation

STRENGTHS = (8, 16, 32, 64)  # fewer would let one case decide of a rule that is seldom met
RIDGE = 0.001  # holds the curve where all are right, or all wrong


@dataclass(frozen=True, slots=True)
class Calibration:
    """A scale, the claims that it was fitted to, and the same with the confidence that the other documents give them."""

    scale: Scale
    claims: tuple[Claim, ...]
    left_out: tuple[Claim, ...]

    def curve(self) -> str:
        return Evaluation(claims=list(self.left_out)).curve()

    def write(self, file: IO[bytes]) -> None:
        """Writes the scale, a line for each rule."""
        s = self.scale
        about = f"kg calibrate: {len(self.claims)} statements of {len({c.document for c in self.claims})} documents"
        head = {"about": about, "intercept": s.intercept, "slope": s.slope, "strength": s.strength}
        rules = ",\n".join(f"  {json.dumps(rule)}: {list(row)}" for rule, row in sorted(s.rules.items()))
        file.write(f'{json.dumps(head)[:-1]},\n "rules": {{\n{rules}}}}}\n'.encode())


def calibrate(build: Path, gold: Iterable[Path]) -> Calibration:
    """Fits to the statements of a build that gold files judge, leaving out one document at a time for the curve."""
    written = dict(_written())
    claims = [
        c._replace(confidence=written[c.rule]) for c in evaluate(build, gold).claims if c.rule in written
    ]
    if len({c.document for c in claims}) < 2:
        raise KgError(
            f"{build}: statements of two documents with gold are needed at least; give more GOLD files"
        )
    strength = min(STRENGTHS, key=lambda m: _loss(_left_out(claims, m)))
    return Calibration(fit(claims, strength), tuple(claims), tuple(_left_out(claims, strength)))


def fit(claims: Sequence[Claim], strength: float) -> Scale:
    """Fits the curve by Newton's method, and counts what each rule said."""
    import numpy as np

    x = np.array([[1.0, confidence.odds(c.confidence)] for c in claims])
    right = np.array([float(c.right) for c in claims])
    w = start = np.array([0.0, 1.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (right - p) - RIDGE * (w - start)
        w = w + np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + RIDGE * np.eye(2), slope)
    return Scale(round(float(w[0]), 4), round(float(w[1]), 4), strength, _counts(claims))


def _counts(claims: Iterable[Claim]) -> Mapping[str, tuple[int, int]]:
    claims = list(claims)
    told, right = Counter(c.rule for c in claims), Counter(c.rule for c in claims if c.right)
    return {rule: (right[rule], told[rule]) for rule in told}


def _left_out(claims: Sequence[Claim], strength: float) -> Iterator[Claim]:
    for document in sorted({c.document for c in claims}):
        scale = fit([c for c in claims if c.document != document], strength)
        for c in claims:
            if c.document == document:
                yield c._replace(confidence=scale.of(c.rule, c.confidence))


def _loss(claims: Iterable[Claim]) -> float:
    """Gives the logarithmic loss, which a sure word that is wrong makes large."""
    return sum(-log(max(0.001, c.confidence if c.right else 1 - c.confidence)) for c in claims)


def _written() -> Iterator[tuple[str, float]]:
    """Yields rules with how sure their writers are."""
    from kg import ontology
    from kg.link.sayings import STATED
    from kg.relate.relations import LANGUAGES, RULES

    terms = ontology.load()
    for language in LANGUAGES:
        for rule in patterns.read([RULES], language, terms).rules:
            yield rule.id, rule.confidence
    yield from ((f"name-{prop.lower()}", STATED) for prop in terms.properties)

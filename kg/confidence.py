"""How sure a statement is: what its rule's writer says of it, corrected by how often such statements proved right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import exp, log
from pathlib import Path

from kg.errors import DataError

PATH = Path(__file__).parent / "rules" / "confidence.json"


@dataclass(frozen=True, slots=True)
class Scale:
    """A logistic curve through what writers say (Platt 1999), and for each rule (right, told) beside it.

    The curve counts as so many cases as strength says when a rule's own are added (m-estimate, Cestnik 1990): a
    rule that was never met has the curve's value, one that was met often its own share.
    """

    intercept: float
    slope: float
    strength: float
    rules: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def of(self, rule: str, written: float) -> float:
        """Gives the confidence of what a rule says whose writer is so sure of it."""
        right, told = self.rules.get(rule, (0, 0))
        return round((right + self.strength * self.curve(written)) / (told + self.strength), 3)

    def curve(self, written: float) -> float:
        return 1 / (1 + exp(-self.intercept - self.slope * odds(written)))


def odds(share: float) -> float:
    """Gives the logarithm of the odds of a share, of 0 and 1 nearly."""
    share = min(max(share, 0.001), 0.999)
    return log(share / (1 - share))


@cache
def load(path: Path = PATH) -> Scale:
    """Reads the scale that is shipped; `kg calibrate` makes it, no build does."""
    try:
        row = json.loads(path.read_text("utf-8"))
        rules = {rule: (int(right), int(told)) for rule, (right, told) in row["rules"].items()}
        return Scale(float(row["intercept"]), float(row["slope"]), float(row["strength"]), rules)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path}: not a scale of confidence ({error}); make it with kg calibrate") from error

"""Who recognises names never seen, as NAME or NAME:MODEL: ours, and the entry points of kg.recognisers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple, Protocol

from kg.errors import KgError

GROUP = "kg.recognisers"
OURS = {
    "lac": "kg.mark.lac:Lac",
    "none": "kg.mark.recogniser:nobody",
    "spacy": "kg.mark.models:Spacy",
    "hanlp": "kg.mark.models:HanLP",
    "gliner": "kg.mark.models:Gliner",
}
LABELS = {
    label: cls
    for cls, labels in {
        "Person": "PERSON PER NR",
        "Institution": "INSTITUTION ORG ORGANIZATION NT",
        "Place": "PLACE LOC GPE FAC LOCATION NS",
        "Policy": "POLICY LAW",
        "Programme": "PROGRAMME",
        "Product": "PRODUCT",
        "Event": "EVENT",
    }.items()
    for label in labels.split()
}
TAGS = {"Person": "PER", "Institution": "ORG", "Place": "LOC"}  # as LAC has them


class Found(NamedTuple):
    """A name in a text: characters from begin to before end."""

    begin: int
    end: int
    label: str
    score: float


class Recogniser(Protocol):
    """What an entry point gives when it is called with the model's name, which may be empty.

    One that cuts texts into words may also have words(text) -> [(word, tag)], tags as LAC has them.
    """

    def predict(self, texts: Sequence[str]) -> Iterable[Iterable[tuple[int, int, str, float]]]:
        """Gives for each text the names in it: begin, end, label, score."""


def nobody(model: str = "") -> None:
    """Stands for --ner none."""


@cache
def get(said: str) -> Recogniser | None:
    """Gives the recogniser of this name, none for none; one that cannot be had is an error, never another one."""
    name, _, model = said.partition(":")
    known = {point.name: point for point in entry_points(group=GROUP)}
    known |= {name: EntryPoint(name, value, GROUP) for name, value in OURS.items()}
    if name not in known:
        raise KgError(f"--ner {said}: no such recogniser; installed are {', '.join(sorted(known))}")
    try:
        made: Recogniser | None = known[name].load()(model)
    except ImportError as error:
        raise KgError(
            f"--ner {said}: {error.name} is not installed; pip install {error.name}, or choose another --ner"
        ) from error
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).strip().split("\n")[0]
        raise KgError(f"--ner {said}: cannot be loaded ({reason})") from error
    return made


def names(said: str, recogniser: Recogniser, texts: Sequence[str]) -> Iterator[list[Found]]:
    """Yields for each text the names of classes of ours, labels as ours; offsets that are none are an error."""
    answers = list(recogniser.predict(texts))
    if len(answers) != len(texts):
        raise KgError(f"--ner {said}: gave {len(answers)} answers for {len(texts)} texts")
    for text, answer in zip(texts, answers, strict=True):
        found = [Found(*row) for row in answer]
        if wrong := [f for f in found if not 0 <= f.begin < f.end <= len(text)]:
            raise KgError(f"--ner {said}: gave {wrong[0]} in a text of {len(text)} characters")
        yield [f._replace(label=LABELS[f.label.upper()]) for f in found if f.label.upper() in LABELS]

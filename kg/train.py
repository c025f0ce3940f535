"""Makes a recogniser of one's own data: names from gold where a document has it, else what the build found (silver)."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg import evaluate, facts, ontology, sources, text
from kg.errors import KgError
from kg.model import Findings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

BATCH = 16
DROPOUT = 0.2


class Named(NamedTuple):
    """A name in a text, with its top class."""

    begin: int
    end: int
    label: str


class Trained(NamedTuple):
    """What a recogniser was made of, and its loss in the last round."""

    documents: int
    gold: int
    sentences: int
    names: int
    loss: float


def train(build: Path, gold: Iterable[Path], out: Path, rounds: int, seed: int, progress: bool) -> Trained:
    """Trains a spaCy pipeline with ner on the documents of a build folder, and writes it to a new folder.

    The same data, rounds and seed give the same recogniser.
    """
    from thinc.api import fix_random_seed

    if out.exists():
        raise KgError(f"{out}: is there already; choose another folder for the recogniser")
    fix_random_seed(seed)
    nlp = _blank()
    found, asked = list(facts.read(build / "facts.jsonl")), [evaluate.read(path) for path in sorted(gold)]
    known = {told.document.identifier: g for g in asked if (told := evaluate.of(g, found))}
    examples = [
        example for f in found for example in _examples(nlp, build, f, known.get(f.document.identifier))
    ]
    names = sum(len(e.reference.ents) for e in examples)
    if not names:
        raise KgError(f"{build}: no names to learn from; give a build folder of texts, and gold of them")
    loss = _learn(nlp, examples, rounds, random.Random(seed), progress)
    _write(nlp, out)
    return Trained(len(found), len(known), len(examples), names, loss)


def _blank() -> Language:
    from spacy.util import load_model_from_config
    from thinc.api import Config

    import kg.mark.tokenizer  # noqa: F401  (registers the tokenizer that the config names)

    return load_model_from_config(Config().from_disk(Path(__file__).parent / "train.cfg"), auto_fill=True)


def _examples(nlp: Language, build: Path, f: Findings, gold: dict[str, Any] | None) -> Iterator[Example]:
    """Yields the sentences of a document with the names in them; of names within one another the longest is learnt."""
    from spacy.training import Example
    from spacy.util import filter_spans

    from kg.mark.sentences import boundaries

    folded = text.fold(sources.text(build, f.document.text_hash))
    names = sorted(set(_gold(gold, folded) if gold else _silver(f)))
    for begin, end in pairwise([*boundaries(folded), len(folded)]):
        doc = nlp.make_doc(folded[begin:end])
        inside = [n for n in names if begin <= n.begin and n.end <= end]
        spans = (doc.char_span(n.begin - begin, n.end - begin, n.label) for n in inside)
        doc.ents = filter_spans(span for span in spans if span)
        if folded[begin:end].strip():
            yield Example(nlp.make_doc(doc.text), doc)


def _silver(f: Findings) -> Iterator[Named]:
    tops = {e.key: ontology.load().top(e.cls) for e in f.entities}
    for m in f.mentions:
        if m.key in tops:
            yield Named(*m.extent, tops[m.key])


def _gold(gold: dict[str, Any], folded: str) -> Iterator[Named]:
    """Yields where gold says that names stand, or where its mentions are written."""
    for e in gold["entities"]:
        if "spans" in e:
            yield from (Named(begin, end, e["type"]) for begin, end in e["spans"])
        elif names := [text.fold(name) for name in (e["name"], *e.get("mentions", ())) if name]:
            for _, begin, end in text.everywhere(folded, sorted(set(names))):
                yield Named(begin, end, e["type"])


def _learn(
    nlp: Language, examples: list[Example], rounds: int, chance: random.Random, progress: bool
) -> float:
    from spacy.util import minibatch
    from tqdm import tqdm

    optimizer, losses = nlp.initialize(lambda: examples), dict[str, float]()
    for _ in tqdm(range(rounds), unit="round", disable=not progress):
        losses = {}
        chance.shuffle(examples)
        for batch in minibatch(examples, BATCH):  # type: ignore[no-untyped-call]
            nlp.update(batch, sgd=optimizer, drop=DROPOUT, losses=losses)
    return losses.get("ner", 0.0)


def _write(nlp: Language, out: Path) -> None:
    """Writes a pipeline to a folder, whole or not at all."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as near:
            nlp.to_disk(Path(near) / "model")
            os.replace(Path(near) / "model", out)
    except OSError as error:
        raise KgError(f"{out}: cannot be written ({error.strerror}); choose another folder") from error

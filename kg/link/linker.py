"""Gives every mention its thing: doc.spans["mentions"] in, kb_id and doc._.entities out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

import kg.extensions  # noqa: F401  (declares doc._)
from kg import files
from kg.link.document import link
from kg.link.linked import Linked
from kg.link.mention import Tokens
from kg.link.repair import Repair
from kg.link.same import Pair, apply, canonical, pairs
from kg.seeds import Row, Seeds, load


@Language.factory(
    "kg_linker",
    requires=["doc.spans", "doc.sents"],
    assigns=[
        "doc.spans",
        "doc.ents",
        "token.ent_kb_id",
        "doc._.entities",
        "doc._.statements",
        "doc._.issues",
    ],
)
class Linker:
    """Links mentions to the seeds or to one another, and reads relations off names.

    Without initialize() it reads the seeds of the project.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.rows: list[Row] = []
        self.accepted: list[Pair] = []
        self.same: dict[str, str] = {}
        self._seeds: Seeds | None = None
        self._repair: Repair | None = None

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Any]] | None = None,
        *,
        nlp: Language | None = None,
        seeds: str | list[str] | None = None,
    ) -> None:
        """Reads the seeds in one folder or in several, those of a later one added."""
        folders = [seeds] if isinstance(seeds, str) else seeds or [str(files.folder("seeds"))]
        paths = [Path(folder) for folder in folders]
        self._take(*load(paths), pairs(paths))

    def _read(self, lines: list[Row], accepted: list[Pair]) -> None:
        self._take(lines, Seeds().add(lines), accepted)

    def _take(self, lines: list[Row], seeds: Seeds, accepted: list[Pair]) -> None:
        self.rows, self._seeds, self.accepted = lines, seeds, accepted
        self.same, self._repair = canonical(accepted, seeds.things), None

    @property
    def seeds(self) -> Seeds:
        if self._seeds is None:
            self.initialize()
        assert self._seeds is not None
        return self._seeds

    @property
    def repair(self) -> Repair:
        if self._repair is None:
            self._repair = Repair(self.seeds)
        return self._repair

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.match(doc))
        return doc

    def match(self, doc: Doc) -> Linked:
        """Gives what each mention is, the entities and what their names say."""
        linked = link(doc, self.seeds, self.repair)
        return apply(linked, self.same) if self.same else linked

    def set_annotations(self, doc: Doc, linked: Linked) -> None:
        spans, tokens = [], Tokens(doc)
        for mention, keys in linked.keys.items():
            extent = tokens.range(mention.begin, mention.end)
            if extent and keys:
                label = linked.entities[keys[0]].cls
                spans.append(Span(doc, *extent, label=label, kb_id=" ".join(keys), span_id=mention.found))
        doc.spans["mentions"] = spans
        doc.ents = filter_spans(spans)
        doc._.entities = {**doc._.entities, **linked.entities}
        doc._.statements = [*doc._.statements, *linked.statements]
        doc._.issues = [*doc._.issues, *linked.issues]

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the seeds as they were read."""
        Path(path).mkdir(parents=True, exist_ok=True)
        assert self.seeds
        srsly.write_jsonl(Path(path) / "seeds.jsonl", ({"file": stem, "row": row} for stem, row in self.rows))
        srsly.write_jsonl(Path(path) / "same.jsonl", map(list, self.accepted))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Linker:
        """Takes up what to_disk wrote."""
        lines = [(line["file"], line["row"]) for line in srsly.read_jsonl(Path(path) / "seeds.jsonl")]
        self._read(lines, [(left, right) for left, right in srsly.read_jsonl(Path(path) / "same.jsonl")])
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Gives the seeds as bytes, as worker processes get them."""
        assert self.seeds
        return bytes(srsly.json_dumps([self.rows, self.accepted]).encode("utf-8"))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Linker:
        """Takes up what to_bytes gave."""
        lines, accepted = srsly.json_loads(data)
        self._read([(stem, row) for stem, row in lines], [(left, right) for left, right in accepted])
        return self

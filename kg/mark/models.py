"""Recognisers of other libraries; each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

from kg.errors import KgError
from kg.mark.recogniser import Found


class Spacy:
    """A spaCy pipeline with doc.ents: an installed package's name, or a folder (kg train makes one)."""

    def __init__(self, model: str) -> None:
        import spacy

        import kg.mark.tokenizer  # noqa: F401  (what kg train makes has this tokenizer)

        if not model:
            raise KgError("--ner spacy: which one? write spacy:NAME or spacy:FOLDER")
        if not (Path(model).is_dir() or spacy.util.is_package(model)):
            raise KgError(
                f"--ner spacy:{model}: no such folder or installed pipeline; install it from its makers' releases "
                "(packages of spaCy's own names on PyPI are not theirs), or make one with kg train"
            )
        self.nlp = spacy.load(model)
        if not {"ner", "entity_ruler", "span_ruler"} & set(self.nlp.pipe_names):
            raise KgError(f"--ner spacy:{model}: this pipeline has no component that sets doc.ents")

    def predict(self, texts: Sequence[str]) -> Iterator[list[Found]]:
        for doc in self.nlp.pipe(texts):
            yield [Found(span.start_char, span.end_char, span.label_, 1.0) for span in doc.ents]


class HanLP:
    """A model of HanLP for names, by its name in hanlp.pretrained.ner, or by its path or address."""

    def __init__(self, model: str) -> None:
        import hanlp

        self.model: Any = hanlp.load(
            getattr(hanlp.pretrained.ner, model or "MSRA_NER_ELECTRA_SMALL_ZH", model)
        )

    def predict(self, texts: Sequence[str]) -> Iterator[list[Found]]:
        for answer in self.model([list(text) for text in texts]):
            yield [Found(begin, end, label, 1.0) for _, label, begin, end in answer]


class Gliner:
    """A GLiNER model, asked for our classes in words."""

    ASKED: ClassVar = {
        "institution": "Institution",
        "person": "Person",
        "place": "Place",
        "policy document": "Policy",
        "programme or project": "Programme",
        "financial product": "Product",
        "conference or event": "Event",
    }

    def __init__(self, model: str) -> None:
        from gliner import GLiNER

        self.model: Any = GLiNER.from_pretrained(model or "urchade/gliner_multi-v2.1")

    def predict(self, texts: Sequence[str]) -> Iterator[list[Found]]:
        for text in texts:
            yield [
                Found(row["start"], row["end"], self.ASKED[row["label"]], row["score"])
                for row in self.model.predict_entities(text, list(self.ASKED), threshold=0.5)
            ]

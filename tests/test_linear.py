"""Long documents: four times the length takes about four times the time, whatever the text looks like."""

import time

import pytest
from spacy.language import Language

from kg import facts, pipeline
from kg.files import folder
from kg.model import Source

NEWS = "\n".join(
    path.read_text("utf-8").split("---\n")[-1] for path in sorted((folder("seeds") / "corpus").glob("*.txt"))
)
FIGURES = "2024年1—11月，重庆跨境人民币结算量3,500亿元，同比增长15.2%。"
SHORT = 25_000  # characters; long enough that what is done once does not count
TEXTS = {
    "news": NEWS,
    "figures": FIGURES,
    "punctuation": "，。！？…",
    "no sentence end": NEWS.translate(dict.fromkeys(map(ord, "。！？；!?;.\n"), "，")),
    "one name": "重庆川不息电子商务有限公司",
}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(pipeline.Options(ner="none"))


def seconds(nlp: Language, text: str) -> float:
    source = Source("long.txt", text, 0, "", "2024-12-01", None, "zh")
    begin = time.process_time()
    for findings in pipeline.find(nlp, [source]):
        assert sum(1 for _ in facts.to_lines(findings)) > 0
    return time.process_time() - begin


@pytest.mark.parametrize("kind", TEXTS)
def test_time_grows_with_the_length(nlp: Language, kind: str) -> None:
    text = TEXTS[kind] * (4 * SHORT // len(TEXTS[kind]) + 1)
    seconds(nlp, text[:1000])  # lists and patterns are read
    short = min(seconds(nlp, text[:SHORT]) for _ in range(2))
    assert seconds(nlp, text[: 4 * SHORT]) < 8 * short  # 16 would be the square; machines are noisy

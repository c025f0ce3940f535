"""Speed of kg with and without its recogniser beside jieba's tagger and spaCy's characters, text by text in one process.

`python benchmarks/recogniser.py [NEWS.jsonl.gz [ITEMS]]`; without arguments, the sample corpus. Each text goes through all
of them in turn, three times, so that whatever else the machine does slows all alike; the least time of processor counts. jieba
needs `pip install -e .[compare]`. Last, how the matcher's part grows with the names.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path

import spacy

from kg import facts, files, ontology, pipeline
from kg.mark.gazetteer import Gazetteer
from kg.model import Source
from kg.text import fold

ROUNDS = 3


def main() -> None:
    texts = news(Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 300) if sys.argv[1:] else corpus()
    seen = [0]
    runs = contenders(seen)
    for run in runs.values():
        run(texts[0])
    seen[0] = 0
    spent = least(texts, runs)
    seen[0] //= ROUNDS
    size = sum(map(len, texts))
    reference = spent.get("jieba.posseg", spent["kg"])
    print(f"{len(texts)} texts, {size} characters; the recogniser sees {seen[0] / size:.1%} of them")
    print(
        f"{'':22}{'characters a second':>22}{'times jieba.posseg' if 'jieba.posseg' in spent else 'times kg':>22}"
    )
    for name, seconds in spent.items():
        print(f"{name:22}{size / seconds:22,.0f}{reference / seconds:22.2f}")
    times = spent["kg --ner none"] / spent['spacy.blank("zh")']
    print(f'kg --ner none takes {times:.1f} times as long as spacy.blank("zh").make_doc')
    few, many = least(texts, {str(count): matcher(count) for count in (1_000, 100_000)}).values()
    print(f"the matcher's part grows by {many / few - 1:.0%} from 1,000 to 100,000 names")


def least(texts: list[str], runs: dict[str, Callable[[str], object]]) -> dict[str, float]:
    """Gives the seconds of processor time that each run takes for all texts, of several tries at each text the least."""
    spent = dict.fromkeys(runs, 0.0)
    for text in texts:
        best = dict.fromkeys(runs, float("inf"))
        for _ in range(ROUNDS):
            for name, run in runs.items():
                begun = time.process_time()
                run(text)
                best[name] = min(best[name], time.process_time() - begun)
        for name, seconds in best.items():
            spent[name] += seconds
    return spent


def matcher(count: int) -> Callable[[str], object]:
    """Gives what finds so many made-up names, the first of them the same."""
    chance = random.Random(1)
    names = (
        "".join(chr(chance.randrange(0x4E00, 0x9FA6)) for _ in range(chance.randrange(4, 10)))
        for _ in range(count)
    )
    with tempfile.TemporaryDirectory() as folder:
        rows = (json.dumps({"id": str(i), "class": "Company", "zh": [name]}) for i, name in enumerate(names))
        Path(folder, "institutions.jsonl").write_text("\n".join(rows), "utf-8")
        known = Gazetteer([Path(folder)])
    return lambda text: list(known.find(fold(text)))


def contenders(seen: list[int]) -> dict[str, Callable[[str], object]]:
    runs: dict[str, Callable[[str], object]] = {"kg": ours("lac", seen), "kg --ner none": ours("none", seen)}
    runs['spacy.blank("zh")'] = spacy.blank("zh").make_doc
    try:
        import jieba.posseg as tagger

        runs["jieba.posseg"] = lambda text: list(tagger.cut(text))
    except ImportError:
        print("jieba is not installed: pip install -e .[compare]")
    return runs


def ours(ner: str, seen: list[int]) -> Callable[[str], object]:
    nlp, terms = pipeline.load(pipeline.Options(ner=ner)), ontology.load()
    words = nlp.get_pipe("words")
    if cut := words.cut:

        def counted(pieces: Sequence[str]) -> Iterable[list[tuple[str, str]]]:
            seen[0] += sum(map(len, pieces))
            return cut(pieces)

        words.cut = counted

    def run(text: str) -> object:
        doc = nlp.make_doc(text)
        doc._.source = Source("", text)
        return facts.harvest(nlp(doc), terms)

    return run


def news(path: Path, items: int) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = map(json.loads, islice(lines, items))
        return [f"{row['title']}\n{row['text']}" for row in rows]


def corpus() -> list[str]:
    return [path.read_text("utf-8") for path in sorted((files.folder("seeds") / "corpus").glob("*.txt"))]


if __name__ == "__main__":
    main()

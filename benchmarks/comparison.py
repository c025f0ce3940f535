"""Names found by what one would otherwise take offline, by the same gold and with the same seeds, beside kg.

`python benchmarks/comparison.py [TEXTS GOLD.json...]`; without arguments, the sample corpus. The others need
`pip install -e .[compare]`; those that are not there are named as such. A name counts as in `kg evaluate`: right if it
shares a name with a thing of gold and has its class, once for each thing. Those that know no identity give each
spelling as a thing of its own, as their users get it. Time is for each character, of kg all that it does (linking,
relations and figures too), as a multiple of kg's.
"""

from __future__ import annotations

import contextlib
import io
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import spacy

from kg import evaluate, facts, files, ontology, pipeline, seeds
from kg.mark.lac import Lac
from kg.mark.recogniser import LABELS
from kg.model import Document, Entity, Findings, Name, Source
from kg.read import read
from kg.read.file import Defaults
from kg.scores import Evaluation, bootstrap

Things = dict[tuple[str, str], set[str]]  # identity and class → the names it was met by
Tool = Callable[[str], Things]
TAGS = {"nr": "Person", "ns": "Place", "nt": "Institution"}


def main() -> None:
    corpus = files.folder("seeds") / "corpus"
    texts, *golds = map(Path, sys.argv[1:]) if sys.argv[1:] else (corpus, *(corpus / "gold").glob("*.json"))
    sources = [s for s in read([texts], Defaults()) if isinstance(s, Source)]
    gold = [evaluate.read(path) for path in sorted(golds)]
    world = seeds.Seeds().add(seeds.rows([files.folder("seeds")]))
    print(f"{'':28}{'P':>7}{'R':>7}{'F1':>7}   mean F1 of documents      time")
    reference = 0.0
    for name, make in TOOLS.items():
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                tool = make(world)
        except ImportError as error:
            print(f"{name:28} not installed: {error.name}")
            continue
        result, seconds = score(tool, sources, gold)
        reference = reference or seconds
        s, each = result.scores["entities"], result.each("entities")
        low, high = bootstrap(each)
        mean = sum(each) / len(each)
        print(
            f"{name:28}{s.precision:7.3f}{s.recall:7.3f}{s.f1:7.3f}   {mean:.3f} [{low:.3f}, {high:.3f}]"
            f"{seconds / reference:10.2f}"
        )


def score(tool: Tool, sources: Iterable[Source], gold: Iterable[dict]) -> tuple[Evaluation, float]:
    result, seconds, found = Evaluation(), 0.0, []
    for source in sources:
        begun = time.perf_counter()
        things = tool(source.body)
        seconds += time.perf_counter() - begun
        found.append(findings(source, things))
    for asked in gold:
        evaluate.compare(asked, evaluate.of(asked, found), result)
    return result, seconds


def findings(source: Source, things: Things) -> Findings:
    entities = (
        Entity(f"{cls}-{key}", cls, tuple(Name(n, "zh", "label") for n in sorted(names)))
        for (key, cls), names in sorted(things.items())
    )
    return Findings(Document(source.identifier, "", None, None, source.language, ""), tuple(entities))


def spellings(found: Iterable[tuple[str, str]]) -> Things:
    """Gives each spelling as a thing of its own."""
    return {(name, cls): {name} for name, cls in found}


def ours(ner: str) -> Callable[[seeds.Seeds], Tool]:
    def make(world: seeds.Seeds) -> Tool:
        nlp, terms = pipeline.load(pipeline.Options(ner=ner)), ontology.load()

        def read(text: str) -> Things:
            doc = nlp.make_doc(text)
            doc._.source = Source("", text)
            told = facts.harvest(nlp(doc), terms)
            return {(e.key, terms.top(e.cls)): {n.text for n in e.names} for e in told.entities}

        read("重庆")
        return read

    return make


def lac(world: seeds.Seeds) -> Tool:
    by = Lac()
    list(by.predict(["重庆"]))

    def read(text: str) -> Things:
        lines = [line for line in text.split("\n") if line.strip()]
        rows = zip(lines, by.predict(lines), strict=True)
        return spellings((line[f.begin : f.end], LABELS[f.label]) for line, fs in rows for f in fs)

    return read


def jieba(world: seeds.Seeds) -> Tool:
    import jieba.posseg as tagger

    list(tagger.cut("重庆"))
    return lambda text: spellings(
        (w.word, TAGS[w.flag]) for w in tagger.cut(text) if w.flag in TAGS and len(w.word) > 1
    )


def ruler(world: seeds.Seeds) -> Tool:
    nlp = spacy.blank("zh")
    rows = [
        {"label": thing.top, "pattern": name.text, "id": thing.key}
        for thing in world.things.values()
        for name in shown(thing)
    ]
    nlp.add_pipe("entity_ruler").add_patterns(rows)

    def read(text: str) -> Things:
        found: Things = defaultdict(set)
        for span in nlp(text).ents:
            found[span.ent_id_, span.label_].add(span.text)
        return found

    return read


def harvest(world: seeds.Seeds) -> Tool:
    from harvesttext import HarvestText

    ht = HarvestText()
    mentions = {thing.key: {n.text for n in shown(thing)} for thing in world.things.values()}
    ht.add_entities(mentions, {thing.key: thing.top for thing in world.things.values()})

    def read(text: str) -> Things:
        found: Things = defaultdict(set)
        for (begin, end), (key, kind) in ht.entity_linking(text):
            found[key, kind.strip("#")].add(text[begin:end])
        return found

    return read


def jio(world: seeds.Seeds) -> Tool:
    import jionlp

    names: dict[str, list[str]] = defaultdict(list)
    for thing in world.things.values():
        names[thing.top] += [n.text for n in shown(thing)]
    lexicon = jionlp.ner.LexiconNER(dict(names))
    return lambda text: spellings((row["text"], row["type"]) for row in lexicon(text))


def shown(thing: seeds.Thing) -> list[Name]:
    return [n for n in thing.names if n.kind != "hidden" and len(n.text) > 1]


TOOLS: dict[str, Callable[[seeds.Seeds], Tool]] = {
    "kg": ours("lac"),
    "kg --ner none": ours("none"),
    "LAC alone": lac,
    "jieba.posseg": jieba,
    "spaCy EntityRuler, our seeds": ruler,
    "HarvestText, our seeds": harvest,
    "JioNLP lexicon, our seeds": jio,
}

if __name__ == "__main__":
    main()

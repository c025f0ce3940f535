"""The whole journey on one page: files → Sources → Docs → findings → facts, graph, page."""

from __future__ import annotations

import gc
import json
import logging
import os
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from kg import engines, facts, files, fingerprint, iris, sources
from kg.errors import KgError, ReadError, Skipped
from kg.folder import DUE, OPEN, WRITTEN, Folder, opened
from kg.manifest import Manifest
from kg.model import Findings, Source
from kg.read import check, read
from kg.read.file import Defaults
from kg.read.find import STDIN
from kg.read.remote import is_url
from kg.read.source import parse_date, parse_language
from kg.record import Record
from kg.report import STAGES, Report

if TYPE_CHECKING:
    from pyoxigraph import Quad
    from spacy.language import Language

log = logging.getLogger("kg")

SEEDS = ("*.jsonl", "same_as.tsv")  # what is read in the folders of a user
RULES = ("zh/relations.yaml", "en/relations.yaml")
COMPONENTS = (
    "kg.mark.tokenizer", "kg.mark.sentences", "kg.mark.gazetteer", "kg.mark.words", "kg.mark.grammar", "kg.mark.english",
    "kg.mark.mentions", "kg.link.linker", "kg.link.coreference", "kg.relate.relations", "kg.relate.figures",
)  # fmt: skip

BATCH = 20_000  # characters in a task
FEW = 100_000  # characters for which no worker is started: that takes longer
ALONE = Lock()  # a cluster's workers may have threads
PAGE = 1_000_000  # quads of which a browser still opens the page
Input = tuple[str, str]  # a path or a URL, and how it is read, as JSON


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may say of a build: how texts are read, and what is made of them."""

    date: str | None = None
    language: str | None = None
    seeds: tuple[Path, ...] = ()
    rules: tuple[Path, ...] = ()
    base: str | None = None
    ner: str = "lac"
    fields: tuple[tuple[str, str], ...] = ()
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """How a build is done, which is all the same to its result."""

    workers: int = 1
    scheduler: str | None = None
    defer: bool = False
    progress: bool = False


def load(options: Options | None = None) -> Language:
    """Gives the pipeline as a spaCy Language, with our seeds and rules and the user's beside them."""
    from importlib import import_module

    from spacy.util import load_model_from_config
    from thinc.api import Config

    options = options or Options()
    for module in COMPONENTS:
        import_module(module)
    config = Config().from_disk(
        Path(__file__).parent / "config.cfg", overrides={"components.words.ner": options.ner}
    )
    nlp = load_model_from_config(config, auto_fill=True, validate=True)
    nlp.max_length = sys.maxsize  # the limit guards a parser and a recogniser of spaCy; there is none here
    seeds = [str(files.folder("seeds")), *map(str, _folders(options.seeds, *SEEDS))]
    nlp.get_pipe("gazetteer").initialize(seeds=seeds)  # type: ignore[attr-defined]
    nlp.get_pipe("linker").initialize(seeds=seeds)  # type: ignore[attr-defined]
    nlp.get_pipe("relations").initialize(rules=list(map(str, _folders(options.rules, *RULES))))  # type: ignore[attr-defined]
    return nlp


def _folders(given: Iterable[Path], *wanted: str) -> Iterator[Path]:
    for folder in given:
        if not folder.is_dir():
            raise KgError(f"{folder}: no such folder; check the path given to --seeds or --rules")
        if wanted and not any(True for pattern in wanted for _ in folder.glob(pattern)):
            raise KgError(f"{folder}: nothing of {', '.join(wanted)} is in it, which is what is read there")
        yield folder


def find(nlp: Language, sources: Iterable[Source]) -> Iterator[Findings]:
    """Yields what is found in each source, in their order."""
    from kg import ontology

    terms = ontology.load()
    for source in sources:
        doc = nlp.make_doc(source.body)
        doc._.source = source
        yield facts.harvest(nlp(doc), terms)


@lru_cache(1)
def _loaded(options: Options) -> Language:
    gc.disable()  # hundreds of thousands of things are made that stay: nothing among them is worth looking for
    try:
        return load(options)
    finally:
        gc.freeze()
        gc.enable()


def extract(options: Options, sources: list[Source]) -> list[Record]:
    """Gives the records of sources; this is what workers do, one call at a time in each."""
    with ALONE:
        begin = time.perf_counter()
        nlp = _loaded(options)
        loading = time.perf_counter() - begin
        with nlp.memory_zone():  # what it learns of these words is forgotten with them
            records = [_record(nlp, source) for source in sources]
        records[0].seconds["load"] = loading
        return records


def _record(nlp: Language, source: Source) -> Record:
    from kg import ontology

    seconds = dict.fromkeys(STAGES, 0.0)
    try:
        begin = time.perf_counter()
        doc = nlp.make_doc(source.body)
        doc._.source = source
        for _, component in nlp.pipeline:
            doc = component(doc)
            begin, before = time.perf_counter(), begin
            seconds[type(component).__module__.split(".")[1]] += begin - before
        found = facts.harvest(doc, ontology.load())
        seconds["facts"] = time.perf_counter() - begin
        return Record.of(found, len(source.text), seconds)
    except KgError:
        raise
    except Exception as error:  # a fault of ours, which costs this document and no other
        said = f"{source.identifier}: nothing was found ({type(error).__name__}: {error}); please report it with its text"
        return Record(source.identifier, len(source.text), seconds, failure=" ".join(said.split()))


def build(inputs: list[Path | str], out: Path, options: Options, run: Run = Run()) -> Report:
    """Builds the graph of the inputs, and of nothing else, in a folder; what is there already is not done again.

    Raises KgError where nothing can be built.
    """
    given = _inputs(inputs, options)
    with opened(out, made=True) as folder:
        folder.choose(given, only=True)
        _keep(folder, options)
        return _journey(folder, given, run, named={place for place, _ in given})


def add(inputs: list[Path | str], out: Path, reading: Options, run: Run = Run()) -> Report:
    """Adds inputs to a build folder; of reading only what says how texts are read counts, the rest is the folder's."""
    given = _inputs(inputs, reading)
    with opened(out) as folder:
        if folder.get("program") not in (None, _program(_kept(folder))):
            raise KgError(f"{out}: seeds, rules or program are not those of its build; kg update {out} first")
        broken_off = folder.state == OPEN
        folder.choose(given, only=False)
        todo = _again(folder) if broken_off else given
        return _journey(folder, todo, run, named={place for place, _ in given})


def update(out: Path, run: Run = Run()) -> Report:
    """Reads the inputs of a build folder again: what changed is done anew, what is gone is withdrawn."""
    with opened(out) as folder:
        return _journey(folder, _again(folder), run)


def remove(names: Iterable[str], out: Path, run: Run = Run()) -> Report:
    """Withdraws documents with all that they alone support, until they are added again."""
    with opened(out) as folder:
        broken_off = folder.state == OPEN
        if lost := [name for name in names if not folder.withdraw(name)]:
            raise KgError(f"{lost[0]}: no such document in {out}; facts.jsonl has their names")
        return _journey(folder, _again(folder) if broken_off else [], run)


def merge(outs: list[Path], out: Path, run: Run = Run()) -> Report:
    """Joins build folders of different documents, made with the same seeds, rules and program."""
    if out in outs:
        raise KgError(f"{out}: is one of those to be joined; choose another output folder")
    with opened(out, made=True) as folder:
        for path in outs:
            with opened(path) as other:
                _absorb(folder, other)
        return _journey(folder, [], run)


def _absorb(folder: Folder, other: Folder) -> None:
    if other.state == OPEN:
        raise KgError(f"{other.path}: its build was broken off; kg update {other.path} first")
    for name in ("options", "program"):
        folder.set(name, folder.get(name) or other.get(name) or "")
        if folder.get(name) != other.get(name):
            raise KgError(f"{other.path}: its seeds, rules, options or program differ; kg update it first")
    for name in folder.absorb(other):
        raise KgError(f"{other.path}: another text is called {name}; kg remove one of the two")


def _journey(folder: Folder, given: list[Input], run: Run, named: Collection[str] = ()) -> Report:
    """Reads inputs, keeps what each document gives as it comes, and writes the files of the graph.

    named are the inputs of which documents that were withdrawn come back.
    """
    report, options = Report(), _kept(folder)
    program, waiting = _program(options), dict[str, tuple[str, str]]()
    sources = _fresh(folder, given, named, program, waiting, report)
    for record in _bar(_records(_batches(sources), options, run), run):
        place, digest = waiting.pop(record.identifier)
        if record.failure:
            _tell(folder, report, place, "failed", record.failure)
        else:
            folder.put(record, place, digest)
            report.add(record)
            log.debug("%s: %.3f s", record.identifier, sum(record.seconds.values()))
        folder.settle()
    if given and not (report.read and folder.documents):
        raise KgError("; ".join(report.failures or report.passed) or "nothing to read in the inputs")
    report.withdrawn = folder.forget(place for place, _ in given)
    if {*given} >= {*_again(folder)} and given:
        folder.set("program", program)
    folder.commit()
    _write(folder, options.base or iris.BASE, report, run.defer)
    return report


def _inputs(paths: list[Path | str], options: Options) -> list[Input]:
    """Gives inputs as they are kept: where they are from anywhere, and how they are read."""
    parse_date(options.date or "2024", "--date")
    parse_language(options.language or "zh", "--language")
    check(paths, options.kind)
    reading = json.dumps([options.date, options.language, dict(options.fields), options.kind])
    return [
        (str(path) if path == STDIN or is_url(path) else os.path.abspath(path), reading) for path in paths
    ]


def _defaults(reading: str) -> Defaults:
    date, language, fields, kind = json.loads(reading)
    return Defaults(
        parse_date(date, "--date") if date else None,
        parse_language(language, "--language") if language else None,
        fields,
        kind,
    )


def _again(folder: Folder) -> list[Input]:
    """Gives the inputs that can be read again: not standard input, which has gone by."""
    return [(place, reading) for place, reading in folder.inputs() if place != str(STDIN)]


def _keep(folder: Folder, options: Options) -> None:
    """Notes how a folder is built, for what is done to it later."""
    own = [[os.path.abspath(path) for path in paths] for paths in (options.seeds, options.rules)]
    kept = json.dumps([*own, options.base, options.ner])
    if folder.get("options") != kept:
        folder.set("options", kept)
        folder.set("state", OPEN)


def _kept(folder: Folder) -> Options:
    seeds, rules, base, ner = json.loads(folder.get("options") or '[[], [], null, "lac"]')
    return Options(seeds=tuple(map(Path, seeds)), rules=tuple(map(Path, rules)), base=base, ner=ner)


def _program(options: Options) -> str:
    return fingerprint.of_program(options.ner, _folders((*options.seeds, *options.rules)))


def _fresh(
    folder: Folder, given: list[Input], named: Collection[str], program: str, waiting: dict[str, tuple[str, str]],
    report: Report,
) -> Iterator[Source]:  # fmt: skip
    """Yields the sources that are new or changed, their texts kept; waiting has input and digest of each."""
    places = {place for place, _ in given}
    for place, reading in given:
        log.info("reading %s", place)
        folder.unsay(place)
        manifest = Manifest(folder, place, reading, program)
        for item in report.timing(
            "read", read([place], _defaults(reading), manifest.recall, manifest.passes)
        ):
            if isinstance(item, ReadError):
                manifest.fails()
                _tell(
                    folder,
                    report,
                    place,
                    "skipped" if isinstance(item, Skipped) else "unreadable",
                    item.message,
                )
                continue
            report.read += 1
            digest, known = fingerprint.of_source(item, program), folder.known(item.identifier)
            manifest.holds(item.identifier, digest)
            if known and known[1] == digest or place not in named and folder.is_withdrawn(item.identifier):
                continue
            if known and known[0] not in places and known[1] != digest:
                said = f"{item.identifier}: a document of {known[0]} has this name; kg remove it, or rename this one"
                _tell(folder, report, place, "unreadable", said)
                continue
            sources.keep(folder.path, facts.describe(item).text_hash, item.text)
            waiting[item.identifier] = place, digest
            yield item
        manifest.ends()
        report.read += manifest.kept


def _tell(folder: Folder, report: Report, place: str, kind: str, message: str) -> None:
    folder.say(place, kind, message)
    report.tell(kind, message)
    log.log(logging.INFO if kind == "skipped" else logging.WARNING, "%s", message)


def _batches(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """Yields sources in lists that are worth sending to a worker."""
    batch, size = list[Source](), 0
    for source in sources:
        batch.append(source)
        size += len(source.text) + 100
        if size > BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _records(tasks: Iterator[list[Source]], options: Options, run: Run) -> Iterator[Record]:
    """Yields what is found in each source, by as many workers as are worth their start."""
    first = list(islice(tasks, FEW // BATCH))
    if not first:
        return
    more = next(tasks, None)
    workers = run.workers if more else 1
    with engines.started(workers, run.scheduler) as (engine, count):
        log.info("extracting, %d at once", count)
        left = chain(first, [more] if more else [], tasks)
        for records in engines.spread(engine, partial(extract, options), left, 2 * count):
            yield from records


def _bar(records: Iterable[Record], run: Run) -> Iterator[Record]:
    from tqdm import tqdm

    yield from tqdm(records, unit="doc", disable=not run.progress, delay=2)


def _write(folder: Folder, base: str, report: Report, defer: bool) -> None:
    """Writes the files of the graph where it changed, and tells what was found; each file whole or not at all."""
    from kg.out import BUILT

    names = ["facts.jsonl", *(f"graph.{form}" for form in BUILT if form != "html")]
    there = all((folder.path / name).is_file() for name in names)
    if folder.state != WRITTEN or not there:
        if defer:
            folder.set("state", DUE)
        else:
            _files(folder, base, report)
            folder.set("state", WRITTEN)
    folder.prune()
    report.count(folder)
    _lines(folder.path / "issues.jsonl", map(_json, report.kinds(folder.issues())))
    _lines(folder.path / "report.json", [json.dumps(report.as_dict(), ensure_ascii=False, indent=1)])
    folder.commit()


def _files(folder: Folder, base: str, report: Report) -> None:
    from kg import ontology
    from kg.graph.quads import quads
    from kg.out import BUILT, WRITERS
    from kg.out.dataset import describe

    def told() -> Iterator[Quad]:
        for findings in folder.findings():
            folder.tally(findings.entities)
            yield from quads(findings, terms, base)

    terms, graph = ontology.load(), folder.path / "graph.nq"
    with report.timed("write facts"), files.atomic(folder.path / "facts.jsonl") as file:
        file.writelines(lines.encode("utf-8", "replace") for lines in folder.facts())
    for form in BUILT:
        path = folder.path / f"graph.{form}"
        if form == "html" and sum(1 for _ in _quads(graph)) > PAGE:
            path.unlink(missing_ok=True)
            continue
        log.info("writing %s", path)
        with report.timed(f"write {form}"):
            WRITERS[form](told() if form == "nq" else _quads(graph), path)
    with report.timed("write dataset"):
        describe(folder.path)
    count, classes = folder.things()
    tops = Counter(f"class {terms.top(cls)}" for cls, number in classes for _ in range(number))
    folder.set("things", json.dumps({"things": count} | tops))


def _quads(graph: Path) -> Iterator[Quad]:
    from pyoxigraph import RdfFormat, parse

    return parse(path=str(graph), format=RdfFormat.N_QUADS)


def _json(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False)


def _lines(path: Path, rows: Iterable[str]) -> None:
    with files.atomic(path) as file:
        file.writelines(f"{row}\n".encode("utf-8", "replace") for row in rows)

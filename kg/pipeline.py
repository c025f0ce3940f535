"""The whole journey on one page: files → Sources → Docs → findings → facts, graph, page."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg import facts, files, iris, sources
from kg.errors import KgError, ReadError, Skipped
from kg.model import Findings, Issue, Source
from kg.read import read
from kg.read.file import Defaults
from kg.read.source import parse_date, parse_language

if TYPE_CHECKING:
    from spacy.language import Language

COMPONENTS = (
    "kg.mark.tokenizer", "kg.mark.sentences", "kg.mark.gazetteer", "kg.mark.words", "kg.mark.grammar", "kg.mark.english",
    "kg.mark.mentions", "kg.link.linker", "kg.link.coreference", "kg.relate.relations", "kg.relate.figures",
)  # fmt: skip

SHOWN = 20  # failures told at the end; all of them are in issues.jsonl


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may say of a build."""

    date: str | None = None
    language: str | None = None
    seeds: tuple[Path, ...] = ()
    rules: tuple[Path, ...] = ()
    base: str | None = None
    ner: str = "lac"
    fields: tuple[tuple[str, str], ...] = ()
    kind: str | None = None


@dataclass(slots=True)
class Report:
    """What a build found: counts by kind and class, the inputs that could not be read, and what is no document."""

    documents: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def add(self, findings: Findings) -> None:
        self.documents += 1
        self.counts["statements"] += len(findings.statements)
        self.counts["observations"] += len(findings.observations)
        self.counts["passages"] += len(findings.passages)


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
    seeds = [str(files.folder("seeds")), *map(str, _folders(options.seeds))]
    nlp.get_pipe("gazetteer").initialize(seeds=seeds)  # type: ignore[attr-defined]
    nlp.get_pipe("linker").initialize(seeds=seeds)  # type: ignore[attr-defined]
    nlp.get_pipe("relations").initialize(rules=list(map(str, _folders(options.rules))))  # type: ignore[attr-defined]
    return nlp


def _folders(given: Iterable[Path]) -> Iterator[Path]:
    for folder in given:
        if not folder.is_dir():
            raise KgError(f"{folder}: no such folder; check the path given to --seeds or --rules")
        yield folder


def find(nlp: Language, sources: Iterable[Source]) -> Iterator[Findings]:
    """Yields what is found in each source, in their order."""
    from kg import ontology

    terms = ontology.load()
    for source in sources:
        doc = nlp.make_doc(source.body)
        doc._.source = source
        yield facts.harvest(nlp(doc), terms)


def build(inputs: list[Path], out: Path, options: Options, progress: bool = False) -> Report:
    """Builds the graph of the inputs in a folder: facts, Turtle, N-Quads, page, report and issues.

    Raises KgError where nothing can be built.
    """
    from tqdm import tqdm

    if options.date:
        parse_date(options.date, "--date")
    defaults = Defaults(
        parse_date(options.date, "--date") if options.date else None,
        parse_language(options.language, "--language") if options.language else None,
        dict(options.fields),
        options.kind,
    )
    report, issues = Report(), list[Issue]()
    texts = list(_readable(read(inputs, defaults), report))
    if not texts:
        raise KgError("; ".join(report.failures or report.skipped) or "nothing to read in the inputs")
    nlp = load(options)  # before the folder is made: a bad seed or rule leaves none behind
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KgError(f"{out}: cannot be made ({error.strerror}); choose another output folder") from error
    found = list(find(nlp, tqdm(texts, unit="doc", disable=not progress or len(texts) < 20)))
    for findings in found:
        report.add(findings)
        issues.extend(findings.issues)
    for findings, source in zip(found, texts, strict=True):
        sources.keep(out, findings.document.text_hash, source.text)
    sources.prune(out, {findings.document.text_hash for findings in found})
    write(found, out, options.base or iris.BASE, report, issues)
    return report


def _readable(items: Iterable[Source | ReadError], report: Report) -> Iterator[Source]:
    for item in items:
        if isinstance(item, Source):
            yield item
        else:
            (report.skipped if isinstance(item, Skipped) else report.failures).append(item.message)


def write(found: list[Findings], out: Path, base: str, report: Report, issues: list[Issue]) -> None:
    """Writes all files of a build, each whole or not at all."""
    from kg import ontology
    from kg.graph.quads import quads
    from kg.out import BUILT, WRITERS
    from kg.out.dataset import describe

    terms = ontology.load()
    _lines(out / "facts.jsonl", (line for findings in found for line in facts.to_lines(findings)))
    everything = [quad for findings in found for quad in quads(findings, terms, base)]
    for form in BUILT:
        WRITERS[form](everything, out / f"graph.{form}")
    describe(out)
    things = {(e.key, e.cls) for findings in found for e in findings.entities}
    report.counts.update(f"class {terms.top(cls)}" for _, cls in sorted(things))
    report.counts["things"] = len({key for key, _ in things})
    passed = (("unreadable", report.failures), ("skipped", report.skipped))
    failed = (
        {"document": None, "kind": kind, "message": said} for kind, messages in passed for said in messages
    )
    _lines(out / "issues.jsonl", map(_json, [*failed, *map(asdict, issues)]))
    counted = asdict(report) | {"counts": dict(report.counts)}
    _lines(out / "report.json", [json.dumps(counted, ensure_ascii=False, indent=1, sort_keys=True)])


def _json(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False)


def _lines(path: Path, rows: Iterable[str]) -> None:
    with files.atomic(path) as file:
        file.writelines(f"{row}\n".encode("utf-8", "replace") for row in rows)


def summary(report: Report, out: Path) -> str:
    """Says what was built, where it is, and what could not be read."""
    c = report.counts
    lines = [f"error: {message}" for message in report.failures[:SHOWN]]
    if len(report.failures) > SHOWN:
        lines.append(f"error: {len(report.failures) - SHOWN} more, all in {out}/issues.jsonl")
    if report.skipped:
        lines.append(f"{len(report.skipped)} files of other kinds not read, named in {out}/issues.jsonl")
    lines.append(
        f"{report.documents} documents: {c['things']} things, {c['statements']} statements, "
        f"{c['observations']} figures, each with its passage."
    )
    return "\n".join(
        [*lines, f"{out}/graph.ttl (Turtle), graph.nq (a graph a document), graph.html (open in a browser)"]
    )

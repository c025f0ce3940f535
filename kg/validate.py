"""SHACL validation in words: what of a graph is not as ontology/shapes.ttl has it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import files
from kg.errors import DataError, KgError
from kg.iris import BASE, ONTOLOGY
from kg.load import load

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

SHACL = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, in a language, with which resource (name and IRI), and the value that is wrong."""

    message: str
    resource: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a graph conforms, its size, and each problem once, in order."""

    triples: int
    problems: tuple[Problem, ...]

    @property
    def conforms(self) -> bool:
        return not self.problems


def validate(path: Path, shapes: Path | None = None, language: str = "en") -> Verdict:
    """Checks a build folder or a Turtle file against the shapes: ours, or those of a Turtle file."""
    try:
        from pyshacl import validate as shacl
    except ImportError as error:
        raise KgError("kg validate: pySHACL is missing; pip install 'ipp-kg[validate]'") from error

    graph, file = _graph(path), shapes or files.folder("ontology") / "shapes.ttl"
    _, report, _ = shacl(graph, shacl_graph=_shapes(file))
    if isinstance(report, Exception):
        raise DataError(f"{file}: {report}; mend the shape")
    return Verdict(len(graph), tuple(sorted(set(_problems(report, graph, language)))))


def _graph(path: Path) -> Graph:
    """Reads by rdflib what Oxigraph has found to be Turtle: its errors name the line."""
    from rdflib import Graph

    load(path)
    logging.getLogger("rdflib.term").setLevel(
        logging.CRITICAL
    )  # a literal that is none is the shapes' to report
    return Graph().parse(path / "graph.ttl" if path.is_dir() else path, format="turtle")


def _shapes(path: Path) -> Graph:
    try:
        return _graph(path)
    except KgError as error:
        raise DataError(error.message) from error


def _problems(report: Graph, graph: Graph, language: str) -> Iterator[Problem]:
    from rdflib import RDF, URIRef

    for result in report.subjects(RDF.type, URIRef(SHACL + "ValidationResult")):
        focus = report.value(result, URIRef(SHACL + "focusNode"))
        value = report.value(result, URIRef(SHACL + "value"))
        message = _message(list(report.objects(result, URIRef(SHACL + "resultMessage"))), language)
        if str(focus).startswith(
            ONTOLOGY
        ):  # asked once, of a property or a class: the value is what is wrong
            focus, value = value, None
        same = value is None or value == focus
        yield Problem(message, _named(focus, graph), "" if same else _named(value, graph))


def _message(messages: list[Node], language: str) -> str:
    ranked = sorted(messages, key=lambda m: (getattr(m, "language", None) != language, str(m)))
    return _shortened(str(ranked[0])) if ranked else ""


def _named(node: Node | None, graph: Graph) -> str:
    """Gives an IRI, shortened, with its label; of a literal its characters."""
    from rdflib import RDFS, URIRef

    if not isinstance(node, URIRef):
        return str(node)
    labels = sorted(map(str, graph.objects(node, RDFS.label)))
    short = _shortened(str(node))
    return f"{labels[0]} ({short})" if labels else short


def _shortened(words: str) -> str:
    return words.replace(BASE, "ippd:").replace(ONTOLOGY, "ipp:")


def words(verdict: Verdict, path: Path, limit: int) -> Iterator[str]:
    """Yields the verdict as lines, problems of one kind together, at most limit of each kind."""
    if verdict.conforms:
        yield f"{path}: conforms ({verdict.triples:,} triples)"
        return
    yield f"{path}: does not conform ({verdict.triples:,} triples, {len(verdict.problems):,} problems)"
    kinds: dict[str, list[Problem]] = {}
    for problem in verdict.problems:
        kinds.setdefault(problem.message, []).append(problem)
    for message, problems in kinds.items():
        yield f"\n{message}"
        for problem in problems[:limit]:
            yield f"  {problem.resource}" + (f": {problem.value}" if problem.value else "")
        if len(problems) > limit:
            yield f"  … and {len(problems) - limit:,} more"

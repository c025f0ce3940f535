"""kg query"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.errors import KgError

FORMATS = ["table", "csv", "tsv", "json", "xml", "turtle", "nt", "jsonld"]


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("graph", required=False, type=click.Path(path_type=Path))
@click.argument("query", required=False)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED, metavar="[--PARAMETER VALUE]...")
@click.option(
    "--list", "listed", is_flag=True, help="List the named queries, their questions and parameters."
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help="Form of the answer.")
@click.option("--explain", is_flag=True, help="Show the labels of things beside their IRIs.")
@click.option(
    "--timeout", default=60.0, show_default=True, help="Seconds after which a query is stopped; 0: never."
)
def command(
    graph: Path | None,
    query: str | None,
    parameters: tuple[str, ...],
    listed: bool,
    form: str,
    explain: bool,
    timeout: float,
) -> None:
    """Ask GRAPH (a build folder or a Turtle file) a QUERY: a named query, a .rq file, or SPARQL text.

    The parameters of a named query follow it: kg query out programmes-of --institution 人行重庆市分行. A thing is
    given by any of its names, its local name or its IRI, a day as 2024-06-30, 2024-06 or 2024. kg query --list shows
    what each query takes; parameters in [ ] may be left out.
    """
    from kg import named
    from kg.load import opened
    from kg.query import ask

    if listed:
        click.echo("\n".join(named.listing()))
        return
    if graph is None or query is None:
        raise click.UsageError("give a graph and a query, or --list")
    if str(graph).startswith("-") or query.startswith("-"):
        raise click.UsageError("graph and query come first, then the parameters of the query")
    given = _pairs(parameters)
    known = named.named().get(query)
    text = "" if known else named.text_of(query)
    if given and not known:
        raise KgError(
            f"--{next(iter(given))}: only named queries have parameters; kg query --list shows them"
        )
    from kg.limit import limit

    store = opened(graph)
    with limit(timeout, "the query"):
        ask(store, named.bind(known, store, given) if known else text, form, sys.stdout.buffer, explain)


def _pairs(words: tuple[str, ...]) -> dict[str, str]:
    """Gives what follows graph and query as names and values: --a b, --a=b."""
    given: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        name, said, value = word.partition("=")
        if not name.startswith("--"):
            raise click.UsageError(f"{word}: expected --parameter VALUE after the query")
        if not said and (value := next(rest, "")) == "":
            raise click.UsageError(f"{word}: needs a value")
        given[name.removeprefix("--")] = value
    return given

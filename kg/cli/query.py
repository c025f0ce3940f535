"""kg query"""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("graph", required=False, type=click.Path(path_type=Path))
@click.argument("query", required=False)
@click.option("--list", "listed", is_flag=True, help="List the named queries.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "turtle"]),
    default="table",
    help="Form of the answer.",
)
def command(graph: Path | None, query: str | None, listed: bool, form: str) -> None:
    """Ask GRAPH (a build folder or a Turtle file) a QUERY: SPARQL text, a .rq file, or a named query."""
    from kg import query as queries
    from kg.load import load

    if listed:
        click.echo(queries.listing())
    elif graph is None or query is None:
        raise click.UsageError("give a graph and a query, or --list")
    else:
        click.echo(queries.ask(load(graph), queries.text_of(query), form))

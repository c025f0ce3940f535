"""kg explain"""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("name")
@click.argument("graph", type=click.Path(path_type=Path))
@click.option(
    "--around",
    default=0,
    metavar="N",
    help="Characters of the document to show on either side of a sentence.",
)
def command(name: str, graph: Path, around: int) -> None:
    """Say what GRAPH (a build folder or a Turtle file) holds of the thing called NAME, with the sentences."""
    from kg.explain import explain
    from kg.load import load

    for line in explain(load(graph), name, around, graph if graph.is_dir() else graph.parent):
        click.echo(line)

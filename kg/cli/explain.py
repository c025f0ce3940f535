"""kg explain"""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("name")
@click.argument("graph", type=click.Path(path_type=Path))
def command(name: str, graph: Path) -> None:
    """Say what GRAPH (a build folder or a Turtle file) holds of the thing called NAME, with the sentences."""
    from kg.explain import explain
    from kg.load import load

    for line in explain(load(graph), name):
        click.echo(line)

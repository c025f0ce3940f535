"""kg validate"""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("graph", type=click.Path(path_type=Path))
@click.option(
    "--shapes", type=click.Path(path_type=Path), help="Turtle file of SHACL shapes to use instead of ours."
)
@click.option(
    "--language", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Of the messages."
)
@click.option("--limit", default=20, show_default=True, help="How many problems of one kind are listed.")
@click.pass_context
def command(ctx: click.Context, graph: Path, shapes: Path | None, language: str, limit: int) -> None:
    """Check GRAPH (a build folder or a Turtle file) against the SHACL shapes.

    Exit code 0: it conforms; 1: it does not; 2: it could not be checked.
    """
    from kg.validate import validate, words

    verdict = validate(graph, shapes, language)
    for line in words(verdict, graph, limit):
        click.echo(line)
    ctx.exit(0 if verdict.conforms else 1)

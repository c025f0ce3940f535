"""kg evaluate"""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("build", type=click.Path(path_type=Path))
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--errors", is_flag=True, help="List what is missed, extra or wrong, with the rule and the sentence."
)
def command(build: Path, gold: tuple[Path, ...], errors: bool) -> None:
    """Compare a BUILD folder with GOLD files: precision, recall and F1 by class and property."""
    from kg.evaluate import evaluate

    result = evaluate(build, gold)
    if errors:
        click.echo("\n".join("\t".join(row) for row in result.errors))
    click.echo(result.table())

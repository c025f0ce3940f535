"""kg check"""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option(
    "--seeds",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="Folder with names of your own (repeatable).",
)
@click.option(
    "--rules",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="Folder with rules of your own (repeatable).",
)
@click.pass_context
def command(ctx: click.Context, seeds: tuple[Path, ...], rules: tuple[Path, ...]) -> None:
    """Lint the ontology, the seeds and the rules, and run every rule's own sentences."""
    from kg.check import check

    found = list(check(list(seeds), list(rules)))
    for line in found:
        click.echo(line)
    click.echo(f"{len(found)} to mend" if found else "all good", err=True)
    ctx.exit(1 if found else 0)

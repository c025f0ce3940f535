"""kg calibrate"""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("build", type=click.Path(path_type=Path))
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="File to write the scale to: kg/rules/confidence.json.",
)
def command(build: Path, gold: tuple[Path, ...], out: Path | None) -> None:
    """Fit the confidence of statements to how often those of a BUILD folder are right by GOLD files.

    Shows the share that is right at each confidence, each document judged by a scale fitted to the others. GOLD of
    documents that rules were written from makes a scale that promises too much.
    """
    from kg import files
    from kg.calibrate import calibrate

    found = calibrate(build, gold)
    click.echo(found.curve())
    if out:
        with files.atomic(out) as file:
            found.write(file)

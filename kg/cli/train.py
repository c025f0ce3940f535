"""kg train"""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("build", type=click.Path(path_type=Path))
@click.argument("gold", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="New folder for the recogniser."
)
@click.option(
    "--rounds", type=click.IntRange(1), default=10, show_default=True, help="Times that all is read."
)
@click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True, help="The same seed, the same result."
)
@click.option("--quiet", is_flag=True, help="No progress bar and no summary.")
def command(build: Path, gold: tuple[Path, ...], out: Path, rounds: int, seed: int, quiet: bool) -> None:
    """Train a spaCy recogniser on the documents of a BUILD folder, for kg build --ner spacy:FOLDER.

    A document learns from its GOLD file where it has one, else from what the build found in it.
    """
    from kg.train import train

    made = train(build, gold, out, rounds, seed, not quiet)
    if not quiet:
        click.echo(
            f"{out}: {made.names} names in {made.sentences} sentences of {made.documents} documents, {made.gold} of them "
            f"gold; loss {made.loss:.1f}. Try: kg build TEXTS -o out --ner spacy:{out}",
            err=True,
        )

"""kg evaluate"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click


@click.command()
@click.argument("build", type=click.Path(path_type=Path))
@click.argument("gold", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--errors",
    is_flag=True,
    help="List what is missed, extra or wrong: document, kind, what, by which rule or component, the sentence.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="OLD",
    help="Build folder to compare with: what came (+) and went (-); with gold, the errors mended and new.",
)
def command(build: Path, gold: tuple[Path, ...], errors: bool, against: Path | None) -> None:
    """Compare a BUILD folder with GOLD files (or folders of them), with another build, or both.

    Precision, recall and F1 by class and property, over all documents together and as the mean over documents
    with its 95 % interval; whole: the day, modality, growth and whose figure it is right too. Then, of the statements
    at each confidence, the share that is right.
    """
    gold = tuple(file for path in gold for file in (sorted(path.glob("*.json")) if path.is_dir() else [path]))
    if not gold and not against:
        raise click.UsageError("nothing to compare with; give GOLD files (.json), or --against OLD")
    _gold(build, gold, errors, against) if gold else _builds(build, against)


def _gold(build: Path, gold: tuple[Path, ...], errors: bool, against: Path | None) -> None:
    from kg import compare
    from kg.evaluate import evaluate

    result = evaluate(build, gold)
    if errors and not against:
        _rows(result.errors)
    click.echo(f"{result.table()}\n\n{result.curve()}")
    if against:
        old = evaluate(against, gold)
        click.echo(f"\n{compare.table(result, old)}")
        _rows((sign, *error) for sign, error in compare.errors(result, old))


def _builds(build: Path, against: Path | None) -> None:
    from kg import compare

    assert against
    rows = compare.changes(build, against)
    _rows(rows)
    click.echo(compare.counted(rows))


def _rows(rows: Iterable[Iterable[str]]) -> None:
    for row in rows:
        click.echo("\t".join(row).rstrip("\t"))

"""kg figures"""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("graph", type=click.Path(path_type=Path))
@click.argument("indicator")
@click.option("--place", metavar="NAME", help="Only of this place, or of another thing.")
@click.option("--since", metavar="DAY", help="Not before: 2024-06-30, 2024-06 or 2024.")
@click.option("--until", metavar="DAY", help="Not after.")
@click.option("--conflicts", is_flag=True, help="Only what two documents tell so that both cannot be right.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV, a line a figure, for spreadsheets and pandas.")
@click.option(
    "--plot",
    "drawing",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Draw them, too: .svg or .png (needs pip install ipp-kg[plot]).",
)
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", help="Of the names of things.")
def command(
    graph: Path,
    indicator: str,
    place: str | None,
    since: str | None,
    until: str | None,
    conflicts: bool,
    as_csv: bool,
    drawing: Path | None,
    language: str,
) -> None:
    """Show the figures of an INDICATOR in GRAPH (a build folder or a Turtle file) over things and periods.

    ≥ ≤ ≈: told as more, less, about; in brackets: planned or expected; /: told differently. Two figures are in
    conflict where what their words may mean does not overlap: rounding and these bounds are allowed for.
    """
    from kg import figures
    from kg.load import opened
    from kg.table import table

    asked = {"about": place, "since": since, "until": until, "language": language}
    found = figures.figures(opened(graph), indicator, **{k: v for k, v in asked.items() if v})
    if drawing:
        from kg.plot import plot

        plot(found, indicator, drawing)
    names = list(figures.CONTRADICTING if conflicts else figures.COLUMNS)
    rows = figures.contradicting(found) if conflicts else figures.rows(found)
    if as_csv:
        click.echo(figures.as_csv(names, rows), nl=False)
        return
    for line in table(names, rows) if conflicts else figures.crossed(found):
        click.echo(line)

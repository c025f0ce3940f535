"""kg view"""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("graph", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default="view.html",
    show_default=True,
    help="File to write.",
)
@click.option(
    "--around", metavar="NAME", help="Only what is near this thing: a name, a local name or an IRI."
)
@click.option("--depth", type=click.IntRange(1, 6), default=1, show_default=True, help="Steps around it.")
@click.option(
    "--class", "classes", multiple=True, metavar="CLASS", help="Only things of this class: Bank (repeatable)."
)
@click.option(
    "--property",
    "properties",
    multiple=True,
    metavar="PROPERTY",
    help="Only this relation: launched (repeatable).",
)
@click.option("--since", metavar="DATE", help="Only relations that hold on or after this day, month or year.")
@click.option("--document", metavar="NAME", help="Only what this document says: its identifier or title.")
@click.option("--query", "query", metavar="FILE.rq", help="Only the triples that this CONSTRUCT gives.")
@click.option("--title", default="", help="Title of the page.")
def command(
    graph: Path,
    out: Path,
    around: str | None,
    depth: int,
    classes: tuple[str, ...],
    properties: tuple[str, ...],
    since: str | None,
    document: str | None,
    query: str | None,
    title: str,
) -> None:
    """Write the page of GRAPH, a build folder or a Turtle file, or of a part of it."""
    from kg import view
    from kg.load import load
    from kg.named import text_of

    part = view.Part(
        around,
        depth if around else 1,
        classes,
        properties,
        since,
        document,
        text_of(query) if query else None,
    )
    count = view.view(load(graph), out, part, title)
    click.echo(f"{out}: {count} things", err=True)

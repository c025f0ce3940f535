"""kg export"""

from __future__ import annotations

from pathlib import Path

import click

from kg.out import WRITERS


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(sorted(WRITERS)), help="Default: what FILE ends with.")
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), metavar="FILE", help="File to write."
)
def command(folder: Path, form: str | None, out: Path) -> None:
    """Write the graph of the build folder FOLDER in another format.

    nq, trig and jsonld keep a graph for each document; nt, ttl, rdfxml and ttl12 (RDF 1.2, statements by triple terms)
    are the union of these; graphml is for Gephi; csv is two files for -o graph.csv, graph-nodes.csv and
    graph-edges.csv, for neo4j-admin import and spreadsheets; qb is the dated figures as an RDF Data Cube; html is the page.
    """
    from kg.export import export

    form = form or out.suffix[1:]
    if form not in WRITERS:
        raise click.UsageError(f"{out}: no format ends so; add --format: {', '.join(sorted(WRITERS))}")
    export(folder, form, out)

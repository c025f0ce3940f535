"""What the endpoint says of itself: SPARQL 1.1 Service Description."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, parse, serialize

FILE = Path(__file__).parent / "service.ttl"


def description(endpoint: str, triples: int, media: str) -> bytes:
    """Gives the description of the endpoint at this address, in a media type of triples."""
    text = FILE.read_text("utf-8").replace("TRIPLES", str(triples))
    quads = parse(text, format=RdfFormat.TURTLE, base_iri=endpoint)
    form = RdfFormat.from_media_type(media)
    assert form is not None, media
    return bytes(
        serialize(
            (quad.triple for quad in quads),
            format=form,
            prefixes=PREFIXES if form == RdfFormat.TURTLE else None,
        )
        or b""
    )


PREFIXES = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "formats": "http://www.w3.org/ns/formats/",
}

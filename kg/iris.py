"""How an IRI is made: the only place. All are functions of content."""

import hashlib

ONTOLOGY = "https://w3id.org/ipp-kg/ontology#"
BASE = "https://w3id.org/ipp-kg/id/"
GRAPHS = "https://w3id.org/ipp-kg/graph/"
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "ipp": ONTOLOGY,
    "ippd": BASE,
    "ippg": GRAPHS,
    "org": "http://www.w3.org/ns/org#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def digest(*parts: str | None) -> str:
    """Gives the first 16 hex digits of the SHA-256 of the parts joined by U+001F; an absent part is empty."""
    joined = "\x1f".join(part or "" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def seed(top: str, identifier: str) -> str:
    """Gives the local name of a thing of the seeds."""
    return f"{top.lower()}-{identifier}"


def thing(top: str, folded: str, document: str | None = None) -> str:
    """Gives the local name of another thing by its folded name; with a document's identifier, within it only."""
    parts = (folded, top) if document is None else (folded, top, document)
    return f"{top.lower()}-{digest(*parts)}"


def document(identifier: str) -> str:
    return f"document-{digest(identifier)}"


def passage(document: str, text: str, ordinal: int) -> str:
    """Gives the local name of a passage; document is a local name, ordinal counts equal ones from 0."""
    return f"passage-{digest(document, text, str(ordinal))}"


def statement(subject: str, prop: str, obj: str, passage: str, modality: str) -> str:
    return f"statement-{digest(subject, prop, obj, passage, modality)}"


def observation(*parts: str | None) -> str:
    """Gives the local name of an observation: indicator, about, value, unit, dates, bound, growth, modality."""
    return f"observation-{digest(*parts)}"


def indicator(label_key: str, identifier: str | None = None) -> str:
    return f"indicator-{identifier or digest(label_key)}"

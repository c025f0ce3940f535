"""Read Chinese and English policy news into an RDF knowledge graph with evidence."""

__version__ = "0.1.0"

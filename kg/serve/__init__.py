"""The graph over HTTP: the SPARQL 1.1 Protocol, a page for each thing, a page to look at and one to ask from."""

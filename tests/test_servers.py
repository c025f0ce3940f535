"""Real stores start, take a graph and answer, Chinese and all."""

import pytest

GRAPH = "urn:test:servers"
TURTLE = '<urn:test:重庆> <urn:test:label> "重庆“科汇通”"@zh . '


@pytest.mark.parametrize("name", ["virtuoso", "oxigraph"])
def test_a_graph_is_taken_and_asked(name: str, request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue(name)
    server.put(GRAPH, TURTLE.encode())
    asked = f"SELECT ?s ?o WHERE {{ GRAPH <{GRAPH}> {{ ?s <urn:test:label> ?o }} FILTER regex(?o, '科汇') }}"
    assert server.select(asked) == [{"s": "urn:test:重庆", "o": "重庆“科汇通”"}]
    assert len(server.select("SELECT ?s WHERE { ?s <urn:test:label> ?o }")) == 1

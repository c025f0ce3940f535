"""kg load: into real stores, past faults, taken up again after a kill, and no word of a password anywhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
import servers
from handmade import all_of, hostile, made
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg import graphstore, iris
from kg.errors import KgError
from kg.graphstore import GraphStore
from kg.out.rdf import write_nq
from kg.upload import PartlyError, upload

SECRET = "s3cr&t-p/ss w0rd"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the credentials or proxies of whoever runs it, or waits long."""
    for name in list(os.environ):
        if name.startswith("KG_STORE_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setattr(graphstore, "BACKOFF", 0.01)


def built(folder: Path, rows: list[Quad]) -> Path:
    folder.mkdir(exist_ok=True)
    write_nq(rows, folder / "graph.nq")
    return folder


def documents(tag: str, count: int = 6) -> list[Quad]:
    """Gives so many small graphs; tag keeps those of one test apart from all others."""
    return all_of(*(made(f"{tag}/{n}.txt") for n in range(count)))


def by_graph(rows: list[Quad]) -> dict[str, set[Triple]]:
    found: dict[str, set[Triple]] = {}
    for row in rows:
        found.setdefault(row.graph_name.value, set()).add(_plain(row.triple))
    return found


def _plain(triple: Triple) -> Triple:
    """Takes whole numbers for decimals: Virtuoso gives large ones as such."""
    o = triple.object
    if (
        isinstance(o, Literal)
        and o.datatype.value == iris.PREFIXES["xsd"] + "decimal"
        and o.value.isdecimal()
    ):
        o = Literal(o.value, datatype=NamedNode(iris.PREFIXES["xsd"] + "integer"))
    return Triple(triple.subject, triple.predicate, o)


def held(server: servers.Server, graphs: list[str]) -> dict[str, set[Triple]]:
    return {
        graph: {_plain(row.triple) for row in parse(server.get(graph), format=RdfFormat.N_TRIPLES)}
        for graph in graphs
    }


def login(server: servers.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    if server.user:
        monkeypatch.setenv("KG_STORE_USER", server.user)
        monkeypatch.setenv("KG_STORE_PASSWORD", server.password)


def load(folder: Path, url: str, *options: str, **env: str) -> subprocess.CompletedProcess[str]:
    code = "from kg.cli import main; main()"
    command = [sys.executable, "-c", code, "load", str(folder), "--to", url, *options]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | env, check=False)


@pytest.mark.parametrize("update", [False, True], ids=["graph-store", "update"])
@pytest.mark.parametrize("name", ["oxigraph", "virtuoso"])
def test_a_store_holds_each_graph_and_no_other_is_touched(
    name: str, update: bool, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = request.getfixturevalue(name)
    login(server, monkeypatch)
    server.put("urn:theirs", b"<urn:a> <urn:b> <urn:c> .")
    tag = f"{name}-{update}"
    old, rows = all_of(made(f"{tag}/1.txt"), made(f"{tag}/2.txt")), documents(tag, 2)
    store = GraphStore(server.update if update else server.graphs, update)
    monkeypatch.setattr(graphstore, "PIECE", 50)
    monkeypatch.setattr(graphstore, "PIECE_OF_UPDATE", 50)
    first = upload(built(tmp_path, [*old, *rows, *hostile()]), store)
    everything = by_graph([*old, *rows, *hostile()])
    assert first.graphs == len(everything) and not first.failures
    assert first.triples == sum(map(len, everything.values())) > 100
    assert held(server, [*everything]) == everything
    fewer = [row for row in rows if not isinstance(row.object, Literal)]
    again = upload(built(tmp_path, fewer), store)
    assert again.graphs == 2 and again.before == 0
    assert held(server, [*everything]) == everything | by_graph(fewer)
    assert held(server, ["urn:theirs"])["urn:theirs"] == {
        Triple(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c"))
    }


@pytest.mark.parametrize("fault", [503, 500, 429, "cut", "lost"])
def test_a_request_that_fails_is_made_again(
    oxigraph: servers.Server, tmp_path: Path, fault: servers.Fault
) -> None:
    rows = documents(f"again-{fault}", 3)
    with servers.proxy(oxigraph.graphs, {1: fault, 2: fault}) as proxy:
        done = upload(built(tmp_path, rows), GraphStore(proxy.url))
    assert (done.graphs, done.failures) == (3, [])
    first, second, third = sorted(by_graph(rows))
    assert proxy.graphs() == [first, second, second, second, third]
    assert held(oxigraph, [*by_graph(rows)]) == by_graph(rows)
    assert not list(tmp_path.glob(".load-*"))


def test_a_killed_load_goes_on_where_it_was(oxigraph: servers.Server, tmp_path: Path) -> None:
    rows, wait = documents("killed"), threading.Event()
    names = sorted(by_graph(rows))
    with servers.proxy(oxigraph.graphs, {3: wait}) as proxy:
        code = "from kg.cli import main; main()"
        command = [sys.executable, "-c", code, "load", str(built(tmp_path, rows)), "--to", proxy.url]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(600):
            if len(proxy.asked) == 4:
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        wait.set()
        assert proxy.graphs() == names[:4]
        proxy.asked.clear()
        done = load(tmp_path, proxy.url)
        assert done.returncode == 0, done.stderr
        assert proxy.graphs() == names[3:]
        assert (
            "3 graphs with" in done.stderr
            and "; 3 were there from the load that was broken off" in done.stderr
        )
        proxy.asked.clear()
        assert load(tmp_path, proxy.url, "--quiet").stderr == ""  # what was loaded whole is loaded anew
        assert proxy.graphs() == names
    assert held(oxigraph, names) == by_graph(rows)


def test_what_changed_since_is_loaded_again(oxigraph: servers.Server, tmp_path: Path) -> None:
    rows = documents("changed")
    names = sorted(by_graph(rows))
    with servers.proxy(oxigraph.graphs, dict.fromkeys(range(3, 9), 503)) as proxy:
        with pytest.raises(
            PartlyError, match=r"the store is not ready.*3 graphs are loaded; the same command"
        ):
            upload(built(tmp_path, rows), GraphStore(proxy.url))
        proxy.asked.clear()
        changed = [
            row for row in rows if row.graph_name.value != names[1] or not isinstance(row.object, Literal)
        ]
        done = upload(built(tmp_path, changed), GraphStore(proxy.url))
        assert proxy.graphs() == [names[1], *names[3:]] and (done.graphs, done.before) == (4, 2)
    assert held(oxigraph, names) == by_graph(changed)


def test_anew_forgets_the_load_that_was_broken_off(oxigraph: servers.Server, tmp_path: Path) -> None:
    with servers.proxy(oxigraph.graphs, {2: 403}) as proxy:
        assert load(built(tmp_path, documents("anew")), proxy.url).returncode == 1
        proxy.asked.clear()
        assert load(tmp_path, proxy.url, "--anew").returncode == 0
        assert len(proxy.asked) == 6


def test_a_graph_that_is_refused_stops_no_other(oxigraph: servers.Server, tmp_path: Path) -> None:
    rows = documents("refused", 3)
    names = sorted(by_graph(rows))
    with servers.proxy(oxigraph.graphs, {1: 400}) as proxy:
        done = load(built(tmp_path, rows), proxy.url)
        assert done.returncode == 1
        assert f"error: {proxy.url}: {names[1]}: 400 Bad Request: Broken: [31m" in done.stderr
        assert "\x1b" not in done.stderr
        proxy.asked.clear()
        assert load(tmp_path, proxy.url).returncode == 0 and proxy.graphs() == [names[1]]


def test_a_large_graph_goes_in_pieces(oxigraph: servers.Server, tmp_path: Path) -> None:
    base = made("large.txt")
    base = replace(
        base,
        entities=(*base.entities, *(replace(base.entities[2], key=f"institution-{n}") for n in range(3000))),
    )
    rows = all_of(base)
    with servers.proxy(oxigraph.graphs, {1: "cut"}) as proxy:
        assert upload(built(tmp_path, rows), GraphStore(proxy.url)).triples == len(set(rows)) > 10_000
        assert [method for method, *_ in proxy.asked] == ["PUT", "POST", "POST"]
    assert held(oxigraph, [*by_graph(rows)]) == by_graph(rows)


@pytest.mark.parametrize("place", ["environment", "netrc"])
def test_credentials_are_told_when_asked_for_and_shown_nowhere(
    oxigraph: servers.Server, tmp_path: Path, place: str
) -> None:
    env = {"KG_STORE_USER": "editor", "KG_STORE_PASSWORD": SECRET}
    if place == "netrc":
        (tmp_path / "netrc").write_text(f'machine 127.0.0.1 login editor password "{SECRET}"\n', "utf-8")
        (tmp_path / "netrc").chmod(0o600)
        env = {"NETRC": str(tmp_path / "netrc")}
    folder = built(tmp_path / "out", documents("secret", 2))
    with servers.proxy(oxigraph.graphs, {0: 401}, WWW_Authenticate='Basic realm="x"') as proxy:
        done = load(folder, proxy.url, **env)
        assert done.returncode == 0, done.stderr
        sent = [headers.get("Authorization", "") for _, _, headers in proxy.asked]
        assert sent[0] == "" and sent[1] == sent[2] and sent[1].startswith("Basic ")
    with servers.proxy(oxigraph.graphs, {0: 401, 1: 401}, WWW_Authenticate='Basic realm="x"') as proxy:
        refused = load(folder, proxy.url, **env)
    assert refused.returncode == 2 and "the credentials are not accepted" in refused.stderr
    shown = done.stdout + done.stderr + refused.stdout + refused.stderr
    assert SECRET not in shown and sent[1].split()[1] not in shown


def test_a_token_is_sent_and_never_shown(oxigraph: servers.Server, tmp_path: Path) -> None:
    with servers.proxy(oxigraph.graphs, {0: 400}) as proxy:
        done = load(built(tmp_path, documents("token", 1)), proxy.url, KG_STORE_TOKEN=SECRET)
        assert proxy.asked[0][2]["Authorization"] == f"Bearer {SECRET}"
    assert done.returncode == 2 and SECRET not in done.stderr and "Bearer ***" in done.stderr


def test_virtuoso_refuses_who_it_does_not_know(
    virtuoso: servers.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = built(tmp_path, documents("unknown", 1))
    with pytest.raises(KgError, match="401 Unauthorized; it asks for credentials: KG_STORE_USER"):
        upload(folder, GraphStore(virtuoso.graphs))
    monkeypatch.setenv("KG_STORE_USER", "dba")
    monkeypatch.setenv("KG_STORE_PASSWORD", SECRET)
    with pytest.raises(KgError, match="401 Unauthorized; the credentials are not accepted") as told:
        upload(folder, GraphStore(virtuoso.graphs))
    assert SECRET not in str(told.value.message)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("ftp://example.org/store", "not an http(s) URL of a store"),
        ("http://[::1/store", "not an http(s) URL of a store"),
        ("http://me:hunter2@127.0.0.1/store", "credentials do not belong into a URL"),
    ],
)
def test_an_address_that_is_none(tmp_path: Path, url: str, told: str) -> None:
    done = load(built(tmp_path, documents("nowhere", 1)), url)
    assert done.returncode == 2 and told in done.stderr and done.stderr.count("\n") == 1
    assert "hunter2" not in done.stderr


def test_an_address_that_takes_no_graphs(oxigraph: servers.Server, tmp_path: Path) -> None:
    folder = built(tmp_path, documents("elsewhere", 1))
    with pytest.raises(KgError, match="takes no graphs; for one that takes SPARQL updates add --update"):
        upload(folder, GraphStore(oxigraph.update))
    moved = {"Location": "https://example.org/store?token=hunter2"}
    with (
        servers.proxy(oxigraph.graphs, {0: 308}, **moved) as proxy,
        pytest.raises(KgError, match=r"give the address that it sends to: https://example.org/store$"),
    ):
        upload(folder, GraphStore(proxy.url))


def test_a_store_that_does_not_run(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{servers.free_port()}/store"
    with pytest.raises(KgError) as told:
        upload(built(tmp_path, documents("nobody", 1)), GraphStore(f"{url}?token=hunter2"))
    assert told.value.message == f"{url}: cannot be reached; is the store running, and is this its address?"


def test_a_folder_without_a_graph(tmp_path: Path) -> None:
    done = load(tmp_path, "http://127.0.0.1:9/store")
    assert done.returncode == 2 and "graph.nq: cannot be read" in done.stderr and "kg build" in done.stderr

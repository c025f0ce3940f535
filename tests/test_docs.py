"""The ontology's documentation, as `make docs` writes it."""

import subprocess
import sys
from pathlib import Path

import pytest

from kg import files, ontology

pytest.importorskip("pylode", reason="pyLODE (extra: docs) is not installed")


def test_every_term_has_its_entry(tmp_path: Path) -> None:
    terms, page = files.folder("ontology") / "ontology.ttl", tmp_path / "ontology.html"
    subprocess.run(
        [Path(sys.executable).with_name("pylode"), terms, "-o", page], check=True, capture_output=True
    )
    text, known = page.read_text("utf-8"), ontology.load()
    for name, term in {**known.classes, **known.properties}.items():
        assert f"{ontology.ONTOLOGY}{name}<" in text, name
        assert all(label in text for label in term.labels.values()), name

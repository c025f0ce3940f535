"""Imports go one way, and the command line starts light."""

import ast
import subprocess
import sys
from pathlib import Path

KG = Path(__file__).parent.parent / "kg"
STAGES = ("read", "mark", "link", "relate", "graph", "out")


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return names | {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }


def test_stages_do_not_know_one_another() -> None:
    wrong = [
        f"{path.relative_to(KG)} imports {name}"
        for stage in STAGES
        for path in sorted((KG / stage).glob("*.py"))
        for name in sorted(imported(path))
        for other in STAGES
        if other != stage and (name == f"kg.{other}" or name.startswith(f"kg.{other}."))
    ]
    assert wrong == []


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from kg.cli import main; "
        "result = CliRunner().invoke(main, ['--help']); assert 'build' in result.output; "
        "print([m for m in ('spacy', 'rdflib', 'pyvis', 'pyoxigraph', 'networkx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

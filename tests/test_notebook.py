"""The notebooks run from top to bottom and show what they promise."""

from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


@cache
def run(path: Path) -> list[dict[str, Any]]:
    """Gives what the cells of a notebook put out."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": path.parent}}).execute()
    return [output for cell in notebook.cells for output in cell.get("outputs", ())]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path: Path) -> None:
    assert "姚文波 行长" in "".join(output.get("text", "") for output in run(path))


def test_the_picture_works_where_the_notebook_shows_it(browser: Any, tmp_path: Path) -> None:
    shown = run(NOTEBOOKS[0])[-1]["data"]["text/html"]
    (tmp_path / "notebook.html").write_text(f"<!DOCTYPE html><meta charset=utf-8>{shown}", "utf-8")
    page = browser.new_page(locale="zh-CN")
    page.goto((tmp_path / "notebook.html").as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("#search").fill("姚文波")
    frame.locator("#search").press("Enter")
    assert frame.locator("#panel h2").inner_text() == "姚文波"
    page.close()

"""Figures as a drawing: a panel a unit, a line a thing; what is planned is hollow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from kg import files
from kg.errors import KgError
from kg.figures import Figure

FONTS = ["Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "DejaVu Sans"]
FORMATS = (".svg", ".png")
LOOK = {
    "font.sans-serif": FONTS, "font.family": "sans-serif", "svg.fonttype": "none", "svg.hashsalt": "kg",
    "axes.grid": True, "grid.alpha": 0.3, "axes.unicode_minus": False,
}  # fmt: skip


def plot(found: list[Figure], title: str, path: Path) -> None:
    """Draws figures into an SVG or PNG file: the same bytes for the same figures."""
    if path.suffix not in FORMATS:
        raise KgError(f"{path}: no drawing ends so; choose one of {', '.join(FORMATS)}")
    if not found:
        raise KgError(f"{title}: no figures to draw; ask for another time or thing")
    matplotlib = _matplotlib()
    with matplotlib.rc_context(LOOK):
        figure = matplotlib.figure.Figure(layout="constrained")
        units = sorted({f.unit for f in found})
        panels = figure.subplots(len(units), squeeze=False)[:, 0]
        figure.set_size_inches(8, 1 + 3.5 * len(units))
        figure.suptitle(title)
        for unit, panel in zip(units, panels, strict=True):
            _draw(panel, unit, [f for f in found if f.unit == unit])
        with files.atomic(path) as file:
            date_ = {"Date": None} if path.suffix == ".svg" else {"Software": None}
            figure.savefig(file, format=path.suffix[1:], metadata=date_)


def _matplotlib() -> Any:
    try:
        import matplotlib
        import matplotlib.figure
    except ImportError as error:
        raise KgError("--plot needs matplotlib: pip install ipp-kg[plot]") from error
    return matplotlib


def _draw(panel: Any, unit: str, found: Iterable[Figure]) -> None:
    lines: dict[tuple[str, str], list[Figure]] = {}
    for figure in found:
        lines.setdefault((figure.thing, figure.iri), []).append(figure)
    for (thing, _), told in sorted(lines.items()):
        facts = [f for f in told if f.modality == "fact"]
        (line,) = panel.plot(*_points(facts), marker="o", label=thing)
        planned = [f for f in told if f.modality != "fact"]
        panel.plot(*_points(planned), marker="o", linestyle="", fillstyle="none", color=line.get_color())
    panel.set_ylabel(unit)
    panel.legend()


def _points(found: list[Figure]) -> tuple[list[date], list[float]]:
    return [date.fromisoformat(f.end) for f in found], [float(f.value) for f in found]

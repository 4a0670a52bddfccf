"""A figure on disk: PNG, SVG, PDF and the numbers behind it, each whole or not there at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sim.charts.style import writing
from sim.record.files import make_folder, whole

DPI = 200
_NO_DATES: dict[str, dict[str, Any]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": "seed100"},
    "pdf": {"CreationDate": None, "Creator": "seed100", "Producer": None},
}


def save(figure: Figure, folder: Path | str, stem: str, data: pd.DataFrame) -> dict[str, Path]:
    """Write `stem.png`, `.svg`, `.pdf` and `.csv` into `folder` and empty the figure.

    Equal figures give equal bytes: no dates are written and ids are salted. The CSV starts with a
    byte order mark, so that Excel shows Chinese. Each file is written under a temporary name
    beside its place and then renamed. Returns the paths by suffix without the dot; raises
    CannotWrite.
    """
    place = Path(folder)
    make_folder(place)
    FigureCanvasAgg(figure)
    paths = {}
    with writing("en"):
        for kind, metadata in _NO_DATES.items():
            paths[kind] = place / f"{stem}.{kind}"
            with whole(paths[kind]) as file:
                figure.savefig(file, format=kind, dpi=DPI, metadata=metadata)
    paths["csv"] = place / f"{stem}.csv"
    with whole(paths["csv"]) as file:
        file.write(_csv(data))
    figure.clear()
    return paths


def _csv(data: pd.DataFrame) -> bytes:
    """Nine digits: whole numbers of people stay whole, and shares stay short."""
    text = data.to_csv(index=False, float_format="%.9g", lineterminator="\n")
    return text.encode("utf-8-sig")

"""Figures of a study on disk, in one language or in several side by side.

python -m sim.study.figures RESULTS FOLDER LANGUAGE
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from sim.charts.data import Language
from sim.study.outlook import Outlook
from sim.study.pictures import draw
from sim.study.reading import study_at


def figures(
    study: Outlook,
    folder: Path | str | None = None,
    languages: Sequence[Language] = ("en", "zh"),
    *,
    beside: bool = False,
) -> dict[str, list[Path]]:
    """Draw the figures of a study of any kind; returns the pictures (PNG) by language.

    Into `figures/` of its results when no folder is named: PNG, SVG, PDF and the CSV behind each.
    With `beside` every language but the first has a process of its own. Raises CannotWrite.
    """
    place = study.results.path / "figures" if folder is None else Path(folder)
    others = languages[1:] if beside else ()
    begun = {each: _begin(study.results.path, place / each, each) for each in others}
    drawn: dict[str, list[Path]] = {}
    for language in languages:
        if language in begun and begun[language].wait() == 0:
            first = drawn[languages[0]]
            drawn[language] = [place / language / picture.name for picture in first]
        else:  # also where a process failed: then it is told here why
            drawn[language] = draw(study, place / language, language)
    return drawn


def _begin(results: Path, folder: Path, language: Language) -> subprocess.Popen[bytes]:
    """Begin to draw in a process of its own; who asks waits for its end."""
    command = [sys.executable, "-m", figures.__module__, str(results), str(folder), language]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)


if __name__ == "__main__":
    draw(study_at(Path(sys.argv[1])), Path(sys.argv[2]), "zh" if sys.argv[3] == "zh" else "en")

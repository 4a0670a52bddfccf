"""Drawing beside: the figures of a study in one language, by a process of their own.

python -m sim.study.drawing RESULTS FOLDER LANGUAGE
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sim.charts.data import Language


def begin(results: Path, folder: Path, language: Language) -> subprocess.Popen[bytes]:
    """Begin to draw the figures of a results folder into another; who asks waits for the end."""
    command = [sys.executable, "-m", __spec__.name, str(results), str(folder), language]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)


if __name__ == "__main__":
    from sim.study.pictures import draw
    from sim.study.reading import study_at

    draw(study_at(Path(sys.argv[1])), Path(sys.argv[2]), "zh" if sys.argv[3] == "zh" else "en")

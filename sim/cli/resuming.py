"""`resume` and `extend`: going on with a study from its folder alone."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from sim.cli import exploring
from sim.cli.progress import Reporter
from sim.cli.running import finish, say_how_to_go_on
from sim.cli.showing import folder_of
from sim.cli.view import INTERRUPTED, View, WrongInput
from sim.record.manifest import Manifest, read_manifest
from sim.record.places import Place
from sim.record.run_record import FAILED, LOST
from sim.study.reading import study_at
from sim.study.reopening import Study, code_changes, extended, reopened
from sim.study.rounds import go_on
from sim.study.runner import carry_out
from sim.study.search_folder import is_search


@dataclass(frozen=True)
class Wishes:
    """How the user wants it gone on with."""

    workers: int | None = None
    time_limit: float | None = None
    retry_failed: bool = False
    other_code: bool = False
    figures: bool = True
    timing: bool = False
    cluster: str | None = None


def resume(view: View, asked: Path | None, wishes: Wishes) -> None:
    """What is left, and what was lost; a study that adapts goes on by its rule."""
    path = folder_of(asked, searches=True)
    if is_search(path):
        whole = exploring.Wishes(
            workers=wishes.workers,
            figures=wishes.figures,
            timing=wishes.timing,
            time_limit=wishes.time_limit,
            cluster=wishes.cluster,
        )
        exploring.go_on(view, path, whole)
        return
    began = time.perf_counter()
    study = _reopened(view, path, wishes)
    _end(view, study, go_on(study, **_how(view, wishes)), wishes, began)


def extend(view: View, asked: Path, replicates: int, wishes: Wishes) -> None:
    """More replicates; a search is not to be extended round by round."""
    path = folder_of(asked)
    if is_search(path.parent):
        raise WrongInput(
            f"`{path}` is a round of a search, in which all rounds have as many replicates; to try "
            "more points raise `trials` in its file and give its command again",
            f"`{path}` 是搜索中的一轮，各轮重复次数相同；要多试几个点，请增大文件中的 `trials` 并重复命令",
        )
    began = time.perf_counter()
    study = extended(_reopened(view, path, wishes), replicates)
    final = carry_out(
        study.plan,
        Place(study.path, study.manifest),
        study.manifest,
        experiment=study.experiment,
        **_how(view, wishes),
    )
    _end(view, study, final, wishes, began)


def _reopened(view: View, path: Path, wishes: Wishes) -> Study:
    """The study; with other versions of libraries it is gone on with, but not in silence."""
    study = reopened(path, other_code=wishes.other_code)
    changes = code_changes(read_manifest(path))
    if changes:
        view.warn(
            f"not all is as when the study began, so last bits may differ: {'; '.join(changes)}",
            f"与研究开始时有所不同，末位数字可能有差别：{'；'.join(changes)}",
        )
    return study


def _end(view: View, study: Study, final: Manifest, wishes: Wishes, began: float) -> None:
    """Say how it ended, and where that leaves it."""
    if final.status != "complete":
        say_how_to_go_on(view, study.path)
        raise typer.Exit(INTERRUPTED)
    shown = study_at(study.path)
    finish(
        view, shown, began, figures=wishes.figures, timing=wishes.timing, beside=wishes.workers != 1
    )


def _how(view: View, wishes: Wishes) -> dict[str, Any]:
    """What it takes to carry runs out."""
    return {
        "workers": wishes.workers,
        "listener": Reporter(view),
        "time_limit": wishes.time_limit,
        "cluster": wishes.cluster,
        "again": (LOST, FAILED) if wishes.retry_failed else (LOST,),
    }

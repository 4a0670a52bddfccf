"""`resume` and `extend`: going on with a study from its folder alone."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import typer

from sim.cli import exploring
from sim.cli.progress import Reporter
from sim.cli.running import finish, say_how_to_go_on
from sim.cli.showing import folder_of
from sim.cli.view import INTERRUPTED, View, WrongInput
from sim.record.manifest import read_manifest
from sim.record.places import Place
from sim.record.run_record import FAILED, LOST
from sim.study.reading import study_at
from sim.study.reopening import Study, code_changes, extended, reopened
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
    """What is left, and what was lost."""
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
    _go_on(view, _reopened(view, path, wishes), wishes)


def extend(view: View, asked: Path, replicates: int, wishes: Wishes) -> None:
    """More replicates; a search is not to be extended round by round."""
    path = folder_of(asked)
    if is_search(path.parent):
        raise WrongInput(
            f"`{path}` is a round of a search, in which all rounds have as many replicates; to try "
            "more points raise `trials` in its file and give its command again",
            f"`{path}` 是搜索中的一轮，各轮重复次数相同；要多试几个点，请增大文件中的 `trials` 并重复命令",
        )
    _go_on(view, extended(_reopened(view, path, wishes), replicates), wishes)


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


def _go_on(view: View, study: Study, wishes: Wishes) -> None:
    began = time.perf_counter()
    final = carry_out(
        study.plan,
        Place(study.path, study.manifest),
        study.manifest,
        workers=wishes.workers,
        listener=Reporter(view),
        time_limit=wishes.time_limit,
        cluster=wishes.cluster,
        experiment=study.experiment,
        again=(LOST, FAILED) if wishes.retry_failed else (LOST,),
    )
    if final.status != "complete":
        say_how_to_go_on(view, study.path)
        raise typer.Exit(INTERRUPTED)
    shown = study_at(study.path)
    finish(view, shown, began, figures=wishes.figures, timing=wishes.timing)

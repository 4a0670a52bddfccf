"""`show`: the summary of a results folder, once more."""

from __future__ import annotations

from pathlib import Path

from sim.charts.numbers import counted
from sim.cli.lines import resume_line
from sim.cli.summary import print_study
from sim.cli.view import View, WrongInput
from sim.record.manifest import NAME, NoResults
from sim.record.places import RESULTS
from sim.record.results import Results
from sim.scenario.hints import did_you_mean
from sim.study.reading import study_at
from sim.study.search_folder import BESIDE, is_search, round_folder


def show(view: View, asked: Path | None, *, timing: bool) -> None:
    """Print the summary; says so when the study is not complete."""
    path = folder_of(asked)
    results = Results(path)
    study = study_at(results)
    if not results.facts:
        raise WrongInput(f"no run of `{path}` is finished yet", f"`{path}` 中还没有完成的运行")
    if not results.complete:
        done, runs = len(results.facts), results.manifest.runs
        view.warn(
            f"{done} of {counted(runs, 'run')} finished; to go on: {resume_line(path)}",
            f"{runs} 次运行中完成了 {done} 次；继续运行：{resume_line(path)}",
        )
    figures = path / "figures"
    pictures = {
        language: sorted((figures / language).glob("*.png"))
        for language in ("en", "zh")
        if (figures / language).is_dir()
    }
    print_study(view, study, pictures, timing=timing)
    view.note(f"Results: {path}", f"结果：{path}")


def folder_of(asked: Path | None, *, searches: bool = False) -> Path:
    """The folder meant: a path, a name within `results/`, or the newest.

    Searches only for who can do with them; where the winners are not there yet, their search is meant.
    """
    known = sorted(RESULTS.glob(f"*/{NAME}"), key=lambda path: path.stat().st_mtime)
    if asked is None:
        meant = [path.parent for path in known if searches or not is_search(path.parent)]
        if not meant:
            raise WrongInput(
                "there are no results here yet; try `seed100 demo`",
                "这里还没有结果；请先运行 `seed100 demo`",
            )
        return meant[-1]
    beside = asked.with_name(asked.name + BESIDE) if asked.name else asked
    for path in (asked, RESULTS / asked, beside, RESULTS / beside):
        if (path / NAME).is_file():
            return path if searches else _no_search(path)
    if asked.exists():
        raise NoResults(asked)
    hint = did_you_mean(asked.name, [path.parent.name for path in known])
    en, zh = (f"; {hint.en}" if hint else "", f"；{hint.zh}" if hint else "")
    raise WrongInput(f"there is no folder `{asked}`{en}", f"找不到文件夹 `{asked}`{zh}")


def _no_search(path: Path) -> Path:
    """A folder of runs; a search has them in its rounds. Raises WrongInput."""
    if not is_search(path):
        return path
    first, line = round_folder(path, 0), f"seed100 status {path}"
    raise WrongInput(
        f"`{path}` is a search; name one of its rounds, such as `{first}`, or see  {line}",
        f"`{path}` 是一次搜索；请指定其中一轮，例如 `{first}`，或运行  {line}",
    )

"""`run`, `compare` and `demo`: from scenarios to results, figures and a summary."""

from __future__ import annotations

import shlex
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from sim.charts.numbers import counted
from sim.cli.claim import tell_claim
from sim.cli.dry_run import say_what_would_run
from sim.cli.idle import warn_of_idle_entries
from sim.cli.lines import resume_line
from sim.cli.progress import Reporter
from sim.cli.summary import print_study
from sim.cli.view import DONE, FAILED, INTERRUPTED, View, WrongInput
from sim.record.manifest import Kind
from sim.record.places import place_for
from sim.record.scenarios import Scenario, read_scenario, told_apart
from sim.scenario import ScenarioErrors, packaged
from sim.scenario.files import find_file, read_file
from sim.study import experiment
from sim.study.adaptive import Adaptive
from sim.study.comparison import Comparison
from sim.study.experiment import Experiment, find_experiment
from sim.study.experiment_file import SEVERAL
from sim.study.outlook import Outlook
from sim.study.plan import Plan
from sim.study.reading import study_at
from sim.study.rounds import Round, carry_out_rounds, round_of
from sim.study.studies import FEW, SEED, manifest_of, rounds_of

SEEDS = "seeds_"
BESIDE = ("seeds_influence_max",)
"""Ways of seeding that stand beside the seven of the demo."""
DEMO = "demo"
YARDSTICK = "seeds_random"
QUICK = 5
"""Replicates of `demo --quick`."""


@dataclass(frozen=True)
class Wishes:
    """What the user asked for beside the scenarios."""

    seed: int | None = None
    replicates: int | None = None
    workers: int | None = None
    out: Path | None = None
    overrides: Sequence[str] = ()
    dry_run: bool = False
    force: bool = False
    timing: bool = False
    figures: bool = True
    time_limit: float | None = None
    cluster: str | None = None


def run(view: View, scenario: str, wishes: Wishes) -> None:
    """One scenario, several times."""
    found = find_experiment(scenario)
    if found is not None:
        line = shlex.join(["seed100", experiment.load(found).kind, scenario])
        raise WrongInput(
            f"`{scenario}` is an experiment, not one scenario; start it with  {line}",
            f"`{scenario}` 是实验，不是单个方案；请运行  {line}",
        )
    read = _read([scenario], wishes.overrides)
    _study(view, "run", read, replace(wishes, replicates=wishes.replicates or FEW))


def compare(view: View, scenarios: Sequence[str], baseline: str | None, wishes: Wishes) -> None:
    """Several scenarios, or an experiment's strategies, under the same luck."""
    experiments = [each for each in scenarios if find_experiment(each)]
    if len(scenarios) == 1 and experiments:
        _experiment(view, experiments[0], baseline, wishes)
        return
    if experiments:
        raise WrongInput(
            f"`{experiments[0]}` is an experiment, which is compared alone: it names its strategies",
            f"`{experiments[0]}` 是实验文件，其中已列出各策略，请单独比较",
        )
    if len(scenarios) < 2:
        for each in scenarios:  # what cannot be read is neither
            read_file(find_file(each))
        raise WrongInput(
            "a comparison needs at least two scenarios, or one experiment (a file that says "
            "`kind: compare`); for one scenario use `seed100 run`",
            "比较至少需要两个方案，或一个实验文件（写有 `kind: compare`）；单个方案请用 `seed100 run`",
        )
    read = _read(scenarios, wishes.overrides)
    base = _baseline(read, baseline)
    wishes = replace(wishes, replicates=wishes.replicates or SEVERAL)
    _study(view, "compare", read, wishes, baseline=base)


def demo(view: View, wishes: Wishes, *, quick: bool) -> None:
    """Which 100 KOLs first? The packaged ways of seeding, against random people."""
    names = [each for each in packaged.names() if each.startswith(SEEDS) and each not in BESIDE]
    read = _read(names, wishes.overrides)
    few = QUICK if quick else SEVERAL
    wishes = replace(wishes, replicates=wishes.replicates or few)
    _study(view, "compare", read, wishes, name=DEMO, baseline=YARDSTICK)


def _read(given: Sequence[str], overrides: Sequence[str]) -> tuple[Scenario, ...]:
    """The scenarios, or all that is wrong with any of them."""
    read, problems = [], []
    for each in given:
        try:
            read.append(read_scenario(each, overrides))
        except ScenarioErrors as errors:
            problems += [one for one in errors.problems if one not in problems]
    if problems:
        raise ScenarioErrors(problems)
    return told_apart(read)


def _baseline(read: Sequence[Scenario], asked: str | None) -> str:
    """The name of the scenario asked for by its name, or by the file as it was given."""
    if asked is None:
        return read[0].name
    meant = Path(asked).stem if asked.endswith((".yaml", ".yml")) else asked
    names = [scenario.name for scenario in read]
    by_file = {file.stem: each.name for each in read for file in each.files[-1:]}
    if meant not in names and meant not in by_file:
        listed = ", ".join(names)
        raise WrongInput(
            f"the baseline `{asked}` is none of the scenarios: {listed}",
            f"基准 `{asked}` 不在所给方案之中：{listed}",
        )
    return meant if meant in names else by_file[meant]


def designed(view: View, name: str, kind: Kind, wishes: Wishes) -> None:
    """A study of another kind than a comparison, written as one file."""
    _experiment(view, name, None, wishes, kind)


def loaded(name: str, kind: Kind, wishes: Wishes) -> Experiment:
    """An experiment of a kind. Raises WrongInput when it is of another."""
    if find_experiment(name) is None:
        read_file(find_file(name))
        raise WrongInput(
            f"`{name}` is a scenario; `{kind}` takes an experiment (a file that says `kind: {kind}`)",
            f"`{name}` 是方案；`{kind}` 需要实验文件（写有 `kind: {kind}`）",
        )
    found = experiment.load(name, wishes.overrides, replicates=wishes.replicates, seed=wishes.seed)
    if found.kind != kind:
        raise WrongInput(
            f"`{name}` is of the kind {found.kind}: seed100 {found.kind} {name}",
            f"`{name}` 属于 {found.kind}：请用 seed100 {found.kind} {name}",
        )
    return found


def _experiment(
    view: View, name: str, baseline: str | None, wishes: Wishes, kind: Kind = "compare"
) -> None:
    """A study that is written as one file."""
    found = loaded(name, kind, wishes)
    base = _baseline(found.scenarios, baseline) if baseline else ""
    tell_claim(view, found)
    carry_out_study(view, rounds_of(found, base), wishes, found.file, found.adaptive)


def _study(
    view: View,
    kind: Kind,
    scenarios: tuple[Scenario, ...],
    wishes: Wishes,
    *,
    name: str = "",
    baseline: str = "",
) -> None:
    for scenario in scenarios:
        warn_of_idle_entries(view, scenario.name, scenario.settings)
    seed = SEED if wishes.seed is None else wishes.seed
    plan = Plan(scenarios, wishes.replicates or FEW, seed)
    carry_out_study(view, [Round(plan, manifest_of(plan, kind, name, baseline))], wishes)


def carry_out_study(
    view: View,
    rounds: Sequence[Round],
    wishes: Wishes,
    file: Path | None = None,
    adaptive: Adaptive | None = None,
) -> None:
    """Do what is left of a study, and tell what came of it."""
    manifest, *later = [each.manifest for each in rounds]
    place = place_for(manifest, wishes.out, force=wishes.force, later=later)
    if wishes.dry_run:
        now = rounds[round_of(rounds, place)]
        say_what_would_run(view, now.plan, now.manifest, place, wishes.workers)
        return
    began = time.perf_counter()
    reporter = Reporter(view)
    final = carry_out_rounds(
        rounds,
        place,
        adaptive,
        workers=wishes.workers,
        listener=reporter,
        time_limit=wishes.time_limit,
        cluster=wishes.cluster,
        experiment=file,
    )
    if final.status != "complete":
        say_how_to_go_on(view, place.path)
        raise typer.Exit(INTERRUPTED)
    if place.earlier is not None and place.earlier.status == "complete":
        view.note(
            f"These results are there already, in `{place.path}`; --force runs anew.",
            f"`{place.path}` 中已有相同的结果；加 --force 重新运行。",
        )
    study = study_at(place.path)
    finish(
        view, study, began, figures=wishes.figures, timing=wishes.timing, beside=wishes.workers != 1
    )


def finish(
    view: View, study: Outlook, began: float, *, figures: bool, timing: bool, beside: bool
) -> None:
    """Draw, print, and say how long it took, where things are and what to do next."""
    pictures: dict[str, list[Path]] = {}
    if figures and not study.nothing_succeeded:
        view.note("Drawing figures ...", "正在绘制图表……")
        from sim.study.figures import figures as draw

        pictures = draw(study, beside=beside)
    study.write_analysis()
    print_study(view, study, pictures, timing=timing)
    ended = study.results.manifest
    failed, lost = ended.failed, ended.lost
    path = study.results.path
    seconds = time.perf_counter() - began
    view.note(
        f"\nDone in {seconds:.1f} s. Results: {path}", f"\n用时 {seconds:.1f} 秒。结果：{path}"
    )
    if pictures:
        first = pictures[view.language][0]
        view.note(
            f"Figures: {first.parent} (start with {first.name})",
            f"图表：{first.parent}（先看 {first.name}）",
        )
    if failed:
        view.warn(
            f"{failed} of {counted(ended.runs, 'run')} failed; see `{path / 'failures'}`",
            f"{ended.runs} 次运行中有 {failed} 次失败；见 `{path / 'failures'}`",
        )
    if lost:
        view.warn(
            f"{lost} of {counted(ended.runs, 'run')} lost; to try again: {resume_line(path)}",
            f"{ended.runs} 次运行中有 {lost} 次没有结果；重试：{resume_line(path)}",
        )
    _suggest(view, study)
    raise typer.Exit(FAILED if failed or lost else DONE)


def _suggest(view: View, study: Outlook) -> None:
    """The next useful command."""
    if study.results.manifest.experiment:
        table = study.results.path / "analysis" / "outcomes.csv"
        view.note(f"Every run with what it drew: {table}", f"每次运行及其抽取的参数：{table}")
        return
    if isinstance(study, Comparison):
        name = study.ranked[0]
        if name not in packaged.names():
            _suggest_more(view, study)
            return
        next_one = f"seed100 new my_plan --from {shlex.quote(name)}"
        view.note(f"Next: make it yours with  {next_one}", f"下一步：在此基础上修改  {next_one}")
        return
    next_one = f"seed100 explain {shlex.quote(study.scenarios[0])} --changed"
    view.note(
        f"Next: see how it differs from the default with  {next_one}",
        f"下一步：查看它与默认有何不同  {next_one}",
    )


def _suggest_more(view: View, study: Outlook) -> None:
    """For scenarios of one's own: more runs make the same differences surer."""
    folder = shlex.quote(str(study.results.path))
    line = f"seed100 extend {folder} --replicates {2 * study.results.manifest.replicates}"
    view.note(
        f"Next: change your file and compare again, or be surer with more runs:  {line}",
        f"下一步：修改方案后再比较，或增加运行次数使结论更可靠：  {line}",
    )


def say_how_to_go_on(view: View, path: Path) -> None:
    done, line = len(Outlook(path).results.facts), resume_line(path)
    view.note(
        f"Stopped. {counted(done, 'run')} kept in `{path}`; the same command goes on with the rest, "
        f"and so does  {line}",
        f"已停止。`{path}` 中保留了 {done} 次运行；重复同一命令即可继续，或  {line}",
    )

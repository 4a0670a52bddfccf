"""`list`: the scenarios, experiments and claims that come with seed100."""

from __future__ import annotations

from sim.cli.view import View, columns, row
from sim.scenario import Text, packaged
from sim.scenario.files import read_file
from sim.scenario.loading import chain
from sim.scenario.text import NO_WORDS
from sim.scenario.themes import TITLES


def list_scenarios(view: View) -> None:
    """Names and titles, read from the files alone."""
    said = {name: chain(name)[-1].tree.value for name in packaged.names()}
    scenarios = {name: _words(said[name], name) for name in said}
    experiments, claims = (
        _of_experiments(kind) for kind in (packaged.EXPERIMENTS, packaged.CLAIMS)
    )
    if view.as_json:
        found = [("scenario", *each) for each in scenarios.items()]
        found += [("experiment", *each) for each in (experiments | claims).items()]
        view.json(
            [
                {
                    "kind": kind,
                    "name": name,
                    **({"theme": said[name].get("theme", "own")} if kind == "scenario" else {}),
                    "title": title.model_dump(),
                    "question": question.model_dump(),
                }
                for kind, name, (title, question) in found
            ]
        )
        return
    for theme, heading in TITLES.items():
        of_it = {
            name: words
            for name, words in scenarios.items()
            if said[name].get("theme", "own") == theme
        }
        _print(view, view.say("scenario title question", "方案 标题 问题"), of_it, heading)
        view.print()
    _print(view, view.say("experiment title question", "实验 标题 问题"), _run_by(experiments))
    view.print()
    _print(view, view.say("claim title question", "主张 标题 问题"), claims)
    view.note(
        "\nTry: seed100 run SCENARIO, seed100 compare CLAIM, seed100 and what stands under "
        "experiment, seed100 new my_plan --from SCENARIO",
        "\n试试：seed100 run 方案，seed100 compare 主张，seed100 加“实验”栏中的文字，"
        "seed100 new my_plan --from 方案",
    )


def _print(
    view: View, heads: str, found: dict[str, tuple[Text, Text]], heading: Text = NO_WORDS
) -> None:
    table = columns(heads.split(), "l", heading.say(view.language))
    for name, (title, question) in found.items():
        row(table, name, title.say(view.language), question.say(view.language))
    view.table(table)


def _of_experiments(kind: str) -> dict[str, tuple[Text, Text]]:
    home = packaged.folder(kind)
    return {
        name: _words(read_file(home / f"{name}.yaml").value, name) for name in packaged.names(kind)
    }


def _run_by(experiments: dict[str, tuple[Text, Text]]) -> dict[str, tuple[Text, Text]]:
    """The same by the command that runs each, as `sweep fee_sweep`."""
    home = packaged.folder(packaged.EXPERIMENTS)
    kinds = {name: read_file(home / f"{name}.yaml").value["kind"] for name in experiments}
    return {f"{kinds[name]} {name}": words for name, words in experiments.items()}


def _words(said: dict[str, object], name: str) -> tuple[Text, Text]:
    """Title and question of what is packaged."""
    title, question = said.get("title", name), said.get("question", "")
    return Text.model_validate(title), Text.model_validate(question)

"""`list`: the scenarios that come with seed100."""

from __future__ import annotations

from sim.cli.view import View, columns, row
from sim.scenario import Text, packaged
from sim.scenario.loading import chain


def list_scenarios(view: View) -> None:
    """Names and titles, read from the files alone."""
    found = {name: _words(name) for name in packaged.names()}
    if view.as_json:
        view.json(
            [
                {"name": name, "title": title.model_dump(), "question": question.model_dump()}
                for name, (title, question) in found.items()
            ]
        )
        return
    table = columns(view.say("scenario title question", "方案 标题 问题").split(), "l")
    for name, (title, question) in found.items():
        row(table, name, title.say(view.language), question.say(view.language))
    view.table(table)
    view.note(
        "\nTry: seed100 run NAME, seed100 new my_plan --from NAME",
        "\n试试：seed100 run 名称，seed100 new my_plan --from 名称",
    )


def _words(name: str) -> tuple[Text, Text]:
    """Title and question of a packaged scenario."""
    said = chain(name)[-1].tree.value
    return Text.model_validate(said.get("title", name)), Text.model_validate(
        said.get("question", "")
    )

"""What of a timeline does nothing, since the mechanism that would do it is off."""

from __future__ import annotations

from sim.cli.view import View
from sim.scenario import Settings
from sim.scenario.timeline import as_written


def warn_of_idle_entries(view: View, name: str, settings: Settings) -> None:
    """A warning for each entry that does nothing, with its line where it is known."""
    for entry, section in settings.idle():
        (when, due), *_ = as_written(entry).items()
        line = f":{entry.line}" if entry.line else ""
        view.warn(
            f"{name}{line}: `{when}: {due}`: `{entry.verb}` does nothing, since `{section}` is off "
            f"({section}.enabled: false)",
            f"{name}{line}：`{when}: {due}` 的 `{entry.verb}` 不起作用，因为 `{section}` 已关闭"
            f"（{section}.enabled: false）",
        )

"""What of a timeline does nothing, since the mechanism that would do it is off."""

from __future__ import annotations

from sim.cli.view import View
from sim.scenario import Settings


def warn_of_idle_entries(view: View, name: str, settings: Settings) -> None:
    """A warning for each entry that does nothing."""
    for entry, section in settings.idle():
        view.warn(
            f"{name}: `{entry.verb}` does nothing, since `{section}` is off "
            f"({section}.enabled: false)",
            f"{name}：`{entry.verb}` 不起作用，因为 `{section}` 已关闭（{section}.enabled: false）",
        )

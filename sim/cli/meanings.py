"""What a measure is called and counts, for readers who see its numbers for the first time."""

from __future__ import annotations

from sim.charts.wording import meaning
from sim.cli.view import View
from sim.metrics.measure import Measure


def print_meaning(view: View, measure: Measure, style: str = "bold") -> None:
    """A line such as `Active members: Members who visited in the past 30 days (higher ...)`."""
    title, said = measure.title(view.language), meaning(measure, view.language)
    view.print(f"{title}{view.say(': ', '：')}{said}", style)

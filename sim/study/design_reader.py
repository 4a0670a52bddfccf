"""Reading a sweep or a sensitivity study: one scenario at many settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sim.record.scenarios import Scenario
from sim.scenario import ScenarioErrors, Settings, Text, patched
from sim.scenario.hints import did_you_mean
from sim.study import design
from sim.study.assumed import around, assumptions
from sim.study.distribution import Choice, Distribution, as_written
from sim.study.experiment_file import DesignWords, SensitivityWords, SweepWords
from sim.study.experiment_reader import Reader, measured_on, of_a_change
from sim.study.prepared import Experiment

UNDER = "parameters"
POWER_OF_TWO = Text(en="a power of two, such as 64, 128 or 256", zh="2 的幂，例如 64、128 或 256")


@dataclass
class DesignReader(Reader[DesignWords]):
    """Reads `kind: sweep` and `kind: sensitivity`. A list is swept, a scalar is constant."""

    def read(self, replicates: int | None, seed: int | None) -> Experiment:
        """The experiment. Raises ScenarioErrors, and NoSalib when that is needed."""
        words = self.words
        shared = self.shared(words.scenario, ("scenario",))
        varied = {path: each for path, each in words.parameters.items() if _varies(each)}
        fixed = {path: each for path, each in words.parameters.items() if not _varies(each)}
        settings = self.patched(shared.settings, fixed, (UNDER,))
        title = {"title": (words.title or settings.title).model_dump(), "name": self.file.stem}
        scenario = replace(shared, name=self.file.stem, settings=patched(settings, title))
        outcomes = self.outcomes([scenario])
        if not self.elsewhere:
            scenario = measured_on(scenario, outcomes)
        kinds = {path: self._kind(path, each, scenario) for path, each in varied.items()}
        known = {path: each for path, each in kinds.items() if each is not None}
        if isinstance(words, SensitivityWords):
            if words.method == "sobol" and words.samples & (words.samples - 1):
                self.say("S523", ("samples",), value=words.samples, expected=POWER_OF_TWO)
            known = self._assumptions(words, scenario.settings) | known
        root = words.seed if seed is None else seed
        points, group, about = self._points(known, scenario, root)
        self.see_that_all_is_well()
        return Experiment(
            name=self.file.stem,
            kind="sweep" if isinstance(words, SweepWords) else "sensitivity",
            file=self.file,
            title=words.title,
            question=words.question,
            scenarios=(scenario,),
            uncertainties=known,
            outcomes=outcomes,
            replicates=words.replicates if replicates is None else replicates,
            seed=root,
            points=tuple(points),
            group=group or len(points),
            design=about,
        )

    def _assumptions(self, words: SensitivityWords, settings: Settings) -> dict[str, Distribution]:
        """Ranges around every assumption of the mechanisms that are on."""
        on = assumptions(settings)
        known = {row.path for row in on} | {row.section for row in on}
        for place, name in enumerate(words.leave_out):
            if name not in known:
                hint = did_you_mean(name, known)
                self.say("S521", ("leave_out", place), name=name, hint=hint)
        if words.assumptions is None:
            return {}
        left = {*words.leave_out, *words.parameters}
        kept = [row for row in on if row.path not in left and row.section not in left]
        ranges = {row.path: around(row, words.assumptions, settings) for row in kept}
        return {path: each for path, each in ranges.items() if each is not None}

    def _kind(self, path: str, written: Any, scenario: Scenario) -> Distribution | None:
        """A list as a choice, with its items where they stand; else the distribution."""
        if not isinstance(written, list | tuple):
            return self.distribution(path, written, [scenario], UNDER)
        at = (UNDER, path)
        if not written:
            self.say("S105", at, expected=Text(en="at least one value", zh="至少一个值"))
            return None
        found = Choice(choice=tuple(written))
        self.fits(at, [((i,), value) for i, value in enumerate(written)], [scenario])
        return found

    def _points(
        self, known: Mapping[str, Distribution], scenario: Scenario, seed: int
    ) -> tuple[list[dict[str, Any]], int, dict[str, Any]]:
        """The settings, how many of them share their luck (0: all), and what made them."""
        words = self.words
        about: dict[str, Any] = {"parameters": {p: as_written(k) for p, k in known.items()}}
        if isinstance(words, SensitivityWords):
            if len(known) < 2:
                self.say("S512", (UNDER,), about="key", least=2)
            if self.problems:
                return [], 0, about
            make = design.trajectories if words.method == "morris" else design.saltelli
            cube = make(words.samples, len(known), seed)
            about |= {"method": words.method, "samples": words.samples, "seed": seed}
            moved = design.amid_levels(cube) if words.method == "morris" else cube
            points, group = design.settings_at(moved, known), len(cube) // words.samples
        else:
            assert isinstance(words, SweepWords)
            points, group = self._swept(words, known, seed), 0
            about |= {"method": words.design}
        self._try(points, scenario)
        return points, group, about

    def _swept(
        self, words: SweepWords, known: Mapping[str, Distribution], seed: int
    ) -> list[dict[str, Any]]:
        if words.design == "table":
            if not words.table:
                self.say("S106", ("table",), about="key")
            return [dict(row) for row in words.table]
        if not known:
            self.say("S512", (UNDER,), about="key", least=1)
            return []
        if words.design == "grid":
            ranges = [path for path, kind in known.items() if not isinstance(kind, Choice)]
            for path in ranges:
                self.say("S513", (UNDER, path), about="key", key=path)
            levels = {p: k.choice for p, k in known.items() if isinstance(k, Choice)}
            return [] if ranges else design.grid(levels)
        cube = design.space_filling(words.design, words.points, len(known), seed)
        return design.settings_at(cube, known)

    def _try(self, points: list[dict[str, Any]], scenario: Scenario) -> None:
        """Every setting must make a sound scenario."""
        at = "table" if isinstance(self.words, SweepWords) and self.words.table else UNDER
        for number, point in enumerate(() if self.problems else points):
            try:
                patched(scenario.settings, point)
            except ScenarioErrors as errors:
                here = (at, number) if at == "table" else (at,)
                self.problems += [of_a_change(each, point, here) for each in errors.problems]
                if at != "table":
                    return


def _varies(written: Any) -> bool:
    return isinstance(written, list | tuple | Mapping)

"""The model: a community's life, day by day, in the order of its mechanisms."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import mesa
import numpy as np
import pandas as pd

from sim import metrics
from sim.agents import BY_ROLE, Person
from sim.mechanisms import discover
from sim.metrics.census import Panel
from sim.metrics.measure import Measure
from sim.patterns.log import Log
from sim.patterns.simulated import log_of
from sim.scenario.settings import default_settings
from sim.scenario.timeline import Entry, by_section, due
from sim.state.acts import Kept
from sim.state.chance import Chance
from sim.state.community import Community
from sim.state.journal import FOUNDING, GENERAL_CAUSES
from sim.state.market import Market
from sim.state.mechanism import Mechanism
from sim.state.people import NOBODY, Role, Status


class CommunityModel(mesa.Model):  # type: ignore[misc]
    """A community from its first day to its last.

    `settings` is a scenario (`sim.scenario.load`), the default one when None. The same seed and
    replicate give the same bits whatever else runs. `agents` maps a role's class (Founder, KOL,
    ActiveMember, Lurker) to a class of yours derived from it, whose `step()` is then called every
    day. `market` may be passed when several scenarios meet the same people. With `log` every act is
    kept, for `log()`; the run is the same.

    After `run()`: `series` float32[days + 1, measures], a row per day; `measures` its columns;
    `community.journal` every join and exit; `seconds` what each mechanism cost.
    """

    def __init__(
        self,
        settings: Any = None,
        *,
        seed: int = 1,
        replicate: int = 0,
        agents: Mapping[type[Person], type[Person]] | None = None,
        market: Market | None = None,
        log: bool = False,
    ) -> None:
        super().__init__(rng=seed)
        self.settings = default_settings().model_validate({}) if settings is None else settings
        self.chance = Chance(seed, replicate)
        self.market = market or Market(self.settings.market, self.chance)
        self.kinds = dict(BY_ROLE) | {kind.role: own for kind, own in (agents or {}).items()}
        self.faces: dict[int, Person] = {}
        self.community = self._found()
        if log:
            self.community.acts = Kept(self.chance)
        self.mechanisms: dict[str, Mechanism] = {}
        self.seconds: dict[str, float] = {}
        for kind in discover():
            if getattr(self.settings, kind.name).enabled:
                self._switch_on(kind, getattr(self.settings, kind.name))
        self.day = -1
        self.panels: tuple[Panel, ...] = metrics.panels()
        self.measures = self._list_measures()
        self.series = np.full((self.settings.days + 1, len(self.measures)), np.nan, np.float32)
        self._column = {measure.name: i for i, measure in enumerate(self.measures)}
        self._last_done: dict[int, int] = {}

    def _found(self) -> Community:
        """The community on the eve of its first day: a market and nobody in."""
        kinds = discover()
        pulls = [label for kind in kinds for label in kind.pulls]
        pushes = [label for kind in kinds for label in kind.pushes]
        own = [label for kind in kinds for label in kind.causes]
        community = Community(
            self.market,
            self.chance,
            days=self.settings.days,
            columns=[column for kind in kinds for column in kind.columns],
            pulls=pulls,
            pushes=pushes,
            sources=[FOUNDING, *(label for kind in kinds for label in kind.sources)],
            causes=[*pulls, *pushes, *GENERAL_CAUSES, *own],
        )
        community.on_role.append(self._follow_roles)
        return community

    def _switch_on(self, kind: type[Mechanism], parameters: Any) -> None:
        mechanism = kind(parameters, self.community)
        self.mechanisms[kind.name] = mechanism
        order = [one.name for one in discover()]
        self.mechanisms = {name: self.mechanisms[name] for name in order if name in self.mechanisms}
        self.seconds.setdefault(kind.name, 0.0)
        self._call_only_who_answers()

    def _call_only_who_answers(self) -> None:
        """Most mechanisms neither welcome anybody nor set the climate; those are not asked."""
        running = self.mechanisms.values()
        self.community.welcomes = [
            one.welcome for one in running if type(one).welcome is not Mechanism.welcome
        ]
        self.climates = [
            one.set_climate for one in running if type(one).set_climate is not Mechanism.set_climate
        ]

    def _list_measures(self) -> list[Measure]:
        journal = self.community.journal
        named = [measure for panel in self.panels for measure in panel.measures]
        named += [metrics.joins_measure(one.name, one.en, one.zh) for one in journal.sources]
        named += [metrics.exits_measure(one.name, one.en, one.zh) for one in journal.causes]
        return named

    # The day

    def run(self) -> CommunityModel:
        """Live through all days of the scenario; returns itself."""
        while self.day < self.settings.days:
            self.step()
        return self

    def step(self) -> None:
        """Live through one day."""
        self.day += 1
        self.community.begin_day(self.day)
        if self.day == 0:
            self._bring_in_founder()
        self._keep_timeline()
        for set_climate in self.climates:
            set_climate(self.community)
        self._let_agents_act()
        for name, mechanism in self.mechanisms.items():
            started = time.perf_counter()
            mechanism.step(self.community)
            self.seconds[name] += time.perf_counter() - started
        self._measure()
        self.running = self.day < self.settings.days

    def _bring_in_founder(self) -> None:
        row = np.array([self.community.founder], np.int32)
        founding = np.array([self.community.journal.source(FOUNDING.name)])
        nobody = np.array([NOBODY], np.int32)
        self.community.join(row, source=founding, inviters=nobody, role=Role.FOUNDER)

    def _let_agents_act(self) -> None:
        """Call the steps of the user's agent classes; people of other roles cost nothing."""
        people = self.community.people
        for role, kind in self.kinds.items():
            if kind.step is Person.step:
                continue
            members = self.community.members
            for row in members[people.role[members] == role].tolist():
                if people.status[row] == Status.MEMBER:
                    self.person(row).step()

    # The timeline

    def _keep_timeline(self) -> None:
        """Do what the strategist planned for today."""
        for number, entry in enumerate(self.settings.timeline):
            if due(entry, self.day, self._newest, self._last_done.get(number)):
                self._last_done[number] = self.day
                self._do(entry)

    def _newest(self, name: str) -> float:
        """The newest known value of a measure; NaN on the first day."""
        known = self.series[: self.day, self._column[name]]
        known = known[~np.isnan(known)]
        return float(known[-1]) if len(known) else float("nan")

    def _do(self, entry: Entry) -> None:
        if entry.verb == "set":
            assert isinstance(entry.arguments, Mapping)
            self._write_down(entry)
            for section, changes in by_section(entry.arguments).items():
                self._set(section, changes)
            return
        for mechanism in self.mechanisms.values():  # a verb whose mechanism is off does nothing
            for verb in mechanism.verbs:
                if verb.name == entry.verb:
                    self._write_down(entry)
                    getattr(mechanism, verb.method)(self.community, entry.arguments)

    def _write_down(self, entry: Entry) -> None:
        self.community.journal.acted(self.day, entry.verb, str(entry.label.en or ""))

    def _set(self, section: str, changes: Mapping[str, Any]) -> None:
        """Change parameters of a mechanism from today on."""
        current = self.mechanisms.get(section)
        before = current.parameters if current else getattr(self.settings, section)
        after = type(before).model_validate(before.model_dump() | dict(changes))
        if current is None:
            if after.enabled:
                kind = next(kind for kind in discover() if kind.name == section)
                self._switch_on(kind, after)
        elif not after.enabled:
            current.switch_off(self.community)
            del self.mechanisms[section]
            self._call_only_who_answers()
        else:
            current.adjust(after, self.community)

    # Measures

    def _measure(self) -> None:
        started = time.perf_counter()
        row, journal = self.series[self.day], self.community.journal
        due = [panel for panel in self.panels if self._is_time_for(panel)]
        for panel, values in zip(due, metrics.read(self.community, due), strict=True):
            begin = self._column[panel.measures[0].name]
            row[begin : begin + len(values)] = values
        begin = len(metrics.names())
        split = begin + len(journal.sources)
        row[begin:split] = journal.joins[self.day]
        row[split:] = journal.exits[self.day]
        spent = time.perf_counter() - started
        self.seconds["measures"] = self.seconds.get("measures", 0.0) + spent

    def _is_time_for(self, panel: Panel) -> bool:
        if panel.every == "day":
            return True
        horizons = self.settings.horizons()
        if panel.every == "horizon":
            return self.day in horizons
        return self.day % self.settings.measures.graph_every_days == 0 or self.day in horizons

    def frame(self) -> pd.DataFrame:
        """The curves as a table: a row per day, a column per measure."""
        lived = self.series[: self.day + 1]
        table = pd.DataFrame(lived, columns=[measure.name for measure in self.measures])
        table.insert(0, "day", np.arange(len(lived)))
        return table

    def log(self) -> Log:
        """Who did what when, in the form that logs of real communities have; needs `log=True`."""
        return log_of(self.community)

    # Faces

    def person(self, row: int) -> Person:
        """The face of a person of the market; the same object whenever asked."""
        if row not in self.faces:
            role = Role(int(self.community.people.role[row]))
            self.faces[row] = self.kinds[role](self, row)
            # Mesa before 3.4.2 keeps every model alive that ever had agents.
            getattr(mesa.Agent, "_ids", {}).pop(self, None)
            if self.community.people.status[row] != Status.MEMBER:
                self.deregister_agent(self.faces[row])
        return self.faces[row]

    def _follow_roles(self, rows: np.ndarray) -> None:
        """Keep the faces that exist in step with their rows."""
        if not self.faces:
            return
        for row in rows.tolist():
            face = self.faces.get(row)
            if face is not None:
                self._dress(face)

    def _dress(self, face: Person) -> None:
        """Give a face the class of its role, and register it as far as it is a member."""
        if face in self._agents_by_type.get(type(face), ()):
            self.deregister_agent(face)
        people = self.community.people
        face.__class__ = self.kinds[Role(int(people.role[face.row]))]
        if people.status[face.row] == Status.MEMBER:
            self.register_agent(face)

    def _show_everybody(self) -> None:
        """Make the faces of all members, as Mesa's collections promise."""
        for row in self.community.members.tolist():
            if row not in self.faces:
                self.person(row)

    @property
    def agents(self) -> Any:
        """All members as a Mesa AgentSet."""
        self._show_everybody()
        return super().agents

    @property
    def agents_by_type(self) -> Any:
        """All members as Mesa AgentSets by class; an empty one where nobody has the role."""
        self._show_everybody()
        by_type = super().agents_by_type
        for kind in self.kinds.values():
            if kind not in by_type:
                by_type[kind] = type(self._all_agents)([], random=self.random)
        return by_type

    @property
    def agent_types(self) -> Any:
        """The classes of the members there are."""
        self._show_everybody()
        return super().agent_types

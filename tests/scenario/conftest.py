"""A model of two toy mechanisms, and a way to write scenarios into a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from pydantic import model_validator

from sim.scenario import ScenarioErrors, compose
from sim.scenario.loading import load
from sim.scenario.settings import SettingsBase
from sim.state.mechanism import Mechanism, Phase, Verb
from sim.state.parameters import Parameters, Switchable, parameter


class Share(Parameters):
    source: Literal["forum", "friends"] = parameter("friends", en="from where", zh="来源")
    share: float = parameter(1.0, gt=0, le=1, unit="share", en="how much", zh="占比")


class SeedingParameters(Switchable):
    count: int = parameter(100, ge=0, le=1000, unit="people", symbol="n", en="seeds", zh="种子")
    source: Literal["forum", "friends"] | tuple[Share, ...] = parameter(
        "friends", en="where from", zh="来源"
    )


class GovernanceParameters(Switchable):
    strictness: float = parameter(0.4, ge=0, le=1, unit="share", en="how strict", zh="严格程度")
    least: float = parameter(0.0, ge=0, le=1, en="least", zh="最低")
    most: float = parameter(1.0, ge=0, le=1, en="most", zh="最高")

    @model_validator(mode="after")
    def _least_below_most(self) -> GovernanceParameters:
        if self.least > self.most:
            raise ValueError("least must not exceed most", "最低不能超过最高")
        return self


class Gathering(Parameters):
    kind: Literal["online", "offline"] = parameter("online", en="kind", zh="形式")
    size: int = parameter(60, ge=2, le=1000, unit="people", en="places", zh="名额")


class Departure(Parameters):
    """Needs nothing said."""


class Seeding(Mechanism):
    name, title_en, title_zh = "seeding", "Seeding", "种子用户"
    phase, Parameters = Phase.SEEDING, SeedingParameters


class Governance(Mechanism):
    name, title_en, title_zh = "governance", "Governance", "治理"
    phase, Parameters = Phase.GOVERNANCE, GovernanceParameters
    verbs = (
        Verb("event", Gathering, "gather", "Event", "活动"),
        Verb("founder_leaves", Departure, "leave", "Founder leaves", "创始人离开", "shock"),
    )


@pytest.fixture(scope="session")
def toys() -> type[SettingsBase]:
    return compose((Seeding, Governance), measures=("members", "cohesion"))


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def _write(text: str, name: str = "plan.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return _write


@pytest.fixture
def read(write, toys) -> Callable[..., SettingsBase]:
    """Settings of a scenario's text."""
    return lambda text, *overrides: load(write(text), overrides, composed=toys)


@pytest.fixture
def wrong(read) -> Callable[..., list[tuple[str, str]]]:
    """What is wrong with a scenario's text: code and `line:column` (or `--set:column`) of each."""

    def _wrong(text: str, *overrides: str) -> list[tuple[str, str]]:
        with pytest.raises(ScenarioErrors) as caught:
            read(text, *overrides)
        return [(p.code, f"{p.line or p.file}:{p.column}") for p in caught.value.problems]

    return _wrong

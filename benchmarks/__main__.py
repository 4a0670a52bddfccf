"""Measure the budgets: `python -m benchmarks [NAME ...]` prints what each costs on this machine.

Machines differ and are often shared: compare ratios taken in one run, not single numbers.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from sim.model import CommunityModel
from sim.scenario.settings import default_settings
from sim.state.chance import Chance
from sim.state.compiling import threads
from sim.state.market import Market, MarketParameters

NO_GRAPHS = {"graph_every_days": 3650, "horizons": []}


def settings(**sections: Any) -> Any:
    return default_settings().model_validate(sections)


def timed(work: Callable[[], Any], repeats: int = 5) -> tuple[float, Any]:
    """The median seconds of some repeats, and what the last one returned."""
    seconds, result = [], None
    for _ in range(repeats):
        started = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds), result


def member_days(model: CommunityModel) -> float:
    return float(model.frame()["members"].sum())


def say(what: str, measured: str, budget: str) -> None:
    print(f"{what:<58}{measured:>34}   must {budget}", flush=True)


def one_run() -> None:
    """A year of the default market of 20,000, kernels warm."""
    for what, measures, budget in (
        ("one run, market 20,000, a year, dynamics", NO_GRAPHS, "0.5 s"),
        ("one run, market 20,000, a year, with monthly graphs", {}, "0.6 s"),
    ):
        chosen = settings(measures=measures)
        CommunityModel(chosen).run()
        seconds, model = timed(lambda chosen=chosen: CommunityModel(chosen).run())
        nanoseconds = 1e9 * seconds / member_days(model)
        say(what, f"{seconds:.2f} s, {nanoseconds:.0f} ns a member-day", budget)


def million() -> None:
    """A market of a million, all mechanisms on, some 600,000 members at the end."""
    chosen = settings(
        market={"size": 1_000_000}, seeding={"count": 1000, "source": "random"}, measures=NO_GRAPHS,
        word_of_mouth={"conversion": 2.5},
    )  # fmt: skip
    CommunityModel(settings(days=2, measures=NO_GRAPHS)).run()
    threads.use(2)
    started = time.perf_counter()
    model = CommunityModel(chosen).run()
    seconds = time.perf_counter() - started
    threads.use(1)
    lived, last = member_days(model), model.frame()["members"].iloc[-1]
    say(
        "market 1,000,000, a year, daily measures, 2 threads",
        f"{seconds:.1f} s, {last:,.0f} members",
        "40 s",
    )
    say("member-days a second at that size", f"{lived / seconds / 1e6:.1f} million", "5 million")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    say("memory at that size", f"{memory:.2f} GB", "2 GB")


def market() -> None:
    """Making the people and the social graph."""
    parameters = MarketParameters(size=1_000_000)
    Market(MarketParameters(size=1000), Chance(1))
    seconds, _ = timed(lambda: Market(parameters, Chance(1)), 3)
    say("market of 1,000,000 made", f"{seconds:.1f} s", "3 s")


def growth_of_cost() -> None:
    """Cost a member-day as the community grows tenfold and tenfold again."""
    costs = []
    for size in (10_000, 100_000, 1_000_000):
        chosen = settings(
            days=60, market={"size": size}, measures=NO_GRAPHS, seeding={"crowd": size // 3}
        )
        CommunityModel(chosen.model_copy(update={"days": 2})).run()
        started = time.perf_counter()
        model = CommunityModel(chosen).run()
        costs.append(1e9 * (time.perf_counter() - started) / member_days(model))
    shown = ", ".join(f"{cost:.0f}" for cost in costs)
    say("ns a member-day, markets of 10 k, 100 k, 1 M", shown, "linear")


def first_run() -> None:
    """Compiling all kernels, once after an install."""
    with tempfile.TemporaryDirectory() as empty:
        command = [sys.executable, "-c", "from sim.model import *; CommunityModel().run()"]
        environment = os.environ | {"SEED100_CACHE": empty}
        first, _ = timed(lambda: subprocess.run(command, check=True, env=environment), 1)
        second, _ = timed(lambda: subprocess.run(command, check=True, env=environment), 1)
    say("first run after an install (a later one)", f"{first:.0f} s ({second:.1f} s)", "60 s")


def worker() -> None:
    """A process that has loaded what a worker does and run a day, kernels warm."""
    code = "import sim.study.worker; from sim.model import *; "
    code += "CommunityModel(default_settings()(days=1)).run()"
    seconds, _ = timed(lambda: subprocess.run([sys.executable, "-c", code], check=True), 3)
    say("a warm worker starts", f"{seconds:.2f} s", "1.5 s")


def help_text() -> None:
    """The command's help."""
    command = [sys.executable, "-m", "sim.cli", "--help"]
    seconds, _ = timed(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))
    say("seed100 --help", f"{seconds:.2f} s", "0.5 s")


def headline() -> None:
    """Seven strategies x 20 replicates x a year, with figures, through the command."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "sim.cli", "demo", "--quiet", "--out", f"{folder}/demo"]
        run = lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: E731
        seconds, _ = timed(run, 1)
    say("headline comparison with figures", f"{seconds:.0f} s", "60 s")


def common_luck() -> None:
    """Variance of the unpaired over the paired difference in members at day 365."""
    import numpy as np

    base: dict[str, Any] = {"measures": NO_GRAPHS}
    lever = {"product": {"quality": 0.72}}
    seeds = {"seeding": {"source": "random"}}
    calm = {"waves": {"enabled": False}}
    of_a_lever, of_seeds = "8", "1.6, aims at 2"
    changes: dict[str, tuple[dict[str, Any], str]] = {
        "product.quality .75 -> .72": (lever, of_a_lever),
        "the same without waves": (lever | calm, of_a_lever),
        "random seeds for the founder's network": (seeds, of_seeds),
        "the same, without waves": (seeds | calm, of_seeds),
    }
    for what, (patch, budget) in changes.items():
        plain = base | ({"waves": patch["waves"]} if "waves" in patch else {})
        pairs = []
        for replicate in range(30):
            shared = Market(MarketParameters(), Chance(1, replicate))
            pairs.append(
                [
                    CommunityModel(settings(**chosen), replicate=replicate, market=shared)
                    .run()
                    .frame()["members"]
                    .iloc[-1]
                    for chosen in (plain, plain | patch)
                ]
            )
        a, b = np.array(pairs).T
        ratio = (a.var(ddof=1) + b.var(ddof=1)) / (a - b).var(ddof=1)
        say(f"common luck: {what}", f"{ratio:.1f} times less variance", budget)


ALL = (
    help_text, worker, first_run, market, one_run, growth_of_cost, million, headline, common_luck
)  # fmt: skip

if __name__ == "__main__":
    wanted = sys.argv[1:]
    for benchmark in ALL:
        if not wanted or benchmark.__name__ in wanted:
            benchmark()

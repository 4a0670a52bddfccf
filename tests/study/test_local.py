"""Several processes: the same bytes, whatever becomes of them."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from sim.record.places import Place
from sim.record.results import Results
from sim.study.runner import Listener, carry_out
from sim.study.studies import manifest_of
from tests.study.fabricated import plan_of, tiny

SCRIPT = """
import sim
# No guard: a script's top level may start a study as it is.
comparison = sim.compare(["base", "seeds_random"], replicates=4, workers=2, out={out!r},
                         overrides=["days=10", "market.size=200"])
print(sorted(comparison.scenarios))
"""


def blocks(folder):
    return {path.name: path.read_bytes() for path in (folder / "series").iterdir()}


def children(parent):
    """Processes of workers below this one."""
    found = psutil.Process(parent).children(recursive=True)
    return [each for each in found if "spawn_main" in " ".join(each.cmdline())]


class KillOne(Listener):
    """Kills a worker when the first block is back."""

    def __init__(self):
        self.killed = 0

    def finished(self, done, failed):
        if not self.killed:
            self.killed = children(os.getpid())[0].pid
            os.kill(self.killed, signal.SIGKILL)


@pytest.mark.slow
def test_two_workers_give_the_bytes_of_one_even_when_one_is_killed(tmp_path, many_blocks):
    plan = plan_of(tiny("a", days=40), tiny("b", days=40), replicates=12)
    manifest, killer = manifest_of(plan, "compare"), KillOne()
    carry_out(plan, Place(tmp_path / "one"), manifest, workers=1)
    final = carry_out(plan, Place(tmp_path / "two"), manifest, workers=2, listener=killer)
    assert killer.killed
    assert (final.status, final.failed) == ("complete", 0)
    assert blocks(tmp_path / "one") == blocks(tmp_path / "two")


@pytest.mark.slow
def test_a_script_without_a_guard_may_use_workers(tmp_path):
    script = tmp_path / "study.py"
    script.write_text(SCRIPT.format(out=str(tmp_path / "out")))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, env=environment, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "['base', 'seeds_random']\n"


@pytest.mark.slow
def test_ctrl_c_drains_keeps_what_is_finished_and_says_how_to_go_on(tmp_path):
    command = [sys.executable, "-m", "sim.cli", "compare", "base", "seeds_random"]
    command += ["-n", "40", "-w", "2", "--set", "market.size=3000", "--out", "out", "--no-figures"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    series = tmp_path / "out" / "series"
    deadline = time.monotonic() + 120
    while not (series.is_dir() and list(series.glob("block-*"))):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    said, noted = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == ""
    assert "goes on with the rest" in noted
    results = Results(tmp_path / "out")
    assert results.manifest.status == "interrupted"
    assert 0 < len(results.facts) < 80
    assert results.frame(["members"]).notna().all().all()
    assert list((tmp_path / "out").rglob("*.tmp")) == []

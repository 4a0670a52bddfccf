"""Several processes of this machine; what may befall them is in test_nothing_is_lost."""

import os
import signal
import subprocess
import sys

import pytest

SCRIPT = """
import sim
# No guard: a script's top level may start a study as it is.
comparison = sim.compare(["base", "seeds_random"], replicates=4, workers=2, out={out!r},
                         overrides=["days=10", "market.size=200"])
print(sorted(comparison.scenarios))
"""


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


STARTING = """
import multiprocessing
import signal

from sim.study.local import _interrupts_held_back


def tell(connection):
    connection.send(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))


if __name__ == "__main__":
    spawning = multiprocessing.get_context("spawn")
    here, there = spawning.Pipe()
    with _interrupts_held_back():
        process = spawning.Process(target=tell, args=(there,))
        process.start()
        print(here.recv(), flush=True)
        process.join()
"""


@pytest.mark.slow
@pytest.mark.skipif(
    not hasattr(signal, "pthread_sigmask"), reason="signals cannot be held back here"
)
def test_the_first_process_that_is_started_does_not_see_ctrl_c(tmp_path):
    script = tmp_path / "starting.py"
    script.write_text(STARTING)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, env=environment, timeout=120
    )
    assert done.stdout == "True\n", done.stderr

"""Several processes of this machine; what may befall them is in test_nothing_is_lost."""

import os
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

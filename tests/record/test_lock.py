"""One writer at a time."""

import subprocess
import sys

import pytest

from sim.record.lock import InUse, in_use, locked

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such lock")


def test_a_second_writer_is_refused_until_the_first_has_gone(tmp_path):
    with locked(tmp_path):
        assert in_use(tmp_path)
        with pytest.raises(InUse), locked(tmp_path):
            pass
    assert not in_use(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_lock_of_a_process_that_was_killed_is_gone_with_it(tmp_path):
    code = f"""
import os, pathlib, signal
from sim.record.lock import locked
with locked(pathlib.Path({str(tmp_path)!r})):
    print("mine", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("mine\n", -9)
    assert not in_use(tmp_path)


def test_a_file_system_without_locks_lets_everybody_in(tmp_path, monkeypatch):
    def refuse(*given):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("sim.record.lock.fcntl.flock", refuse)
    with locked(tmp_path), locked(tmp_path):
        pass

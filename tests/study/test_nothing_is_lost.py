"""The same bytes whoever carries a study out and whatever befalls it: every block, by SHA-256."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress

import psutil
import pytest

from sim.record.manifest import read_manifest
from sim.record.places import Place
from sim.record.results import Results
from sim.record.tally import tally
from sim.study import handing_out, local
from sim.study.cluster import ClusterGone
from sim.study.handing_out import OtherVersion
from sim.study.reopening import reopened
from sim.study.runner import Listener, carry_out
from sim.study.studies import manifest_of
from tests.study import poison
from tests.study.clusters import children, cluster, environment
from tests.study.fabricated import plan_of, tiny

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("many_blocks")]

COMMAND = """
from sim.study import plan
plan.SHORTEST_BLOCK_SECONDS = 0.0
from sim.cli.main import app
app()
"""
"""The command, with as many blocks as there may be."""

STUDY = ["compare", "base", "seeds_random", "-n", "16", "--no-figures", "--out", "out",
         "--set", "market.size=1500", "--set", "days=120"]  # fmt: skip
PATIENCE = 120


def digests(folder):
    files = sorted((folder / "series").iterdir())
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture(scope="module")
def plan():
    """Two strategies, twelve replicates, as many blocks as there may be."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sim.study.plan.SHORTEST_BLOCK_SECONDS", 0.0)
        found = plan_of(tiny("a", days=40), tiny("b", days=40), replicates=12)
        assert len(found.blocks) > 8
    return found


@pytest.fixture(scope="module")
def expected(plan, tmp_path_factory):
    """What one process makes of it."""
    folder = tmp_path_factory.mktemp("one") / "out"
    carry_out(plan, Place(folder), manifest_of(plan, "compare"), workers=1)
    return digests(folder)


def carried_out(plan, folder, **how):
    final = carry_out(plan, Place(folder), manifest_of(plan, "compare"), **how)
    assert (final.status, final.failed, final.lost) == ("complete", 0, 0)
    return digests(folder)


def workers_below(process):
    return children(process, "spawn_main")


class Killer(Listener):
    """Kills a worker below this process when the first block is back."""

    killed = None

    def finished(self, done, failed):
        if self.killed is None:
            self.killed = workers_below(os.getpid())[0].pid
            os.kill(self.killed, signal.SIGKILL)


def test_two_workers_one_of_which_is_killed(plan, expected, tmp_path):
    killer = Killer()
    assert carried_out(plan, tmp_path / "out", workers=2, listener=killer) == expected
    assert killer.killed


class Sleeper(Listener):
    """Kills all workers when they have done what was given to them and nobody has fetched it."""

    killed = 0

    def finished(self, done, failed):
        if not self.killed:
            time.sleep(3)
            for each in workers_below(os.getpid()):
                each.kill()
                self.killed += 1
            time.sleep(1)


def test_workers_that_die_with_finished_blocks_in_hand(plan, expected, tmp_path):
    sleeper = Sleeper()
    assert carried_out(plan, tmp_path / "out", workers=2, listener=sleeper) == expected
    assert sleeper.killed == 2


def test_workers_of_a_cluster_over_tcp_one_of_which_is_killed(plan, expected, tmp_path):
    killer = Killer()
    with cluster(tmp_path) as address:
        got = carried_out(plan, tmp_path / "out", cluster=address, listener=killer)
    assert got == expected
    assert killer.killed


def test_a_scheduler_that_dies_is_told_and_what_is_done_stays(plan, expected, tmp_path):
    class Kill(Listener):
        def finished(self, done, failed):
            for each in children(os.getpid(), "dask_scheduler"):
                each.kill()

    with cluster(tmp_path, workers=1) as address, pytest.raises(ClusterGone):
        carried_out(plan, tmp_path / "out", cluster=address, listener=Kill())
    kept = digests(tmp_path / "out")
    assert 0 < len(kept) < len(expected)
    assert kept.items() <= expected.items()


def test_a_worker_of_other_code_is_refused(plan, tmp_path, monkeypatch):
    monkeypatch.setattr(handing_out, "model_fingerprint", lambda: "0123456789abcdef")
    with cluster(tmp_path, workers=1) as address, pytest.raises(OtherVersion) as caught:
        carried_out(plan, tmp_path / "out", cluster=address)
    assert caught.value.changes[0].startswith("model: 0123456789ab -> ")
    assert read_manifest(tmp_path / "out").status == "interrupted"


def test_a_cluster_that_is_not_there_is_told(plan, tmp_path):
    with pytest.raises(ClusterGone):
        carried_out(plan, tmp_path / "out", cluster="tcp://127.0.0.1:9")


def start(folder, *more):
    """The command in a folder, as far as its first block."""
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, *STUDY, *more], cwd=folder, env=environment(),
        start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + PATIENCE
    while not list(folder.glob("out/series/block-*")):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return process


@pytest.fixture(scope="module")
def command_expected(tmp_path_factory):
    """What the command makes of its study when nothing befalls it."""
    folder = tmp_path_factory.mktemp("whole")
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *STUDY, "-w", "1"], cwd=folder, env=environment(),
        capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0
    return digests(folder / "out")


def resumed(folder, *more):
    return subprocess.run(
        [sys.executable, "-m", "sim.cli", "resume", "out", "--no-figures", *more], cwd=folder,
        env=environment(), capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip


def test_the_driver_is_killed_and_the_study_resumed(command_expected, tmp_path):
    process = start(tmp_path, "-w", "2")
    below = workers_below(process.pid)
    process.kill()
    process.wait(PATIENCE)
    assert tally(tmp_path / "out").manifest.status == "running"
    kept = digests(tmp_path / "out")
    assert 0 < len(kept) < len(command_expected)
    psutil.wait_procs(below, timeout=PATIENCE)
    assert not any(each.is_running() for each in below)
    assert resumed(tmp_path, "-w", "1").returncode == 0
    assert digests(tmp_path / "out") == command_expected


def test_ctrl_c_and_the_study_resumed(command_expected, tmp_path):
    process = start(tmp_path, "-w", "2")
    os.killpg(process.pid, signal.SIGINT)
    _, noted = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "seed100 resume out" in noted
    assert 0 < len(digests(tmp_path / "out")) < len(command_expected)
    assert resumed(tmp_path, "-w", "2").returncode == 0
    assert digests(tmp_path / "out") == command_expected


# A library that looks for entry points tries files as archives and leaves them open.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_run_that_kills_its_workers_is_lost_and_no_other(plan, tmp_path, monkeypatch):
    monkeypatch.setattr(handing_out, "_work", poison.work)
    monkeypatch.setitem(local.SETTINGS, "distributed.scheduler.allowed-failures", 1)
    manifest = manifest_of(plan, "compare")
    final = carry_out(plan, Place(tmp_path / "out"), manifest, workers=2)
    assert (final.status, final.failed, final.lost) == ("complete", 0, 1)
    (lost,) = (facts for facts in Results(tmp_path / "out").facts if facts["status"] == "lost")
    assert (lost["scenario"], lost["replicate"]) == poison.WHO
    assert lost["error"] == handing_out.WORKERS_DIED


def test_a_lost_run_that_is_tried_again_leaves_no_trace(plan, expected, tmp_path, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(poison.block, "CommunityModel", poison.Fails)
        carry_out(plan, Place(tmp_path / "out"), manifest_of(plan, "compare"), workers=1)
    study = reopened(tmp_path / "out")
    assert study.manifest.failed == 3
    carry_out(study.plan, Place(study.path, study.manifest), study.manifest, again=("failed",))
    assert digests(tmp_path / "out") == expected


def test_three_failing_runs_cost_three_runs(plan, tmp_path, monkeypatch):
    monkeypatch.setattr(poison.block, "CommunityModel", poison.Fails)
    final = carry_out(plan, Place(tmp_path / "out"), manifest_of(plan, "compare"), workers=1)
    assert (final.status, final.failed) == ("complete", 3)
    assert (Results(tmp_path / "out").runs["status"] == "done").sum() == 21
    failures = sorted((tmp_path / "out" / "failures").iterdir())
    assert len(failures) == 3
    text = failures[0].read_text()
    assert text.startswith("b, replicate 1, seed 1: ArithmeticError: it does not come out")
    assert "Traceback" in text


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 4 MB, where this user may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root can make a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_stops_the_study_and_what_is_done_stays(command_expected, small_disk):
    process = start(small_disk, "-w", "1")
    filler = small_disk / "film.mp4"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    _, noted = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "the disk is full" in noted
    kept = digests(small_disk / "out")
    assert 0 < len(kept) < len(command_expected)
    assert kept.items() <= command_expected.items()
    assert len(Results(small_disk / "out").frame(["members"])) > 0
    filler.unlink()
    assert resumed(small_disk).returncode == 0
    assert digests(small_disk / "out") == command_expected

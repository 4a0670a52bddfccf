"""Kernels are compiled once for each version of their sources, and run in parts."""

import ast
import shutil
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from sim.state import compiling
from sim.state.compiling import KEPT_CACHES, KERNEL_FOLDERS, ROWS_WORTH_A_THREAD, Threads, kernel

SIM = Path(compiling.__file__).parent.parent


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the package whose sources may be edited."""
    package = tmp_path / "sim"
    shutil.copytree(SIM, package, ignore=shutil.ignore_patterns("__pycache__", "fonts"))
    monkeypatch.setattr(compiling, "__file__", str(package / "state/compiling.py"))
    return package


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home of caches of one's own."""
    monkeypatch.setenv("SEED100_CACHE", str(tmp_path / "home"))
    return tmp_path / "home/seed100"


@pytest.mark.parametrize("source", ["state/chance.py", "mechanisms/values.py", "metrics/graph.py"])
def test_an_edited_kernel_has_another_cache(copy, home, source):
    first = compiling._choose_cache()
    assert compiling._choose_cache() == first
    text = (copy / source).read_text(encoding="utf-8")
    (copy / source).write_text(text + "\nNEW = 1\n", encoding="utf-8")
    second = compiling._choose_cache()
    assert second != first
    assert second.parent == first.parent == home
    (copy / source).write_text(text, encoding="utf-8")
    assert compiling._choose_cache() == first


def test_an_edit_elsewhere_compiles_nothing_anew(copy, home):
    first = compiling._choose_cache()
    (copy / "model.py").write_text("# another model\n")
    assert compiling._choose_cache() == first


def test_every_kernel_lies_where_its_source_is_hashed():
    for source in SIM.rglob("*.py"):
        tree = ast.parse(source.read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        if any(
            isinstance(d, ast.Name) and d.id == "kernel"
            for f in functions
            for d in f.decorator_list
        ):
            assert source.parent.name in KERNEL_FOLDERS, source
            assert source.parent.parent == SIM, source


def test_old_caches_make_room(copy, home):
    chosen = []
    for version in range(KEPT_CACHES + 2):
        (copy / "state/ring.py").write_text(f"VERSION = {version}\n")
        chosen.append(compiling._choose_cache())
    assert len(set(chosen)) == KEPT_CACHES + 2
    assert chosen[-1] in home.iterdir()
    assert len(list(home.iterdir())) == KEPT_CACHES


def test_a_home_that_cannot_be_written_falls_back_to_a_temporary_folder(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("SEED100_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr(compiling.tempfile, "tempdir", str(tmp_path))
    chosen = compiling._choose_cache()
    assert chosen.is_dir()
    assert chosen.is_relative_to(tmp_path)
    assert (tmp_path / "file").read_text() == "not a folder"


def test_kernels_lie_in_the_cache_that_was_chosen():
    assert str(compiling.CACHE) == compiling.numba.config.CACHE_DIR
    assert compiling.CACHE.name.startswith("kernels-")


@kernel
def _mark(begin, end, out):
    for i in range(begin, end):
        out[i] += i


@pytest.mark.parametrize("count", [0, 1, 2, 3])
@pytest.mark.parametrize("rows", [0, 5, ROWS_WORTH_A_THREAD + 7])
def test_every_row_is_worked_on_once(count, rows):
    threads, out = Threads(), np.zeros(rows)
    threads.use(count)
    threads.run(_mark, rows, out)
    threads.use(1)
    assert np.array_equal(out, np.arange(rows))


@kernel
def _odd(begin, end, numbers):
    return numbers[begin:end][numbers[begin:end] % 2 == 1]


def _halves(begin, end):
    numbers = np.arange(begin, end)
    return numbers // 2, numbers % 2


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("rows", [0, 5, ROWS_WORTH_A_THREAD + 7])
def test_what_the_parts_find_is_listed_in_order(count, rows):
    threads, numbers = Threads(), np.arange(rows)
    threads.use(count)
    assert np.array_equal(threads.listed(_odd, rows, numbers), numbers[1::2])
    halves, rests = threads.listed(_halves, rows)
    assert np.array_equal(2 * halves + rests, numbers)
    threads.use(1)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_jobs_answer_in_their_order_and_may_use_threads_themselves(count):
    threads, rows = Threads(), ROWS_WORTH_A_THREAD + 7

    def job(number):
        out = np.zeros(rows)
        threads.run(_mark, rows, out)
        return number, out.sum()

    threads.use(count)
    done = threads.together(*(partial(job, number) for number in range(7)))
    threads.use(1)
    assert done == [(number, rows * (rows - 1) / 2) for number in range(7)]
    assert threads.together() == []


def test_what_fails_in_a_thread_is_heard_of():
    def fail(begin, end):
        raise RuntimeError("a row went wrong")

    threads = Threads()
    threads.use(2)
    with pytest.raises(RuntimeError, match="went wrong"):
        threads.run(fail, ROWS_WORTH_A_THREAD)
    threads.use(1)

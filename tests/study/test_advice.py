"""What more replicates would bring."""

import numpy as np
import pytest

from sim.study.advice import advice, half_width
from tests.study.fabricated import comparison


def study(tmp_path, gap, spread, n=12):
    base = 100 + np.arange(n) * 1.0
    apart = gap + spread * np.resize([1.0, -1.0], n)
    return comparison(tmp_path, {"base": base.tolist(), "more": (base + apart).tolist()})


def test_twice_the_replicates_narrow_by_the_root_of_two(tmp_path):
    found = study(tmp_path, gap=5, spread=20)
    said = advice(found)
    (lift,) = found.lifts()
    assert said.half_width == half_width(lift)
    assert (said.more, said.then) == (12, pytest.approx(said.half_width / np.sqrt(2)))


def test_it_is_said_what_it_takes_to_know_what_matters(tmp_path):
    said = advice(study(tmp_path, gap=5, spread=20))
    assert said.open
    assert said.needed == int(np.ceil(12 * (said.half_width / said.wanted) ** 2))


def test_what_is_decided_or_out_of_reach_needs_no_more(tmp_path):
    assert not advice(study(tmp_path, gap=200, spread=1)).open
    assert advice(study(tmp_path / "far", gap=5, spread=200)).needed is None


def test_one_replicate_gives_no_advice(tmp_path):
    assert advice(study(tmp_path, gap=5, spread=20, n=1)) is None

"""`patterns`."""

import json

import pytest

TINY = ["--set", "market.size=600", "--set", "days=30", "-n", 2]
EVENTS = "timestamp,source,target,kind\n" + "".join(
    f"{86_400 * day},u{day % 9},{'' if day % 3 else f'u{day % 5}'},post\n" for day in range(120)
)


@pytest.fixture
def club(tmp_path):
    folder = tmp_path / "club"
    folder.mkdir()
    (folder / "events.csv").write_text(EVENTS, "utf-8")
    return folder


def test_real_and_simulated_stand_side_by_side(seed100, club):
    said = seed100("patterns", "base", club, *TINY)
    assert said.code == 0
    assert "base (simulated, 2 runs)" in said.out
    assert "club (real): 9 people, 120 acts" in said.out
    line = next(line for line in said.out.splitlines() if line.startswith("Gini"))
    assert line.split()[-3:] == ["0.6", "to", "0.9"]
    assert "Attend once" not in seed100("patterns", club).out


def test_chinese(seed100, club):
    said = seed100("patterns", club, "--lang", "zh")
    assert "发言基尼系数" in said.out
    assert "真实社群" in said.out


def test_data_for_scripts(seed100, club):
    found = json.loads(seed100("patterns", "base", club, *TINY, "--json").out)
    assert [(each["name"], each["simulated"], each["logs"]) for each in found] == [
        ("base", True, 2),
        ("club", False, 1),
    ]
    gini = found[0]["patterns"]["gini"]
    assert gini["p05"] <= gini["value"] <= gini["p95"]
    assert (gini["band_low"], gini["band_high"]) == (0.6, 0.9)
    assert gini["meaning_en"].startswith("How unequally")
    assert gini["meaning_zh"].startswith("贡献者之间")
    assert 0 < found[0]["distances"]["club"] < 1
    assert found[1]["distances"] == {}
    assert found[1]["patterns"]["never_attended"]["value"] is None
    assert found[1]["patterns"]["never_attended"]["verdict"] == "unknown"


def test_a_broken_log_is_told_with_its_line(seed100, tmp_path):
    broken = tmp_path / "broken.csv"
    broken.write_text(EVENTS + "soon,u1,,post\n", "utf-8")
    said = seed100("patterns", broken)
    assert said.code == 2
    assert "line 122" in said.err
    assert "第 122 行" in seed100("patterns", broken, "--lang", "zh").err


def test_a_mistyped_scenario_gets_a_hint(seed100):
    said = seed100("patterns", "bse")
    assert said.code == 2
    assert "base" in said.err

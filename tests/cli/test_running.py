"""`run`, `compare` and `demo`."""

import json
import sys

import numpy as np
import pandas as pd
import pytest

from sim.cli import running
from sim.record.files import CannotWrite
from sim.record.study_folder import StudyFolder
from sim.study import block
from sim.study.sensitivity import Sensitivity
from tests.cli.conftest import TINY


def test_a_run_prints_its_summary_and_says_where_things_are(seed100, tmp_path):
    said = seed100("run", "base", "-n", 3, *TINY)
    assert said.code == 0
    assert said.out.startswith("The default community\n")
    assert "3 runs over 8 days, market of 200 people, seed 1." in said.out
    assert "middle 90 % of runs" in said.out
    assert "Results: results/base" in said.err
    assert "Next: " in said.err
    assert (tmp_path / "results" / "base" / "analysis" / "ranges.csv").is_file()


def test_the_same_in_chinese(seed100):
    said = seed100("run", "base", "-n", 3, *TINY, "--lang", "zh")
    assert said.out.startswith("默认社群\n")
    assert "居中 90% 的运行" in said.out
    assert "结果：results/base" in said.err


def test_quiet_says_nothing_but_the_result(seed100):
    said = seed100("run", "base", "-n", 2, "-q", *TINY)
    assert said.err == ""
    assert said.out


def test_json_is_one_document_without_nan(seed100):
    said = seed100("run", "base", "-n", 1, "--json", *TINY)
    data = json.loads(said.out, parse_constant=lambda word: pytest.fail(word))
    assert data["finding"]["en"]
    assert data["results"] == "results/base"
    assert said.err == ""


def test_what_luck_saved_is_not_told_of_few_runs(seed100):
    assert "Common luck: " not in seed100("compare", "seeds_mass", "base", "-n", 3, *TINY).out


def test_a_comparison_prints_differences_and_what_luck_saved(seed100):
    said = seed100("compare", "seeds_mass", "seeds_random", "--baseline", "seeds_random",
                   "-n", 10, *TINY)  # fmt: skip
    assert said.code == 0
    assert "against Random people" in said.out
    assert "Random people * (its mean)" in said.out
    assert "Cohesion: How alike and how bound" in said.out
    assert "Common luck: " in said.out
    assert "seed100 new my_plan --from seeds_" in said.err
    data = json.loads(seed100("compare", "seeds_mass", "seeds_random", "--baseline",
                              "seeds_random", "-n", 10, "--json", *TINY).out)  # fmt: skip
    assert data["baseline"] == "seeds_random"
    assert {lift["scenario"] for lift in data["lifts"]} == {"seeds_mass"}


def test_a_comparison_of_unlike_scenarios_says_so(seed100, tmp_path):
    (tmp_path / "longer.yaml").write_text("extends: base\ndays: 8\nmarket: {size: 200}\n", "utf-8")
    (tmp_path / "larger.yaml").write_text("extends: base\ndays: 5\nmarket: {size: 300}\n", "utf-8")
    line = (
        "compare",
        "longer.yaml",
        "larger.yaml",
        "-n",
        2,
        "--no-figures",
        "--set",
        "budget.total=5",
    )
    said = seed100(*line)
    assert "in the median in its 8 days, where the budget is 5" in said.err
    assert "in the median in its 5 days, where the budget is 5" in said.err
    assert "over the first 5 days, market of 200 / 300 people" in said.out
    assert "differ in length (" in said.out
    assert "may come from the larger market" in said.out
    data = json.loads(seed100(*line, "--json").out)
    assert [each["zh"][:7] for each in data["caveats"]] == [
        "各方案长度不同",
        "各方案面对的不是"[:7],
    ]


def test_money_is_shown_where_any_moves(seed100, tmp_path):
    (tmp_path / "fee.yaml").write_text("extends: base\nadmission: {fee: 20}\n", "utf-8")
    said = seed100("compare", "base", "fee.yaml", "-n", 3, *TINY).out
    table = said[said.index("Money by day 8 (CNY)") :].splitlines()
    assert table[0].split()[5:10] == ["spent", "taken", "in", "profit", "against"]
    assert len([line for line in table[1:3] if "−" in line or "+" in line]) == 2
    free = ("--set", "seeding.count=0", "--set", "events.enabled=false")
    two = ("compare", "seeds_random", "seeds_high_degree", "-n", 2, *TINY, *free)
    assert "Money" not in seed100(*two).out


def test_counts_of_a_few_are_told_with_decimals(seed100, tmp_path):
    (tmp_path / "two.yaml").write_text("extends: base\nseeding: {count: 2}\n", "utf-8")
    (tmp_path / "one.yaml").write_text("extends: base\nseeding: {count: 1}\n", "utf-8")
    line = ("compare", "two.yaml", "one.yaml", "-n", 3, "--no-figures", "--set", "days=3")
    said = seed100(*line, "--set", "market.size=3").out
    start = said.index("paired replicates")
    means = [row.split()[-1 if "*" in row else -5] for row in said[start:].splitlines()[2:4]]
    assert all("." in mean for mean in means), said


def test_an_experiment_that_is_run_like_a_scenario_is_sent_where_it_belongs(seed100):
    said = seed100("run", "c01_first_100")
    assert said.code == 2
    assert "seed100 compare c01_first_100" in said.err
    assert "seed100 sweep fee_sweep" in seed100("run", "fee_sweep").err


def test_after_a_comparison_of_ones_own_more_runs_are_offered(seed100, tmp_path):
    for name in ("mine", "yours"):
        (tmp_path / f"{name}.yaml").write_text("extends: base\n")
    said = seed100("compare", "mine.yaml", "yours.yaml", "-n", 2, "--no-figures", *TINY)
    line = next(line for line in said.err.splitlines() if line.startswith("Next: "))
    assert seed100(*line.partition("seed100 ")[2].split(), "--no-figures").code == 0


EXPERIMENT = """\
kind: compare
question: {en: Does a fee pay?, zh: 收费值得吗？}
set: {days: 9, market.size: 200, seeding.count: 20}
strategies: {open: {label: {en: Open, zh: 开放}}, fee: {set: {admission.fee: 150}}}
uncertainties: {word_of_mouth.conversion: {low: 0.1, high: 0.9}}
replicates: 3
seed: 4
outcomes: {members@5: {practical_difference: 7}, cohesion: }
"""


def test_an_experiment_is_compared_as_its_file_says(seed100, tmp_path):
    (tmp_path / "fees.yaml").write_text(EXPERIMENT, "utf-8")
    said = seed100("compare", "fees.yaml", "--no-figures")
    assert said.code == 0
    assert "Does a fee pay?" in said.out
    assert "2 strategies x 3 runs over 9 days, market of 200 people, seed 4." in said.out
    assert "Uncertain, so varied from run to run: word_of_mouth.conversion." in said.out
    assert "Day 5, 3 paired replicates" in said.out
    assert "the whole interval is farther from 0 than 7." in said.out
    assert "results/fees" in said.err
    assert (tmp_path / "results" / "fees" / "analysis" / "outcomes.csv").is_file()
    data = json.loads(
        seed100("compare", "fees", "-n", 2, "--seed", 5, "--json", "--no-figures").out
    )
    assert (data["runs"], data["seed"]) == (4, 5)
    assert data["experiment"]["outcomes"][0] == {"measure": "members", "day": 5, "practical": 7.0}


SWEEP = """\
kind: sweep
set: {days: 5, market.size: 160, seeding.count: 20}
parameters: {admission.fee: [0, 300]}
replicates: 2
outcomes: {members@5: }
"""


def test_a_sweep_prints_what_comes_of_each_setting(seed100, tmp_path):
    (tmp_path / "fees.yaml").write_text(SWEEP, "utf-8")
    said = seed100("sweep", "fees.yaml", "--no-figures")
    assert said.code == 0
    assert "2 settings x 2 runs over 5 days" in said.out
    assert "admission.fee" in said.out
    data = json.loads(seed100("sweep", "fees.yaml", "--json", "--no-figures").out)
    assert [row["admission.fee"] for row in data["responses"]["members"]] == [0, 300]
    assert seed100("show", "results/fees").out == said.out


def test_a_sensitivity_study_prints_shares_and_luck(seed100, tmp_path):
    pytest.importorskip("SALib")
    text = SWEEP.replace("kind: sweep", "kind: sensitivity\nsamples: 4")
    text = text.replace("[0, 300]}", "{low: 0, high: 300}, seeding.founder_tie: {low: 0, high: 9}}")
    (tmp_path / "what.yaml").write_text(text, "utf-8")
    said = seed100("sensitivity", "what.yaml", "--no-figures")
    assert said.code == 0
    assert "luck" in said.out
    data = json.loads(seed100("sensitivity", "what.yaml", "--json", "--no-figures").out)
    assert {row["parameter"] for row in data["sensitivity"]} >= {"admission.fee", "luck"}


def test_more_alone_than_in_total_is_said_to_be_for_want_of_samples(seed100, tmp_path, monkeypatch):
    pytest.importorskip("SALib")
    planted = pd.DataFrame(
        {
            "parameter": ["admission.fee", "seeding.founder_tie", "luck"],
            "first": [0.371, 0.2, np.nan], "first_low": [0.3, np.nan, np.nan],
            "first_high": [0.44, np.nan, np.nan], "total": [0.26, 0.2, 0.1],
            "low": [0.19, np.nan, 0.0], "high": [0.31, np.nan, 0.2],
            "excess_low": [0.02, np.nan, np.nan],
        }
    )  # fmt: skip
    monkeypatch.setattr(Sensitivity, "table", lambda *_: planted)
    text = SWEEP.replace("kind: sweep", "kind: sensitivity\nsamples: 4")
    text = text.replace("[0, 300]}", "{low: 0, high: 300}, seeding.founder_tie: {low: 0, high: 9}}")
    (tmp_path / "what.yaml").write_text(text, "utf-8")
    said = seed100("sensitivity", "what.yaml", "--no-figures").out
    assert "admission.fee: alone 37% (95 % interval 30%–44%), total 26% (19%–31%)." in said
    assert "seeding.founder_tie: alone" not in said
    assert "4 samples are too few to tell; take `samples: 8` or more" in said
    in_chinese = seed100("show", "results/what", "--lang", "zh").out
    assert "样本太少" in in_chinese
    unknown = next(line for line in said.splitlines() if line.startswith("seeding.founder_tie"))
    assert "–" in unknown
    assert "0%–0%" not in unknown


def test_without_salib_it_is_said_how_to_get_it(seed100, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "SALib.sample", None)
    text = SWEEP.replace("kind: sweep", "kind: sensitivity\nsamples: 4")
    text = text.replace("[0, 300]}", "{low: 0, high: 300}, seeding.founder_tie: {low: 0, high: 9}}")
    (tmp_path / "what.yaml").write_text(text, "utf-8")
    said = seed100("sensitivity", "what.yaml")
    assert said.code == 2
    assert "pip install SALib" in said.err


def test_each_command_takes_its_kind(seed100, tmp_path):
    (tmp_path / "fees.yaml").write_text(SWEEP, "utf-8")
    said = seed100("compare", "fees.yaml")
    assert said.code == 2
    assert "seed100 sweep fees.yaml" in said.err
    assert "is a scenario" in seed100("sweep", "base").err


@pytest.mark.parametrize(
    ("width", "said"), [(1000, "after 30 of at most 31"), (1e-9, "not reached: ±")]
)
def test_whether_what_was_asked_for_is_known_is_said(seed100, tmp_path, width, said):
    (tmp_path / "until.yaml").write_text(
        "kind: compare\nset: {days: 4, market.size: 150, market.regions: 2}\n"
        "strategies: {open: , fee: {set: {admission.fee: 150}}}\noutcomes: {members@4: }\n"
        "adaptive: {min: 30, batch: 1, max: 31, "
        f"until: {{outcome: members@4, half_width: {width}}}}}\n"
    )
    assert said in seed100("compare", "until.yaml", "-w", 1, "--no-figures").out


@pytest.mark.parametrize("command", ["compare", "sweep"])
def test_an_experiment_that_cannot_be_read_is_told_with_its_line(seed100, tmp_path, command):
    (tmp_path / "twice.yaml").write_text("kind: compare\nstrategies: {a: {}, a: {}}\n")
    said = seed100(command, "twice.yaml")
    assert said.code == 2
    assert "twice.yaml:2:" in said.err
    assert seed100("sweep", "nowhere.yaml").code == 2


def test_an_experiment_is_compared_alone(seed100, tmp_path):
    (tmp_path / "fees.yaml").write_text(EXPERIMENT, "utf-8")
    said = seed100("compare", "base", "fees.yaml")
    assert said.code == 2
    assert "is compared alone" in said.err


def test_a_comparison_of_one_is_refused_with_what_to_do(seed100):
    said = seed100("compare", "base")
    assert said.code == 2
    assert "seed100 run" in said.err


def test_a_baseline_that_is_not_there_is_refused(seed100):
    said = seed100("compare", "base", "seeds_mass", "--baseline", "nobody", *TINY)
    assert said.code == 2
    assert "none of the scenarios: base, seeds_mass" in said.err


def test_a_baseline_may_be_named_by_its_file(seed100, tmp_path):
    (tmp_path / "mine.yaml").write_text("name: our town\nextends: base\n")
    said = seed100(
        "compare", "base", "mine.yaml", "--baseline", "mine.yaml", "-n", 2, "--json", *TINY
    )
    assert json.loads(said.out)["baseline"] == "our town"


def test_the_demo_compares_the_packaged_ways_of_seeding(seed100, tmp_path):
    said = seed100("demo", "--quick", "-n", 2, *TINY)
    assert said.code == 0
    assert "7 strategies x 2 runs" in said.out
    assert (tmp_path / "results" / "demo" / "manifest.json").is_file()


def test_a_dry_run_says_what_would_run_and_writes_nothing(seed100, tmp_path):
    said = seed100("compare", "base", "hanke", "--dry-run")
    assert "2 scenarios x 20 replicates = 40 runs" in said.out
    assert not (tmp_path / "results").exists()
    assert json.loads(seed100("run", "base", "--dry-run", "--json").out)["runs"] == 10


def test_one_of_a_kind_is_told_in_the_singular(seed100):
    said = seed100("run", "base", "-n", 1, "--workers", 1, "--dry-run", *TINY)
    assert "1 scenario x 1 replicate = 1 run in 1 block: base" in said.out
    assert "on 1 worker (" in said.out
    assert seed100("run", "base", "-n", 1, *TINY).code == 0
    assert "1 scenario x 1 replicate = 1 run, seed 1: complete" in seed100("status").out


def test_the_same_command_finds_its_results(seed100, monkeypatch):
    first = seed100("run", "base", "-n", 2, *TINY)
    again = seed100("run", "base", "-n", 2, *TINY)
    assert again.out == first.out
    assert "there already" in again.err


def test_an_edited_scenario_just_runs(seed100, tmp_path):
    (tmp_path / "mine.yaml").write_text("extends: base\n")
    seed100("run", "mine.yaml", "-n", 1, *TINY)
    (tmp_path / "mine.yaml").write_text("extends: base\nseeding: {count: 30}\n")
    said = seed100("run", "mine.yaml", "-n", 1, *TINY)
    assert said.code == 0
    assert "Results: results/mine-2" in said.err


def test_other_results_at_the_place_named_are_refused_with_what_differs(seed100):
    seed100("run", "base", "-n", 1, "--out", "here", *TINY)
    said = seed100("run", "base", "-n", 2, "--out", "here", *TINY)
    assert said.code == 2
    assert "replicates: 1 -> 2" in said.err
    assert seed100("run", "base", "-n", 2, "--out", "here", "--force", *TINY).code == 0


def test_a_place_that_cannot_be_written_is_told_before_anything_runs(seed100, tmp_path):
    (tmp_path / "file").write_text("")
    said = seed100("run", "base", "-n", 1, "--out", "file/results", *TINY)
    assert said.code == 2
    assert "cannot be written" in said.err


def test_a_full_disk_is_told(seed100, monkeypatch):
    def full(self, *given):
        raise CannotWrite(self.path, OSError(28, "No space left on device"))

    monkeypatch.setattr(StudyFolder, "write_block", full)
    said = seed100("run", "base", "-n", 1, *TINY)
    assert said.code == 1
    assert "the disk is full" in said.err


class Fragile(block.CommunityModel):
    """Fails in replicate 1, or always."""

    always = False

    def __init__(self, settings, *, replicate=0, **given):
        self.fails = replicate == 1 or self.always
        super().__init__(settings, replicate=replicate, **given)

    def step(self):
        if self.fails:
            raise ValueError("no luck today")
        super().step()


def test_a_failed_run_is_exit_1_and_the_others_are_shown(seed100, monkeypatch):
    monkeypatch.setattr(block, "CommunityModel", Fragile)
    said = seed100("run", "base", "-n", 3, "-w", 1, *TINY)
    assert said.code == 1
    assert "1 of 3 runs failed" in said.err
    assert "Active members" in said.out


def test_when_every_run_fails_that_is_the_summary(seed100, monkeypatch):
    monkeypatch.setattr(block, "CommunityModel", Fragile)
    monkeypatch.setattr(Fragile, "always", True)
    said = seed100("compare", "base", "seeds_mass", "-n", 2, "-w", 1, *TINY)
    assert said.code == 1
    assert "has failed" in said.out
    assert "no luck today" in said.out


def test_without_a_replicate_in_which_all_succeeded_nothing_is_compared(seed100, monkeypatch):
    class Unlucky(Fragile):
        def __init__(self, settings, *, replicate=0, **given):
            super().__init__(settings, replicate=0, **given)
            self.fails = replicate == (settings.name == "base")

    monkeypatch.setattr(block, "CommunityModel", Unlucky)
    said = seed100("compare", "base", "seeds_mass", "-n", 2, "-w", 1, *TINY[:4])
    assert said.code == 1
    assert "no replicate in which every strategy has succeeded" in said.out
    assert "2 of 4 runs failed" in said.err


def test_overspending_is_a_warning(seed100):
    said = seed100("run", "base", "-n", 1, "-q", "--set", "budget.total=1", *TINY)
    assert said.code == 0
    assert "overspends in 1 of 1 runs" in said.err


def test_a_case_is_set_against_what_was_reported(seed100, tmp_path):
    (tmp_path / "case.yaml").write_text(
        "extends: base\ndays: 8\nscale: 10\n"
        "reported: [{day: 0, members: 100}, {day: 8, members: 90000}]\n"
    )
    said = seed100("run", "case.yaml", "-n", 2, "--set", "market.size=200", "--no-figures")
    assert "one simulated person stands for 10 real ones" in said.out
    assert "not met: too few, off by a factor of" in said.out
    assert "Growth a day" in said.out
    assert "not fitted to them" in said.out


def test_timing_tells_what_each_mechanism_cost(seed100):
    said = seed100("run", "base", "-n", 1, "--timing", *TINY)
    assert "Time by mechanism" in said.out
    assert "word_of_mouth" in said.out


def test_one_run_draws_no_range(seed100):
    said = seed100("run", "base", "-n", 1, *TINY)
    assert "middle 90 %" not in said.out


def test_names_of_the_demo_are_there():
    assert running.YARDSTICK in running.packaged.names()


def test_an_experiment_on_a_claim_names_it_and_its_verdict(seed100):
    said = seed100("compare", "c01_first_100", "-n", 2, "--dry-run")
    assert said.code == 0
    assert "C01a: “Choose the first hundred with care" in said.err
    assert "Verdict on record: conditional" in said.err
    assert "seed100 validate --only C01a" in said.err


def test_where_nobody_left_no_reasons_are_listed(seed100, tmp_path):
    (tmp_path / "three.yaml").write_text(
        "extends: base\ndays: 20\nmarket: {size: 3}\nseeding: {count: 1}\nchurn: {enabled: false}\n"
    )
    said = seed100("run", "three.yaml", "-n", 1, "--no-figures")
    assert said.code == 0
    assert "Nobody left." in said.out
    assert "Why members left" not in said.out


CLAIMED = """\
kind: compare
set: {market.size: 200, days: 8, seeding.count: 20}
strategies: {open: {}, fee: {label: {en: Fee, zh: 收费}, set: {admission.fee: 150}}}
replicates: 12
claim:
  id: X1
  says: {en: Who pays is one of many, zh: 付费者众}
  expect: [{strategy: fee, against: open, outcome: members@8, sign: "+"}]
"""


def test_a_claim_of_ones_own_is_told_in_its_direction_and_not_judged(seed100, tmp_path):
    (tmp_path / "mine.yaml").write_text(CLAIMED, "utf-8")
    said = seed100("compare", "mine.yaml", "--no-figures", "--workers", 1)
    assert said.code == 0
    line = next(line for line in said.out.splitlines() if line.startswith("members@8:"))
    assert "Fee more than open" in line
    assert "against the claim" in line
    assert "no verdict" in said.out
    assert not {"contradicted", "confirmed"} & set(said.out.split())
    again = seed100("show", "--lang", "zh").out
    assert "“收费”多于“open”" in again
    assert "与主张相反" in again
    data = json.loads(seed100("show", "--json").out)["claim"]
    assert [(each["outcome"], each["direction"]) for each in data] == [("members@8", "against")]


def test_a_claim_with_few_runs_is_told_so(seed100, tmp_path):
    (tmp_path / "mine.yaml").write_text(CLAIMED, "utf-8")
    said = seed100("compare", "mine.yaml", "-n", 3, "--no-figures", "--workers", 1)
    assert "too few runs to say" in said.out

"""Adoption by exposure."""

import json

import numpy as np
import pandas as pd
import pytest

from sim.patterns.exposure import BINS, graph, hazards, rise
from sim.patterns.simulated import joined_by_exposure
from tests.patterns.test_real import DATA
from tests.worlds import run, settings

STUDIES = DATA / "diffusion_valente"


def found(study):
    """The hazards of a published study: its nodes have the period of adoption, its edges who named whom."""
    if not STUDIES.is_dir():
        pytest.skip("the public data set diffusion_valente is not beside this repository")
    nodes, edges = (pd.read_csv(STUDIES / f"{study}_{part}.csv") for part in ("nodes", "edges"))
    stats = json.loads((STUDIES / "stats.json").read_text("utf-8"))["studies"][study]
    rows = pd.Index(nodes["id"])
    named = graph(len(nodes), rows.get_indexer(edges["source"]), rows.get_indexer(edges["target"]))
    # Whoever adopted in the last period had not adopted when the study ended.
    adopted = nodes["toa"].where(nodes["toa"] < nodes["toa"].max()).to_numpy()
    return hazards(named, adopted, stats["periods"]), stats["hazard_by_exposure"]


@pytest.mark.parametrize("study", ["med_innovations", "korean_family_planning", "brazil_farmers"])
def test_published_hazards_come_out(study):
    measured, published = found(study)
    for one in measured:
        assert one.person_periods == published[one.exposure]["person_periods"]
        assert one.hazard == pytest.approx(published[one.exposure]["hazard"], abs=5e-4)


def test_farmers_follow_their_neighbours_and_doctors_do_not():
    assert rise(found("brazil_farmers")[0]) == pytest.approx(7.80, abs=0.01)
    assert rise(found("korean_family_planning")[0]) == pytest.approx(2.03, abs=0.01)
    assert rise(found("med_innovations")[0]) == pytest.approx(0.985, abs=0.001)


def test_exposure_is_what_neighbours_did_before():
    looks_to = graph(5, [0, 0, 1, 2, 2, 2, 2], [1, 3, 0, 0, 1, 3, 4])
    adopted = np.array([1, 2, 3, np.nan, np.nan])
    by_bin = dict(zip(BINS, hazards(looks_to, adopted, 3), strict=True))
    # Period 2: 1 looks to 0, who has; 2 looks to four, of whom one has. Period 3: 2, of whom two have.
    assert (by_bin["(.75,1]"].person_periods, by_bin["(.75,1]"].adopted) == (1, 1)
    assert (by_bin["(0,.25]"].person_periods, by_bin["(0,.25]"].adopted) == (1, 0)
    assert (by_bin["(.25,.5]"].person_periods, by_bin["(.25,.5]"].adopted) == (1, 1)
    assert sum(one.person_periods for one in by_bin.values()) == 3


def test_who_looks_to_nobody_is_not_counted():
    nobody = graph(3, [0, 0], [1, 0])
    assert nobody.nnz == 1
    counted = hazards(nobody, np.full(3, np.nan), 4)
    assert [one.person_periods for one in counted] == [3, 0, 0, 0, 0]
    assert np.isnan(counted[1].hazard)
    assert np.isnan(rise(counted))


def test_every_acquaintance_of_a_simulated_market_counts_once():
    model = run(settings(days=90, market={"size": 1500}))
    counted = joined_by_exposure(model.community)
    log_joins = (
        model.community.journal.frame().query("kind == 'join'").groupby("person")["day"].min()
    )
    later = np.count_nonzero((log_joins >= 30) & (log_joins < 90))
    assert sum(one.adopted for one in counted) == later
    assert sum(one.person_periods for one in counted) > later

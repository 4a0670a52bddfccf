"""Agents are lazy faces of rows, and usable as Mesa's documentation says."""

import gc
import weakref

import numpy as np

from sim.agents import KOL, ActiveMember, Founder, Lurker
from sim.model import CommunityModel
from tests.worlds import curve, settings

WORLD = {"days": 40, "market": {"size": 1000, "regions": 4}}


def lived(days=10, **arguments):
    model = CommunityModel(settings(**WORLD), **arguments)
    for _ in range(days):
        model.step()
    return model


def test_all_members_have_a_face_of_their_role():
    model = lived()
    assert len(model.agents) == len(model.community.members)
    assert set(model.agents_by_type) <= {Founder, KOL, ActiveMember, Lurker}
    assert len(model.agents_by_type[Founder]) == 1
    assert len(model.agents_by_type[KOL]) >= 90


def test_an_agent_set_selects_gets_sets_and_groups():
    model = lived()
    kols = model.agents_by_type[KOL]
    bound = kols.select(lambda kol: kol.belonging > 0.5)
    assert 0 < len(bound) <= len(kols)
    assert np.mean(kols.get("belonging")) == np.float64(kols.agg("belonging", np.mean))
    kols.set("trust", 0.25)
    rows = [kol.row for kol in kols]
    assert np.all(model.community.people.trust[rows] == 0.25)
    kols.do("talk_more", 2.0)
    assert np.all(model.community.influences.contact_factor[rows] == 2.0)
    assert set(model.agents.groupby(type).groups) == set(model.agent_types)


def test_a_face_is_the_same_object_and_number_however_often_one_looks():
    model = lived()
    row = int(model.community.members[3])
    face = model.person(row)
    assert face is model.person(row)
    assert face.unique_id == row + 1
    assert face in model.agents


def test_looking_at_people_changes_nothing():
    watched, alone = CommunityModel(settings(**WORLD)), CommunityModel(settings(**WORLD))
    for _ in range(40):
        watched.step()
        list(watched.agents)
        alone.step()
    assert watched.series.tobytes() == alone.series.tobytes()


def test_faces_follow_their_people():
    model = CommunityModel(settings(**WORLD, churn={"hazard": 0.05}))
    for _ in range(40):
        model.step()
        list(model.agents)
    assert len(model.agents) == len(model.community.members)
    for face in model.agents:
        assert face.role == model.community.people.role[face.row]
        assert face.is_member


def test_a_users_kol_changes_the_run():
    class GenerousKOL(KOL):
        def step(self):
            if self.draw("generous") < 0.5:
                self.talk_more(5.0)

    usual = CommunityModel(settings(**WORLD)).run()
    generous = CommunityModel(settings(**WORLD), agents={KOL: GenerousKOL}).run()
    assert curve(generous, "adopters")[-1] > curve(usual, "adopters")[-1]
    again = CommunityModel(settings(**WORLD), agents={KOL: GenerousKOL}).run()
    assert again.series.tobytes() == generous.series.tobytes()


def test_a_users_agent_can_meet_and_leave():
    class ShyLurker(Lurker):
        def step(self):
            if self.draw("shy") < 0.2:
                self.leave()

    class Host(Founder):
        def step(self):
            for kol in list(self.model.agents_by_type[KOL])[:3]:
                self.meet(kol, strength=2.0)

    model = lived(20, agents={Lurker: ShyLurker, Founder: Host})
    assert curve(model, "exits:called_away").sum() > 0
    founder = model.person(model.community.founder)
    assert max(founder.ties().values()) > 10


def test_leaving_twice_is_leaving_once():
    model = lived(2)
    seed = next(iter(model.agents_by_type[KOL]))
    seed.leave()
    seed.leave()
    exits = model.community.journal.frame().query("kind == 'exit' and person == @seed.row")
    assert len(exits) == 1


def test_a_model_that_had_agents_is_freed():
    model = lived(2)
    list(model.agents)
    trace = weakref.ref(model)
    del model
    gc.collect()
    assert trace() is None

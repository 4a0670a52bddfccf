"""Members tell others of the community."""

import numpy as np
import pytest

from sim.state.chance import poisson, purpose
from sim.state.people import Role, Status
from tests.village import DAY, luck, photograph, village
from tests.worlds import curve, only, run

COUNT, CONTACT = purpose("word_of_mouth.count"), purpose("word_of_mouth.contact")
TALKATIVE = {"contacts_per_visit": 4, "mixing": 0.3}


def told(model):
    """Today's contacts as (sender, receiver, hazard)."""
    model.mechanisms["word_of_mouth"].step(model.community)
    if not model.community.contacts:
        return []
    senders, receivers, hazards, _ = model.community.contacts[-1]
    return list(zip(senders.tolist(), receivers.tolist(), hazards.tolist(), strict=True))


def expected_number(model, row):
    """Mean number of people a visitor tells."""
    p, market, people = model.settings.word_of_mouth, model.market, model.community.people
    reach = (market.degree / market.degree.mean()) ** p.reach_power
    mean = p.contacts_per_visit * market.sharing[row] * reach[row] / reach.mean()
    if people.role[row] == Role.KOL:
        mean *= 1 + (p.kol_boost if people.seeded[row] else p.kol_boost / 2)
    if people.role[row] == Role.LURKER:
        mean *= p.lurker_voice
    mean *= 1 + p.delight * max(0, people.satisfaction[row] - 0.7)
    return mean * model.community.influences.contact_factor[row]


def hazard_of(model, row, other):
    """What one good word of `row` adds to the hazard that `other` joins."""
    p, market, people = model.settings.word_of_mouth, model.market, model.community.people
    apart2 = np.sum((people.values[row] - people.values[other]) ** 2, dtype=float)
    likeness = np.exp(-apart2 / (2 * p.likeness_width**2))
    relative = market.degree[row] / market.degree.mean()
    hazard = p.conversion * market.expressiveness[row] * (1 + relative) ** -p.reach_discount
    hazard *= np.exp(p.alignment_pull * (market.alignment[other] - 0.5))
    hazard *= np.exp(p.likeness_pull * (likeness - 0.5))
    hazard *= np.exp(-p.bad_word_cost * people.bad_words[other])
    friends = market.indices[market.indptr[other] : market.indptr[other + 1]]
    voices = max(1, sum(people.status[friend] == Status.MEMBER for friend in friends))
    hazard *= (1 + p.reinforcement * (voices - 1)) / (1 + p.reinforcement)
    return hazard * (p.return_factor if people.status[other] == Status.GONE else 1)


@pytest.mark.parametrize("reinforcement", [0, 3])
def test_contacts_and_hazards_are_those_of_the_equation(reinforcement):
    ways = TALKATIVE | {"lurker_voice": 0.6, "reinforcement": reinforcement}
    model = village("word_of_mouth", word_of_mouth=ways)
    community, market = model.community, model.market
    prospects = np.flatnonzero(community.people.status == Status.PROSPECT)
    community.people.status[prospects[:4]] = Status.GONE
    community.people.bad_words[prospects[3:8]] = 2
    past, expected = photograph(community), []
    for row in community.members:
        if not past.visiting[row]:
            continue
        friends = market.indices[market.indptr[row] : market.indptr[row + 1]]
        positive = 1 / (1 + np.exp(-(4 * (past.satisfaction[row] - 0.75) + 1.1)))
        for k in range(poisson(luck(community, row, COUNT)[0], expected_number(model, row))):
            stranger, whom, good, _ = luck(community, row, CONTACT, k)
            alone = stranger < 0.3 or len(friends) == 0
            other = int(whom * community.size) if alone else friends[int(whom * len(friends))]
            wins = past.status[other] != Status.MEMBER and good < positive
            expected.append((row, other, hazard_of(model, row, other) if wins else 0.0))
    got = told(model)
    assert len(got) > 60
    assert [contact[:2] for contact in got] == [contact[:2] for contact in expected]
    assert [contact[2] for contact in got] == pytest.approx([c[2] for c in expected], rel=1e-5)
    bad = sum(c[2] == 0 and past.status[c[1]] != Status.MEMBER for c in expected)
    assert bad > 0
    assert community.people.bad_words.sum() == past.bad_words.sum() + bad


def test_one_bad_word_in_four_at_usual_satisfaction():
    model = village("word_of_mouth", word_of_mouth={"contacts_per_visit": 20, "mixing": 1})
    people = model.community.people
    people.satisfaction[:] = 0.75
    outside = [c for c in told(model) if people.status[c[1]] != Status.MEMBER]
    assert len(outside) > 300
    share = people.bad_words.sum() / len(outside)
    assert share == pytest.approx(0.25, abs=4 * np.sqrt(0.25 * 0.75 / len(outside)))


def voices(role, seeded=False, **parameters):
    model = village("word_of_mouth", word_of_mouth=TALKATIVE | parameters)
    people, members = model.community.people, model.community.members
    people.role[members], people.seeded[members], people.visiting[members] = role, seeded, True
    return len(told(model))


def test_seeded_kols_talk_more_than_home_grown_ones_and_these_more_than_others():
    talk = voices(Role.KOL, True), voices(Role.KOL), voices(Role.ACTIVE)
    assert talk[0] > talk[1] > talk[2]
    assert talk[0] / talk[2] == pytest.approx(4, rel=0.1)
    assert talk[1] / talk[2] == pytest.approx(2.5, rel=0.1)
    assert voices(Role.LURKER, lurker_voice=0) == 0


def test_reach_brings_contacts_and_discounts_persuasion():
    flat = village("word_of_mouth", word_of_mouth={"reach_power": 0, "reach_discount": 0})
    steep = village("word_of_mouth")
    degree = flat.market.degree
    hub, fringe = np.argmax(degree), np.argmin(degree)
    for attribute, sign in (("voice", 1), ("persuasion", -1)):
        gain = getattr(steep.mechanisms["word_of_mouth"], attribute).astype(float)
        gain = gain / getattr(flat.mechanisms["word_of_mouth"], attribute)
        assert sign * gain[hub] > sign * gain[fringe]


def test_nobody_is_told_in_a_closed_beta_nor_on_the_day_of_founding():
    model = village("word_of_mouth")
    model.community.influences.climate.open_to_word_of_mouth = False
    assert told(model) == []
    model.community.begin_day(0)
    assert told(model) == []
    model.community.begin_day(DAY)
    assert told(model) != []


def test_whoever_stays_away_tells_nobody_and_nobody_means_silence():
    model = village("word_of_mouth")
    model.community.people.visiting[:] = False
    assert told(model) == []
    assert told(village("word_of_mouth", members=0)) == []


def test_a_hermit_tells_strangers():
    market = {"size": 60, "clique_size": 1, "acquaintances": 0}
    model = village("word_of_mouth", market=market, word_of_mouth=TALKATIVE | {"mixing": 0})
    assert len({receiver for _, receiver, _ in told(model)}) > 20


def reached(reinforcement, **market):
    """How many of a market have joined after a month of talk among acquaintances alone."""
    flat = dict.fromkeys(("reach_power", "alignment_pull", "likeness_pull", "mixing"), 0)
    world = only(
        "word_of_mouth", "admission", "seeding", days=30, seeding={"count": 60},
        market={"size": 3_000, "acquaintance_spread": 0} | market,
        word_of_mouth=flat | {"reinforcement": reinforcement},
    )  # fmt: skip
    return np.mean([curve(run(world, seed=seed), "members")[-1] for seed in range(4)])


def test_where_it_takes_two_voices_circles_of_friends_spread_it_first():
    circles = {"clique_size": 7, "acquaintances": 2}
    strangers = {"clique_size": 1, "acquaintances": 8}
    assert reached(0, **strangers) > 1.3 * reached(0, **circles)
    assert reached(20, **circles) > 1.1 * reached(20, **strangers)


def test_one_member_more_moves_nobody_elses_contacts():
    few, many = (village("word_of_mouth", members=n, word_of_mouth=TALKATIVE) for n in (20, 21))
    people, extra = many.community.people, set(many.community.members) - set(few.community.members)
    for name in ("role", "seeded", "visiting", "satisfaction"):
        people.columns[name][:] = few.community.people.columns[name]
    everything = told(many)
    assert len(extra) == 1
    assert [c[:2] for c in everything if c[0] not in extra] == [c[:2] for c in told(few)]

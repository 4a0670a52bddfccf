"""Word of mouth: members who visit talk to people they know, and some who listen join.

Contacts of member i in a day: `n_i ~ Poisson(λ share_i a_role (1 + b_K KOL_i) (d_i/k)^χ / mean)`,
with d_i her acquaintances and k their mean: people with more acquaintances meet more. A contact
goes to an acquaintance, or with probability p_mix to anybody, which alone gives the Bass (1969)
model. Each contact adds to the listener's hazard of joining
`π = π0 expr_i (1 + d_i/k)^-ξ e^(β_a(al_j - ½)) e^(β_h(s_ij - ½)) e^(-c_n bad_j)`:
reach persuades less (ξ; Beichert et al. 2024), listeners follow the founder's values (β_a) and
people like themselves (β_h, s_ij the likeness of values). Delight makes people talk more, by
1 + η_w max(0, sat - .7), and a lurker talks a_L times as much as an active member. A share
1 - Λ(4(sat - ¾) + 1.1) of what is said is negative, one in four at usual satisfaction (East et
al. 2007), and is remembered. Contagion may be complex: further members among a listener's
acquaintances make what she hears weigh more (γ), or she joins only once enough of them are in
(τ_v; Granovetter 1978, Centola and Macy 2007).
"""

from __future__ import annotations

import numpy as np

from sim.state.chance import poisson, purpose, unit, words
from sim.state.community import Community
from sim.state.compiling import kernel, threads
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter
from sim.state.people import Column, Status

COUNT = purpose("word_of_mouth.count")
CONTACT = purpose("word_of_mouth.contact")
USUAL_SATISFACTION = 0.75
POSITIVE_AT_USUAL = 1.1
BAD_WORD = -1.0


class WordOfMouthParameters(Switchable):
    """How much members talk about the community, to whom, and how it persuades."""

    # fmt: off
    contacts_per_visit: float = parameter(
        0.5, ge=0, le=20, unit="1/visit", symbol="λ",
        en="people a member tells of the community on a day she visits",
        zh="成员每个到访日向外介绍社群的人数",
    )
    conversion: float = parameter(
        0.28, ge=0, le=5, unit="hazard", symbol="π0", evidence="calibrated",
        source="set so that the default community grows 0.66 % a day from day 60 to 180, "
        "as Hanke's reported members imply",
        en="hazard of joining from one contact with an average speaker", zh="一次介绍带来的入群风险率",
    )
    mixing: float = parameter(
        0.1, ge=0, le=1, unit="share", symbol="p_mix",
        en="share of contacts with strangers instead of acquaintances", zh="对陌生人介绍的占比",
    )
    reach_power: float = parameter(
        0.5, ge=0, le=1, symbol="χ",
        en="how contacts grow with the number of acquaintances", zh="介绍次数随熟人数增长的幂次",
    )
    reach_discount: float = parameter(
        0.43, ge=0, le=0.8, symbol="ξ", evidence="computed",
        source="nano against macro influencers earn 5.4 times as much a follower over a 50-fold "
        "difference in followers (Beichert et al. 2024)",
        en="how persuasion falls with the number of acquaintances", zh="说服力随熟人数下降的幂次",
    )
    alignment_pull: float = parameter(
        2.0, ge=0, le=4, symbol="β_a",
        en="how much those who share the founder's values are easier to win",
        zh="认同创始人者更易被吸引的程度",
    )
    likeness_pull: float = parameter(
        2.0, ge=0, le=4, symbol="β_h",
        en="how much people follow those who think alike", zh="人们更易听信同类的程度",
    )
    likeness_width: float = parameter(
        0.25, gt=0, le=2, symbol="h",
        en="distance of values at which likeness fades", zh="相似感随价值观距离衰减的尺度",
    )
    kol_boost: float = parameter(
        3.0, ge=0, le=20, symbol="b_K",
        en="how many times more a seeded KOL talks, beyond once; home-grown ones half of it",
        zh="种子 KOL 介绍次数的额外倍数（内生 KOL 减半）",
    )
    lurker_voice: float = parameter(
        1.0, ge=0, le=2, symbol="a_L",
        en="how much a lurker talks on a day she visits, relative to an active member",
        zh="潜水者相对活跃成员的介绍频率",
    )
    delight: float = parameter(
        2.0, ge=0, le=10, symbol="η_w",
        en="how much more people talk when satisfaction is above .7", zh="满意度高于 0.7 时介绍增加的程度",
    )
    bad_word_cost: float = parameter(
        0.35, ge=0, le=2, symbol="c_n",
        en="how much each bad word makes a person harder to win", zh="每次负面口碑降低吸引力的程度",
    )
    reinforcement: float = parameter(
        0.0, ge=0, le=20, symbol="γ", evidence="choice",
        en="how much each further acquaintance who is a member adds to persuasion (0: one voice is "
        "as good as many)", zh="每多一位已入群熟人带来的说服力增幅（0 表示一人与多人无异）",
    )
    voices_needed: int = parameter(
        1, ge=1, le=20, unit="people", symbol="τ_v", evidence="choice",
        en="acquaintances who must be members before anybody listens (1: simple contagion)",
        zh="至少有多少位熟人入群后才会被说服（1 为简单传染）",
    )
    return_factor: float = parameter(
        0.3, ge=0, le=1, symbol="f_r",
        en="how easily former members are won again", zh="流失者被再次吸引的相对难易",
    )
    # fmt: on


@kernel
def _count(
    begin, end, visitors, u, voice, base, boost, lurker, delight,
    role, seeded, satisfaction, factor, counts,
):  # fmt: skip
    for i in range(begin, end):
        row = visitors[i]
        mean = base * voice[row] * factor[row]
        if role[row] == 1:
            mean *= 1.0 + (boost if seeded[row] else 0.5 * boost)
        elif role[row] == 3:
            mean *= lurker
        mean *= 1.0 + delight * max(0.0, satisfaction[row] - 0.7)
        counts[i] = poisson(u[i], mean)


@kernel
def _members_among(rows, status):
    found = 0
    for row in rows:
        found += status[row] == 1
    return found


@kernel
def _meet(
    begin, end, visitors, ends, day, key, mixing, indptr, indices, size, senders, receivers, tones,
):  # fmt: skip
    """Whom each visitor tells: acquaintances, or anybody; with the luck of how it sounds."""
    for i in range(begin, end):
        row = visitors[i]
        first = ends[i - 1] if i > 0 else 0
        if first == ends[i]:
            continue
        degree = indptr[row + 1] - indptr[row]
        for e in range(first, ends[i]):
            a, b, c, _ = words(row, day, e - first, CONTACT, key)
            if degree == 0 or unit(a) < mixing:
                receivers[e] = int(unit(b) * size)
            else:
                receivers[e] = indices[indptr[row] + int(unit(b) * degree)]
            senders[e] = row
            tones[e] = unit(c)


@kernel
def _persuade(
    begin, end, senders, receivers, tones, indptr, indices,
    status, satisfaction, persuasion, alignment, alignment_pull, values, likeness_pull, width2,
    bad, bad_cost, reinforcement, voices_needed, returning, hazards,
):  # fmt: skip
    """The hazard of joining that each contact adds: 0 for members, -1 for a bad word."""
    for e in range(begin, end):
        row = senders[e]
        other = receivers[e]
        hazards[e] = 0.0
        if status[other] == 1:
            continue
        positive = 1.0 / (1.0 + np.exp(-(4.0 * (satisfaction[row] - 0.75) + 1.1)))
        if tones[e] >= positive:
            hazards[e] = -1.0
            continue
        d0 = values[row, 0] - values[other, 0]
        d1 = values[row, 1] - values[other, 1]
        likeness = np.exp(-(d0 * d0 + d1 * d1) / width2)
        hazard = persuasion[row] * np.exp(
            alignment_pull * (alignment[other] - 0.5)
            + likeness_pull * (likeness - 0.5)
            - bad_cost * bad[other]
        )
        if reinforcement > 0.0 or voices_needed > 1:
            voices = max(1, _members_among(indices[indptr[other] : indptr[other + 1]], status))
            hazard *= (1.0 + reinforcement * (voices - 1)) / (1.0 + reinforcement)
            if voices < voices_needed:
                hazard = 0.0
        hazards[e] = hazard * (returning if status[other] == 2 else 1.0)


@kernel
def _remember(receivers, hazards, bad):
    for e in range(len(receivers)):
        if hazards[e] < 0.0:
            hazards[e] = 0.0
            if bad[receivers[e]] < 127:
                bad[receivers[e]] += 1


class WordOfMouth(Mechanism):
    """Members tell others of the community."""

    name = "word_of_mouth"
    title_en, title_zh = "Word of mouth", "口碑"
    phase = Phase.WORD_OF_MOUTH
    Parameters = WordOfMouthParameters
    columns = (Column("bad_words", np.int8),)
    sources = (Label("word_of_mouth", "word of mouth", "口碑"),)

    def start(self, community: Community) -> None:
        self.source = community.journal.source("word_of_mouth")
        self._prepare(community)

    def adjust(self, parameters: WordOfMouthParameters, community: Community) -> None:
        self.parameters = parameters
        self._prepare(community)

    def _prepare(self, community: Community) -> None:
        """What does not change from day to day: how much each person says, and how well."""
        p, market = self.parameters, community.market
        relative = market.degree / max(float(market.degree.mean()), 1e-9)
        reach = np.maximum(relative, 1e-9) ** p.reach_power
        reach /= reach.mean()
        self.voice = (market.sharing * reach).astype(np.float32)
        discount = (1 + relative) ** -p.reach_discount
        self.persuasion = (p.conversion * market.expressiveness * discount).astype(np.float32)

    def step(self, community: Community) -> None:
        # On day 0 the first people come together; they tell others from the day after.
        if community.day == 0 or not community.influences.climate.open_to_word_of_mouth:
            return
        p, people, visitors = self.parameters, community.people, community.visitors
        counts = np.empty(len(visitors), np.int64)
        threads.run(
            _count, len(visitors), visitors, community.draw(COUNT, rows=visitors)[0], self.voice,
            p.contacts_per_visit, p.kol_boost, p.lurker_voice, p.delight, people.role,
            people.seeded, people.satisfaction, community.influences.contact_factor, counts,
        )  # fmt: skip
        self._tell(community, visitors, np.cumsum(counts))

    def _tell(self, community: Community, visitors: np.ndarray, ends: np.ndarray) -> None:
        p, people, market = self.parameters, community.people, community.market
        total = int(ends[-1]) if len(ends) else 0
        senders, receivers = np.empty(total, np.int32), np.empty(total, np.int32)
        tones, hazards = np.empty(total), np.empty(total)
        threads.run(
            _meet, len(ends), visitors, ends, community.day, community.chance.key, p.mixing,
            market.indptr, market.indices, community.size, senders, receivers, tones,
        )  # fmt: skip
        threads.run(
            _persuade, total, senders, receivers, tones, market.indptr, market.indices,
            people.status, people.satisfaction, self.persuasion, market.alignment,
            p.alignment_pull, people.values, p.likeness_pull, 2 * p.likeness_width**2,
            people.bad_words, p.bad_word_cost, p.reinforcement, p.voices_needed, p.return_factor,
            hazards,
        )  # fmt: skip
        _remember(receivers, hazards, people.bad_words)
        hazards *= community.influences.climate.persuasion
        community.hear(senders, receivers, hazards, self.source)


assert (Status.MEMBER, Status.GONE) == (1, 2)  # the kernels know them by these numbers

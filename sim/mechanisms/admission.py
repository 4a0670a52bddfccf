"""Admission: who of those that want to join is let in.

Wanting builds up: each contact adds its hazard to a person's exposure, and she asks to join when
it passes one exponential threshold of her own. That is the same as a chance 1 - exp(-sum of
hazards), and the same luck meets her under every strategy. The inviter is one of the day's
speakers, in proportion to the hazards of what they said. At the door a fee asks for willingness to pay (a vote
with money) and screening for alignment, seen with an error that is drawn once a person; a refusal
is remembered. In a closed beta only seeds come in until a day; what others hear is not lost.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from sim.state.chance import mixed, purpose, uniform, words
from sim.state.community import Community
from sim.state.compiling import kernel
from sim.state.journal import Label
from sim.state.mechanism import Mechanism, Phase
from sim.state.parameters import Switchable, parameter
from sim.state.people import NOBODY, Column

THRESHOLD = purpose("admission.threshold")
INVITER = purpose("admission.inviter")
JUDGEMENT = purpose("admission.judgement")
FOR_EVER = 2**30


class AdmissionParameters(Switchable):
    """The threshold of entry."""

    # fmt: off
    fee: float = parameter(
        0.0, ge=0, le=1e6, unit="currency", symbol="fee", evidence="choice",
        en="what a new member pays to join (seeds do not pay)", zh="入群费（种子成员不付）",
    )
    screening: float = parameter(
        0.0, ge=0, le=0.9, unit="alignment", symbol="thr", evidence="choice",
        en="alignment with the founder's values asked of newcomers (0 lets everybody in)",
        zh="入群所需的价值观契合度（0 为不设门槛）",
    )
    screening_error: float = parameter(
        0.15, ge=0, le=0.5, unit="alignment", symbol="σ_a",
        en="how wrongly alignment is judged at the door (sd)", zh="入群审核的判断误差（标准差）",
    )
    closed_until_day: int = parameter(
        0, ge=0, le=3650, unit="days", evidence="choice",
        en="day until which only invited seeds are in (closed beta)", zh="封测结束日（此前仅受邀种子在群内）",
    )
    commitment: float = parameter(
        0.2, ge=0, le=2, unit="logit", symbol="sunk",
        source="effort to enter raises liking (Aronson and Mills 1959)",
        en="pull on belonging of having paid to enter", zh="付费入群带来的归属感增量",
    )
    reapply_after_days: int = parameter(
        0, ge=0, le=3650, unit="days", evidence="choice",
        en="days after which a refused person may ask again (0 never)", zh="被拒后多少天可再次申请（0 为不可）",
    )
    # fmt: on


@kernel
def _listen(
    receivers, hazards, factor, appeal, day, key, status, spells, refused_until, exposure, wants
):  # fmt: skip
    """Add up what people heard; mark those whose exposure passes their threshold."""
    for e in range(len(receivers)):
        row = receivers[e]
        if hazards[e] <= 0.0 or status[row] == 1 or refused_until[row] > day:
            continue
        exposure[row] += hazards[e] * factor * appeal[row]
        u = uniform(row, spells[row], 0, THRESHOLD, key)
        # -ln u > 1 - u: most have not heard enough for either, and need no logarithm.
        if exposure[row] >= 1.0 - u and exposure[row] >= -np.log(u):
            wants[row] = True


@kernel
def _find_inviters(senders, receivers, hazards, source, heat, day, key, wants, best, inviter, via):
    """The winner of an exponential race of all that was said today, at its hazards.

    A contact's lane is its speaker and which of her contacts it was, so that nobody else's
    contacts change its luck; `heat` is the same for all contacts from one source.
    """
    first = 0
    for e in range(len(receivers)):
        if senders[e] != senders[first]:
            first = e
        row = receivers[e]
        if not wants[row] or hazards[e] <= 0.0:
            continue
        lane = (np.int64(senders[e] + 1) << 32) + (e - first)
        word = words(row, day, heat, INVITER, key)[0]
        time = -np.log(mixed(word, lane)) / hazards[e]
        if time < best[row]:
            best[row] = time
            inviter[row] = senders[e]
            via[row] = source


class Admission(Mechanism):
    """The door: exposure becomes a wish to join, and the threshold of entry decides."""

    name = "admission"
    title_en, title_zh = "Admission", "入群门槛"
    phase = Phase.ADMISSION
    Parameters = AdmissionParameters
    columns = (Column("exposure", np.float32), Column("refused_until", np.int32))
    pulls = (Label("commitment", "too little at stake", "投入不足"),)

    def start(self, community: Community) -> None:
        size = community.size
        error = community.chance.uniforms(community.market.rows, 0, JUDGEMENT)[0]
        self.judgement = ndtri(error).astype(np.float32)
        self.heats = [purpose(f"source.{label.name}") for label in community.journal.sources]
        self.wants = np.zeros(size, np.bool_)
        self.best = np.full(size, np.inf)
        self.inviter = np.full(size, NOBODY, np.int32)
        self.via = np.zeros(size, np.int8)

    def adjust(self, parameters: AdmissionParameters, community: Community) -> None:
        self.parameters = parameters
        community.people.refused_until[:] = 0  # a new threshold is worth a new try

    def set_climate(self, community: Community) -> None:
        closed = community.day < self.parameters.closed_until_day
        community.influences.climate.open_to_word_of_mouth = not closed

    def step(self, community: Community) -> None:
        people, chance = community.people, community.chance
        factor = community.influences.climate.join_factor
        for _, receivers, hazards, _ in community.contacts:
            _listen(
                receivers, hazards, factor, community.influences.appeal, community.day,
                chance.key, people.status, people.spells, people.refused_until, people.exposure,
                self.wants,
            )  # fmt: skip
        rows = np.flatnonzero(self.wants).astype(np.int32)
        if not len(rows):
            return
        if community.day < self.parameters.closed_until_day:
            self.wants[rows] = False  # the wish stays, and is heard when the doors open
            return
        for senders, receivers, hazards, source in community.contacts:
            _find_inviters(
                senders, receivers, hazards, source, self.heats[source], community.day, chance.key,
                self.wants, self.best, self.inviter, self.via,
            )  # fmt: skip
        self._open_door(community, rows)
        self.wants[rows] = False
        self.best[rows] = np.inf
        self.inviter[rows] = NOBODY

    def _open_door(self, community: Community, rows: np.ndarray) -> None:
        p, market = self.parameters, community.market
        pays = market.willingness_to_pay[rows] >= p.fee
        seen = market.alignment[rows] + p.screening_error * self.judgement[rows]
        let_in = pays & ((p.screening == 0) | (seen > p.screening))
        let_in &= rows != community.founder  # a founder who left does not come back as a guest
        refused = rows[~let_in]
        wait = p.reapply_after_days or FOR_EVER
        community.people.refused_until[refused] = community.day + wait
        entering = rows[let_in]
        inviters = self.inviter[entering]
        community.join(entering, source=self.via[entering].astype(np.int64), inviters=inviters)
        if p.fee > 0:
            community.influences.belonging_pull["commitment"][entering] = p.commitment
        community.ledger.receive("entry fees", p.fee * len(entering))
        invited = inviters >= 0
        community.encounters.add(entering[invited], inviters[invited], 1.0)
        community.encounters.add(inviters[invited], entering[invited], 1.0)

    def welcome(self, community: Community, rows: np.ndarray) -> None:
        community.people.exposure[rows] = 0.0

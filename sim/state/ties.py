"""Ties between members: who knows whom, how well, fading unless renewed.

Attention is bounded: a member keeps a fixed number of ties, and the weakest makes room for a new
one. Others may hold any number of ties to her: a star has many fans and few friends. Strength
fades with a half-life; it is stored scaled to day 0 (forward decay, Cormode et al. 2009), so that
nothing has to be touched while a tie merely fades.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from sim.state.chance import mixed, words
from sim.state.compiling import kernel, threads
from sim.state.people import MEMBER

SLOTS = 32
EMPTY = 0
"""A slot holds the partner's row plus one, so that an untouched page of zeros is empty."""
RESCALE_AT = 40.0
"""Half-lives after which stored strengths are scaled back to today, well within float32."""
GONE_BELOW = 0.1
"""Strength under which a tie is forgotten when it is looked through."""
REVIEW_DAYS = 28
MEETINGS_WORTH_A_THREAD = 1000
"""Far fewer than members: each meeting waits for a tie's place in memory."""


@kernel
def strengthen(who, strength, total, row, partner, amount, founder):
    """Add a scaled amount to row's tie to partner, in a free slot or that of the weakest."""
    code = partner + 1
    place = -1
    weakest = 0
    slots = who.shape[1]
    for s in range(slots):
        if who[row, s] == code:
            strength[row, s] += amount
            if partner != founder:
                total[row] += amount
            return
        if who[row, s] == EMPTY:
            if place < 0:
                place = s
        elif strength[row, s] < strength[row, weakest] or who[row, weakest] == EMPTY:
            weakest = s
    if place < 0:
        place = weakest
        if who[row, place] - 1 != founder:
            total[row] -= strength[row, place]
    who[row, place] = code
    strength[row, place] = amount
    if partner != founder:
        total[row] += amount


@kernel
def _apply(begin, end, owner, partner, weight, scale, founder, who, strength, total):
    """Apply encounters sorted by owner; a part takes whole owners, each in order."""
    while 0 < begin < len(owner) and owner[begin] == owner[begin - 1]:
        begin += 1
    while 0 < end < len(owner) and owner[end] == owner[end - 1]:
        end += 1
    for e in range(begin, end):
        strengthen(
            who, strength, total, owner[e], partner[e], np.float32(weight[e] * scale), founder
        )


@kernel
def _review(begin, end, turn, status, founder, floor, who, strength, total):
    """Forget members' ties that faded or whose partner left, and add up anew what is left."""
    for i in range(begin, end):
        row = turn + REVIEW_DAYS * i
        if status[row] != MEMBER:
            continue
        kept = np.float32(0.0)
        for s in range(who.shape[1]):
            code = who[row, s]
            if code == EMPTY:
                continue
            if strength[row, s] < floor or status[code - 1] != 1:
                who[row, s] = EMPTY
                strength[row, s] = 0.0
            elif code - 1 != founder:
                kept += strength[row, s]
        total[row] = kept


@kernel
def pick_tie(who, strength, status, row, day, k, purpose_number, key):
    """One of row's ties to a member, in proportion to strength; -1 when there is none.

    An exponential race keyed by the partner, not by the slot: the luck of meeting a friend is
    the pair's own.
    """
    word = words(row, day, k, purpose_number, key)[0]
    best = -1
    fastest = np.inf
    for s in range(who.shape[1]):
        code = who[row, s]
        if code == EMPTY:
            continue
        u = mixed(word, code)
        # -ln u >= 1 - u: who cannot win even so needs no logarithm.
        if (1.0 - u) >= fastest * strength[row, s] or status[code - 1] != 1:
            continue
        time = -np.log(u) / strength[row, s]
        if time < fastest:
            fastest = time
            best = code - 1
    return best


@kernel
def _gather(begin, end, rows, place, who, strength, floor, scale, counts):
    """The ties among `rows`, one row after the other: to whom, how strong; `counts` by row."""
    # Room for as many as there can be; what is not written to takes no memory.
    indices = np.empty((end - begin) * who.shape[1], np.int32)
    data = np.empty((end - begin) * who.shape[1], np.float32)
    at = 0
    for i in range(begin, end):
        before = at
        for s in range(who.shape[1]):
            code = who[rows[i], s]
            if code != EMPTY and strength[rows[i], s] >= floor and place[code - 1] >= 0:
                indices[at] = place[code - 1]
                data[at] = strength[rows[i], s] * scale
                at += 1
        counts[i] = at - before
    return indices[:at].copy(), data[:at].copy()


class Ties:
    """All ties: `who` int32[N, slots] (row + 1, 0 empty) and `strength` float32, scaled."""

    def __init__(self, size: int, founder: int, half_life_days: float = 110.0) -> None:
        self.size = size
        self.founder = founder
        self.half_life_days = half_life_days
        self.who = np.zeros((size, SLOTS), np.int32)
        self.strength = np.zeros((size, SLOTS), np.float32)
        self.total = np.zeros(size, np.float32)
        """Scaled sum of a person's ties to members other than the founder."""
        self._scaled_to = 0

    def scale(self, day: int) -> float:
        """What one unit of strength given on `day` counts in the stored scale."""
        return float(2.0 ** ((day - self._scaled_to) / self.half_life_days))

    def set_half_life(self, days: float, day: int) -> None:
        """Change how fast ties fade from `day` on; what has faded so far is settled first."""
        self._settle(day)
        self.half_life_days = days

    def _settle(self, day: int) -> None:
        if day == self._scaled_to:
            return  # and pages that nobody has written stay untouched
        shrink = np.float32(1.0 / self.scale(day))
        self.strength *= shrink
        self.total *= shrink
        self._scaled_to = day

    def apply(self, owner: np.ndarray, partner: np.ndarray, weight: np.ndarray, day: int) -> None:
        """Renew ties: `owner` (sorted) meets `partner`, which adds `weight` to the owner's tie."""
        if (day - self._scaled_to) / self.half_life_days > RESCALE_AT:
            self._settle(day)
        threads.run(
            _apply, len(owner), owner, partner, weight, self.scale(day), self.founder,
            self.who, self.strength, self.total, worth=MEETINGS_WORTH_A_THREAD,
        )  # fmt: skip

    def review(self, status: np.ndarray, day: int) -> None:
        """Look through a 28th of the members' ties, by turns: forget the faded and the gone."""
        turn = day % REVIEW_DAYS
        floor = np.float32(GONE_BELOW * self.scale(day))
        threads.run(
            _review, len(range(turn, self.size, REVIEW_DAYS)), turn, status, self.founder, floor,
            self.who, self.strength, self.total,
        )  # fmt: skip

    def to_csr(self, rows: np.ndarray, day: int) -> csr_array:
        """Directed ties among `rows` on `day`: float32 matrix, entry i, j how strong i's is to j.

        Ties fainter than a tenth of one meeting are left out.
        """
        place = np.full(self.size, -1, np.int32)
        place[rows] = np.arange(len(rows), dtype=np.int32)
        floor = np.float32(GONE_BELOW * self.scale(day))
        scale = np.float32(1.0 / self.scale(day))
        indptr = np.zeros(len(rows) + 1, np.int32)
        indices, data = threads.listed(
            _gather, len(rows), rows, place, self.who, self.strength, floor, scale, indptr[1:]
        )
        np.cumsum(indptr, out=indptr)
        return csr_array((data, indices, indptr), shape=(len(rows), len(rows)))


@kernel
def _in_order(keys, partner, weight):
    """Owner, partner and weight of meetings in the order of keys (owner, place before sorting)."""
    owner_ = np.empty(len(keys), np.int32)
    partner_ = np.empty_like(partner)
    weight_ = np.empty_like(weight)
    for e in range(len(keys)):
        place = keys[e] & 0xFFFFFFFF
        owner_[e] = keys[e] >> 32
        partner_[e] = partner[place]
        weight_[e] = weight[place]
    return owner_, partner_, weight_


class Encounters:
    """Today's meetings, as a list: an owner met a partner, which adds a weight to her tie."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Begin a day without meetings."""
        self._parts: list[tuple[np.ndarray, np.ndarray, float]] = []
        self._sorted: tuple[np.ndarray, np.ndarray, np.ndarray] | None = None

    def add(self, owner: np.ndarray, partner: np.ndarray, weight: float) -> None:
        """Meetings of owners with partners (int32 rows), each of the same weight."""
        self._parts.append((owner, partner, weight))
        self._sorted = None

    def by_owner(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """All of today's meetings as owner, partner, weight, sorted by owner, else in order."""
        if self._sorted is None:
            self._sorted = self._sort()
        return self._sorted

    def _sort(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        if not self._parts:
            none = np.empty(0, np.int32)
            return none, none, np.empty(0, np.float32)
        owners, partners, weights = zip(*self._parts, strict=True)
        owner, partner = np.concatenate(owners), np.concatenate(partners)
        weight = np.repeat(np.array(weights, np.float32), [len(part) for part in owners])
        # Keys are unique, so an unstable fast sort still gives one order only.
        keys = np.sort((owner.astype(np.int64) << 32) | np.arange(len(owner)))
        return _in_order(keys, partner, weight)

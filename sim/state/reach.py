"""Reach: how far a word travels from some people by itself, and from whom it travels farthest.

In the independent cascade (Kempe, Kleinberg and Tardos 2003) whoever hears tells each acquaintance
once, who hears with probability p, or with 1 over the number of her own acquaintances. `spread`
simulates it. `farthest` chooses the people from whom most will hear: a *reverse-reachable set* is
everybody from whom the word would reach one random person, so people who lie in many such sets
reach many. How many sets are needed is worked out by IMM (Tang, Shi and Xiao 2015; the second phase
draws fresh sets, as Chen 2018 asks), so that the choice is within 1 - 1/e - ε of the best.
"""

from __future__ import annotations

from math import lgamma, log, sqrt

import numpy as np

from sim.state.chance import mixed, purpose, uniform, words
from sim.state.compiling import kernel

ROOT, COIN, CASCADE = (purpose(f"reach.{name}") for name in ("root", "coin", "cascade"))
BY_DEGREE = 0.0
"""The probability that stands for 1 over the number of the hearer's acquaintances."""
EPSILON = 0.2
"""How far from the guarantee a choice may stay; on social graphs it is far better than that."""
MOST_SETS = 2_000_000
"""Where the bound asks for more sets than this, it is not kept."""


@kernel
def _hears(probability, indptr, row):
    """How likely `row` hears what one acquaintance tells her."""
    return probability if probability > 0.0 else 1.0 / max(indptr[row + 1] - indptr[row], 1)


@kernel
def _cascade(indptr, indices, probability, seeds, run, key, heard_in, queue):
    """How many hear in one run of the cascade; heard_in[row] is the last run in which row heard."""
    tail = 0
    for i in range(len(seeds)):
        if heard_in[seeds[i]] != run:
            heard_in[seeds[i]] = run
            queue[tail] = seeds[i]
            tail += 1
    head = 0
    while head < tail:
        row = queue[head]
        head += 1
        word = words(row, run, 0, CASCADE, key)[0]
        for e in range(indptr[row], indptr[row + 1]):
            other = indices[e]
            told = heard_in[other] == run
            if not told and mixed(word, other) < _hears(probability, indptr, other):
                heard_in[other] = run
                queue[tail] = other
                tail += 1
    return tail


@kernel
def _cascades(indptr, indices, probability, seeds, runs, key):
    size = len(indptr) - 1
    heard_in = np.full(size, -1, np.int64)
    queue = np.empty(size, np.int32)
    counts = np.empty(runs, np.int64)
    for run in range(runs):
        counts[run] = _cascade(indptr, indices, probability, seeds, run, key, heard_in, queue)
    return counts


def spread(
    indptr: np.ndarray,
    indices: np.ndarray,
    seeds: np.ndarray,
    key: np.ndarray,
    *,
    probability: float = BY_DEGREE,
    runs: int = 1000,
) -> np.ndarray:
    """How many hear from these seeds, themselves included, in each run; int64[runs]."""
    return _cascades(indptr, indices, float(probability), np.asarray(seeds, np.int32), runs, key)


@kernel
def _trace_back(indptr, indices, probability, number, key, seen_in, out, at):
    """Write the reverse-reachable set of this number into `out` from `at` on; where it ends."""
    root = int(uniform(0, number, 0, ROOT, key) * (len(indptr) - 1))
    out[at] = root
    seen_in[root] = number
    head, tail = at, at + 1
    while head < tail:
        row = out[head]
        head += 1
        chance = _hears(probability, indptr, row)
        word = words(row, number, 0, COIN, key)[0]
        for e in range(indptr[row], indptr[row + 1]):
            other = indices[e]
            if seen_in[other] != number and mixed(word, other) < chance:
                seen_in[other] = number
                out[tail] = other
                tail += 1
    return tail


@kernel
def _trace_many(indptr, indices, probability, first, last, key, seen_in, out, ends):
    """Draw sets `first` to `last` as far as there is room for any set; how many were drawn."""
    at = 0
    for number in range(first, last):
        if at + len(indptr) - 1 > len(out):
            return number - first
        at = _trace_back(indptr, indices, probability, number, key, seen_in, out, at)
        ends[number - first] = at
    return last - first


@kernel
def _sort_by_person(flat, ends, size):
    """For each person the numbers of the sets she is in: where they end, and the sets."""
    people_ends = np.zeros(size + 1, np.int64)
    for i in range(len(flat)):
        people_ends[flat[i] + 1] += 1
    people_ends = np.cumsum(people_ends)
    at = people_ends[:-1].copy()
    sets = np.empty(len(flat), np.int32)
    begin = 0
    for number in range(len(ends)):
        for i in range(begin, ends[number]):
            sets[at[flat[i]]] = number
            at[flat[i]] += 1
        begin = ends[number]
    return people_ends, sets


@kernel
def _cover_hers(row, flat, ends, people_ends, sets, covered, gain):
    """Cover the sets that a person is in; how many were not covered yet."""
    new = 0
    for s in range(people_ends[row], people_ends[row + 1]):
        number = sets[s]
        if not covered[number]:
            covered[number] = True
            new += 1
            for i in range(ends[number - 1] if number > 0 else 0, ends[number]):
                gain[flat[i]] -= 1
    return new


@kernel
def _cover(flat, ends, people_ends, sets, taken, chosen):
    """Fill `chosen` with those who cover most sets not covered yet; how many sets are covered.

    Sets that people of `taken` are in are covered before, and those people are not chosen. Among
    equals the lowest row is taken. There must be enough people.
    """
    size = len(people_ends) - 1
    gain = people_ends[1:] - people_ends[:-1]
    covered = np.zeros(len(ends), np.bool_)
    count = 0
    for row in range(size):
        if taken[row]:
            count += _cover_hers(row, flat, ends, people_ends, sets, covered, gain)
            gain[row] = -1
    for turn in range(len(chosen)):
        best = 0
        for row in range(1, size):
            if gain[row] > gain[best]:
                best = row
        count += _cover_hers(best, flat, ends, people_ends, sets, covered, gain)
        gain[best] = -1
        chosen[turn] = best
    return count


class Sets:
    """Reverse-reachable sets of one graph, drawn as they are asked for."""

    def __init__(
        self, indptr: np.ndarray, indices: np.ndarray, probability: float, key: np.ndarray
    ) -> None:
        self.indptr, self.indices = indptr, indices
        self.probability = float(probability)
        self.key = key
        self.size = len(indptr) - 1
        self.drawn = 0
        """How many sets have been drawn so far: the number of the next one."""
        self.forget()

    def forget(self) -> None:
        """Keep none of the sets; the next ones are fresh."""
        self.flat = np.empty(0, np.int32)
        self.ends = np.empty(0, np.int64)

    def draw_to(self, count: int) -> None:
        """Draw until there are `count` sets."""
        seen_in = np.full(self.size, -1, np.int64)
        flats, ends, at = [self.flat], [self.ends], len(self.flat)
        wanted = count - len(self.ends)
        while wanted > 0:
            part = np.empty(max(8 * self.size, 1_000_000), np.int32)
            part_ends = np.empty(wanted, np.int64)
            done = _trace_many(
                self.indptr, self.indices, self.probability, self.drawn, self.drawn + wanted,
                self.key, seen_in, part, part_ends,
            )  # fmt: skip
            flats.append(part[: part_ends[done - 1]].copy())
            ends.append(part_ends[:done] + at)
            at += len(flats[-1])
            self.drawn += done
            wanted -= done
        self.flat, self.ends = np.concatenate(flats), np.concatenate(ends)

    def best(self, number: int, taken: np.ndarray) -> tuple[np.ndarray, float]:
        """Whom to choose beside those taken, best first, and how many all these reach."""
        chosen = np.empty(number, np.int32)
        people_ends, sets = _sort_by_person(self.flat, self.ends, self.size)
        count = _cover(self.flat, self.ends, people_ends, sets, taken, chosen)
        return chosen, self.size * count / len(self.ends)


def farthest(
    indptr: np.ndarray,
    indices: np.ndarray,
    number: int,
    key: np.ndarray,
    *,
    probability: float = BY_DEGREE,
    taken: np.ndarray | None = None,
    epsilon: float = EPSILON,
) -> tuple[np.ndarray, float]:
    """The people from whom most will hear, best first, and how many that is expected to be.

    `taken` (bool per person) are those who tell it anyway: they are not chosen, and whom they reach
    is not counted twice; their reach is part of the expected number. Graph as CSR, symmetric.
    """
    size = len(indptr) - 1
    out = np.zeros(size, np.bool_) if taken is None else taken
    number = min(number, size - int(out.sum()))
    if number <= 0:
        return np.empty(0, np.int32), float("nan")
    sets = Sets(indptr, indices, probability, key)
    bound = _lower_bound(sets, number, out, epsilon)
    sets.forget()
    sets.draw_to(min(_sets_needed(size, number, bound, epsilon), MOST_SETS))
    return sets.best(number, out)


def _log_choices(size: int, number: int) -> float:
    """Logarithm of the number of ways to choose so many people."""
    return lgamma(size + 1) - lgamma(number + 1) - lgamma(size - number + 1)


def _lower_bound(sets: Sets, number: int, taken: np.ndarray, epsilon: float) -> float:
    """A number of people that the best choice surely reaches (IMM, algorithm 2)."""
    size = sets.size
    slack = sqrt(2) * epsilon
    sure = log(size) + log(2)  # probability 1 - 1/size over both phases
    tests = _log_choices(size, number) + sure + log(max(log(size) / log(2), 1))
    enough = (2 + 2 * slack / 3) * tests * size / slack**2
    guess = size / 2
    while guess > 1:
        sets.draw_to(min(int(np.ceil(enough / guess)), MOST_SETS))
        reached = sets.best(number, taken)[1]
        if reached >= (1 + slack) * guess:
            return reached / (1 + slack)
        guess /= 2
    return 1.0


def _sets_needed(size: int, number: int, bound: float, epsilon: float) -> int:
    """Sets for a choice within 1 - 1/e - ε of the best, given what the best surely reaches."""
    sure, share = log(size) + 2 * log(2), 1 - np.exp(-1)
    alpha = sqrt(sure)
    beta = sqrt(share * (_log_choices(size, number) + sure))
    return int(np.ceil(2 * size * (share * alpha + beta) ** 2 / (epsilon**2 * bound)))

"""Chance: random numbers that belong to a person, a day and a purpose.

The generator is Philox 4x32-10 (Salmon, Moraes, Dror and Shaw 2011): a number is a pure function
of a key and a counter. The key comes from the root seed and the replicate, the counter is
(person, day, k, purpose). So the same person meets the same luck under every strategy, whatever
the order, the number of threads, or what else is switched on (common random numbers).
"""

from __future__ import annotations

import zlib

import numpy as np

from sim.state.compiling import kernel, threads

_M0 = np.uint64(0xD2511F53)
_M1 = np.uint64(0xCD9E8D57)
_W0 = np.uint64(0x9E3779B9)
_W1 = np.uint64(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_UNIT = 2.0**-32
_STAGE = 256
_LARGE = 500.0

_purposes: dict[int, str] = {}


def purpose(name: str) -> int:
    """The number by which a purpose enters the counter; the same name is always the same number.

    Raises ValueError when two names collide, so that two purposes never share their luck.
    """
    number = zlib.crc32(name.encode())
    if _purposes.setdefault(number, name) != name:
        raise ValueError(f"the purposes {name!r} and {_purposes[number]!r} share a number")
    return number


@kernel
def philox(c0, c1, c2, c3, k0, k1):
    """Ten rounds of Philox 4x32 on a counter of four words under a key of two (all uint64 < 2^32).

    Returns the four output words. Source: Salmon et al. 2011, table 2 and section 5.3.
    """
    for _ in range(10):
        product0 = c0 * _M0
        product1 = c2 * _M1
        c0 = (product1 >> _HALF) ^ c1 ^ k0
        c1 = product1 & _LOW
        c2 = (product0 >> _HALF) ^ c3 ^ k1
        c3 = product0 & _LOW
        k0 = (k0 + _W0) & _LOW
        k1 = (k1 + _W1) & _LOW
    return c0, c1, c2, c3


@kernel
def words(person, day, k, purpose_number, key):
    """Four random words for one person, day, k and purpose under `key` (uint64[2])."""
    return philox(
        np.uint64(person),
        np.uint64(day) & _LOW,
        np.uint64(k) & _LOW,
        np.uint64(purpose_number) & _LOW,
        key[0],
        key[1],
    )


@kernel
def unit(word):
    """A word as a number strictly between 0 and 1."""
    return (np.float64(np.int64(word)) + 0.5) * _UNIT


@kernel
def uniform(person, day, k, purpose_number, key):
    """One uniform number for one person, day, k and purpose."""
    return unit(words(person, day, k, purpose_number, key)[0])


@kernel
def exponential(person, day, k, purpose_number, key):
    """One standard exponential number for one person, day, k and purpose."""
    return -np.log(uniform(person, day, k, purpose_number, key))


@kernel
def mixed(word, identity):
    """A uniform number from a random word and somebody's identity (SplitMix64's finaliser).

    For races among many candidates: one Philox word for the race, a cheap mix for each runner
    (Steele, Lea and Flood 2014).
    """
    z = (word << _HALF) ^ (np.uint64(identity) * np.uint64(0x9E3779B97F4A7C15))
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return unit((z ^ (z >> np.uint64(31))) >> _HALF)


@kernel
def happens(u, hazard):
    """Whether something with this hazard over the day happens, given the uniform `u`."""
    # u >= hazard already rules it out, and spares most people the exponential.
    return u < hazard and u < 1.0 - np.exp(-hazard)


@kernel
def normal(u):
    """The standard normal number that belongs to the uniform `u`, to 4.5e-4.

    Source: Abramowitz and Stegun 1964, formula 26.2.23.
    """
    t = np.sqrt(-2.0 * np.log(min(u, 1.0 - u)))
    above = 2.515517 + t * (0.802853 + t * 0.010328)
    below = 1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    z = t - above / below
    return -z if u < 0.5 else z


@kernel
def poisson(u, mean):
    """The Poisson count that belongs to the uniform `u`, by inversion: more mean, more count.

    Large means use the normal approximation with its skewness mended (Cornish and Fisher 1938).
    """
    if u < 1.0 - mean:
        return 0
    if mean > _LARGE:
        z = normal(u)
        near = mean + np.sqrt(mean) * z + (z * z - 1.0) / 6.0
        # Never below the exact count of a smaller mean: where the two meet, it stays monotone.
        return max(int(near + 0.5), _climb(u, _LARGE))
    return _climb(u, mean)


@kernel
def _climb(u, mean):
    """The Poisson count of `u`, adding up probabilities until they reach it."""
    mass = np.exp(-mean)
    total = mass
    count = 0
    # The bound ends the search where the rounded tail can no longer reach u.
    limit = int(mean + 12.0 * np.sqrt(mean) + 30.0)
    while u > total and count < limit:
        count += 1
        mass *= mean / count
        total += mass
    return count


@kernel
def _fill(begin, end, rows, day, k, purpose_number, key, out):
    """Write out.shape[0] (at most four) uniforms for each row.

    Rounds run over stages of rows, so that the compiler can work on several rows at once.
    """
    c = np.empty((4, _STAGE), np.uint64)
    for start in range(begin, end, _STAGE):
        n = min(_STAGE, end - start)
        for i in range(n):
            c[0, i] = np.uint64(rows[start + i])
            c[1, i] = np.uint64(day) & _LOW
            c[2, i] = np.uint64(k) & _LOW
            c[3, i] = np.uint64(purpose_number) & _LOW
        k0 = key[0]
        k1 = key[1]
        for _ in range(10):
            for i in range(n):
                product0 = c[0, i] * _M0
                product1 = c[2, i] * _M1
                c[0, i] = (product1 >> _HALF) ^ c[1, i] ^ k0
                c[2, i] = (product0 >> _HALF) ^ c[3, i] ^ k1
                c[1, i] = product1 & _LOW
                c[3, i] = product0 & _LOW
            k0 = (k0 + _W0) & _LOW
            k1 = (k1 + _W1) & _LOW
        for word in range(out.shape[0]):
            for i in range(n):
                out[word, start + i] = (np.float64(np.int64(c[word, i])) + 0.5) * _UNIT


def make_key(seed: int, replicate: int) -> np.ndarray:
    """The key of a replicate, uint64[2]: a hash of root seed and replicate, never of an order."""
    low, high = np.uint64(seed & 0xFFFFFFFF), np.uint64((seed >> 32) & 0xFFFFFFFF)
    index = np.uint64(replicate)
    zero = np.uint64(0)
    first, second, _, _ = philox(index, zero, zero, zero, low, high)
    return np.array([first, second], np.uint64)


class Chance:
    """All the luck of one run."""

    def __init__(self, seed: int, replicate: int = 0) -> None:
        self.key = make_key(seed, replicate)

    def uniforms(
        self, rows: np.ndarray, day: int, purpose_number: int, *, count: int = 1, k: int = 0
    ) -> np.ndarray:
        """Uniforms in (0, 1), float64[count, len(rows)], keyed by row, day, k and purpose."""
        out = np.empty((count, len(rows)))
        threads.run(_fill, len(rows), rows, day, k, purpose_number, self.key, out)
        return out

    def uniform(self, person: int, day: int, purpose_number: int, k: int = 0) -> float:
        """One uniform number in (0, 1)."""
        return float(uniform(person, day, k, purpose_number, self.key))

    def poisson(self, mean: float, day: int, purpose_number: int, k: int = 0) -> int:
        """A count for the whole community on one day."""
        return int(poisson(uniform(0, day, k, purpose_number, self.key), mean))

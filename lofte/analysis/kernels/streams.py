"""Random numbers for replicates: stream r of a seed is the same whoever draws it, and when.

SplitMix64 (Steele, Lea & Flood 2014): the state is one number, the step is a constant, and the
start of stream r is the r-th output of the stream of the seed, mixed once more.
"""

import numpy as np

from lofte.analysis.compiled import compiled

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_30, _27, _31, _32, _11 = (np.uint64(bits) for bits in (30, 27, 31, 32, 11))
_UNIT = 1.0 / 9007199254740992.0  # 2 ** -53


@compiled
def mixed(state: np.uint64) -> np.uint64:
    """The output that belongs to a state."""
    z = (state ^ (state >> _30)) * _FIRST
    z = (z ^ (z >> _27)) * _SECOND
    return z ^ (z >> _31)


@compiled
def stream(seed: int, replicate: int) -> np.uint64:
    """The first state of a replicate."""
    start = mixed(np.uint64(seed) * _STEP + _STEP)
    return mixed(start + (np.uint64(replicate) + np.uint64(1)) * _STEP)


@compiled
def advanced(state: np.uint64) -> np.uint64:
    """The next state."""
    return state + _STEP


@compiled
def below(state: np.uint64, limit: int) -> int:
    """A number in range(limit), limit < 2 ** 32; uneven by less than one in four thousand million
    (Lemire 2019, without the last rejection)."""
    return int(((mixed(state) >> _32) * np.uint64(limit)) >> _32)


@compiled
def unit(state: np.uint64) -> float:
    """A number in [0, 1)."""
    return np.float64(mixed(state) >> _11) * _UNIT

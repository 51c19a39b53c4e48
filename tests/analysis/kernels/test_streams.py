"""Chance that is the same everywhere: a replicate draws the same whoever computes it."""

import numpy as np
from scipy.stats import chisquare, kstest

from lofte.analysis.kernels import streams
from tests.analysis.kernels.plain import plain


def drawn(seed, replicate, n):
    """n numbers of a stream, computed as the definition says, with Python's whole numbers."""
    wrap = 2**64
    step = 0x9E3779B97F4A7C15

    def mixed(z):
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % wrap
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB % wrap
        return z ^ (z >> 31)

    state = mixed((mixed((seed * step + step) % wrap) + (replicate + 1) * step) % wrap)
    return [mixed((state + k * step) % wrap) for k in range(n)]


def test_a_stream_is_what_the_definition_says(monkeypatch):
    for seed, replicate in ((0, 0), (47, 3), (2**40, 998)):
        wanted = drawn(seed, replicate, 5)
        with plain(monkeypatch):
            state = streams.stream(seed, replicate)
            slow = []
            for _ in range(5):
                slow.append(int(streams.mixed(state)))
                state = streams.advanced(state)
        assert slow == wanted
        state = np.uint64(streams.stream(seed, replicate))
        assert int(streams.mixed(state)) == wanted[0]
        assert int(streams.mixed(np.uint64(streams.advanced(state)))) == wanted[1]


def test_python_and_machine_code_draw_the_same(monkeypatch):
    state = np.uint64(streams.stream(1, 1))
    fast = streams.below(state, 10), streams.unit(state)
    with plain(monkeypatch):
        assert (streams.below(state, 10), streams.unit(state)) == fast


def test_the_numbers_are_even_and_neighbouring_streams_differ():
    states = [np.uint64(streams.stream(5, k)) for k in range(20_000)]
    assert kstest([streams.unit(s) for s in states], "uniform").pvalue > 1e-3
    counts = np.bincount([streams.below(s, 7) for s in states], minlength=7)
    assert len(counts) == 7
    assert chisquare(counts).pvalue > 1e-3

"""Threads change the time, never the result; machine code is kept, or does without."""

import subprocess
import sys

import numba
import numpy as np
import pytest

from lofte.analysis import compiled as module
from lofte.analysis.compiled import as_python, compiled, cores
from lofte.analysis.lanes import in_lanes


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_every_place_is_visited_once(threads, monkeypatch):
    monkeypatch.setattr(numba.config, "NUMBA_NUM_THREADS", threads)
    assert cores() == threads
    for size in (0, 1, 10, 11):
        visits = np.zeros(size, dtype=int)

        def work(start, stop, visits=visits):
            visits[start:stop] += 1

        in_lanes(work, size, piece=3)
        assert (visits == 1).all()


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_in_a_lane_is_heard(threads, monkeypatch):
    monkeypatch.setattr(numba.config, "NUMBA_NUM_THREADS", threads)

    def work(start, stop):
        raise ValueError(f"{start}")

    with pytest.raises(ValueError, match="0"):
        in_lanes(work, 10, piece=3)


def plus_one(x):
    return x + 1


def test_without_a_folder_to_keep_it_in_it_is_compiled_all_the_same(monkeypatch):
    real = numba.njit

    def njit(*functions, **options):
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return real(*functions, **options)

    monkeypatch.setattr(module.numba, "njit", njit)
    assert compiled(plus_one)(1) == 2


def test_compilation_can_be_turned_off(monkeypatch):
    monkeypatch.setattr(numba.config, "DISABLE_JIT", 1)
    assert not hasattr(compiled(plus_one), "py_func")
    assert compiled(plus_one)(1) == 2


def test_python_wraps_around_in_silence():
    def doubled(x):
        return x * np.uint64(2)

    assert as_python(doubled)(np.uint64(2**63)) == 0


PROGRAM = """
import sys, numpy as np
from lofte.analysis.kernels import streams
value = streams.stream(3, 4)
hits = sum(streams.stream.stats.cache_hits.values())
print(value, hits)
"""


def test_the_second_process_does_not_compile(tmp_path):
    """In a cache folder of its own, as where the install folder is not writable."""
    environment = {"NUMBA_CACHE_DIR": str(tmp_path), "PATH": ""}

    def run():
        command = [sys.executable, "-c", PROGRAM]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return done.stdout.split()

    first, second = run(), run()
    assert first[0] == second[0]
    assert (first[1], second[1]) == ("0", "1")

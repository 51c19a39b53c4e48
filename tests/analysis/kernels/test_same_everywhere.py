"""The same town gives the same figures with one thread and two, again, and without compilation."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.analysis.kernels.small_town import results

ROOT = Path(__file__).resolve().parents[3]


def elsewhere(**settings):
    """In a process of its own."""
    command = [sys.executable, "-m", "tests.analysis.kernels.small_town"]
    environment = os.environ | settings
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("threads", ["1", "2"])
def test_with_any_number_of_threads_and_in_another_process(threads):
    assert elsewhere(NUMBA_NUM_THREADS=threads) == results()


def test_without_compilation():
    """Sums may differ in their last digit, decisions may not."""
    plain, fast = elsewhere(NUMBA_DISABLE_JIT="1"), results()
    assert plain.keys() == fast.keys()
    for name in fast:
        for one, other in zip(plain[name], fast[name], strict=True):
            assert np.allclose(one, other, rtol=1e-11, atol=1e-13), name

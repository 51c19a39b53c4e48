"""The public test numbers, when the real data is at hand."""

import importlib.util
import os
from itertools import islice
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("LOFTE_REAL_DATA", ROOT.parent / "shared" / "data"))
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real data is not here")


@pytest.fixture(scope="module")
def measure():
    path = ROOT / "benchmarks" / "guard" / "measure.py"
    spec = importlib.util.spec_from_file_location("guard_measure", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_valid_number_of_the_public_lists_is_found(measure):
    found, tried = measure.recall()
    assert tried > 1000
    assert found == tried


def test_few_false_alarms_on_the_police_pages(measure):
    words, kinds = measure.count(islice(measure.police(), 4000))
    assert words > 200_000
    assert sum(kinds.values()) / words < 0.0002


def test_hardly_any_false_alarm_on_place_names(measure):
    words, kinds = measure.count(islice(measure.words(), 30_000))
    assert sum(kinds.values()) / words < 0.0001

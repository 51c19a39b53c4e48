"""Did it move? The quotient as published, its interval, and when there is no quotient."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.displacement import Spread, displacement
from lofte.analysis.effect import Assumption, BadEffect
from tests.reference import twin_effect

COUNT = st.integers(10, 500)


@given(COUNT, COUNT, COUNT, COUNT, COUNT, COUNT)
def test_it_equals_the_definition(a0, a1, b0, b1, c0, c1):
    found = displacement((a0, a1), (b0, b1), (c0, c1), seed=1, replicates=199)
    if found.quotient is None:
        assert found.spread in (Spread.NO_FALL, Spread.TOO_FEW)
    else:
        wanted = twin_effect.wdq(a0, a1, b0, b1, c0, c1)
        assert found.quotient.value == pytest.approx(wanted, rel=1e-9, abs=1e-12)
        assert found.fall.value == pytest.approx(a1 / c1 - a0 / c0)
        assert found.fall.high < 0


def test_the_same_seed_gives_the_same_interval():
    facts = (400, 200), (300, 290), (900, 900)
    one, other = displacement(*facts, seed=7), displacement(*facts, seed=7)
    assert one == other
    assert displacement(*facts, seed=8).quotient != one.quotient
    assert (one.seed, one.replicates, one.version) == (7, 9_999, "1")


@pytest.mark.parametrize(
    ("buffer", "spread"),
    [
        ((3000, 2000), Spread.BENEFIT),
        ((3000, 3400), Spread.DISPLACED_LESS),
        ((3000, 6000), Spread.DISPLACED_MORE),
        ((300, 300), Spread.UNCLEAR),
    ],
)
def test_what_the_interval_says(buffer, spread):
    found = displacement((2000, 1000), buffer, (9000, 9000), seed=1)
    assert found.spread is spread


def test_without_a_fall_there_is_no_quotient():
    found = displacement((100, 95), (100, 100), (400, 400), seed=1)
    assert found.spread is Spread.NO_FALL
    assert found.quotient is None
    assert found.fall.low < 0 < found.fall.high


def test_too_few_is_an_answer():
    found = displacement((9, 2), (100, 100), (400, 400), seed=1)
    assert (found.spread, found.quotient, found.fall) == (Spread.TOO_FEW, None, None)
    assert displacement((90, 20), (100, 100), (40, 0), seed=1).spread is Spread.TOO_FEW
    assert not found.enough
    assert Assumption.CHOSEN_WHEN_HOT in found.assumptions
    assert found.counts == {"A0": 9, "A1": 2, "B0": 100, "B1": 100, "C0": 400, "C1": 400}
    assert all(s.sentence.endswith(".") for s in Spread)


def test_dispersion_widens():
    facts = (400, 200), (300, 290), (900, 900)
    plain = displacement(*facts, seed=1).quotient
    wide = displacement(*facts, seed=1, dispersion=2.0).quotient
    assert wide.low < plain.low < plain.high < wide.high


@pytest.mark.parametrize(
    ("areas", "more", "word"),
    [
        (((1, 2, 3), (1, 2), (1, 2)), {}, "två antal"),
        (((-1, 2), (1, 2), (1, 2)), {}, "target"),
        (((1, 2), (1, 2), (1, 2)), {"replicates": 10}, "replicates"),
        (((1, 2), (1, 2), (1, 2)), {"replicates": 10**9}, "replicates"),
        (((1, 2), (1, 2), (1, 2)), {"dispersion": 0.0}, "dispersion"),
        (((1, 2), (1, 2), (1, 2)), {"seed": -1}, "seed"),
        (((1, 2), (1, 2), (1, 2)), {"level": 0.0}, "level"),
    ],
)
def test_what_cannot_be_compared_is_named(areas, more, word):
    with pytest.raises(BadEffect, match=word):
        displacement(*areas, **{"seed": 1, **more})

"""The space-time permutation scan: the best cylinder, how unlikely it is, and SaTScan's sample."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.chance import Replicates
from lofte.analysis.scan_time import Window, scan_time
from lofte.analysis.zones import BadScan, zones
from tests.analysis.kernels.plain import plain
from tests.reference import published, twin_scan

FEW = Replicates(19)
EARTH = 6371.0088


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=6, unique=True),
    st.booleans(),
    st.data(),
)
def test_the_best_cylinder_equals_the_slow_twin(places, now, data):
    steps, longest = 5, data.draw(st.integers(1, 5))
    case = st.tuples(st.integers(0, len(places) - 1), st.integers(0, steps - 1))
    events = data.draw(st.lists(case, min_size=1, max_size=12))
    place, step = np.array(events).T
    weight = np.bincount(place, minlength=len(places))
    circles = zones(np.array(places, float), weight, share=0.7)
    found = scan_time(place, step, circles, Window(steps, longest, now), replicates=FEW)
    twin = twin_scan.circles(places, weight.tolist(), None, 0.7)
    ratio, best = twin_scan.best_cylinder(twin, events, (steps, longest, now))
    if not found.clusters:
        assert ratio == 0.0
        return
    first = found.clusters[0]
    assert first.ratio == pytest.approx(ratio, rel=1e-9)
    assert (frozenset(first.places.tolist()), first.first, first.last) in best
    assert len(first.places) == min(len(inside) for inside, _, _ in best)
    inside = np.isin(place, first.places)
    window = (step >= first.first) & (step <= first.last)
    assert first.cases == (inside & window).sum()
    assert first.expected == pytest.approx(inside.sum() * window.sum() / len(events))


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=5, unique=True),
    st.booleans(),
    st.data(),
)
def test_with_expected_cases_it_equals_the_slow_twin_too(places, now, data):
    steps, longest, n = 4, data.draw(st.integers(1, 4)), len(places)
    case = st.tuples(st.integers(0, n - 1), st.integers(0, steps - 1))
    events = data.draw(st.lists(case, min_size=1, max_size=12))
    usual = st.lists(st.integers(1, 5), min_size=steps, max_size=steps)
    expected = data.draw(st.lists(usual, min_size=n, max_size=n))
    place, step = np.array(events).T
    people = np.sum(expected, axis=1)
    circles = zones(np.array(places, float), people, share=0.7)
    found = scan_time(
        place, step, circles, Window(steps, longest, now), expected=expected, replicates=FEW
    )
    twin = twin_scan.circles(places, people.tolist(), None, 0.7)
    ratio, best = twin_scan.best_cylinder(twin, events, (steps, longest, now), expected)
    assert found.method == "space-time scan statistic (Poisson)"
    if not found.clusters:
        assert ratio == 0.0
        return
    first = found.clusters[0]
    assert first.ratio == pytest.approx(ratio, rel=1e-9)
    assert (frozenset(first.places.tolist()), first.first, first.last) in best
    inside = np.array(expected, float)[first.places, first.first : first.last + 1].sum()
    assert first.expected == pytest.approx(inside * len(events) / np.sum(expected))


def register(seed, n=300, side=6, steps=20):
    random = np.random.default_rng(seed)
    where = np.stack(np.meshgrid(np.arange(side), np.arange(side)), -1).reshape(-1, 2) * 100.0
    return where, random.integers(0, side * side, n), random.integers(0, steps, n)


def test_a_planted_outbreak_is_found_with_its_days():
    where, place, step = register(1)
    place = np.append(place, [7] * 10)
    step = np.append(step, [18, 19] * 5)
    circles = zones(where, np.bincount(place, minlength=36), radius=300.0)
    found = scan_time(place, step, circles, Window(20, 7))
    first = found.clusters[0]
    assert first.places.tolist() == [7]
    assert (first.first, first.last) == (18, 19)
    assert first.p <= 0.005
    assert first.recurrence == 1 / first.p
    assert (found.cases, found.chance.replicates, found.zones) == (310, 999, circles.number)
    assert found.parameters["longest"] == 7
    members = [one for cluster in found.clusters for one in cluster.places]
    assert len(members) == len(set(members))


def test_an_outbreak_that_is_over_is_seen_when_windows_may_end_at_any_step():
    where, place, step = register(2)
    place, step = np.append(place, [20] * 14), np.append(step, [5, 6] * 7)
    circles = zones(where, np.bincount(place, minlength=36), radius=200.0)
    found = scan_time(place, step, circles, Window(20, 4, now=False), replicates=Replicates(199))
    first = found.clusters[0]
    assert (first.first, first.last, first.recurrence) == (5, 6, None)
    assert first.p == 0.005
    live = scan_time(place, step, circles, Window(20, 4), replicates=Replicates(199))
    assert all(20 not in one.places for one in live.clusters if one.p <= 0.05)


def test_quiet_registers_show_a_cluster_in_one_of_twenty():
    p = []
    for seed in range(300):
        where, place, step = register(seed, n=80)
        circles = zones(where, np.bincount(place, minlength=36))
        draws = Replicates(99, stop=20, seed=seed)
        found = scan_time(place, step, circles, Window(20, 5), replicates=draws)
        p.append(found.clusters[0].p if found.clusters else 1.0)
    assert np.mean(np.array(p) <= 0.05) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 300)


def test_quiet_registers_with_expected_cases_show_one_in_twenty():
    p = []
    for seed in range(200):
        where, place, step = register(seed, n=80)
        circles = zones(where, np.ones(36), radius=200.0)
        draws = Replicates(99, stop=20, seed=seed)
        usual = np.ones((36, 20))
        found = scan_time(place, step, circles, Window(20, 5), expected=usual, replicates=draws)
        p.append(found.clusters[0].p if found.clusters else 1.0)
    assert np.mean(np.array(p) <= 0.05) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)


def test_an_outbreak_everywhere_is_seen_only_against_what_is_expected():
    where, place, step = register(5)
    place = np.append(place, np.arange(36).repeat(3))
    step = np.append(step, np.full(108, 19))
    circles = zones(where, np.ones(36), share=1.0)
    dealt = scan_time(place, step, circles, Window(20, 1), replicates=Replicates(199))
    assert not dealt.clusters or dealt.clusters[0].p > 0.05
    usual = np.ones((36, 20))
    found = scan_time(
        place, step, circles, Window(20, 1), expected=usual, replicates=Replicates(199)
    )
    assert found.clusters[0].p == 0.005
    assert len(found.clusters[0].places) > 18


@pytest.mark.parametrize("expected", [None, np.arange(1.0, 97.0).reshape(16, 6)])
@pytest.mark.parametrize("now", [True, False])
@pytest.mark.parametrize("threads", [1, 2])
def test_threads_and_python_change_nothing(threads, now, expected, monkeypatch):
    where, place, step = register(4, n=40, side=4, steps=6)
    place = place % 16
    circles = zones(where[:16], np.bincount(place, minlength=16))
    options = {"expected": expected, "replicates": Replicates(np.int64(12), seed=np.int64(5))}
    found = scan_time(place, step, circles, Window(6, 3, now), **options)
    monkeypatch.setattr("lofte.analysis.compiled.numba.config.NUMBA_NUM_THREADS", threads)
    with plain(monkeypatch):
        again = scan_time(place, step, circles, Window(6, 3, now), **options)
    assert found.chance.maxima.tolist() == again.chance.maxima.tolist()
    assert [c.ratio for c in found.clusters] == [c.ratio for c in again.clusters]


@pytest.mark.skipif(published.missing("scan_nyc_fever"), reason="needs the reference figures")
def test_fever_in_new_york_agrees_with_satscan():
    wanted = published.load("scan_nyc_fever")
    names = [name for name, _, _ in wanted["locations_id_lat_lon"]]
    north, east = np.radians(
        [[float(value) for value in row[1:]] for row in wanted["locations_id_lat_lon"]]
    ).T
    # On a globe a circle of 3 km is the places within a chord.
    globe = EARTH * np.stack(
        [np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1
    )
    place, step = [], []
    for name, number, day in wanted["cases_id_n_date"]:
        year, month, mday = map(int, day.split("/"))
        place += [names.index(name)] * int(number)
        step += [(date(year, month, mday) - date(2001, 11, 1)).days] * int(number)
    weight = np.bincount(place, minlength=len(names))
    circles = zones(globe, weight, radius=2 * EARTH * np.sin(3 / 2 / EARTH))
    found = scan_time(place, step, circles, Window(24, 7), replicates=Replicates(seed=1))
    for one, other in zip(found.clusters, wanted["clusters"], strict=False):
        assert {names[i] for i in one.places} == set(other["ids"])
        assert (
            one.first
            == date.fromisoformat(other["from"]).toordinal() - date(2001, 11, 1).toordinal()
        )
        assert one.last == 23
        assert one.cases == other["cases"]
        assert one.expected == pytest.approx(other["expected"], abs=0.005)
        assert one.ratio == pytest.approx(other["test_statistic"], abs=5.1e-7)
        # SaTScan stopped after 207 replicates
        assert one.p == pytest.approx(other["p"], abs=0.12)
    assert found.clusters[0].radius == pytest.approx(wanted["clusters"][0]["radius_km"], abs=0.05)


CIRCLES = zones([[0.0, 0], [9.0, 0]], [1, 1])


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: Window(0, 1), "steps ska vara minst 1"),
        (lambda: Window(3, 4), "longest ska vara 1 till 3"),
        (lambda: Window(3, 0), "longest ska vara"),
        (lambda: Window(3.0, 1), "steps ska vara"),
        (lambda: scan_time([], [], CIRCLES, Window(3, 1)), "Ett till 2000000 fall"),
        (lambda: scan_time([0, 1], [0], CIRCLES, Window(3, 1)), "2 platser i place men 1 steg"),
        (lambda: scan_time([2], [0], CIRCLES, Window(3, 1)), "place ska ligga mellan 0 och 1"),
        (lambda: scan_time([0], [3], CIRCLES, Window(3, 1)), "step ska ligga mellan 0 och 2"),
        (lambda: scan_time([0], [-1], CIRCLES, Window(3, 1)), "step ska ligga"),
        (lambda: scan_time([0.5], [0], CIRCLES, Window(3, 1)), "place ska vara heltal"),
        (lambda: scan_time([[0]], [0], CIRCLES, Window(3, 1)), "place ska vara heltal"),
    ],
)
def test_what_cannot_be_scanned_is_refused(call, sentence):
    with pytest.raises(BadScan, match=sentence):
        call()


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [
        ([[1.0, 1, 1]], r"expected ska vara noll eller mer, \[platser, steg\] = \(2, 3\)"),
        ([[1.0, 1, np.nan], [1, 1, 1]], "expected ska vara noll eller mer"),
        ([[1.0, 1, -1], [1, 1, 1]], "expected ska vara noll eller mer"),
        ([[0.0, 1, 1], [1, 1, 1]], "expected är 0 där det finns ett fall"),
    ],
)
def test_expectations_that_cannot_be_are_refused(expected, sentence):
    with pytest.raises(BadScan, match=sentence):
        scan_time([0], [0], CIRCLES, Window(3, 1), expected=expected)

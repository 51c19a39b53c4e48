"""The spatial scan: the best circle, how unlikely it is, and others' figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.chance import Replicates
from lofte.analysis.scan_space import scan_space
from lofte.analysis.zones import BadScan, zones
from tests.analysis.kernels.plain import plain
from tests.reference import published, twin_scan

FEW = Replicates(19)
PLACES = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=9, unique=True
)


@given(PLACES, st.data())
def test_the_best_circle_equals_the_slow_twin(places, data):
    n = len(places)
    people = data.draw(st.lists(st.integers(1, 9), min_size=n, max_size=n))
    cases = data.draw(st.lists(st.integers(0, 4), min_size=n, max_size=n))
    cases[0] += 1
    found = scan_space(cases, people, zones(np.array(places, float), people), replicates=FEW)
    twin = twin_scan.circles(places, people, None, 0.5)
    ratio, best = twin_scan.best_circle(twin, cases, people)
    if not found.clusters:
        assert ratio == 0.0
        return
    first = found.clusters[0]
    assert first.ratio == pytest.approx(ratio, rel=1e-9)
    assert frozenset(first.places.tolist()) in best
    assert len(first.places) == min(len(inside) for inside in best)
    assert first.cases == sum(cases[i] for i in first.places)


def town(seed, side=12):
    random = np.random.default_rng(seed)
    where = np.stack(np.meshgrid(np.arange(side), np.arange(side)), -1).reshape(-1, 2) * 100.0
    people = random.integers(50, 200, side * side)
    return where, people, random.poisson(people * 0.02)


def test_a_planted_cluster_is_found_and_a_second_one_too():
    where, people, cases = town(1)
    near = np.hypot(*(where - [300, 300]).T) <= 150
    far = np.hypot(*(where - [900, 900]).T) <= 100
    cases = cases + 8 * near + 7 * far
    found = scan_space(cases, people, zones(where, people, radius=400.0))
    first, second = found.clusters[:2]
    assert set(first.places) == set(np.flatnonzero(near))
    assert set(second.places) == set(np.flatnonzero(far))
    assert first.p == second.p == 0.001
    assert first.p_gumbel < 1e-4
    assert first.radius == pytest.approx(100 * np.sqrt(2))
    members = [place for cluster in found.clusters for place in cluster.places]
    assert len(members) == len(set(members))
    assert (found.cases, found.chance.replicates) == (cases.sum(), 999)
    assert found.parameters["radius"] == 400.0


def test_quiet_towns_show_a_cluster_in_one_of_twenty():
    p = []
    for seed in range(300):
        where, people, cases = town(seed, side=6)
        found = scan_space(
            cases, people, zones(where, people), replicates=Replicates(99, seed=seed)
        )
        p.append(found.clusters[0].p)
    assert np.mean(np.array(p) <= 0.05) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 300)


def test_one_place_and_no_more_cases_than_expected():
    assert scan_space([3], [10], zones([[0.0, 0]], [1]), replicates=FEW).clusters == ()
    even = zones([[0.0, 0], [9.0, 0]], [1, 1])
    assert scan_space([2, 2], [10, 10], even, replicates=FEW).clusters == ()
    alone = scan_space([2, 0], [10, 10], even, replicates=FEW).clusters[0]
    assert alone.ratio == pytest.approx(2 * np.log(2))


@pytest.mark.parametrize("threads", [1, 2])
def test_threads_and_python_change_nothing(threads, monkeypatch):
    where, people, cases = town(4, side=4)
    people[3] = cases[3] = 0
    circles = zones(where, people, share=1.0)
    found = scan_space(cases, people, circles, replicates=Replicates(30, seed=5))
    monkeypatch.setattr("lofte.analysis.compiled.numba.config.NUMBA_NUM_THREADS", threads)
    with plain(monkeypatch):
        again = scan_space(cases, people, circles, replicates=Replicates(30, seed=5))
        every = scan_space(np.eye(16)[0], people, circles, replicates=Replicates(1))
    assert found.chance.maxima.tolist() == again.chance.maxima.tolist()
    assert [c.ratio for c in found.clusters] == [c.ratio for c in again.clusters]
    assert every.clusters[0].cases == 1


@pytest.mark.skipif(published.missing("scan_ny_leukemia"), reason="needs the reference figures")
def test_new_york_agrees_with_spatialepi():
    """SpatialEpi cuts 591.9998 cases to 591 in the ratio; so do we, for shares of cases."""
    wanted = published.load("scan_ny_leukemia")
    where = np.stack([wanted["x_km"], wanted["y_km"]], axis=1)
    circles = zones(where, wanted["population"])
    found = scan_space(
        wanted["cases"], wanted["population"], circles, replicates=Replicates(seed=1)
    )
    first, second = found.clusters[:2]
    most = wanted["most_likely"]
    assert sorted(first.places + 1) == most["locations_1based"]
    assert first.cases == pytest.approx(most["cases"], rel=1e-9)
    assert first.expected == pytest.approx(most["expected"], rel=1e-9)
    assert first.ratio == pytest.approx(most["llr"], rel=1e-9)
    assert first.p == most["p"]
    other = wanted["secondary"][0]
    assert len(second.places) == other["n"]
    assert second.ratio == pytest.approx(other["llr"], rel=1e-9)
    assert second.expected == pytest.approx(other["expected"], rel=1e-9)
    # SpatialEpi counts on 591 expected but 592 drawn cases in its replicates: its p is low.
    assert second.p == pytest.approx(other["p"], abs=0.03)
    exact = scan_space(
        wanted["cases"], wanted["population"], circles, total=sum(wanted["cases"]), replicates=FEW
    )
    assert exact.clusters[0].ratio == pytest.approx(13.278157908959, rel=1e-9)


def test_replicates_that_are_all_alike_have_no_curve():
    one = scan_space([9, 1], [1, 1], zones([[0.0, 0], [9.0, 0]], [1, 1]), replicates=Replicates(1))
    assert np.isnan(one.clusters[0].p_gumbel)


@pytest.mark.parametrize(
    ("cases", "people", "options", "sentence"),
    [
        ([1], [1, 1], {}, "cases ska ha ett tal"),
        ([1, -1], [1, 1], {}, "cases ska vara från noll"),
        ([0, 0], [1, 1], {}, "cases ska vara från noll"),
        ([1, np.nan], [1, 1], {}, "cases ska vara från noll"),
        ([1, 1e9], [1, 1], {}, "högst 10000000"),
        ([1, 1], [1], {}, "population ska ha ett tal"),
        ([1, 1], [0, 0], {}, "population ska vara"),
        ([1, 1], [1e-310, 1], {}, "population ska vara 0 eller minst 1e-12 av den största"),
        ([1, 1], [5e-324, 5e-324], {}, "population ska vara 0 .* minst 1e-100"),
        ([1, 1], [1, 0], {}, "cases finns på en plats där population är 0"),
        ([1, 1], [1, 1], {"total": 0.0}, "total ska vara ett tal större än 0"),
    ],
)
def test_what_cannot_be_scanned_is_refused(cases, people, options, sentence):
    with pytest.raises(BadScan, match=sentence):
        scan_space(cases, people, zones([[0.0, 0], [9.0, 0]], [1, 1]), **options)

"""Alarms by earlier years: the published figures, a slow twin, and what is refused."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofte.analysis import lanes
from lofte.analysis.baseline_plan import BadAlarm, seasons, windows, year_by_year
from lofte.analysis.farrington import Power, Settings, Threshold, farrington, noufaily
from tests.analysis.kernels.plain import plain
from tests.reference import published, twin_alarms

SEEDS = st.integers(0, 10**6)
needs_figures = pytest.mark.skipif(
    published.missing("alarms_salmonella"), reason="needs the reference figures"
)


def quiet(seed, n=1, weeks=5 * 52 + 10, mean=3.0):
    rng = np.random.default_rng(seed)
    season = np.exp(0.4 * np.sin(2 * np.pi * np.arange(weeks) / 52))
    return rng.negative_binomial(5, 5 / (5 + mean * season), (n, weeks))


def limits(values):
    return np.array([np.nan if v is None or v == 0 else v for v in values], dtype=float)


@needs_figures
def test_farrington_1996_agrees_with_r():
    reference = published.load("alarms_salmonella")
    ours = farrington(reference["series"], settings=Settings(years=4), evaluated=52)
    theirs = reference["farrington_1996"]
    assert ours.upper[0] == pytest.approx(limits(theirs["upper"]), rel=1e-9, nan_ok=True)
    assert (np.flatnonzero(ours.alarm[0]) + 1).tolist() == theirs["alarm_weeks"]
    assert np.array_equal(np.isnan(ours.upper), ours.few | ours.unfitted)
    assert (ours.parameters["alpha"], ours.parameters["sides"]) == (0.05, 2)


@needs_figures
@pytest.mark.parametrize("limit", ["delta", "nbPlugin"])
def test_noufaily_2013_agrees_with_r(limit):
    reference = published.load("alarms_salmonella")
    wish = Settings(years=4, limit=limit)
    ours = noufaily(reference["series"], settings=wish, evaluated=52)
    theirs = reference[f"noufaily_2013_{limit}"]
    assert ours.upper[0] == pytest.approx(limits(theirs["upper"]), rel=1e-9, nan_ok=True)
    assert (np.flatnonzero(ours.alarm[0]) + 1).tolist() == theirs["alarm_weeks"]


@settings(max_examples=15, deadline=None)
@given(
    SEEDS,
    st.sampled_from(
        [
            {},
            {"years": 3, "trend_p": 0.05},
            {"years": 2, "periods": 4, "half": 2, "past": 3},
            {"periods": 1, "limit": "nbPlugin"},
            {"limit": "muan", "alpha": 0.01},
            {"threshold": np.inf},
        ]
    ),
    st.sampled_from([0.2, 3.0, 40.0]),
)
def test_noufaily_equals_the_slow_twin(seed, wish, mean):
    series = quiet(seed, mean=mean)[0]
    series[120:124] += 5 + int(2 * mean)
    ours = noufaily(series, settings=Settings(**wish, few=(0, 1)), evaluated=1)
    facts = wish | {"threshold": None if np.isinf(wish.get("threshold", 1)) else 2.58}
    theirs = twin_alarms.noufaily(series, len(series) - 1, **facts)
    if theirs is None:
        assert ours.unfitted.all()
    elif not ours.unfitted[0, 0]:
        assert ours.expected[0, 0] == pytest.approx(theirs[0], rel=1e-6, abs=1e-12)
        assert ours.upper[0, 0] == pytest.approx(theirs[1], rel=1e-6)


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.sampled_from([0.3, 3.0, 40.0]), st.booleans(), st.integers(2, 5))
def test_farrington_equals_the_slow_twin(seed, mean, reweight, years):
    series = quiet(seed, mean=mean)[0]
    wish = Settings(years=years, threshold=2.58 if reweight else np.inf, few=(0, 1))
    ours = farrington(series, settings=wish)
    expected, upper = twin_alarms.farrington(
        series, len(series) - 1, years=years, half=3, reweight=reweight
    )
    if not ours.unfitted.any() and series[:-1].any():
        assert ours.expected[0, 0] == pytest.approx(expected, rel=1e-6, abs=1e-9)
        assert ours.upper[0, 0] == pytest.approx(upper, rel=1e-6, abs=1e-6)


@settings(max_examples=10, deadline=None)
@given(SEEDS)
def test_each_series_is_judged_alone(seed):
    series = quiet(seed, n=20)
    order = np.random.default_rng(seed).permutation(20)
    one, other = noufaily(series, evaluated=3), noufaily(series[order], evaluated=3)
    assert np.array_equal(one.upper[order], other.upper, equal_nan=True)
    assert np.array_equal(one.alarm[order], other.alarm)


def test_one_thread_and_two_give_the_same_bits(monkeypatch):
    series = quiet(1, n=40)
    found = []
    for threads in (1, 2):
        monkeypatch.setattr(lanes, "cores", lambda n=threads: n)
        found.append(noufaily(series, evaluated=2))
    assert found[0].upper.tobytes() == found[1].upper.tobytes()
    assert found[0].p.tobytes() == found[1].p.tobytes()


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"years": 3, "trend_p": 0.01, "threshold": np.inf},
        {"years": 3, "trend": False},
        {"years": 1, "periods": 45},
    ],
)
def test_python_and_machine_code_agree(monkeypatch, wish):
    series = quiet(2, n=2, weeks=5 * 52 + 4)
    series[1, 100:104] = 40
    zeros = np.zeros((1, series.shape[1]), dtype=int)
    zeros[0, -1] = 9
    rising = (np.arange(series.shape[1]) // 10)[None, :]
    series = np.concatenate([series, zeros, rising])
    for method in (noufaily, farrington):
        fast = method(series, settings=Settings(**wish))
        with plain(monkeypatch):
            slow = method(series, settings=Settings(**wish))
        assert slow.upper == pytest.approx(fast.upper, rel=1e-9, nan_ok=True)
        assert np.array_equal(slow.unfitted, fast.unfitted)


def test_more_reporters_explain_more_reports():
    rng = np.random.default_rng(3)
    reporters = np.where(np.arange(275) < 260, 10.0, 30.0)[None, :]
    series = rng.poisson(reporters)
    assert noufaily(series, evaluated=10).alarm.sum() >= 5
    assert noufaily(series, evaluated=10, exposure=reporters).alarm.sum() <= 3


def test_a_planted_rise_is_above_the_limit_and_a_quiet_week_is_not():
    series = quiet(4)
    series[0, -1] = 40
    found = noufaily(series, evaluated=2)
    assert found.alarm.tolist() == [[False, True]]
    assert found.upper[0, 1] < 40
    assert found.parameters["series"] == 1
    assert (found.method, found.version) == ("Noufaily 2013", "1")


def test_too_few_cases_are_not_judged_and_say_so():
    series = np.zeros((1, 270), dtype=int)
    series[0, ::26] = 1
    series[0, -1] = 4
    found = noufaily(series, settings=Settings(few=(5, 4)))
    assert found.few.all()
    assert np.isnan(found.upper).all()
    assert found.p[0, 0] == 1.0
    assert not found.alarm.any()


def test_few_is_two_numbers():
    with pytest.raises(BadAlarm, match="few ska vara två tal"):
        Settings(few=(5, 4, 3))


def test_years_without_any_case_give_no_limit_and_say_so():
    series = np.zeros((1, 270), dtype=int)
    series[0, -1] = 9
    for limit in Threshold:
        found = noufaily(series, settings=Settings(limit=limit))
        assert found.unfitted.all()
        assert not found.alarm.any()


@pytest.mark.parametrize("power", list(Power))
def test_every_power_draws_a_limit_above_the_expected(power):
    found = noufaily(quiet(5), settings=Settings(power=power))
    assert found.upper[0, 0] > found.expected[0, 0]


def test_a_year_with_week_53_is_kept_in_step():
    starts = tuple(date(2018, 1, 1) + timedelta(days=7 * k) for k in range(420))
    weeks = np.array([starts.index(date(2024, 12, 23))])
    back = [starts[k] for k in year_by_year(weeks, 5, starts)[0]]
    assert all(abs((day.replace(year=2024) - date(2024, 12, 23)).days) <= 3 for day in back)
    plain_years = [starts[k] for k in year_by_year(weeks, 5, None)[0]]
    assert plain_years[-1] == date(2019, 12, 30)
    leap = (date(2024, 2, 26) - timedelta(days=4)) + timedelta(days=7)
    assert leap == date(2024, 2, 29)
    from_leap = tuple(leap + timedelta(days=7 * (k - 200)) for k in range(201))
    assert year_by_year(np.array([200]), 1, from_leap)[0, 1] == 148


def test_the_plan_cuts_the_year_without_overlap():
    plan = seasons(np.array([[270, 218, 166]]), half=3, periods=10, past=26)
    rows, groups = plan.rows[0, : plan.many[0]], plan.groups[0, : plan.many[0]]
    assert rows.tolist() == list(range(163, 244))
    assert plan.used[0] == 10
    assert set(groups[(rows >= 215) & (rows <= 221)]) == {9}
    sizes = [int(np.sum((rows > 169) & (rows < 215) & (groups == g))) for g in range(9)]
    assert sizes == [5] * 9
    assert plan.rows[0, plan.many[0]] == 270
    narrow = windows(np.array([[270, 218, 166]]), half=1)
    assert narrow.rows[0].tolist() == [165, 166, 167, 217, 218, 219, 270]


def test_no_week_to_judge_is_an_empty_answer():
    for method in (noufaily, farrington):
        assert method(quiet(6), evaluated=np.array([], dtype=int)).upper.shape == (1, 0)


@pytest.mark.parametrize(
    ("wish", "word"),
    [
        ({"years": 0}, "years"),
        ({"half": 26}, "half"),
        ({"periods": 47}, "periods"),
        ({"past": -1}, "past"),
        ({"threshold": 0}, "threshold"),
        ({"threshold": float("nan")}, "threshold"),
        ({"alpha": 1.0}, "alpha"),
        ({"trend_p": 0.0}, "trend_p"),
        ({"few": (5, 0)}, "few"),
    ],
)
def test_a_setting_out_of_bounds_is_named(wish, word):
    with pytest.raises(BadAlarm, match=word):
        Settings(**wish)


@pytest.mark.parametrize(
    ("counts", "more", "word"),
    [
        ([[1, 2], [3]], {}, "lika många"),
        ([["a"] * 300], {}, "antal"),
        ([[[1]]], {}, "tabell"),
        (np.zeros((1, 0)), {}, "vecka"),
        ([np.nan] * 300, {}, "nan"),
        ([np.inf] * 300, {}, "inf"),
        ([-1] * 300, {}, "-1"),
        ([0.5] * 300, {}, "0.5"),
        ([2e9] * 300, {}, "2000000000"),
        ([1] * 100, {}, "Historiken räcker inte"),
        ([1] * 300, {"evaluated": 0}, "evaluated"),
        ([1] * 300, {"evaluated": 301}, "evaluated"),
        ([1] * 300, {"evaluated": 1.5}, "evaluated"),
        ([1] * 300, {"evaluated": [299, 298]}, "stigande"),
        ([1] * 300, {"evaluated": [300]}, "299"),
        ([1] * 300, {"exposure": [1.0, 2.0]}, "exposure"),
        ([1] * 300, {"exposure": 0.0}, "exposure"),
        ([1] * 300, {"starts": (date(2018, 1, 1),)}, "starts"),
        ([1] * 300, {"starts": (date(2018, 1, 1),) * 300}, "starts"),
    ],
)
def test_what_cannot_be_judged_is_named(counts, more, word):
    with pytest.raises(BadAlarm, match=word):
        noufaily(counts, **more)


def test_too_few_weeks_for_the_regression_are_named():
    with pytest.raises(BadAlarm, match="years eller half"):
        farrington([1] * 60, settings=Settings(years=1, half=0, periods=1))

"""When: every event weighs one, and a window is one that can be staffed."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis import hours as hours_module
from lofte.analysis import lanes
from lofte.analysis.hours import HotHours, WeekHours, hot_hours, week_hours
from lofte.analysis.points import Points
from lofte.analysis.significance import BadTest
from tests.analysis.kernels.plain import plain
from tests.reference import published, twin_hours, twins

TIMES = st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1)).map(
    lambda t: t.replace(microsecond=0)
)
LENGTHS = st.none() | st.integers(0, 200) | st.integers(0, 8 * 86400)


def events(pairs):
    n = len(pairs)
    return Points(
        np.full(n, np.nan),
        np.full(n, np.nan),
        np.array([start for start, _ in pairs], dtype="M8[s]"),
        np.array([end if end else "NaT" for _, end in pairs], dtype="M8[s]"),
        np.zeros(n, dtype=int),
        ("alla",),
    )


@given(st.lists(st.tuples(TIMES, LENGTHS), max_size=12))
def test_equals_the_slow_twin(drawn):
    pairs = [
        (start, None if length is None else start + timedelta(seconds=length))
        for start, length in drawn
    ]
    hours = week_hours(events(pairs))
    assert np.allclose(hours.weights, twins.week_hours(pairs), atol=1e-9)
    assert hours.weights.sum() == pytest.approx(len(pairs))
    assert hours.exact + hours.spread + hours.unknown == hours.n == len(pairs)


def test_an_evening_between_half_past_nine_and_midnight():
    hours = week_hours(events([(datetime(2026, 11, 20, 21, 30), datetime(2026, 11, 21, 0, 0))]))
    assert hours.weights[4, 21:].tolist() == pytest.approx([0.2, 0.4, 0.4])


def test_over_sunday_midnight_into_monday():
    hours = week_hours(events([(datetime(2026, 11, 22, 23, 0), datetime(2026, 11, 23, 1, 0))]))
    assert hours.weights[6, 23] == pytest.approx(0.5)
    assert hours.weights[0, 0] == pytest.approx(0.5)


def test_a_week_or_more_says_nothing_about_when():
    hours = week_hours(events([(datetime(2026, 11, 1), datetime(2026, 11, 8))]))
    assert hours.unknown == 1
    assert np.allclose(hours.weights, 1 / 168)
    assert np.allclose(hours.known(), 0)


def test_midnight_is_counted_and_when_it_is_heaped_set_aside():
    noon = [(datetime(2026, 11, 2, 12, 5) + timedelta(days=d), None) for d in range(14)]
    midnight = [(datetime(2026, 11, 2) + timedelta(days=d), None) for d in range(14)]
    hours = week_hours(events(noon + midnight))
    assert (hours.midnight, hours.heaped) == (14, True)
    assert hours.midnights.tolist() == [2] * 7
    assert hours.weights[:, 0].sum() == 14
    assert hours.known()[:, 0].sum() == 0
    few = week_hours(events(noon + midnight[:3]))
    assert (few.midnight, few.heaped) == (3, False)
    assert few.known()[:, 0].sum() == 3


def test_a_register_in_whole_hours_is_not_heaped():
    start = datetime(2026, 11, 2)
    hours = week_hours(events([(start + timedelta(hours=h), None) for h in range(24 * 28)]))
    assert hours.midnight == 28
    assert not hours.heaped


def profile(weights):
    whole = np.asarray(weights, dtype=float)
    n = round(whole.sum())
    return WeekHours(whole, n, n, 0, 0, np.zeros(7, dtype=int), 0, False)


def even(n, seed=None):
    if seed is None:
        return np.full((7, 24), n / 168)
    return np.random.default_rng(seed).multinomial(n, np.full(168, 1 / 168)).reshape(7, 24)


def test_friday_and_saturday_nights():
    weights = even(100, seed=1).astype(float)
    weights[4:6, 22:] += 12
    weights[5:7, :2] += 12
    (hot, *others) = hot_hours(profile(weights))
    assert hot.label == "fredag–lördag 22–02"
    assert (hot.first_weekday, hot.last_weekday, hot.first_hour, hot.last_hour) == (4, 5, 22, 2)
    assert hot.count >= 96
    assert hot.share == pytest.approx(hot.count / weights.sum())
    assert hot.usual == pytest.approx(8 / 168)
    assert others == []


@pytest.mark.parametrize("alpha", [0.05, 0.5])
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("known", [False, True])
def test_the_hot_hours_equal_those_of_the_slow_twin(seed, known, alpha):
    random = np.random.default_rng(seed)
    now = random.poisson(0.4 + 3.0 * (np.arange(168) % 24 == random.integers(0, 24)), 168)
    now[random.integers(0, 160) + np.arange(4)] += 6
    usual = random.poisson(2.0 * now + 1.0) if known else None
    ours = hot_hours(
        profile(now.reshape(7, 24)), profile(usual.reshape(7, 24)) if known else None, alpha=alpha
    )
    theirs = twin_hours.hot_hours(now.tolist(), usual.tolist() if known else None, alpha)
    assert len(ours) == len(theirs)
    for one, (window, inside, share, p) in zip(ours, theirs, strict=True):
        first = 24 * one.first_weekday + one.first_hour
        assert first in window
        assert (first - 1) % 168 not in window or one.last_hour - one.first_hour == 24
        assert one.count == inside
        assert one.usual == pytest.approx(share, rel=1e-12)
        assert one.p == pytest.approx(p, rel=1e-9)


def test_what_is_usual_is_not_hot():
    usual = even(4000, seed=2).astype(float)
    usual[:, 15:18] *= 8
    now = np.random.default_rng(3).multinomial(400, (usual / usual.sum()).ravel()).reshape(7, 24)
    assert hot_hours(profile(now))[0].label == "alla dagar 15–18"
    assert hot_hours(profile(now), profile(usual)) == ()
    now[0, 8:11] += 15
    (hot,) = hot_hours(profile(now), profile(usual))
    assert hot.label == "måndag 08–11"
    assert hot.share > 3 * hot.usual


def test_hours_never_used_before_can_be_hot():
    usual = np.zeros((7, 24))
    usual[:, 12] = 100
    now = usual / 10
    now[2, 3:5] = 15
    assert hot_hours(profile(now), profile(usual))[0].label == "onsdag 03–05"


def test_at_most_three_windows_and_no_common_hours():
    weights = even(60, seed=4)
    for day, hour in ((0, 3), (2, 9), (4, 14), (6, 20)):
        weights[day, hour : hour + 2] += 25
    found = hot_hours(profile(weights))
    assert len(found) == 3
    assert {hot.label for hot in found} < {
        "måndag 03–05", "onsdag 09–11", "fredag 14–16", "söndag 20–22",
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_an_even_week_has_no_hot_hours(seed):
    assert hot_hours(profile(even(300, seed))) == ()
    assert hot_hours(profile(even(80, seed)), profile(even(1000, seed + 100))) == ()


def test_too_few_events_give_none_rather_than_noise():
    weights = np.zeros((7, 24))
    weights[4, 22] = 19
    assert hot_hours(profile(weights)) == ()
    weights[4, 22] = 20
    assert len(hot_hours(profile(weights))) == 1


def test_an_even_earlier_period_without_events_is_like_none():
    weights = even(60, seed=5)
    assert hot_hours(profile(weights), profile(np.zeros((7, 24)))) == ()


@pytest.mark.parametrize(
    ("window", "label"),
    [
        ((0, 6, 20, 24), "alla dagar 20–24"),
        ((3, 3, 6, 9), "torsdag 06–09"),
        ((6, 0, 23, 1), "söndag–måndag 23–01"),
    ],
)
def test_labels(window, label):
    assert HotHours(*window, share=0.5, count=10.0, usual=0.1, p=0.001).label == label


@pytest.mark.skipif(published.missing("aoristic_dc"), reason="needs the reference figures")
def test_a_thousand_events_agree_with_r():
    reference = published.load("aoristic_dc")
    pairs = [
        (start, None if end == "NA" else end) for start, end in reference["events_start_end_utc"]
    ]
    from_sunday = np.roll(week_hours(events(pairs)).weights.ravel(), 24)
    assert from_sunday == pytest.approx(reference["weight_per_hour_of_week_168"], rel=1e-9)


def test_the_hour_when_the_clock_changes_is_said_aloud():
    night = datetime(2026, 10, 25, 2, 30)
    found = week_hours(events([(night, None), (night - timedelta(days=7), None)]))
    assert found.at_clock_change == 1
    assert week_hours(events([(datetime(2026, 3, 29, 2, 0), None)])).at_clock_change == 1
    assert week_hours(events([(datetime(2026, 3, 29, 3, 0), None)])).at_clock_change == 0
    assert week_hours(events([])).at_clock_change == 0


@pytest.mark.parametrize("threads", [1, 2])
def test_python_machine_code_and_any_threads_give_the_same_bits(monkeypatch, threads):
    rng = np.random.default_rng(5)
    start = datetime(2026, 10, 20)
    pairs = [
        (start + timedelta(seconds=int(s)), start + timedelta(seconds=int(s + length)))
        for s, length in zip(
            rng.integers(0, 7 * 86400, 300), rng.choice([0, 600, 5000, 90_000, 700_000], 300),
            strict=True,
        )
    ]  # fmt: skip
    pairs[0] = (datetime(2026, 10, 25, 2), None)
    monkeypatch.setattr(hours_module, "_AT_ONCE", 64)
    fast = week_hours(events(pairs))
    monkeypatch.setattr(lanes, "cores", lambda: threads)
    with plain(monkeypatch):
        slow = week_hours(events(pairs))
    assert slow.weights.tobytes() == fast.weights.tobytes()
    assert slow.at_clock_change == fast.at_clock_change == 1
    assert slow.unknown == fast.unknown > 0


@pytest.mark.parametrize("alpha", [0.0, 1.0, -1.0, float("nan")])
def test_a_level_that_is_none_is_refused(alpha):
    nobody = Points([], [], np.array([], "M8[s]"), np.array([], "M8[s]"), [], ("alla",))
    with pytest.raises(BadTest, match="alpha"):
        hot_hours(week_hours(nobody), alpha=alpha)

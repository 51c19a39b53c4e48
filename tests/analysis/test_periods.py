"""The calendar: it tiles, it survives week 53, and every key reads back."""

import contextlib
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.periods import BadPeriod, Period, PeriodKind, before, containing, parse

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
NAMED = st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.CUSTOM])


@st.composite
def periods(draw: st.DrawFn) -> Period:
    kind = draw(st.sampled_from(list(PeriodKind)))
    day = draw(DAYS)
    if kind is PeriodKind.CUSTOM:
        return Period(kind, day, day + timedelta(days=draw(st.integers(1, 900))))
    return containing(kind, day)


@given(NAMED, DAYS)
def test_every_day_lies_in_exactly_one_period_of_each_kind(kind, day):
    period = containing(kind, day)
    assert period.start <= day < period.end
    assert containing(kind, period.start) == period == containing(kind, period.last_day)
    assert containing(kind, period.end) == period.next()


@given(periods())
def test_next_and_previous_tile_without_gaps(period):
    assert period.next().start == period.end
    assert period.previous().end == period.start
    assert period.next().previous() == period == period.previous().next()
    assert period.next().kind == period.kind


@given(periods())
def test_every_key_reads_back(period):
    assert parse(period.key) == period
    assert parse(f"  {period.key.lower()}\n") == period


@given(periods(), st.integers(0, 30))
def test_the_periods_before_are_the_ones_just_before_oldest_first(period, count):
    earlier = before(period, count)
    assert len(earlier) == count
    chain = [*earlier, period]
    assert all(a.end == b.start for a, b in pairwise(chain))
    assert len({p.days for p in earlier} - {period.days}) == 0 or period.kind in {
        PeriodKind.MONTH,
        PeriodKind.TERTIAL,
        PeriodKind.YEAR,
    }


@given(periods())
def test_labels_tell_periods_apart(period):
    assert period.label != period.next().label


@given(st.text(max_size=40))
def test_other_text_is_refused_with_a_sentence_never_a_crash(text):
    with contextlib.suppress(BadPeriod):
        period = parse(text)
        assert parse(period.key) == period


@pytest.mark.parametrize(
    ("key", "label", "start", "days"),
    [
        ("2026-W47", "v. 47 2026 (16–22 nov)", date(2026, 11, 16), 7),
        ("2026-W49", "v. 49 2026 (30 nov–6 dec)", date(2026, 11, 30), 7),
        ("2026-W53", "v. 53 2026 (28 dec 2026–3 jan 2027)", date(2026, 12, 28), 7),
        ("2020-W53", "v. 53 2020 (28 dec 2020–3 jan 2021)", date(2020, 12, 28), 7),
        ("2027-W01", "v. 1 2027 (4–10 jan)", date(2027, 1, 4), 7),
        ("2026-W46--W47", "v. 46–47 2026 (9–22 nov)", date(2026, 11, 9), 14),
        (
            "2026-W52--2027-W02",
            "v. 52 2026–v. 2 2027 (21 dec 2026–17 jan 2027)",
            date(2026, 12, 21),
            28,
        ),
        ("2026-W05--W10", "v. 5–10 2026 (26 jan–8 mars)", date(2026, 1, 26), 42),
        ("2024-02", "februari 2024", date(2024, 2, 1), 29),
        ("2026-T2", "tertial 2 2026", date(2026, 5, 1), 123),
        ("2026-T3", "tertial 3 2026", date(2026, 9, 1), 122),
        ("2026", "2026", date(2026, 1, 1), 365),
        (
            "2026-01-01--2026-02-15",
            "2026-01-01 till 2026-02-15",
            date(2026, 1, 1),
            46,
        ),
    ],
)
def test_examples(key, label, start, days):
    period = parse(key)
    assert (period.key, period.label, period.start, period.days) == (key, label, start, days)


def test_year_2020_has_53_weeks_and_2021_has_52():
    assert containing(PeriodKind.WEEK, date(2021, 1, 3)).key == "2020-W53"
    assert containing(PeriodKind.WEEK, date(2021, 1, 4)).key == "2021-W01"
    with pytest.raises(BadPeriod):
        parse("2021-W53")


@pytest.mark.parametrize(
    ("kind", "weeks"),
    [(PeriodKind.TWO_WEEKS, 2), (PeriodKind.FOUR_WEEKS, 4), (PeriodKind.SIX_WEEKS, 6)],
)
def test_several_weeks_are_counted_from_new_year_2018(kind, weeks):
    anchored = containing(kind, date(2018, 1, 1))
    assert anchored.start == date(2018, 1, 1)
    assert anchored.days == 7 * weeks
    assert containing(kind, date(2017, 12, 31)).end == date(2018, 1, 1)


def test_the_last_four_full_weeks_need_not_be_anchored():
    period = Period(PeriodKind.FOUR_WEEKS, date(2018, 1, 8), date(2018, 2, 5))
    assert period != containing(PeriodKind.FOUR_WEEKS, period.start)
    assert parse(period.key) == period


def test_a_number_of_weeks_without_a_name_becomes_own_dates():
    assert parse("2026-W01--W03") == parse("2025-12-29--2026-01-18")


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        (PeriodKind.WEEK, date(2026, 11, 17), date(2026, 11, 24)),
        (PeriodKind.WEEK, date(2026, 11, 16), date(2026, 11, 24)),
        (PeriodKind.MONTH, date(2026, 11, 2), date(2026, 12, 2)),
        (PeriodKind.TERTIAL, date(2026, 2, 1), date(2026, 6, 1)),
        (PeriodKind.CUSTOM, date(2026, 11, 2), date(2026, 11, 2)),
        (PeriodKind.YEAR, date(1899, 1, 1), date(1900, 1, 1)),
        (PeriodKind.YEAR, date(2200, 1, 1), date(2201, 1, 1)),
    ],
)
def test_a_period_that_is_none_is_refused(kind, start, end):
    with pytest.raises(BadPeriod):
        Period(kind, start, end)


@pytest.mark.parametrize(
    "text",
    ["", "2026-W00", "2026-13", "2026-T4", "2026-02-30--2026-03-01", "2026-W47--W46", "0000",
     "1850", "9999-12", "9999-W52", "0001-W01", "förra veckan", "2026-02-02--2026-02-01"],
)  # fmt: skip
def test_bad_keys_are_refused(text):
    with pytest.raises(BadPeriod):
        parse(text)


@pytest.mark.parametrize("kind", list(PeriodKind))
@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_are_refused_not_a_crash(kind, day):
    with pytest.raises(BadPeriod):
        containing(kind, day)


def test_own_dates_have_no_containing_period():
    with pytest.raises(BadPeriod, match="första och sista"):
        containing(PeriodKind.CUSTOM, date(2026, 1, 1))


def test_periods_of_one_kind_sort_by_time():
    week = parse("2026-W47")
    assert sorted([week.next(), week, week.previous()]) == [week.previous(), week, week.next()]

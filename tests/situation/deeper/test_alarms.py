"""Alarms: kinds of event that rise in an area, over all areas and kinds at once."""

from datetime import timedelta

import numpy as np
import pytest

from lofte.analysis.periods import Period, PeriodKind
from lofte.situation.comparisons import Effort
from lofte.situation.compose import compose
from lofte.situation.counts import squares, times
from lofte.situation.deeper import alarms
from lofte.situation.document import ALARM
from lofte.situation.results import Around, measure
from tests.situation.picture_town import FIRST, SOURCE, WEEKS, events, points, quiet, square

LAST = FIRST + timedelta(weeks=WEEKS - 1)
WEST, EAST = square("V", "Väster", 0, 0, 1000), square("O", "Öster", 1000, 0, 1000)
AREAS = [WEST, EAST, square("N", "Norr", 0, 1000, 2000)]


def rise(count, category=1):
    """Spread over the whole of the eastern area, so that no square deviates."""
    spots = [(1040 + 97 * i % 920, 30 + 211 * i % 940) for i in range(count)]
    return events(spots, [(LAST + timedelta(days=i % 7), 12) for i in range(count)], category)


def composed(rows, areas=AREAS, period=None, **known):
    week = Period(PeriodKind.WEEK, LAST, LAST + timedelta(weeks=1))
    around = Around(areas=areas, **known)
    return compose(points(rows), source=SOURCE, around=around, period=period or week)


def told(rows, **known):
    """The alarms alone, before they are merged with what stands at the same place."""
    week = Period(PeriodKind.WEEK, LAST, LAST + timedelta(weeks=1))
    where = points(rows)
    when = times(where, week)
    around = Around(areas=AREAS, **known)
    return alarms.tell(measure(where, when, squares(where, when, None), around), "Prov")


def section(document):
    return next((one for one in document.sections if one.ident == "larm"), None)


def test_a_kind_that_rises_in_one_area_is_told():
    document = composed(quiet() + rise(30))
    told = section(document)
    assert told.title == "Larm: Samling, Öster"
    assert told.rows[0][:3] == ("Öster", "Samling", "v. 45 2026 (2–8 nov)")
    assert told.rows[0][3] >= 30
    assert "(preliminärt)" in told.sentences[0], "the last weeks may still get reports"
    assert "EARS" in told.sentences[-1]
    assert "preliminära" in told.sentences[-1]


def test_a_quiet_town_has_no_alarm():
    told = section(composed(quiet()))
    assert told.title == "Inget larm: inget slag ökar tydligt i något område"
    assert told.rows == ()


def test_an_alarm_goes_with_the_finding_of_its_area():
    document = composed(quiet() + rise(60))
    first = next(one for one in document.findings if one.area == "O")
    assert "Samling i området: " in first.sentence
    assert not [one for one in document.findings if one.kind == ALARM]


def test_the_expected_follows_the_active_reporters():
    rows = quiet() + rise(22)
    alone, many = composed(rows), composed(rows, reporters=Effort(now=40, usual=10.0, weeks=4))
    assert section(alone).title == "Larm: Samling, Öster"
    assert section(many).rows == ()
    said = section(many).sentences[-1]
    assert said == "Det väntade följer antalet rapportörer: 40, normalt 10."
    few = section(composed(rows, reporters=Effort(now=11, usual=10.0)))
    same = (section(alone).rows[0][4], few.rows[0][4])
    assert same[1] == pytest.approx(1.1 * same[0], abs=0.11)


def test_an_alarm_of_new_reporters_says_so_and_is_weak():
    rows = rise(60) + quiet()
    theirs = np.arange(len(rows)) < 60
    sure, doubted = composed(rows), composed(rows, newcomers=theirs)
    assert "nya rapportörer" not in section(sure).sentences[0]
    said = section(doubted).sentences[0]
    assert "60 av dem kommer från nya rapportörer, och utan dem är antalet normalt" in said
    extra = next(one for one in told(rows, newcomers=theirs).extras if one.finding.area == "O")
    assert extra.finding.strength == "visst stöd"
    assert "nya rapportörer" in extra.tail
    extra = next(one for one in told(rows).extras if one.finding.area == "O")
    assert extra.finding.strength == "starkt stöd"


def test_more_alarms_are_counted():
    title = alarms._title([(0, 0), (2, 0), (2, 1)], [("V", "Väster", "Klotter")] * 3)
    assert title == "Larm: Klotter, Väster och 1 till"


def test_without_areas_the_kinds_are_watched_and_told_in_the_table_only():
    document = composed(quiet() + rise(60), areas=[])
    assert section(document).rows[0][:2] == ("Hela underlaget", "Samling")
    assert not [one for one in document.findings if one.kind == ALARM]


def test_one_single_series_is_what_the_picture_begins_with():
    rows = [(x, y, when, 0) for x, y, when, _ in quiet()]
    week = Period(PeriodKind.WEEK, LAST, LAST + timedelta(weeks=1))
    assert section(compose(points(rows, categories=1), source=SOURCE, period=week)) is None


def test_a_period_without_a_whole_week_has_no_alarms():
    days = Period(PeriodKind.CUSTOM, LAST, LAST + timedelta(days=3))
    document = composed(quiet(), period=days)
    assert section(document) is None
    assert not_counted(document, "larm (ingen vecka är hel)")


def test_a_young_register_has_no_alarms():
    early = Period(PeriodKind.WEEK, FIRST + timedelta(weeks=8), FIRST + timedelta(weeks=9))
    document = composed(quiet(), period=early)
    assert section(document) is None
    assert not_counted(document, "larm (12 hela veckor behövs före perioden)")


def not_counted(document, what):
    said = "Det här kunde inte räknas, så bilden säger inget om det: "
    return any(one.startswith(said) and what in one for one in document.caveats)


def test_of_too_many_series_those_with_most_before_are_tried_and_that_is_said(monkeypatch):
    monkeypatch.setattr(alarms, "MOST_SERIES", 4)
    spoken = section(composed(quiet() + rise(30)))
    assert any("De 4 serier av 6 som hade flest händelser före perioden" in s
               for s in spoken.sentences)  # fmt: skip
    assert spoken.rows[0][:2] == ("Öster", "Samling")
    before = np.array([[3, 0, 0], [1, 1, 2], [0, 0, 9], [2, 2, 2], [0, 1, 0], [5, 5, 5]])
    assert alarms._largest(before).tolist() == [1, 2, 3, 5]


def test_every_alarm_stands_in_the_table():
    rows = [row for area in range(49) for row in crowd(area)]
    areas = [square(f"{n}", f"Del {n}", 280 * (n % 7), 280 * (n // 7), 280) for n in range(49)]
    assert len(section(composed(quiet() + rows, areas=areas)).rows) > 40


def crowd(area):
    at = 280 * (area % 7) + 140, 280 * (area // 7) + 140
    return events([at] * 40, [(LAST + timedelta(days=i % 7), 12) for i in range(40)], 1)


def seasonal(per_week, years=2):
    """One and a half times as many in the middle of the spring, as every year; and now is then."""
    random = np.random.default_rng(5)
    weeks = 52 * years + 4
    share = np.exp(0.4 * np.sin(2 * np.pi * np.arange(weeks) / 52))
    size = per_week * weeks
    week = random.choice(weeks, size, p=share / share.sum())
    days = [FIRST + timedelta(weeks=int(w), days=int(d)) for w, d in
            zip(week, random.integers(0, 7, size), strict=True)]  # fmt: skip
    where = [tuple(at) for at in random.uniform(0, 2000, (size, 2)).tolist()]
    kinds = random.integers(0, 2, size).tolist()
    rows = events(where, list(zip(days, [12] * size, strict=True)))
    end = FIRST + timedelta(weeks=weeks)
    period = Period(PeriodKind.FOUR_WEEKS, end - timedelta(weeks=4), end)
    return [(x, y, t, k) for (x, y, t, _), k in zip(rows, kinds, strict=True)], period


def test_a_spring_like_every_spring_is_no_alarm(monkeypatch):
    rows, period = seasonal(600)
    told = section(composed(rows, period=period))
    assert told.rows == ()
    assert "Årstiden är vad hela underlaget gjorde samma veckor förra året" in told.sentences[-1]
    monkeypatch.setattr(alarms, "_season", lambda series, inside: None)
    blind = section(composed(rows, period=period))
    assert blind.rows
    assert "utan hänsyn till årstid" in blind.sentences[-1]


def test_the_season_needs_a_year_and_enough_to_tell():
    series = np.full((2, 120), 10)
    assert alarms._season(series[:, :60], 4) is None
    assert alarms._season(series // 10, 4) is None
    season = alarms._season(series * np.r_[np.ones(60, int), np.full(60, 3)], 4)
    assert season.shape == (120,)
    assert season[-13:].mean() == pytest.approx(1.0)
    assert season[-1] > season[-13]
    assert (season[:-13] == 1).all()

"""A trial: which weeks and which ground, what is left out and said, and when it is too little."""

import json

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.weekly import BadWeekly
from lofte.situation.counts import AreaShape, NamedPlace
from lofte.situation.document import Source
from lofte.situation.results import Around
from lofte.situation.trial import tables
from lofte.situation.trial.document import BadTrial, Row, Span, from_json
from lofte.situation.trial.tried import NAMES, of_category, trial, verdict
from lofte.situation.trial.weeks import TooLittle, ready
from tests.situation.trial_town import CORNERS, FIRST_DAY, MONDAY, made, points, together

SOURCE = Source(name="Provstad", file="a.csv", checksum="abc", rows=300, notes=("En fråga.",))
DAY = np.timedelta64(1, "D")


def tried(of=None, **given):
    return trial(points() if of is None else of, source=SOURCE, **{"size": 100, **given})


def test_every_method_is_tried_on_every_week_with_enough_history():
    found = tried()
    assert [row.name for row in found.rows] == list(NAMES.values())
    assert (found.weeks, found.learnt) == (12, 8)
    assert (found.first_day, found.last_day) == ("2025-03-03", "2025-05-25")
    assert found.rows[0].pai[0].value > 10
    assert found.rows[0].ahead == ()
    assert len(found.rows[1].ahead) == 3
    for row in found.rows:
        for span in (*row.pai, *row.pei):
            assert 0 <= span.low <= span.value <= span.high
        assert all(span.high <= 1 for span in row.pei)


def test_what_was_found_can_be_worked_out_again_from_what_is_told():
    found = tried(areas=[area(499_000, 6_499_000, 503_000, 6_503_000)])
    lots = found.events * found.chosen[0] / found.area
    assert found.rows[0].pai[0].value == pytest.approx(found.rows[0].hits[0] / lots, abs=1e-3)


def test_the_same_register_gives_the_same_bytes_and_they_can_be_read():
    first, again = tried(), tried()
    assert first.to_json() == again.to_json()
    assert from_json(first.to_json()) == first


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"schema": "lofte-picture-1"}', b"\xff"])
def test_other_bytes_are_no_trial(content):
    with pytest.raises(BadTrial, match="ingen prövning"):
        from_json(content)


def test_weeks_at_the_edge_that_are_not_whole_are_left_out_and_told():
    whole = points(weeks=14)
    before = made([500_050.0] * 9, [6_500_050.0] * 9, [MONDAY - 2 * DAY] * 9)
    after = made([500_050.0] * 4, [6_500_050.0] * 4, [MONDAY + 14 * 7 * DAY] * 4)
    made_ready = ready(together(whole, before, after), size=100, areas=())
    assert made_ready.weekly.weeks == 14
    assert made_ready.first_day == FIRST_DAY
    assert any("13\u00a0händelser ligger före, efter" in told for told in made_ready.left_out)


def test_a_lone_date_long_before_or_after_is_no_beginning_and_no_end():
    lone = made([500_050.0] * 2, [6_500_050.0] * 2, [MONDAY - 1500 * DAY, MONDAY + 1500 * DAY])
    found = ready(together(points(weeks=14), lone), size=100, areas=())
    assert (found.weekly.weeks, found.first_day) == (14, FIRST_DAY)


def test_a_register_that_only_has_one_event_now_and_then_is_whole():
    rare = made([500_050.0] * 5, [6_500_050.0] * 5, [MONDAY + 70 * i * DAY for i in range(5)])
    assert ready(rare, size=100, areas=()).weekly.weeks == 40


def test_what_has_no_place_or_lies_far_off_is_left_out_and_told():
    nowhere = made([np.nan] * 3, [np.nan] * 3, [MONDAY] * 3)
    far = made([900_000.0], [7_500_000.0], [MONDAY])
    told = tried(together(points(), nowhere, far)).left_out
    assert any(sentence.startswith("3\u00a0händelser saknar koordinater") for sentence in told)
    assert any("1\u00a0händelse ligger långt från" in sentence for sentence in told)


def test_events_in_new_places_are_told():
    new = made([501_900.0] * 4, [6_501_900.0] * 4, [MONDAY + 18 * 7 * DAY] * 4)
    told = tried(together(points(quiet=0), new)).left_out
    assert "4\u00a0händelser hände där inget hade hänt i närheten förut." in told


def area(west, south, east, north):
    return AreaShape("1", "Ett", shapely.box(west, south, east, north))


def test_areas_bound_the_ground():
    x, y = CORNERS[0]
    near = tried(areas=[area(x - 250, y - 250, x + 250, y + 250)])
    assert near.area == 25
    assert any("utanför områdena" in sentence for sentence in near.left_out)
    assert "områdena i filen" in near.ground
    with pytest.raises(TooLittle, match="Ingen ruta har sin mitt"):
        tried(areas=[area(0, 0, 10, 10)])
    with pytest.raises(TooLittle, match="Välj större rutor"):
        tried(areas=[area(0, 0, 900_000, 900_000)])
    with pytest.raises(TooLittle, match="Ingen händelse ligger på kartan"):
        tried(areas=[area(0, 0, 900, 900)])


def test_doubled_points_and_dates_without_hours_are_no_trouble():
    once = points()
    bare = made(once.x, once.y, once.start.astype("datetime64[D]"))
    twice = tried(together(bare, bare))
    alone = tried(bare)
    assert twice.events == 2 * alone.events
    assert twice.rows[4].pai[0].value == pytest.approx(alone.rows[4].pai[0].value)


def test_an_unknown_time_is_counted_on_its_first_day_and_said():
    plain = points()
    ends = plain.start + 10 * DAY
    found = tried(made(plain.x, plain.y, plain.start, end=ends))
    assert any("kan ha hänt under en vecka eller mer" in note for note in found.notes)


def test_only_the_last_weeks():
    found = tried(weeks=5)
    assert (found.weeks, found.learnt) == (5, 15)
    assert tried(weeks=500).weeks == 12
    with pytest.raises(TooLittle, match="Minst 4 veckor"):
        tried(weeks=3)


def test_only_one_category():
    both = points(category=("Klotter", "Stöld"))
    assert len(of_category(both, "Stöld")) == len(both) // 2
    with pytest.raises(TooLittle, match="Där finns: Klotter, Stöld"):
        of_category(both, "Rån")


def test_few_events_and_few_weeks_are_told():
    few = points(weeks=13, quiet=1, busy=0)
    assert any("för få för att säga" in note for note in tried(few).notes)
    assert any("veckor prövades. Intervallen" in note for note in tried(few).notes)
    assert tried().notes[0] == "En fråga."


def test_months_are_not_weeks():
    months = np.repeat(np.arange("2023-01", "2026-01", dtype="datetime64[M]"), 3)
    with pytest.raises(TooLittle, match="datumen månader"):
        tried(made([500_050.0] * 108, [6_500_050.0] * 108, months))


@pytest.mark.parametrize("weeks", [1, 2, 11])
def test_too_few_weeks_are_told(weeks):
    with pytest.raises(TooLittle, match=r"Det behövs minst 12: 8 att lära"):
        tried(points(weeks=weeks))


def test_nothing_to_try_is_told():
    with pytest.raises(TooLittle, match="inga händelser"):
        tried(made([], [], []))
    with pytest.raises(TooLittle, match="Ingen händelse har koordinater"):
        tried(made([np.nan] * 2, [np.nan] * 2, [MONDAY, MONDAY + 200 * DAY]))
    x, y = CORNERS[0]
    town = made([x, x + 900] * 20, [y] * 40, [MONDAY + 7 * (i // 2) * DAY for i in range(40)])
    with pytest.raises(TooLittle, match="Ingen händelse ligger på kartan"):
        tried(town, areas=[area(x + 380, y - 50, x + 520, y + 50)])


def test_weeks_in_which_nothing_happened_near_are_told():
    x, y = CORNERS[0]
    start = [MONDAY + 7 * i * DAY for i in range(8)] * 5
    late = [MONDAY + (7 * i + 6) * DAY for i in range(8, 14)] * 5
    here = made([x] * 40, [y] * 40, start)
    there = made([x + 2000 + 700 * (i % 6) for i in range(30)], [y] * 30, late)
    with pytest.raises(TooLittle, match="hände inget på ytan"):
        tried(together(here, there))


def test_squares_that_are_too_many_are_refused():
    far = made(
        [0.0, 90_000.0] * 30, [0.0, 90_000.0] * 30, [MONDAY + 7 * i * DAY for i in range(60)]
    )
    with pytest.raises(BadWeekly, match="Välj större rutor"):
        tried(far, size=25)


@given(st.floats(-50, 50, allow_nan=False))
def test_a_figure_never_has_a_minus_zero(value):
    assert tables.decimal(value) not in ("−0,00", "-0,00")


def test_a_figure_without_an_interval_is_shown_as_it_is():
    assert tables.shown(Span(None)) == "–"
    assert tables.shown(Span(1.5)) == "1,50"
    assert tables.shown(Span(1.5, 1.0, 2.0)) == "1,50 (1,00 till 2,00)"


def test_the_verdict_says_who_is_better_and_when_nobody_knows():
    found = tried()
    assert "gånger så många som om rutorna hade valts med lott" in found.verdict
    assert "Av 33 jämförelser" in found.verdict
    bare = [found.rows[0], found.rows[1].__class__("a", "A", (), (), (Span(1.0),), ())]
    assert "För få veckor" in verdict(bare, found.levels, found.events)


def test_the_file_for_a_spreadsheet_has_a_row_per_method_and_level():
    lines = tables.as_csv(tried()).decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("sätt;andel av ytan;rutor")
    assert len(lines) == 1 + 3 * len(NAMES) + 1
    assert lines[1].startswith("Listan ”Var nästa vecka?”;0,01;")
    assert {line.count(";") for line in lines[:-1]} == {14}


def test_the_screen_has_a_line_per_method():
    lines = tables.screen(tried()).splitlines()
    assert len(lines) == 1 + len(NAMES)
    assert lines[0].split()[:3] == ["PAI", "1\u00a0%", "PAI"] or "PAI 1" in lines[0]


def test_a_difference_says_its_word():
    rows = tables.differences(tried()).rows
    assert len(rows) == len(NAMES) - 1
    assert any("bättre" in cell for row in rows for cell in row)
    assert tables._ahead(Span(-1.0, -2.0, -0.5)).endswith("sämre")
    assert tables._ahead(Span(0.1, -0.2, 0.5)).endswith("oavgjort")
    assert tables._ahead(Span(0.1)) == "0,10"


def test_the_coming_week_names_the_spots_where_most_is_expected():
    around = Around(places=[NamedPlace("1", "Torget", *CORNERS[0], 50.0)])
    found = tried(names=around).coming
    assert (found.first_day, found.last_day) == ("2025-05-26", "2025-06-01")
    assert found.cells == sum(len(spot.cells) for spot in found.spots)
    assert found.expected == pytest.approx(sum(spot.expected for spot in found.spots), rel=1e-4)
    assert [spot.expected for spot in found.spots] == sorted(
        (spot.expected for spot in found.spots), reverse=True
    )
    corners = {(x // 100 * 100 + 50, y // 100 * 100 + 50) for x, y in CORNERS}
    assert {(spot.x, spot.y) for spot in found.spots} <= corners
    named = {spot.name for spot in found.spots if (spot.x, spot.y) == CORNERS[0]}
    assert named <= {"Nära Torget"}
    assert "rutor, 1\xa0% av ytan, väntas ungefär" in found.sentence


def test_touching_squares_are_one_spot_and_the_rest_is_counted():
    everywhere = [(500_050.0 + 300 * (i % 40), 6_500_050.0 + 300 * (i // 40)) for i in range(1_600)]
    x, y = zip(*(at for at in everywhere for _ in range(14)), strict=True)
    start = [MONDAY + 7 * DAY * week for _ in everywhere for week in range(14)]
    found = tried(made(list(x), list(y), start), weeks=4).coming
    assert (len(found.spots), found.more) == (12, found.cells - 12)
    pair = [(500_050.0, 6_500_050.0), (500_150.0, 6_500_150.0)]
    x, y = zip(*(at for at in pair for _ in range(20)), strict=True)
    start = [MONDAY + 7 * DAY * week for _ in pair for week in range(20)]
    ground = [area(500_000, 6_500_000, 502_000, 6_501_000)]
    touching = tried(made(list(x), list(y), start), areas=ground).coming
    assert [len(spot.cells) for spot in touching.spots] == [2]
    assert touching.spots[0].name == "Ett"


def test_a_trial_from_before_the_coming_week_was_told_can_be_read():
    told = json.loads(tried().to_json())
    del told["coming"]
    assert from_json(json.dumps(told).encode()).coming is None


def test_the_verdict_of_a_single_cell_does_not_call_it_one_per_cent():
    everything = Row("picture", "Bilden", (Span(1.0),), (Span(1.0),), (), (50.0,))
    assert verdict([everything], (0.01,), 50).startswith("På 100\u00a0% av ytan hamnade 100\u00a0%")

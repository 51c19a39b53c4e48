"""What a picture promises to find, to merge, to order, and to say when it cannot say."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from lofte.analysis.periods import Period, PeriodKind, parse
from lofte.analysis.points import Points
from lofte.situation.comparisons import Effort
from lofte.situation.compose import compose
from lofte.situation.counts import NothingToCompose
from lofte.situation.document import FEWER, MORE, MORE_OF_KIND, MOST, TOO_FEW, Finding
from lofte.situation.document import PictureDocument as Document
from lofte.situation.results import Around
from lofte.situation.sentences import NO_PLACE, NOTHING
from tests.situation.picture_town import (
    FIRST,
    SOURCE,
    WEEKS,
    X0,
    Y0,
    events,
    place,
    points,
    quiet,
    rise,
    square,
)


def of(document: Document, *kinds: str) -> list[Finding]:
    return [found for found in document.findings if found.kind in kinds]


def composed(rows: list, **wish: object) -> Document:
    return compose(points(rows), source=SOURCE, **wish)  # type: ignore[arg-type]


def test_the_default_period_is_the_last_four_full_weeks_against_all_before() -> None:
    rows = [*quiet(), *events([(500, 500)], [(FIRST + timedelta(weeks=WEEKS, days=2), 12)])]
    document = composed(rows)
    last_monday = FIRST + timedelta(weeks=WEEKS)
    assert document.first_day == (last_monday - timedelta(weeks=4)).isoformat()
    assert document.last_day == (last_monday - timedelta(days=1)).isoformat()
    assert document.history.periods == WEEKS // 4 - 1


def test_a_planted_place_is_found_and_named() -> None:
    document = composed(
        quiet() + rise((550, 550), 25), around=Around(places=[place("Resecentrum", 560, 540)])
    )
    (found,) = of(document, MORE)
    assert (found.number, found.place, found.place_id) == (1, "Resecentrum", "resecentrum")
    assert found.sentence.startswith("Resecentrum: ")
    assert "Flest fredag 20–22" in found.sentence
    assert found.figures.count > (found.figures.high or 0)
    assert found.strength == "starkt stöd"
    assert found.sentence in document.summary


def test_neighbouring_squares_are_one_finding_and_lend_the_place_their_squares() -> None:
    document = composed(
        quiet() + rise((550, 550), 25), around=Around(places=[place("Resecentrum", 560, 540)])
    )
    (found,) = of(document, MORE)
    assert len(found.cells) == 9
    numbered = {cell.id for cell in document.cells if cell.finding == 1}
    assert numbered == set(found.cells)


def test_two_spots_apart_are_two_findings_in_order_of_size() -> None:
    document = composed(quiet() + rise((350, 350), 18) + rise((1650, 1650), 30))
    first, second = of(document, MORE)
    assert (first.number, second.number) == (1, 2)
    assert first.figures.count > second.figures.count
    assert first.place == "Plats 1 på kartan"


def test_spots_a_block_apart_are_not_chained_together() -> None:
    document = composed(quiet() + rise((550, 550), 25) + rise((1050, 550), 25))
    assert len(of(document, MORE)) == 2


def test_spots_all_over_are_told_one_by_one_without_common_events() -> None:
    spots = [(x, y) for x in range(150, 2000, 600) for y in range(150, 2000, 600)]
    document = composed(quiet() + [row for at in spots for row in rise(at, 15)])
    for x, y in spots:
        near = [
            found
            for found in of(document, MORE)
            if abs((found.x or 0) - X0 - x) <= 100 and abs((found.y or 0) - Y0 - y) <= 100
        ]
        assert len(near) == 1
    told = [cell for found in of(document, MORE) for cell in found.cells]
    assert len(told) == len(set(told))


def test_spots_that_share_a_window_are_one_finding() -> None:
    document = composed(quiet() + rise((550, 550), 25) + rise((650, 550), 20))
    (found,) = of(document, MORE)
    assert found.figures.count >= 45


def test_a_spot_without_a_place_is_named_by_what_is_near_or_by_its_area() -> None:
    rows = quiet() + rise((550, 550), 25)
    near = composed(rows, around=Around(places=[place("Torget", 760, 550, radius=20)]))
    assert of(near, MORE)[0].place == "Nära Torget"
    inside = composed(rows, around=Around(areas=[square("1", "Väster", 0, 0, 1000)]))
    assert of(inside, MORE)[0].place == "Väster (plats 1 på kartan)"


def test_an_area_that_is_off_because_of_one_spot_is_not_told_twice() -> None:
    areas = [square("1", "Väster", 0, 0, 1000), square("2", "Öster", 1000, 0, 1000)]
    document = composed(quiet() + rise((550, 550), 40), around=Around(areas=areas))
    assert document.areas[0].klass == MORE
    assert [found.area for found in of(document, MORE)] == ["1"]
    assert document.areas[0].finding == 0


def test_an_area_that_is_off_all_over_is_a_finding_of_its_own() -> None:
    random = np.random.default_rng(7)
    spread = [row for at in random.uniform(20, 980, (60, 2)) for row in rise(tuple(at), 1)]
    area = square("1", "Väster", 0, 0, 1000)
    document = composed(quiet() + spread, around=Around(areas=[area]))
    found = next(one for one in of(document, MORE) if not one.cells)
    assert (found.place, document.areas[0].finding) == ("Väster", found.number)


def test_fewer_is_told_after_more() -> None:
    last = FIRST + timedelta(weeks=WEEKS - 4)
    crowd = [
        row
        for week in range(WEEKS - 4)
        for row in events([(550.0, 550.0)] * 6, [(FIRST + timedelta(weeks=week), 12)] * 6)
    ]
    assert max(row[2] for row in crowd) < np.datetime64(last)
    document = composed(quiet() + crowd + rise((1550, 1550), 30))
    kinds = [found.kind for found in of(document, MORE, FEWER)]
    assert kinds == [MORE, FEWER]


def test_a_rising_category_is_found() -> None:
    random = np.random.default_rng(3)
    spread = [r for at in random.uniform(0, 2000, (80, 2)) for r in rise(tuple(at), 1, category=1)]
    document = composed(quiet() + spread)
    assert [found.place for found in of(document, MORE_OF_KIND)] == ["Samling"]
    assert {c.name: c.klass for c in document.categories}["Samling"] == MORE


def test_where_most_is_is_never_called_more_than_normal() -> None:
    always = [
        row
        for week in range(WEEKS)
        for row in events([(550.0, 550.0)] * 12, [(FIRST + timedelta(weeks=week), 12)] * 12)
    ]
    document = composed(quiet() + always)
    assert not of(document, MORE)
    (most,) = of(document, MOST)
    assert most.figures.high is None
    assert "normal" not in most.sentence
    assert any(cell.most for cell in document.cells)


def test_a_handful_of_events_has_no_place_with_most() -> None:
    rows = events([(550.0, 550.0)] * 2, [(FIRST + timedelta(weeks=WEEKS - 1), 12)] * 2)
    document = composed(quiet(per_week=2) + rows)
    assert not of(document, MOST)
    assert not any(cell.most for cell in document.cells)


def test_what_is_reported_late_may_be_missing() -> None:
    said = "Det som anmäls sent kan ännu saknas i periodens slut."
    assert said in composed(quiet()).caveats
    assert said not in composed(quiet(), period=parse("2026-06")).caveats


def test_stragglers_before_the_register_begins_are_not_history() -> None:
    early = events([(5.0, 5.0)] * 3, [(FIRST - timedelta(days=n), 12) for n in (900, 500, 200)])
    document = composed(quiet() + early)
    assert document.history.periods == WEEKS // 4 - 1
    assert "nästan inga händelser är inte med" in document.history.sentence
    assert (document.total.low or 0) > 100
    assert not [one for one in document.sections if one.ident == "forra-aret"]
    assert any(f"samma tid förra året (underlaget börjar {FIRST})" in c for c in document.caveats)
    whole = composed(quiet())
    assert [one.rows for one in document.sections] == [one.rows for one in whole.sections]
    assert document.trend == whole.trend


def test_a_quiet_register_says_plainly_that_nothing_deviates() -> None:
    document = composed(quiet())
    assert NOTHING in document.summary
    assert not of(document, MORE, FEWER)


def test_the_summary_has_at_most_five_sentences() -> None:
    planted = [r for x in range(150, 2000, 400) for r in rise((x, 1050), 25)]
    document = composed(quiet() + planted)
    assert len(of(document, MORE)) > 3
    assert len(document.summary) == 5


def test_numbers_run_through_from_one() -> None:
    document = composed(quiet() + rise((350, 350), 18) + rise((1650, 1650), 30))
    assert [f.number for f in document.findings] == list(range(1, len(document.findings) + 1))


def test_without_history_nothing_is_called_more() -> None:
    document = composed(quiet(), period=Period(PeriodKind.WEEK, FIRST, FIRST + timedelta(7)))
    assert not of(document, MORE, FEWER)
    assert {cell.klass for cell in document.cells} == {TOO_FEW}
    assert document.total.low is None
    assert any("Historiken räcker inte" in said for said in document.caveats)


def test_one_event_is_a_picture_without_conclusions() -> None:
    document = composed(events([(10.0, 10.0)], [(FIRST, 12)]))
    assert document.total.count == 1
    assert "1\u00a0händelse" in document.summary[0]
    assert document.findings == ()
    assert [cell.count for cell in document.cells] == [1]


def test_a_period_without_events_is_said_plainly() -> None:
    document = composed(quiet(), period=parse("2027-W01"), around=Around(live=True))
    assert document.total.count == 0
    assert "inga händelser" in document.summary[0]
    assert any("före perioden" in said for said in document.caveats)


def test_a_period_that_a_register_does_not_reach_is_refused_and_not_counted_as_empty() -> None:
    with pytest.raises(NothingToCompose, match="Registret slutar 2026-11-08"):
        composed(quiet(), period=parse("2027-W01"))


def test_a_silence_that_chance_may_give_is_no_end_of_a_register() -> None:
    seldom = [row for i, row in enumerate(quiet()) if i % 200 == 0]
    document = composed(seldom, period=parse("2026-W46"))
    assert document.total.count == 0
    assert document.total_klass != FEWER


def test_a_period_that_the_register_reaches_in_part_is_measured_by_that_part() -> None:
    document = composed(quiet(), period=parse("2026-11"))
    reached = composed(quiet(), period=parse("2026-11-01--2026-11-08"))
    assert document.total.count == reached.total.count
    assert document.total_klass not in (FEWER, MORE)
    assert abs((document.total.expected or 0) - (reached.total.expected or 0)) < 3


def test_no_events_at_all_is_refused_with_a_sentence() -> None:
    with pytest.raises(NothingToCompose, match="inga händelser"):
        composed([])


def test_without_coordinates_there_are_hours_and_trend_but_no_squares() -> None:
    placed = points(quiet())
    nowhere = np.full(len(placed), np.nan)
    lost = Points(
        nowhere, nowhere, placed.start, placed.end, placed.category, placed.categories
    )  # fmt: skip
    source = replace(SOURCE, without_coordinates=len(lost))
    document = compose(lost, source=source, around=Around(places=[place("Torget", 5, 5)]))
    assert document.cells == ()
    assert sum(map(sum, document.hours.counts)) == pytest.approx(document.total.count, abs=1)
    assert len(document.trend.points) == WEEKS
    assert any("saknar koordinater" in said for said in document.caveats)


def test_everything_in_one_square_is_one_square() -> None:
    rows = [(383_050.0, 6_470_050.0, when, kind) for _, _, when, kind in quiet()]
    document = composed(rows)
    assert len(document.cells) == 1
    assert document.cells[0].count == document.total.count


def test_a_point_far_away_does_not_stretch_the_map_but_is_told() -> None:
    rows = [*quiet(), *events([(900_000.0, 0.0)], [(FIRST, 3)])]
    document = composed(rows)
    assert document.cell_size == 100
    assert any("inte är med på kartan" in said for said in document.caveats)


def test_every_automatic_size_is_said() -> None:
    wide = [(x * 20, y * 20, when, kind) for x, y, when, kind in quiet()]
    document = composed(wide)
    assert document.cell_size == 250
    assert "valt automatiskt" in document.cell_choice
    sparse = composed(quiet()[:150])
    assert "valt automatiskt" in sparse.cell_choice
    asked = composed(quiet(), size=500)
    assert (asked.cell_size, asked.window_size) == (500, 500)
    assert "som du valde" in asked.cell_choice


def test_new_reporters_do_not_look_like_a_crime_wave() -> None:
    random = np.random.default_rng(5)
    doubled = [r for at in random.uniform(0, 2000, (160, 2)) for r in rise(tuple(at), 1)]
    area = square("1", "Staden", 0, 0, 2000)
    naive = composed(quiet() + doubled, around=Around(areas=[area]))
    aware = composed(quiet() + doubled, around=Around(areas=[area], reporters=Effort(40, 20.0)))
    assert naive.areas[0].klass == MORE
    assert aware.areas[0].klass != MORE
    assert any("Rapportörer aktiva: 40 (normalt 20)" in said for said in aware.caveats)


def test_a_season_that_lifts_all_is_not_told_place_by_place() -> None:
    """A large register where everything rises by a third: the whole is told, not each square."""
    last = FIRST + timedelta(weeks=WEEKS - 4)
    rows = [(x, y, when, 0) for x, y, when, _ in quiet(per_week=400)]
    now = [row for row in rows if row[2] >= np.datetime64(last)]
    document = compose(points(rows + now[: len(now) // 3], categories=1), source=SOURCE)
    assert "fler än normalt" in document.total_sentence
    assert (document.total_klass, document.summary[1]) == (MORE, NO_PLACE)
    assert not of(document, MORE)
    assert any("resten av underlaget" in said for said in document.caveats)


def test_the_same_points_in_the_same_order_give_the_same_bytes() -> None:
    rows = quiet() + rise((550, 550), 25)
    assert composed(rows).to_json() == composed(rows).to_json()


def test_the_order_of_the_rows_does_not_matter() -> None:
    rows = quiet() + rise((550, 550), 25)
    assert composed(rows).to_json() == composed(rows[::-1]).to_json()


def test_midnight_heaps_and_spans_are_told() -> None:
    placed = points(quiet())
    start, end = placed.start.copy(), placed.end.copy()
    start[::3] = start[::3].astype("datetime64[D]").astype("datetime64[s]")
    end[1::3] = start[1::3] + np.timedelta64(5, "h")
    end[2::30] = start[2::30] + np.timedelta64(9, "D")
    told = Points(placed.x, placed.y, start, end, placed.category, placed.categories)
    caveats = " ".join(compose(told, source=SOURCE).caveats)
    assert "exakt 00:00" in caveats
    assert "tidsspann" in caveats
    assert "så vida tider" in caveats


def test_outside_sweden_the_zone_is_said() -> None:
    document = compose(points(quiet()), source=replace(SOURCE, crs="EPSG:32616"))
    assert any("EPSG:32616" in said for said in document.caveats)


def test_months_are_compared_day_by_day() -> None:
    document = composed(quiet(), period=parse("2026-10"))
    assert document.trend.step == "period"
    assert [p.now for p in document.trend.points][-1] is True
    assert document.history.periods == 8


def test_methods_and_families_are_kept_with_the_picture() -> None:
    document = composed(quiet(), around=Around(areas=[square("1", "Väster", 0, 0, 1000)]))
    families = {(m.family, m.name.split(" ")[0]) for m in document.methods}
    assert {("rutor", "more"), ("områden", "more"), ("rutor", "Getis-Ord")} <= families
    assert all(m.version and m.parameters for m in document.methods)


def test_a_register_that_ends_inside_the_period_is_said() -> None:
    document = composed(quiet(), period=parse("2026-11"))
    assert any("8 av periodens 30 dagar finns" in said for said in document.caveats)
    assert date.fromisoformat(document.last_day) > FIRST


@pytest.mark.parametrize("seed", range(3))
def test_towns_with_nothing_planted_are_quiet(seed: int) -> None:
    assert not of(composed(quiet(seed=seed + 20)), MORE)

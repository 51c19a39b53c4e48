"""Drawings: one message each, whole without colour, and the same content as a table."""

from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from lofte.situation.compose import compose
from lofte.situation.document import FEWER, MORE, TOO_FEW, USUAL, PictureDocument
from lofte.situation.render import maps, tables, trend, week
from lofte.situation.render.basemap import Ground
from lofte.situation.render.chart import Chart
from lofte.situation.render.view import view
from lofte.situation.results import Around
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

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def document() -> PictureDocument:
    around = Around(areas=[square("1", "Väster", 0, 0, 1000)], places=[place("Torget", 550, 550)])
    rows = quiet() + rise((550, 550), 25) + rise((1550, 1550), 20)
    return compose(points(rows), source=SOURCE, around=around)


@pytest.fixture(params=["map", "hours", "trend", "most"])
def chart(request: pytest.FixtureRequest, document: PictureDocument) -> Chart:
    return view(document).charts[request.param]


def test_every_drawing_is_named_described_and_well_formed(chart: Chart) -> None:
    root = ElementTree.fromstring(chart.svg)
    assert root.get("role") == "img"
    names = (root.get("aria-labelledby") or "").split()
    told = {el.get("id"): el.text for el in root if el.tag in (f"{SVG}title", f"{SVG}desc")}
    assert [told[name] for name in names] == [chart.title, chart.description]


def test_every_drawing_has_a_table_with_all_its_columns(chart: Chart) -> None:
    assert chart.table.rows
    assert {len(row) for row in chart.table.rows} == {len(chart.table.columns)}


def test_every_drawing_says_its_period_and_source(chart: Chart) -> None:
    assert "Provregistret" in chart.caption
    assert "2026" in chart.caption


def test_drawings_use_no_style_attribute_and_nothing_from_outside(chart: Chart) -> None:
    for el in ElementTree.fromstring(chart.svg).iter():
        assert "style" not in el.attrib
        assert all(value.startswith("#") for key, value in el.attrib.items() if key == "href")
    assert "http" not in chart.svg.replace("http://www.w3.org/2000/svg", "")


def test_two_maps_on_one_page_do_not_share_names(document: PictureDocument) -> None:
    found = [
        el.get("id")
        for one in view(document).charts.values()
        for el in ElementTree.fromstring(one.svg).iter()
        if el.get("id")
    ]
    assert len(found) == len(set(found))


def test_the_axis_starts_at_zero_and_the_band_is_behind_the_line(
    document: PictureDocument,
) -> None:
    drawn = trend.chart(document).svg
    assert ">0</text>" in drawn
    assert drawn.index('class="band"') < drawn.index('class="line"')


def test_the_trend_says_how_the_period_lies(document: PictureDocument) -> None:
    points_now = document.trend.points[-4:]
    low, high = (document.trend.low or 0), (document.trend.high or 0)
    calm = replace(document.trend, points=tuple(replace(p, count=low) for p in points_now))
    loud = replace(document.trend, points=tuple(replace(p, count=high + 1) for p in points_now))
    none = replace(document.trend, low=None, high=None)
    assert trend.chart(replace(document, trend=calm)).title == (
        "Alla 4 veckor ligger inom det normala"
    )
    assert trend.chart(replace(document, trend=loud)).title == (
        "4 av 4 veckor ligger över det normala"
    )
    assert "historiken är för kort" in trend.chart(replace(document, trend=none)).title


def test_one_single_step_can_be_drawn(document: PictureDocument) -> None:
    one = replace(document.trend, points=document.trend.points[-1:])
    assert trend.chart(replace(document, trend=one)).svg.count("<circle") == 1


def test_the_week_is_seven_by_twentyfour(document: PictureDocument) -> None:
    chart = week.chart(document)
    root = ElementTree.fromstring(chart.svg)
    assert len(root.findall(f"{SVG}rect")) == 7 * 24
    assert len(chart.table.rows) == 24
    assert chart.title == f"Flest händelser {document.hours.most[0].label}"


def test_a_week_without_events_is_drawn_and_said(document: PictureDocument) -> None:
    empty = replace(
        document.hours, counts=tuple((0.0,) * 24 for _ in range(7)), most=(), more=()
    )  # fmt: skip
    chart = week.chart(replace(document, hours=empty))
    assert chart.title == "Inga händelser att visa i tid"
    assert chart.legend == ()


def test_findings_are_numbered_links_on_the_map(document: PictureDocument) -> None:
    root = ElementTree.fromstring(maps.deviations(document).svg)
    links = {link.get("href") for link in root.iter(f"{SVG}a")}
    local = [f.number for f in document.findings if f.kind in (MORE, FEWER)]
    assert links == {f"#fynd-{number}" for number in local}


def test_fewer_has_a_square_sign_and_a_heading_of_its_own(document: PictureDocument) -> None:
    fewer = replace(document.findings[0], kind=FEWER)
    chart = maps.deviations(replace(document, findings=(fewer,)))
    assert chart.title == "1 plats med färre händelser än normalt"
    root = ElementTree.fromstring(chart.svg)
    assert [rect.get("class") for rect in root.iter(f"{SVG}rect")].count("mark fewer") == 1
    both = replace(document, findings=(document.findings[0], fewer))
    assert maps.deviations(both).title == "1 plats med fler händelser än normalt, 1 med färre"


def test_an_area_that_is_a_finding_has_a_strong_line(document: PictureDocument) -> None:
    area = replace(document.areas[0], klass=MORE, finding=1)
    assert 'class="g-more"' in maps.deviations(replace(document, areas=(area,))).svg
    assert 'class="g-more"' not in maps.concentration(replace(document, areas=(area,))).svg


def test_what_deviates_stands_first_in_its_table(document: PictureDocument) -> None:
    calm = replace(document.areas[0], code="2", name="Aspen", klass=USUAL)
    off = replace(document.areas[0], name="Östra", klass=MORE)
    shown = tables.areas(replace(document, areas=(calm, off)))
    assert [row[0] for row in shown.rows] == ["Östra", "Aspen"]


def test_the_legend_says_in_words_what_is_on_the_map_and_no_more(
    document: PictureDocument,
) -> None:
    klasses = {cell.klass for cell in document.cells}
    legend = dict(maps.deviations(document).legend)
    assert legend["k-more"] == "fler än normalt"
    assert ("k-fewer" in legend) == (FEWER in klasses)
    assert ("k-few" in legend) == (TOO_FEW in klasses)


def test_too_little_data_is_hatched_never_white() -> None:
    lonely = compose(points(events([(10.0, 10.0)], [(FIRST, 12)])), source=SOURCE)
    chart = maps.deviations(lonely)
    assert dict(chart.legend) == {"k-few": "få händelser – ingen slutsats"}
    assert "url(#karta-hatch)" in chart.svg


def test_without_coordinates_and_areas_there_is_a_table_but_no_map(
    document: PictureDocument,
) -> None:
    chart = maps.deviations(replace(document, cells=(), areas=(), findings=()))
    assert chart.svg == ""
    assert chart.title == "Ingen karta: händelserna saknar koordinater"


def test_without_squares_the_map_shows_areas(document: PictureDocument) -> None:
    chart = maps.deviations(replace(document, cells=(), findings=()))
    assert "Karta med 1 områden" in chart.description
    assert chart.table.columns[0] == "Område"
    assert chart.table.rows[0][0] == "Väster"
    assert "<path" in chart.svg


def test_an_area_finding_gets_its_sign_inside_the_area(document: PictureDocument) -> None:
    told = replace(document.findings[0], area="1", cells=(), place_id="", x=None, y=None)
    chart = maps.deviations(replace(document, findings=(told,)))
    assert 'href="#fynd-1"' in chart.svg


def test_far_villages_do_not_shrink_the_town_to_a_dot() -> None:
    village = events([(6_000.0, 6_000.0), (-4_000.0, -4_000.0)] * 2, [(FIRST, 12)] * 4)
    late = events([(6_000.0, 6_000.0)] * 3, [(FIRST + timedelta(weeks=WEEKS - 1), 12)] * 3)
    chart = maps.deviations(compose(points(quiet() + village + late), source=SOURCE))
    root = ElementTree.fromstring(chart.svg)
    shown = 560 / float(root.get("data-scale") or 0)
    assert 2_000 < shown < 5_000
    assert "Utanför kartbilden: 3\u00a0händelser." in chart.caption


def test_a_ground_is_drawn_under_and_named(document: PictureDocument) -> None:
    ring = [(X0, Y0), (X0 + 500, Y0), (X0 + 500, Y0 + 500)]
    ground = Ground(water=[ring], greenery=[ring], buildings=[ring], streets=[ring],
                    attribution="Lyckeberga kommun")  # fmt: skip
    chart = maps.deviations(document, ground)
    for name in ("g-water", "g-green", "g-house", "g-street"):
        assert f'class="{name}"' in chart.svg
    assert "Bakgrund: Lyckeberga kommun." in chart.caption


@pytest.mark.parametrize("counts", [[], [0], [1], [3, 5], [1, 7, 90, 183], [6] * 4])
def test_classes_of_a_ramp_cover_every_count_once(counts: list[int]) -> None:
    steps = maps.thresholds(counts)
    assert steps == sorted(set(steps))
    assert len(steps) <= 5
    assert not any(counts) or steps[0] == 1


def test_the_scale_bar_is_a_round_length(document: PictureDocument) -> None:
    assert "200 m</text>" in maps.deviations(document).svg


def test_the_same_document_gives_the_same_drawings(document: PictureDocument) -> None:
    assert view(document) == view(document)


def test_a_period_without_events_is_drawn_and_written():
    """The first quiet week must give a page, not a fault."""
    from lofte.analysis.periods import parse
    from lofte.situation.compose import compose
    from lofte.situation.document import Source
    from lofte.situation.render.page import page
    from lofte.situation.render.pdf import pdf
    from tests.situation.picture_town import points, quiet

    week = parse("2031-W10")
    empty = compose(points(quiet()), source=Source("Prov"), period=week, around=Around(live=True))
    assert empty.total.count == 0
    assert empty.total_sentence in page(empty)
    assert pdf(empty).startswith(b"%PDF")

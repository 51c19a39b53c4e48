"""What the truths say is really in the reports, and strong enough for an honest test to find."""

import json
from datetime import date

import numpy as np
import pytest
import shapely

from lofte.demo.planting import effects, first_day, last_week
from lofte.demo.town import make_town, texts

SEEDS = (1, 2, 3, 4, 5)


@pytest.fixture(scope="module", params=SEEDS)
def town(request):
    return make_town(seed=request.param)


def told(town, key):
    return next(e for e in town.truths["effects"] if e["key"] == key)


def rows(town, effect):
    """The reports in the place, categories, days and hours that a truth names."""
    i = town.incidents
    mask = np.isin(i.category, [town.categories.index(c) for c in effect["categories"]])
    if effect["places"]:
        names = [p.name for p in town.places]
        mask &= np.isin(i.place, [names.index(n) for n in effect["places"]])
    day = i.start.astype("datetime64[D]")
    mask &= (day >= np.datetime64(effect["from"])) & (day <= np.datetime64(effect["to"]))
    if effect["months"]:
        mask &= np.isin(day.astype("datetime64[M]").astype(int) % 12 + 1, effect["months"])
    if effect["week_hours"]:
        weekday = (day.astype(int) + 3) % 7
        hour = i.start.astype("datetime64[h]").astype(int) % 24
        wanted = [d * 24 + h for d, h in effect["week_hours"]]
        mask &= np.isin(weekday * 24 + hour, wanted)
    return mask


def weekly(town, place):
    """Counts per week, the last whole week last."""
    names = [p.name for p in town.places]
    day = town.incidents.start[town.incidents.place == names.index(place)]
    monday = np.datetime64(town.truths["last_week"]["from"])
    week = (day.astype("datetime64[D]") - monday).astype(int) // 7
    return np.array([(week == k).sum() for k in range(-100, 1)])


@pytest.mark.parametrize(
    "key",
    ["park_sommar", "skola_var", "krog_december", "tunnel_lugnare", "nark_okar",
     "vecka_resecentrum", "vecka_kvarnskolan", "vecka_garaget"],
)  # fmt: skip
def test_a_hot_part_of_the_data_holds_what_is_expected_with_it(town, key):
    effect = told(town, key)
    seen = int(rows(town, effect).sum())
    spread = 4.5 * np.sqrt(effect["expected_with"]) + 2
    assert abs(seen - effect["expected_with"]) < spread
    assert seen > effect["expected_without"] + 3.5 * np.sqrt(effect["expected_without"])


def test_a_cell_named_is_the_place_named(town):
    cells = {p.name: p.cell for p in town.places}
    for effect in town.truths["effects"]:
        assert [cells[n] for n in effect["places"]] == effect["cells"]


def test_the_last_week_is_far_above_normal_at_three_places(town):
    for place, low in [("Resecentrum", 14), ("Kvarnskolan", 9), ("Ekbackens garage", 9)]:
        counts = weekly(town, place)
        assert counts[-1] >= low
        assert counts[-1] > np.quantile(counts[:-1], 0.97)
    assert 3.5 < weekly(town, "Resecentrum")[:-1].mean() < 7.5


def test_the_graffiti_moved_from_the_viaduct(town):
    assert told(town, "vecka_viadukten")["expected_with"] == 0
    i, names = town.incidents, [p.name for p in town.places]
    monday = np.datetime64(town.truths["last_week"]["from"])
    planted = (i.place == names.index("Viadukten")) & (i.start >= monday)
    graffiti = i.category == town.categories.index("SKAD-K")
    assert not (planted & graffiti).any()


def test_the_tunnel_calmed_when_the_measure_began(town):
    counts = weekly(town, "Gångtunneln vid stationen")
    effect = told(town, "tunnel_lugnare")
    before, after = counts[:-31], counts[-30:]
    assert before.mean() > 2.8 * after.mean()
    assert effect["place_per_week_with"] > 3 * effect["place_per_week_without"]
    measure = date.fromisoformat(town.truths["measure"]["date"])
    assert measure.isoweekday() == 1
    assert (last_week(town.last_day)[0] - measure).days == 30 * 7


def test_narcotics_rise_in_the_whole_kommun(town):
    i = town.incidents
    start = i.start[i.category == town.categories.index("NARK")]
    turn = np.datetime64(town.truths["category_rise"]["from"])
    days = [(turn - np.datetime64(town.first_day)).astype(int),
            (np.datetime64(town.last_day) - turn).astype(int) + 1]  # fmt: skip
    rate = [(start < turn).sum() / days[0], (start >= turn).sum() / days[1]]
    assert 1.5 < rate[1] / rate[0] < 3


def test_the_new_group_explains_the_wave_in_ekbacken(town):
    group = town.truths["new_reporter_group"]
    since = np.datetime64(group["from"])
    party = next(k for k, p in enumerate(town.parties) if p.code == group["party"])
    new = [r.number for r in town.reporters
           if r.party == party and np.datetime64(r.joined) == since]  # fmt: skip
    assert len(new) == group["reporters"]
    theirs = np.isin(town.incidents.reporter, new)
    assert theirs.sum() > 80
    assert town.incidents.start[theirs].min() >= since
    shape = next(a.shape for a in town.areas if a.code == group["area"])
    inside = shapely.contains_xy(shape, town.incidents.x, town.incidents.y)
    assert inside[theirs].mean() > 0.97  # a point along the border street may fall beside it
    late = inside & (town.incidents.start >= since)
    early = inside & ~late
    weeks = (np.datetime64(town.last_day) - since).astype(int) / 7
    assert late.sum() / weeks > 1.5 * early.sum() / (104.4 - weeks)
    others = (late & ~theirs).sum() / weeks
    assert others < 1.6 * early.sum() / (104.4 - weeks)  # without them: the old level and NARK


def test_personal_data_is_planted_in_one_text_of_a_hundred(town):
    personal = town.truths["personal_data"]
    assert 0.006 < personal["count"] / len(town.incidents) < 0.014
    assert len(personal["rows"]) == personal["count"]
    said = texts(town, [r["row"] for r in personal["rows"]])
    for row, text in zip(personal["rows"], said, strict=True):
        assert row["value"] in text


def test_texts_are_short_varied_and_always_the_same(town):
    wanted = np.arange(0, len(town.incidents), 3)
    said = texts(town, wanted)
    assert said == texts(town, wanted)
    assert said[5:9] == texts(town, wanted[5:9])
    assert max(map(len, said)) < 160
    assert len(set(said)) > 600
    assert all("{" not in text and text[0].isupper() and text.endswith(".") for text in said)


def test_personal_data_stands_only_in_the_rows_listed(town):
    listed = {r["row"] for r in town.truths["personal_data"]["rows"]}
    rest = [n for n in range(len(town.incidents)) if n not in listed]
    for text in texts(town, rest):
        assert not any(c.isdigit() or c == "@" for c in text), text


def test_truths_are_plain_json(town):
    assert json.loads(json.dumps(town.truths)) == town.truths


@pytest.mark.parametrize("last", [date(2026, 11, 22), date(2026, 11, 25), date(2025, 1, 5)])
def test_the_last_week_is_whole_and_over(last):
    monday, sunday = last_week(last)
    assert monday.isoweekday() == 1
    assert (sunday - monday).days == 6
    assert 0 <= (last - sunday).days <= 6
    for effect in effects(last):
        assert first_day(last) <= effect.first <= effect.last <= last


def test_a_town_with_too_few_reports_still_comes_out():
    tiny = make_town(incidents_per_year=5)
    assert len(tiny.incidents) < 60

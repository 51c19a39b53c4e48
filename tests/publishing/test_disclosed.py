"""The attacker reads everything that is published and knows the rules, and learns no small number.

What is attacked: areas, the rest, categories and the total (one linked table), the map, the trend,
and editions of one period after another.
"""

import json
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from lofte.places.swedish import swedish_key
from lofte.publishing.disclosed import TOO_SHORT, UNSAID, public_picture
from lofte.situation.document import FEWER, MORE
from tests.publishing.documents import CELL, SECRET, document, edition, with_class

MINIMUM = 5


def published(*args: Any, minimum: int = MINIMUM, earlier: Any = (), **kwargs: Any) -> Any:
    return public_picture(document(*args, **kwargs), minimum=minimum, earlier=earlier)


def figures(content: dict[str, Any]) -> dict[str, int | None]:
    """Every figure of an edition by name; also those of the trend and the map."""
    told = {f"area {row['code']}": row["count"] for row in content["areas"]}
    told |= {f"kind {row['name']}": row["count"] for row in content["categories"]}
    told |= {"elsewhere": content["elsewhere"], "total": content["total"]}
    for feature in content["map"]["features"]:
        assert feature["properties"]["count"] == told[f"area {feature['id']}"]
    now = content["trend"][-1]
    assert (now["now"], now["count"]) == (True, content["total"])
    return told


def together(contents: list[dict[str, Any]]) -> dict[str, int | None]:
    """Every figure that stands in any of the editions."""
    known: dict[str, int | None] = {}
    for content in contents:
        for name, count in figures(content).items():
            known[name] = count if count is not None else known.get(name)
    return known


def bounds(known: dict[str, int | None]) -> dict[str, tuple[float, float]]:
    """The least and the most that each figure can be for somebody who has the known ones."""
    names = list(known)
    at = {name: i for i, name in enumerate(names)}
    sums = [
        [name for name in names if name.startswith("area") or name == "elsewhere"],
        [name for name in names if name.startswith("kind")],
    ]
    equal = np.zeros((2, len(names)))
    for line, parts in enumerate(sums):
        equal[line, [at[name] for name in parts]] = 1
        equal[line, at["total"]] = -1
    limits = [(1, None) if known[n] is None else (known[n], known[n]) for n in names]
    found = {}
    for name, i in at.items():
        cost = np.zeros(len(names))
        cost[i] = 1
        ends = []
        for sign in (1, -1):
            answer = linprog(sign * cost, A_eq=equal, b_eq=np.zeros(2), bounds=limits)
            ends.append(np.inf if answer.status == 3 else answer.x[i])
        found[name] = (float(ends[0]), float(ends[1]))
    return found


def assert_safe(contents: list[dict[str, Any]], doc: Any, minimum: int = MINIMUM) -> None:
    truth = {f"area {a.code}": a.figures.count for a in doc.areas}
    truth |= {f"kind {k.name}": k.figures.count for k in doc.categories}
    truth["total"] = doc.total.count
    truth["elsewhere"] = doc.total.count - sum(a.figures.count for a in doc.areas)
    known = bounds(together(contents))
    # Zeros are shown, so whoever counts what is not zero knows this much and no more.
    least = bounds({name: None if count else 0 for name, count in truth.items()})
    for name, count in truth.items():
        low, high = known[name]
        assert low - 1e-6 <= count <= high + 1e-6
        if 0 < count < minimum:
            assert low <= least[name][0] + 1e-6, (name, count, low, high)
            assert high >= minimum - 1 - 1e-6, (name, count, low, high)


def towns(count: int) -> list[Any]:
    random = np.random.default_rng(4711)
    found = []
    for _ in range(count):
        areas = random.negative_binomial(1, 0.12, random.integers(2, 7)).tolist()
        elsewhere = int(random.integers(0, 7)) * int(random.integers(0, 2))
        share = random.dirichlet(np.ones(random.integers(2, 5)))
        kinds = random.multinomial(sum(areas) + elsewhere, share).tolist()
        found.append((areas, kinds, elsewhere))
    return found


CORNERS = [
    ([3, 20], [23], 0),
    ([1, 1, 1, 1, 1], [5], 0),
    ([3, 0], [3], 0),
    ([4, 4], [4, 4], 0),
    ([0, 0], [0], 0),
    ([30, 40], [2, 68], 0),
    ([12], [10, 3], 1),
    ([], [4, 9], 13),
]


@pytest.mark.parametrize(("areas", "kinds", "elsewhere"), [*CORNERS, *towns(60)])
def test_no_small_number_can_be_computed(
    areas: list[int], kinds: list[int], elsewhere: int
) -> None:
    doc = document(areas, kinds, elsewhere=elsewhere)
    assert_safe([public_picture(doc, minimum=MINIMUM)], doc)


@pytest.mark.parametrize(("areas", "kinds", "elsewhere"), [*CORNERS, *towns(15)])
@pytest.mark.parametrize("limits", [(10, 5), (5, 10)])
def test_a_period_that_comes_again_after_it_was_withdrawn_tells_no_more(
    areas: list[int], kinds: list[int], elsewhere: int, limits: tuple[int, int]
) -> None:
    doc = document(areas, kinds, elsewhere=elsewhere)
    first = public_picture(doc, minimum=limits[0])
    again = public_picture(doc, minimum=limits[1], earlier=[edition(first, withdrawn=True)])
    assert_safe([first, again], doc, minimum=limits[0])


def test_an_event_on_the_border_between_two_areas_does_not_stop_the_edition() -> None:
    doc = document([12, 9], [20], elsewhere=-1)
    content = public_picture(doc, minimum=MINIMUM)
    assert content["total"] == 20
    assert content["elsewhere"] is None
    small = public_picture(document([3, 18], [20], elsewhere=-1), minimum=MINIMUM)
    assert [row["count"] for row in small["areas"]].count(None) == 2 or small["total"] is None


# --- trend: nothing but what editions have told ------------------------------------------------


def test_the_trend_repeats_the_totals_of_open_editions_of_such_periods() -> None:
    week_44 = published([1, 1, 1, 1, 1], [5], period="2026-W44")
    week_45 = published([9, 6], [15], period="2026-W45")
    week_46 = published([7, 7], [14], period="2026-W46")
    october = published([40, 30], [70], period="2026-10")
    later = published([50, 6], [56], period="2026-W48")
    earlier = [
        edition(later, 5),
        edition(october, 4),
        edition(week_46, 3, withdrawn=True),
        edition(week_45, 2),
        edition(week_44, 1),
    ]
    trend = published([8, 8], [16], earlier=earlier)["trend"]
    assert [(p["start"], p["count"], p["now"]) for p in trend] == [
        ("2026-10-26", None, False),
        ("2026-11-02", 15, False),
        ("2026-11-16", 16, True),
    ]


def test_the_weeks_within_a_longer_period_are_not_told() -> None:
    content = published([8, 8], [16], period="2026-W44--W47")
    assert len(content["trend"]) == 1


# --- what a hidden figure must not give away by other roads --------------------------------------


@pytest.mark.parametrize("klass", [MORE, FEWER])
def test_the_class_and_the_normal_of_a_hidden_area_are_not_told(klass: str) -> None:
    doc = with_class(document([3, 20, 30], [53]), klass)
    content = public_picture(doc, minimum=MINIMUM)
    hidden = next(row for row in content["areas"] if row["code"] == "A0")
    assert (hidden["count"], hidden["normal"], hidden["klass"]) == (None, None, UNSAID)
    assert not [sentence for sentence in content["summary"] if hidden["name"] in sentence]
    [feature] = [f for f in content["map"]["features"] if f["id"] == "A0"]
    assert (feature["properties"]["count"], feature["properties"]["class"]) == (None, UNSAID)


def test_an_area_that_deviates_is_told_with_its_normal() -> None:
    content = public_picture(with_class(document([25, 20], [45]), MORE), minimum=MINIMUM)
    assert content["summary"][1] == "Östermalm: 25\u00a0händelser, normalt 1–8."


def test_a_small_total_hides_its_normal_and_its_sentence() -> None:
    content = published([2, 2], [4])
    assert (content["total"], content["total_normal"]) == (None, None)
    assert content["summary"] == [
        "Det är för få händelser för att säga något utan att peka ut någon."
    ]


def test_with_a_short_history_the_normal_would_tell_single_periods() -> None:
    doc = with_class(document([25, 20], [45], periods=5), MORE)
    content = public_picture(doc, minimum=MINIMUM)
    assert {(row["normal"], row["klass"]) for row in content["areas"]} == {(None, TOO_SHORT)}
    assert content["total_normal"] is None
    assert content["summary"] == [
        "Hela underlaget: 45\u00a0händelser. Det finns för kort historik för att säga vad som är "
        "normalt."
    ]


def test_an_area_without_a_normal_has_none() -> None:
    doc = document([25], [25])
    bare = type(doc.areas[0].figures)(25)
    areas = tuple(type(a)(a.code, a.name, a.x, a.y, bare, a.klass) for a in doc.areas)
    content = public_picture(type(doc)(**{**fields_of(doc), "areas": areas}), minimum=MINIMUM)
    assert content["areas"][0]["normal"] is None
    assert content["map"]["features"] == [], "an area without an outline is not drawn"


def fields_of(doc: Any) -> dict[str, Any]:
    return {name: getattr(doc, name) for name in doc.__slots__}


# --- what an edition never holds ----------------------------------------------------------------


def test_no_square_place_point_or_hour_is_in_an_edition() -> None:
    content = published([25, 20], [45])
    text = json.dumps(content, ensure_ascii=False)
    for secret in (CELL, SECRET, "561050", "6542050", "hours", "cells", "v. 46", "tested"):
        assert secret not in text


def test_areas_and_kinds_come_in_alphabetical_order_never_by_number() -> None:
    content = published([90, 10, 50, 30, 70], [100, 150])
    names = [row["name"] for row in content["areas"]]
    assert names == ["Berga", "Centrum", "Ålidhem", "Ängen", "Östermalm"]
    assert all(swedish_key(a) <= swedish_key(b) for a, b in pairwise(names))
    assert [row["name"] for row in content["categories"]] == ["Slag 0", "Slag 1"]


def test_the_same_picture_gives_the_same_content() -> None:
    assert published([3, 20, 9], [32]) == published([3, 20, 9], [32])


WHOLES = {"Slag 1": "Slag 0", "Slag 2": "Slag 0"}


def kinds_of(content: dict[str, Any]) -> dict[str, int | None]:
    return {row["name"]: row["count"] for row in content["categories"]}


def test_small_kinds_are_told_as_part_of_a_larger_one() -> None:
    doc = document([20, 20], [3, 4, 2, 31])
    told = kinds_of(public_picture(doc, minimum=MINIMUM, wholes=WHOLES))
    assert told == {"Slag 0": 9, "Slag 3": 31}
    alone = kinds_of(public_picture(doc, minimum=MINIMUM))
    assert [alone[f"Slag {i}"] for i in range(3)] == [None] * 3


def test_a_period_that_comes_again_in_other_groups_tells_no_kind() -> None:
    doc = document([20, 20], [8, 4, 2, 26])
    before = edition(public_picture(doc, minimum=MINIMUM), withdrawn=True)
    again = public_picture(doc, minimum=MINIMUM, earlier=[before], wholes=WHOLES)
    assert set(kinds_of(again).values()) == {None}

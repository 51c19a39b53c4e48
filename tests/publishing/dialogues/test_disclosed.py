"""The attacker reads everything that was published of a dialogue, and subtracts."""

import math

import numpy as np
import pytest

from lofte.analysis.disclosure import Told, attack
from lofte.dialogue.results.questions import Item
from lofte.dialogue.results.tally import Line, Result
from lofte.publishing.dialogues import disclosed

MINIMUM = 5


def result(counts, *, several=False, base=None, missing=3) -> Result:
    base = sum(counts) if base is None else base
    lines = [Line(f"c{n}", f"Val {n}", count) for n, count in enumerate(counts)]
    kind = "multiple" if several else "single"
    item = Item("q", "", 1, kind, "Fråga?", tuple((line.code, line.label) for line in lines))
    return Result(item, base, missing, 0, weighed_by=False, lines=tuple(lines))


def attacked(*told, several):
    """The least and most of each choice, and of those who did not make it, from what is public.

    Several editions tell of the same answers: what one of them shows is known.
    """
    base = told[0]["base"]
    codes = [line["code"] for line in told[0]["lines"]]
    known = dict.fromkeys(codes)
    for edition in told:
        known |= {
            line["code"]: line["count"] for line in edition["lines"] if line["count"] is not None
        }
    low = [1 if known[code] is None else known[code] for code in codes]
    high = [base if known[code] is None else known[code] for code in codes]
    k = len(codes)
    if several:
        low, high = [*low, *[0] * k, base], [*high, *[base] * k, base]
        sums = tuple((2 * k, (n, k + n)) for n in range(k))
        cells = range(2 * k)
    else:
        low, high, sums, cells = [*low, base], [*high, base], ((k, tuple(range(k))),), range(k)
    found = attack(Told(np.array(low, float), np.array(high, float), sums), cells)
    return list(zip(found.low, found.high, strict=True))


def small_ones_stay_open(counts, base, intervals, several):
    true = [*counts, *(base - n for n in counts)] if several else counts
    for count, (low, high) in zip(true, intervals, strict=True):
        if 0 < count < MINIMUM:
            assert low <= 1, (counts, base, count, low, high)
            assert high >= MINIMUM - 1, (counts, base, count, low, high)


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_no_small_group_can_be_computed_back(seed, several):
    random = np.random.default_rng(seed)
    counts = random.choice([0, 1, 2, 3, 4, 6, 9, 14, 40], size=random.integers(2, 7)).tolist()
    base = max(10, sum(counts)) if not several else max(10, *counts) + int(random.integers(0, 4))
    if not several:
        counts[-1] += base - sum(counts)
    told = disclosed.question(result(counts, several=several, base=base), minimum=MINIMUM)
    small_ones_stay_open(counts, base, attacked(told, several=several), several)


def test_what_one_edition_hid_the_next_does_not_show():
    counts = [40, 3, 22, 17]
    first = disclosed.question(result(counts), minimum=MINIMUM)
    hidden = {line["code"] for line in first["lines"] if line["count"] is None}
    assert "c1" in hidden
    assert len(hidden) > 1
    moved = [40, 3, 6, 33]  # other figures would have made another choice of what to hide
    second = disclosed.question(result(moved), minimum=MINIMUM, before=[first])
    assert hidden <= {line["code"] for line in second["lines"] if line["count"] is None}
    small_ones_stay_open(counts, 82, attacked(first, second, several=False), several=False)


def test_everybody_but_two_is_two():
    told = disclosed.question(result([58, 20], several=True, base=60), minimum=MINIMUM)
    assert [line["count"] for line in told["lines"]] == [None, 20]


def test_fewer_than_ten_are_not_told_of_at_all():
    told = disclosed.question(result([5, 4]), minimum=MINIMUM)
    assert told["base"] is None
    assert [line["count"] for line in told["lines"]] == [None, None]


def test_percent_only_from_thirty_and_only_beside_a_figure_that_is_shown():
    told = disclosed.question(result([28, 0, 1]), minimum=MINIMUM)
    assert all("percent" not in line for line in told["lines"])
    told = disclosed.question(result([40, 3, 22, 35]), minimum=MINIMUM)
    assert all(("percent" in line) == (line["count"] is not None) for line in told["lines"])


def test_a_row_of_places_and_its_total():
    shown = disclosed.row({"A": 12, "B": 2, "C": 9, "D": 0}, minimum=MINIMUM)
    assert shown["B"] is None
    assert shown["D"] == 0
    assert sum(count is None for count in shown.values()) >= 2
    assert disclosed.row({"A": 2, "B": 1}, minimum=MINIMUM) == {"A": None, "B": None, "": None}
    assert disclosed.row({}, minimum=MINIMUM) == {"": 0}
    again = disclosed.row({"A": 12, "B": 2, "C": 9, "D": 0}, minimum=MINIMUM, before=[shown])
    assert again == shown
    assert math.isclose(sum(filter(None, shown.values())), sum(filter(None, again.values())))

"""Near repeats: told for the kinds where they are known, never where chance gives as many."""

from datetime import timedelta

import numpy as np
import pytest

from lofte.analysis.points import Points
from lofte.situation.compose import compose
from lofte.situation.deeper import repeats
from tests.situation.picture_town import FIRST, SOURCE, WEEKS, quiet

LAST = FIRST + timedelta(weeks=WEEKS)


def composed(rows, names=("Inbrott", "Samling")):
    x, y, start, category = zip(*rows, strict=True)
    ends = np.full(len(rows), "NaT", "datetime64[s]")
    events = Points(
        np.array(x), np.array(y), np.array(start, "datetime64[s]"), ends,
        np.array(category, int), names,
    )  # fmt: skip
    return compose(events, source=SOURCE)


def section(document):
    return next((one for one in document.sections if one.ident == "upprepning"), None)


def followed(rows, count=60):
    """Lately, events of the first kind with another 60 metres away two days later."""
    random = np.random.default_rng(5)
    more = []
    for x, y in random.uniform(383_100, 384_900, (count, 2)):
        when = np.datetime64(f"{LAST}T12:00:00") - np.timedelta64(int(random.integers(4, 150)), "D")
        at = (x, y + 6_087_000)
        more += [(*at, when, 0), (at[0] + 60, at[1], when + np.timedelta64(2, "D"), 0)]
    return rows + more


def test_burglaries_that_follow_each_other_are_told():
    told = section(composed(followed(quiet())))
    assert told.title == "Inbrott upprepas nära och snart"
    assert "inom 100 m, men inte på samma plats, inom 7 dagar" in told.sentences[0].replace(
        "\u00a0", " "
    )
    assert "inte att samma personer" in told.sentences[-1]
    assert told.wide


def test_a_quiet_town_does_not_repeat():
    told = section(composed(quiet()))
    assert told.title.startswith("Det som har hänt upprepas inte")
    assert len(told.rows) == 4 * 3
    assert told.rows[0][1:3] == ("samma plats", "högst 7\u00a0dagar")
    assert told.rows[-1][1] == "över 200 till 400\u00a0m"


def test_a_row_that_was_written_twice_repeats_nothing():
    rows = quiet()
    told = section(composed(rows + rows[-200::5]))
    assert told.title.startswith("Det som har hänt upprepas inte")
    assert "är lika en annan är inte räknade en gång till" in told.sentences[-1]


def test_the_first_band_begins_where_the_same_place_ends():
    told = section(composed(quiet()))
    assert told.rows[3][1].replace("\u00a0", " ") == "över 0 till 100 m"


def test_a_kind_where_nothing_is_known_is_not_asked():
    assert section(composed(followed(quiet()), names=("Buller", "Samling"))) is None


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Skadegörelse och klotter", True),
        ("Bostadsinbrott", True),
        ("Fordonsbrand", True),
        ("VANDALISM", True),
        ("Glaskross", True),
        ("Sabotage mot belysning", True),
        ("Brand eller anlagd eld", True),
        ("Bilbränder", True),
        ("Brand i fordon", True),
        ("Brand i skog", False),
        ("Rån", False),
        ("Brandlarm", False),
    ],
)
def test_the_kinds_are_known_by_their_names(name, known):
    assert bool(repeats.KNOWN.search(name)) is known


def few_pairs(pairs):
    """500 burglaries far apart, and `pairs` of them followed at the same spot by another."""
    spots = [(383_000.0 + 500 * (i % 25), 6_470_000.0 + 500 * (i // 25)) for i in range(500)]
    random = np.random.default_rng(2)
    first = np.datetime64(f"{LAST}T12:00:00")
    days = random.integers(10, 175, len(spots))
    rows = [
        (*at, first - np.timedelta64(int(d), "D"), 0) for at, d in zip(spots, days, strict=True)
    ]
    return rows + [(x, y, t + np.timedelta64(2, "D"), k) for x, y, t, k in rows[:pairs]]


@pytest.mark.parametrize("pairs", [1, 2])
def test_one_or_two_pairs_are_chance_however_few_are_expected(pairs):
    told = section(composed(few_pairs(pairs)))
    assert told.rows[0][3] == pairs
    assert told.title.startswith("Det som har hänt upprepas inte")


def test_many_pairs_at_one_spot_are_told():
    assert "på samma plats" in section(composed(few_pairs(12))).sentences[0]


def test_few_events_say_nothing():
    rows = [row for row in quiet() if row[3] == 1]
    assert section(composed([*rows, *quiet()[:5]])) is None


def test_a_register_of_twenty_weeks_is_not_said_to_have_26():
    late = [row for row in quiet() if row[2] >= np.datetime64(LAST - timedelta(weeks=20))]
    assert "de senaste 20 veckorna" in section(composed(late)).sentences[-1]
    assert "de senaste 26 veckorna" in section(composed(quiet())).sentences[-1]


def test_of_very_many_the_latest_are_used_and_that_is_said(monkeypatch):
    monkeypatch.setattr(repeats, "MOST_EVENTS", 50)
    told = section(composed(quiet()))
    assert "högst de 50 senaste" in told.sentences[-1]

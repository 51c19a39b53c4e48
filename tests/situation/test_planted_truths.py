"""Lyckeberga's planted truths are found, and a Lyckeberga with nothing planted is left in peace.

The full runs are `python -m benchmarks.honesty`; these are a few towns of each kind.
"""

import re

import pytest

from benchmarks.honesty.__main__ import FAMILIES, shown
from benchmarks.honesty.power import PLANTS, WEEK, missed
from benchmarks.honesty.quiet import KINDS
from benchmarks.honesty.towns import Register, picture, register
from lofte.demo.town import make_town
from lofte.situation.document import ALARM, CLUSTER, MORE, PictureDocument

QUIET = 4


@pytest.fixture(scope="module", params=[1, 2])
def town(request: pytest.FixtureRequest) -> Register:
    return register(make_town(seed=request.param))


@pytest.fixture(scope="module")
def last_week(town: Register) -> PictureDocument:
    return picture(town, WEEK)


def test_everything_planted_that_can_be_seen_is_found(town: Register) -> None:
    assert missed(town) == []


def test_every_planted_truth_is_in_the_list_or_said_to_be_too_small(town: Register) -> None:
    told = {effect["key"] for effect in town.town.truths["effects"]}
    assert told - {p.key for p in PLANTS} == {"vecka_viadukten", "nya_rapportorer"}


def test_the_hours_of_a_crowded_place_are_right(last_week: PictureDocument) -> None:
    (found,) = [f for f in last_week.findings if f.place == "Resecentrum"]
    assert re.fullmatch(r"(torsdag|fredag)–lördag (18|19|20|21)–(23|24|0[0-3])", found.when)
    assert f"Flest {found.when}." in found.sentence


def test_a_decrease_of_less_than_one_report_is_not_told(last_week: PictureDocument) -> None:
    """ "Klottret vid Viadukten är borta": 0.66 fewer than usual. One week cannot show that."""
    assert not any("Viadukten" in f.sentence for f in last_week.findings)
    assert not any("Viadukten" in said for said in last_week.summary)


def test_the_last_week_is_not_full_of_other_findings(last_week: PictureDocument) -> None:
    planted = {"Resecentrum", "Kvarnskolan", "Ekbackens garage"}
    others = [f.place for f in last_week.findings if f.kind == MORE and f.place not in planted]
    assert len(others) <= 1


def test_a_new_group_of_reporters_is_no_crime_wave(town: Register) -> None:
    """Whatever rises in Ekbacken when the caretakers join comes with the words that say why."""
    pictures = [picture(town, key) for key in ("2026-06", "2026-07", "2026-08")]
    told = (MORE, ALARM, CLUSTER)
    wave = [f for p in pictures for f in p.findings if f.kind in told and f.area == "LY04"]
    assert any(f.kind == MORE for f in wave)
    for found in wave:
        assert "nya rapportörer" in found.sentence
        assert found.strength == "visst stöd"
    assert all(any(said.startswith("Rapportörer aktiva: ") for said in p.caveats) for p in pictures)


def test_the_reader_sees_the_rate_of_false_alarms(last_week: PictureDocument) -> None:
    assert any("högst 1 bild av 20" in said for said in last_week.caveats)


def test_towns_with_nothing_planted_are_left_in_peace() -> None:
    """20 towns with five kinds of noise: 5 % of 20 and twice the sampling error is 3."""
    cases = [(kind, seed, WEEK) for kind in KINDS for seed in range(500, 500 + QUIET)]
    found = [families for _, families in map(shown, cases)]
    for family in FAMILIES:
        assert sum(family in families for families in found) <= 3

"""What a picture is made of: reports, registers, the kommun's own areas and places."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
import shapely
import time_machine

from lofte.analysis.periods import parse
from lofte.audit.actions import SYSTEM
from lofte.incidents.actions import Report, receive_many
from lofte.incidents.models import Category
from lofte.people.models import Party, User
from lofte.places.actions import import_areas
from lofte.places.inputs import AreaInput
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.situation.compose import compose
from lofte.situation.extract import NothingToShow, extract, last_full_period
from lofte.statistics.actions import add_source, import_register
from lofte.statistics.models import Source
from tests.incidents.conftest import Send
from tests.incidents.reports import a_report, category
from tests.situation.pictures import WEEK
from tests.statistics.registers import register


@pytest.fixture(autouse=True)
def _before_the_meeting() -> Iterator[None]:
    """Monday after the week that is told of: what is reported now is not late."""
    with time_machine.travel(datetime(2026, 11, 23, 8, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def police_register(kommun: Kommun) -> Source:
    source = add_source(
        kommun=kommun, name="Polisens register", kind=Source.Kind.REGISTER, by=SYSTEM
    )
    rows = {"K1": "2026-11-17 Skadegörelse", "K2": "2026-11-18 Rån", "K3": "2026-11-19 "}
    import_register(source=source, file=register(rows), by=SYSTEM)
    return source


def test_nothing_is_said_with_what_to_do(kommun: Kommun) -> None:
    with pytest.raises(NothingToShow, match="Bekräfta rapporter"):
        extract(kommun, WEEK)


def test_reports_and_registers_are_counted_together_under_the_same_names(
    confirmed: Send,
    kommun: Kommun,
    police_register: Source,
) -> None:
    confirmed()
    found = extract(kommun, WEEK)
    names = [found.points.categories[i] for i in found.points.category]
    assert names == ["Skadegörelse", "Rån", "Polisens register", "Skadegörelse"]
    assert found.source.name == "EST-rapporter, Lyckeberga kommun; Polisens register"
    assert found.source.rows == 4
    assert (np.diff(found.points.start) >= np.timedelta64(0)).all()


@pytest.mark.parametrize("period", ["2026-12", "2026-01", "2026-T1", "2026-W03"])
def test_a_long_register_is_long_enough_for_the_season_in_every_picture(
    kommun: Kommun, administrator: User, period: str
) -> None:
    square = shapely.box(560_000, 6_541_000, 562_000, 6_543_000)
    area = AreaInput(kind=Area.Kind.OWN, code="A", name="A", polygon=square)
    import_areas(kommun=kommun, areas=[area], version="1", by=administrator)
    source = add_source(kommun=kommun, name="Registret", kind=Source.Kind.REGISTER, by=SYSTEM)
    days = [date(2019, 1, 7) + timedelta(days=n) for n in range(0, 8 * 365, 2)]
    kinds = ("Klotter", "Rån")
    rows = {f"K{n}": f"{day} {kinds[n % 2]}" for n, day in enumerate(days)}
    import_register(source=source, file=register(rows), by=SYSTEM)
    found = extract(kommun, parse(period))
    made = compose(found.points, source=found.source, period=parse(period), around=found.around)
    alarms = next(one for one in made.sections if one.ident == "larm")
    assert not any("Historiken är kortare" in said for said in alarms.sentences)
    method = next(one for one in made.methods if one.family.startswith("områden och"))
    assert method.parameters["chosen"] == "noufaily"
    assert method.parameters["years"] == 5


def test_a_register_alone_is_enough(kommun: Kommun, police_register: Source) -> None:
    found = extract(kommun, WEEK)
    assert found.source.name == "Polisens register"
    assert found.source.notes == ()
    assert found.around.reporters is None


def test_a_register_alone_says_nothing_of_days_that_it_does_not_reach(
    kommun: Kommun, police_register: Source
) -> None:
    assert not extract(kommun, WEEK).around.live


def test_two_categories_of_one_name_are_counted_as_one(
    confirmed: Send,
    kommun: Kommun,
    arrange: Any,
) -> None:
    with arrange():
        Category.objects.unscoped("test").filter(code="drugs").update(label_sv="Skadegörelse")
        traffic = Category.objects.unscoped("test").get(code="traffic")
    confirmed()
    confirmed(categories=(traffic,))
    found = extract(kommun, WEEK)
    names = [found.points.categories[i] for i in found.points.category]
    assert names == ["Skadegörelse", "Trafik och buskörning"]


def test_what_came_after_the_period_is_not_in_it(
    confirmed: Send,
    kommun: Kommun,
) -> None:
    confirmed()
    with pytest.raises(NothingToShow):
        extract(kommun, WEEK.previous())


# --- reporters -----------------------------------------------------------------------------------


def test_the_reporters_are_told_with_what_is_usual(town: Kommun) -> None:
    found = extract(town, WEEK)
    assert (found.around.reporters.now, found.around.reporters.usual) == (1, 1)


def test_in_a_week_the_reporters_of_four_weeks_are_counted(town: Kommun) -> None:
    """A crowded week has more reporters because it is crowded, and must not excuse itself."""
    assert extract(town, WEEK).around.reporters.weeks == 4
    assert extract(town, parse("2026-10")).around.reporters.weeks == 0


def test_who_began_to_report_lately_is_known(
    town: Kommun, housing_party: Party, coordinator: User
) -> None:
    kinds = (category(town),)
    at = datetime(2026, 11, 18, 9, tzinfo=UTC)
    given = [
        (housing_party, coordinator, Report(started_at=at, categories=kinds)) for _ in range(3)
    ]
    receive_many(kommun=town, reports=given, by=SYSTEM)
    found = extract(town, WEEK)
    assert int(found.around.newcomers.sum()) == 3
    assert not extract(town, WEEK.previous()).around.newcomers.any()


def test_reporters_without_a_usual_are_told_alone(
    confirmed: Send,
    kommun: Kommun,
) -> None:
    confirmed()
    found = extract(kommun, WEEK)
    assert found.around.reporters is None
    assert "Rapportörer aktiva: 1. Det finns ingen tidigare period" in found.source.notes[1]


def test_a_register_is_not_judged_by_the_number_of_reporters(
    town: Kommun, police_register: Source
) -> None:
    found = extract(town, WEEK)
    assert found.around.reporters is None
    assert found.source.notes[1].startswith("Rapportörer aktiva: 1 (normalt 1).")


# --- areas and places ---------------------------------------------------------------------------


def test_the_kommuns_own_areas_are_told_by_their_codes(
    confirmed: Send,
    kommun: Kommun,
) -> None:
    confirmed()
    found = extract(kommun, WEEK)
    assert [area.code for area in found.around.areas] == ["O", "V"]
    assert set(found.area_ids) == {"O", "V"}
    assert {place.name for place in found.around.places} >= {"Resecentrum", "Stortorget"}


def test_an_area_that_ended_before_the_period_is_left_out_and_the_latest_version_stands(
    confirmed: Send,
    kommun: Kommun,
    arrange: Any,
) -> None:
    confirmed()
    with arrange():
        rows = Area.objects.unscoped("test").filter(kind=Area.Kind.OWN)
        rows.filter(code="O").update(valid_to=date(2026, 11, 15))
        newer = rows.get(code="V")
        newer.pk, newer.version, newer.name = None, "2", "Nya väst"
        newer.save()
    found = extract(kommun, WEEK)
    assert [area.name for area in found.around.areas] == ["Nya väst"]


def test_without_own_areas_the_first_official_division_is_used(
    confirmed: Send,
    kommun: Kommun,
    arrange: Any,
) -> None:
    confirmed()
    with arrange():
        Area.objects.unscoped("test").filter(kind=Area.Kind.OWN).update(kind=Area.Kind.DESO)
    assert len(extract(kommun, WEEK).around.areas) == 2
    with arrange():
        Area.objects.unscoped("test").filter(kind=Area.Kind.DESO).delete()
    assert extract(kommun, WEEK).around.areas == ()


def test_a_closed_place_is_no_longer_named(
    confirmed: Send,
    kommun: Kommun,
    arrange: Any,
) -> None:
    confirmed()
    with arrange():
        NamedPlace.objects.unscoped("test").filter(name="Stortorget").update(
            closed_on=date(2026, 1, 1)
        )
    assert "Stortorget" not in {place.name for place in extract(kommun, WEEK).around.places}


def test_the_checksum_follows_what_was_counted(
    confirmed: Send,
    kommun: Kommun,
    reporter: User,
    housing_party: Party,
) -> None:
    confirmed()
    first = extract(kommun, WEEK).checksum
    assert extract(kommun, WEEK).checksum == first
    confirmed(started_at=a_report(kommun).started_at.replace(hour=3))
    assert extract(kommun, WEEK).checksum != first


def test_the_last_full_period_follows_the_kommuns_rhythm(kommun: Kommun) -> None:
    assert last_full_period(kommun, date(2026, 11, 25)) == WEEK
    kommun.rhythm = "month"
    assert last_full_period(kommun, date(2026, 11, 25)).key == "2026-10"

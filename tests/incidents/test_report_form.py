"""The form takes what a reporter can say in thirty seconds, and refuses what cannot be."""

import uuid
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import shapely

from lofte.incidents.forms import ReportForm, report_choices
from lofte.incidents.queries import in_use
from lofte.people.models import User
from lofte.places.actions import import_addresses, import_streets
from lofte.places.crs import SWEREF99_TM, WGS84, convert
from lofte.places.inputs import AddressInput, StreetInput
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.places.queries import is_inside
from tests import cast
from tests.incidents.reports import category, place

STOCKHOLM = ZoneInfo("Europe/Stockholm")
EVENING = datetime(2026, 11, 20, 21, 40, 33, tzinfo=STOCKHOLM)


@pytest.fixture
def form(kommun: Kommun, reporter: User) -> Any:
    """`form(when="evening")`: a filled-in form, one answer at a time unlike the usual."""

    def filled(now: datetime = EVENING, viewer: User = reporter, **changed: Any) -> ReportForm:
        data = {
            "client_id": str(uuid.uuid4()),
            "categories": [category(kommun).pk],
            "place": place(kommun).pk,
            "when": "now",
            **changed,
        }
        choices = report_choices(kommun, viewer, set(), in_use(kommun, now.date()))
        return ReportForm(data, kommun=kommun, now=now, choices=choices)

    return filled


def span(form: ReportForm) -> tuple[str, str | None]:
    assert form.is_valid(), form.errors
    start, end = form.cleaned_data["started_at"], form.cleaned_data["ended_at"]
    return f"{start:%Y-%m-%d %H:%M}", f"{end:%Y-%m-%d %H:%M}" if end else None


# --- when ---------------------------------------------------------------------------------------


def test_just_now_is_this_minute(form: Any) -> None:
    assert span(form()) == ("2026-11-20 21:40", None)


@pytest.mark.parametrize(
    ("hour", "when", "expected"),
    [
        (21, "evening", ("2026-11-20 18:00", "2026-11-20 21:40")),
        (3, "evening", ("2026-11-19 18:00", "2026-11-19 22:00")),
        (23, "night", ("2026-11-20 22:00", "2026-11-20 23:40")),
        (3, "night", ("2026-11-19 22:00", "2026-11-20 03:40")),
        (9, "night", ("2026-11-19 22:00", "2026-11-20 06:00")),
    ],
)
def test_the_evening_and_the_night_are_those_that_were_last(
    form: Any, hour: int, when: str, expected: Any
) -> None:
    start, end = span(form(now=EVENING.replace(hour=hour), when=when))
    assert (start, end) == expected


def test_a_chosen_day_may_have_a_time_a_part_of_the_day_or_neither(form: Any) -> None:
    day = {"when": "choose", "day": "2026-11-18"}
    assert span(form(**day, clock="07:15")) == ("2026-11-18 07:15", None)
    assert span(form(**day, band="night")) == ("2026-11-18 22:00", "2026-11-19 06:00")
    assert span(form(**day)) == ("2026-11-18 00:00", "2026-11-18 23:59")
    today = {"when": "choose", "day": "2026-11-20"}
    assert span(form(**today)) == ("2026-11-20 00:00", "2026-11-20 21:40")


def test_a_time_that_is_filled_in_counts_also_with_just_now_chosen(form: Any) -> None:
    assert span(form(day="2026-11-18", clock="07:15")) == ("2026-11-18 07:15", None)
    assert span(form(clock="20:05")) == ("2026-11-20 20:05", None)


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        ({"when": "choose"}, "day", "Fyll i dagen"),
        ({"when": "choose", "day": "2026-11-21"}, "day", "framtiden"),
        ({"when": "choose", "day": "2025-11-19"}, "day", "mer än ett år"),
        ({"when": "choose", "day": "i går"}, "day", "Skriv dagen som"),
        ({"when": "choose", "day": "2026-11-20", "clock": "23:00"}, "clock", "framtiden"),
        ({"when": "choose", "day": "2026-11-20", "band": "night"}, "band", "framtiden"),
        ({"clock": "23:30"}, "clock", "framtiden"),
        ({"when": "sedan länge"}, "when", "giltigt"),
        ({"categories": []}, "categories", "Välj minst en sak"),
        ({"text": "x" * 2001}, "text", "2001 tecken lång"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(
    form: Any, answers: dict[str, Any], field: str, words: str
) -> None:
    given = form(**answers)
    assert words in str(given.errors[field])


# --- where ----------------------------------------------------------------------------------------


@pytest.fixture
def streets(kommun: Kommun, administrator: User) -> None:
    x, y = cast.OX + 500, cast.OY + 500
    lines = {"Björkgatan": y, "Björkgatan norra": y + 400, "Centrumvägen": y + 800}
    import_streets(
        kommun=kommun,
        streets=[
            StreetInput(name=name, line=shapely.LineString([(x, north), (x + 1_000, north)]))
            for name, north in lines.items()
        ],
        by=administrator,
    )
    import_addresses(
        kommun=kommun,
        addresses=[AddressInput(street="Björkgatan", number="12", x=x + 100, y=y + 30)],
        by=administrator,
    )


def point(form: ReportForm) -> tuple[str, float | None, float | None]:
    assert form.is_valid(), form.errors
    data = form.cleaned_data
    return (
        data["near"],
        data["x"] and data["x"] - cast.OX,
        data["y"] and data["y"] - cast.OY,
    )


@pytest.mark.usefixtures("streets")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BJÖRKGATAN 12", ("Björkgatan", 600, 500)),
        ("Björkgatan 12 B, vid tunneln", ("Björkgatan, vid tunneln", 600, 500)),
        ("Björkgatan 14–16", ("Björkgatan", 1_000, 500)),
        ("Björkgatan", ("Björkgatan", 1_000, 500)),
        ("Björkgatan norra 3", ("Björkgatan norra", 1_000, 900)),
        ("centrum", ("centrum", None, None)),
        ("vid lekplatsen", ("vid lekplatsen", None, None)),
    ],
)
def test_a_street_becomes_a_point_on_it_and_loses_the_number(
    form: Any, text: str, expected: Any
) -> None:
    assert point(form(place="", near=text)) == expected


@pytest.mark.usefixtures("streets")
def test_the_number_is_dropped_also_beside_a_place(form: Any) -> None:
    near, x, _ = point(form(near="Björkgatan 12"))
    assert (near, x) == ("Björkgatan", None)


def wgs84(x: float, y: float) -> dict[str, float]:
    lon, lat = convert([x], [y], SWEREF99_TM, WGS84)
    return {"lon": float(lon[0]), "lat": float(lat[0])}


def test_a_point_on_the_map_counts_when_no_place_is_chosen(form: Any) -> None:
    at = wgs84(cast.OX + 700, cast.OY + 300)
    _, x, y = point(form(place="", **at))
    assert (x, y) == pytest.approx((700, 300), abs=0.1)


@pytest.mark.parametrize(
    "at", [wgs84(cast.OX - 700, cast.OY), {"lon": 0, "lat": 0}, {"lon": 1e9, "lat": 60}]
)
def test_a_point_outside_the_kommun_is_refused(form: Any, at: dict[str, float]) -> None:
    assert "utanför kommunen" in str(form(place="", **at).errors["__all__"])


def test_a_kommun_without_a_border_takes_every_point(kommun: Kommun, arrange: Any) -> None:
    assert not is_inside(kommun, cast.OX - 700, cast.OY)
    with arrange():
        Area.objects.unscoped("test").filter(kind=Area.Kind.KOMMUN).delete()
        kommun.map_revision = "anew"
        kommun.save()
    assert is_inside(kommun, cast.OX - 700, cast.OY)


def test_saying_no_place_at_all_is_refused_once(form: Any, other_kommun: Kommun) -> None:
    assert "Säg var det hände" in str(form(place="").errors["place"])
    foreign = form(place=place(other_kommun).pk)
    assert len(foreign.errors["place"]) == 1


def test_places_of_the_group_are_offered_to_the_group_only(
    form: Any, kommun: Kommun, reporter: User, reviewer: User
) -> None:
    hidden = place(kommun, cast.GROUP_ONLY)
    assert cast.GROUP_ONLY not in form().as_p()
    assert cast.GROUP_ONLY in form(viewer=reviewer).as_p()
    assert "place" in form(place=hidden.pk).errors
    assert form(viewer=reviewer, place=hidden.pk).is_valid()


def test_closed_places_are_not_offered(form: Any, kommun: Kommun, arrange: Any) -> None:
    closed = place(kommun, "Almskolan")
    with arrange():
        NamedPlace.objects.unscoped("test").filter(pk=closed.pk).update(closed_on=date(2026, 1, 1))
    assert "Almskolan" not in form().as_p()
    assert "place" in form(place=closed.pk).errors


def test_the_persons_own_places_come_first(kommun: Kommun, reporter: User) -> None:
    own = place(kommun, "Stortorget")
    groups = report_choices(kommun, reporter, {own.pk}, in_use(kommun, date(2026, 11, 20)))[
        "places"
    ]
    assert [str(name) for name, _ in groups[1:]] == ["Mina platser", "Alla platser"]
    assert groups[1][1] == [(own.pk, "Stortorget")]


def test_seriousness_is_middling_unless_said(form: Any) -> None:
    usual, serious = form(), form(seriousness="3")
    assert usual.is_valid()
    assert serious.is_valid()
    assert (usual.cleaned_data["seriousness"], serious.cleaned_data["seriousness"]) == (2, 3)

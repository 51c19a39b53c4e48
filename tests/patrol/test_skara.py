"""The Skara story: what its police told of 2018-2022, logged as it was told, and read back.

Where the published pages give a number and a kind of place but no name, the place's name is the
test's. For 2020-2022 the pages tell what was promised and no number of visits, so none is logged.
"""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from lofte.audit.actions import SYSTEM
from lofte.audit.refusals import Refused
from lofte.patrol.actions import accept_stop, add_stop
from lofte.patrol.hours import Window
from lofte.patrol.inputs import Answer, StopInput, VisitInput
from lofte.patrol.states import VisitKind as K
from lofte.patrol.visits.actions import log_visit
from lofte.patrol.visits.forms import counted
from lofte.people.models import Party, User
from lofte.people.states import Role
from lofte.places.models import NamedPlace
from lofte.promises.exchange.actions import import_promises
from lofte.promises.models import Promise
from lofte.promises.queries import results_of
from tests import cast
from tests.write_guard import arrange

pytestmark = pytest.mark.django_db
PROMISES = Path(__file__).parent.parent / "promises" / "real_promises.yaml"
LATER = date(2023, 1, 16)

# year, kind, how many as it was written, place or none
TOLD = [
    (2018, K.CHECK, "4", None),
    (2018, K.FOOT, "~100", None),
    (2018, K.WALK, "1", "Första bostadsområdet"),
    (2018, K.WALK, "1", "Andra bostadsområdet"),
    (2018, K.NIGHT, "4", None),
    (2019, K.FOOT, "~80", "Skolgårdar, förskolegårdar och centrum"),
    (2019, K.WALK, "1", "Busstationen"),
    (2019, K.CHECK, "1", None),
    (2019, K.SCHOOL, "~40", "Skolor och fritidsgård"),
]


@pytest.fixture
def skara():
    kommun = cast.make_kommun(code="1495", name="Skara")
    names = {one for *_, one in TOLD if one}
    for i, name in enumerate(sorted(names)):
        NamedPlace.objects.create(kommun=kommun, name=name, x=cast.OX + 900 * i, y=cast.OY + 500)
    lpo = cast.make_party(kommun, Party.Kind.POLICE, "Lokalpolisområde Västra Skaraborg")
    unit = cast.make_party(kommun, name="Skara kommun")
    sara = cast.make_user(kommun, unit, Role.COORDINATOR, name="Sara Samordnare")
    police = cast.make_user(kommun, lpo, Role.POLICE, name="Petra Polis")
    return kommun, police, sara


@pytest.fixture
def logged(skara):
    kommun, police, sara = skara
    only = PROMISES.read_text().split("  - code: ")
    text = only[0] + "".join(f"  - code: {one}" for one in only[1:] if one.startswith("skara-"))
    with time_machine.travel(LATER):
        import_promises(content=text.encode(), by=SYSTEM)
        for year, kind, how_many, name in TOLD:
            visit = _told(kommun, year, kind, how_many, name)
            by = sara if kind == K.NIGHT else police
            log_visit(kommun=kommun, visit=visit, by=by, today=LATER)
    return kommun, police


def _told(kommun, year, kind, how_many, name) -> VisitInput:
    count, exactness = counted(how_many)
    return VisitInput(
        kind=kind,
        place=NamedPlace.objects.unscoped("test").get(kommun=kommun, name=name) if name else None,
        first_day=date(year, 1, 1),
        last_day=date(year, 12, 31),
        count=count,
        exactness=exactness,
    )


def printed(year: int, **given: Any) -> str:
    out = StringIO()
    call_command("patrols", year=year, stdout=out, **given)
    return out.getvalue()


def test_the_counts_of_each_year_are_printed_as_they_were_told(logged):
    told = printed(2018)
    assert "Utan angiven plats: cirka 100 fotpatrull (Lokalpolisområde Västra Skaraborg)" in told
    assert "Utan angiven plats: 4 tillsyn" in told
    assert "Utan angiven plats: 4 nattvandring (Skara kommun)" in told
    assert "Första bostadsområdet: 1 trygghetsvandring" in told
    told = printed(2019)
    assert "Skolgårdar, förskolegårdar och centrum: cirka 80 fotpatrull" in told
    assert "Skolor och fritidsgård: cirka 40 besök på skola eller fritidsgård" in told
    assert "Busstationen: 1 trygghetsvandring" in told
    assert "100" not in told


@pytest.mark.parametrize("year", [2017, 2020, 2021, 2022])
def test_nothing_is_told_of_a_year_without_numbers(logged, year):
    told = printed(year)
    assert "Inga besök är loggade." in told
    assert not [kind.label for kind in K if f" {kind.label}" in told]


def test_what_was_logged_counts_for_what_was_promised(logged):
    kommun, _police = logged
    came = {}
    for promise in Promise.objects.unscoped("test").filter(kommun=kommun).order_by("first_day"):
        for row in results_of(promise, today=LATER):
            came[promise.code, row.commitment.number] = row.logged_said
    assert came["skara-2018", 1] == "4"  # krogtillsyner
    assert came["skara-2018", 2] == "cirka 100"  # fotpatruller
    assert came["skara-2018", 3] == "4"  # nattvandringar, three were promised
    assert came["skara-2018", 5] == "2"  # trygghetsvandringar, what all promised
    assert came["skara-2019", 4] == "cirka 80"
    assert not [said for (code, _), said in came.items() if code > "skara-2019" and said != "0"]


def test_without_proposed_stops_no_coverage_is_made_up(logged):
    assert "ingen täckning att räkna" in printed(2018)


def test_coverage_of_a_year_with_stops(logged):
    kommun, police = logged
    centrum = NamedPlace.objects.unscoped("test").get(
        kommun=kommun, name="Skolgårdar, förskolegårdar och centrum"
    )
    wish = StopInput(
        place=centrum,
        window=Window(4, 4, 20, 22),  # Fridays
        first=date(2019, 1, 1),
        end=date(2020, 1, 1),
        why="EST-bilden pekar hit.",
        activity="Synlig fotpatrull.",
    )
    stop = add_stop(kommun=kommun, wish=wish, by=User.objects.get(name="Sara Samordnare"))
    answer = Answer(window=stop.window, activity=stop.activity)
    accept_stop(stop=stop, version=stop.version, answer=answer, by=police)
    told = printed(2019)
    # 52 Fridays of two hours; nobody noted which hours the eighty were, so they are "at most"
    assert "Täckning: 0 av 104 föreslagna platstimmar besöktes (0\u00a0%), högst 77\u00a0%." in told
    assert "förskolegårdar och centrum: 0 av 104" in told


def test_no_reports_no_conclusion(logged):
    told = printed(2019)
    assert "ingen slutsats." in told
    assert "Siffrorna visar inte att besöken var orsaken." in told
    assert "inga bekräftade rapporter och inget register" in told


def test_a_server_with_several_kommuner_asks_which(logged):
    with arrange():
        cast.make_kommun()
    with pytest.raises(Refused, match="flera kommuner"):
        printed(2019)
    assert "cirka 80" in printed(2019, kommun="1495")

"""Lyckeberga as a working kommun: the generated town, taken in by the same actions as a person."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import shapely
from django.conf import settings
from django.db import transaction

from lofte.audit.actions import SYSTEM
from lofte.demo import dialogues, group, ongoing, others, pictures, promises, told
from lofte.demo.files import write_basemap
from lofte.demo.kinds import PEOPLE
from lofte.demo.people import Cast, make_cast
from lofte.demo.registers import write_registers
from lofte.demo.town import Town, make_town, texts
from lofte.incidents import actions as incidents
from lofte.incidents.models import Category, Incident
from lofte.incidents.review import actions as review
from lofte.people.models import Party, User
from lofte.places import actions as places
from lofte.places.clock import STOCKHOLM, local_midnight
from lofte.places.inputs import AddressInput, AreaInput, PlaceInput, StreetInput
from lofte.places.models import Kommun, NamedPlace

SLUG = "lyckeberga"
ATTRIBUTION = "Påhittad karta över Lyckeberga"
Say = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Loaded:
    kommun: Kommun
    town: Town
    cast: Cast


def last_sunday(today: date) -> date:
    """The last day of the last full ISO week."""
    return today - timedelta(days=today.isoweekday())


@transaction.atomic
def load_demo(*, now: datetime, say: Say = print, population: int = 12_000) -> Loaded:
    """Make the demo kommun, all of it or nothing. One that is there already is refused."""
    today = now.astimezone(STOCKHOLM).date()
    say("Ritar Lyckeberga ...")
    town = make_town(population=population, last_day=last_sunday(today))
    with tempfile.TemporaryDirectory(prefix="lyckeberga-") as name:
        folder = Path(name)
        write_basemap(folder / "basemap.geojson")
        write_registers(town, folder)
        say("Lägger in områden, platser, gator och människor ...")
        kommun = _ground(town, folder)
        cast = make_cast(town, kommun)  # raises unless this is the demo
        _clear_editions()
        say("Läser in två års rapporter och andras register ...")
        incidents.seed_categories(kommun=kommun, by=SYSTEM)
        _reports(town, kommun, cast)
        others.take_in_registers(kommun, folder, cast)
    others.type_survey(kommun, cast, today)
    others.note_sentence(kommun, cast, today)
    others.publish_news(now)
    say("Tar fram lägesbilder och ger ut dem ...")
    pictures.make_pictures(kommun, cast, town.last_day)
    say("Frågar invånarna ...")
    dialogues.hold_dialogues(kommun, cast, now, today)
    say("Skriver löften, skriver under och följer upp ...")
    promises.make_promises(kommun, cast, today, town.last_day)
    group.work_together(kommun, cast, today)
    told.tell_promises(kommun, cast, today)  # with what patrols and measures have logged
    told.tell_dialogues(kommun, cast, today)
    ongoing.report_this_week(kommun, cast, today)
    return Loaded(kommun, town, cast)


def _clear_editions() -> None:
    """What a load that was stopped midway left on disk; its rows were never kept."""
    shutil.rmtree(settings.EDITIONS_DIR / SLUG, ignore_errors=True)


def _ground(town: Town, folder: Path) -> Kommun:
    kommun = places.create_kommun(
        code=town.kommunkod,
        name=town.name,
        slug=SLUG,
        by=SYSTEM,
        settings=places.Settings(
            contact="Trygghetsenheten i Lyckeberga, trygghet@lyckeberga.example"
        ),
    )
    places.import_areas(
        kommun=kommun,
        version="1",
        by=SYSTEM,
        areas=[
            AreaInput(
                kind=area.kind,
                code=area.code,
                name=area.name,
                polygon=area.shape,
                population=area.population,
                valid_from=town.first_day,
                parent_code=area.parent,
            )
            for area in town.areas
        ],
    )
    places.import_places(
        kommun=kommun,
        by=SYSTEM,
        places=[PlaceInput(name=p.name, x=p.x, y=p.y, kind=p.kind) for p in town.places],
    )
    places.import_streets(
        kommun=kommun,
        by=SYSTEM,
        streets=list(_streets(town)),
    )
    places.import_addresses(kommun=kommun, by=SYSTEM, addresses=list(_addresses(town)))
    places.set_basemap(
        kommun=kommun, source=folder / "basemap.geojson", attribution=ATTRIBUTION, by=SYSTEM
    )
    return kommun


def _streets(town: Town) -> Iterator[StreetInput]:
    """One street for each name, whatever pieces it was drawn in."""
    pieces: dict[str, list[shapely.Geometry]] = {}
    for street in town.streets:
        pieces.setdefault(street.name, []).append(street.line)
    for name, lines in pieces.items():
        if name:
            yield StreetInput(name=name, line=shapely.line_merge(shapely.union_all(lines)))


def _addresses(town: Town) -> Iterator[AddressInput]:
    rows = town.addresses
    for street, number, x, y in zip(
        rows.street.tolist(), rows.number.tolist(), rows.x, rows.y, strict=True
    ):
        name = town.streets[street].name
        yield AddressInput(street=name, number=str(number), x=float(x), y=float(y))


def _reports(town: Town, kommun: Kommun, cast: Cast) -> None:
    rows = range(len(town.incidents))
    incidents.receive_many(kommun=kommun, reports=_given(town, kommun, cast, rows), by=SYSTEM)
    _mask_old(kommun, cast, town.last_day - timedelta(days=7))


def _given(
    town: Town, kommun: Kommun, cast: Cast, rows: range
) -> Iterator[tuple[Party, User, incidents.Report]]:
    found = Category.objects.unscoped("the demo's own").filter(kommun=kommun)
    categories = {row.code: row for row in found}
    named = NamedPlace.objects.unscoped("the demo's own").filter(kommun=kommun)
    spots = {row.name: row for row in named}
    said, i = texts(town, np.asarray(rows)), town.incidents
    for n in rows:
        place = spots[town.places[i.place[n]].name] if i.place[n] >= 0 else None
        reporter = cast.reporters[int(i.reporter[n])]
        yield (
            cast.parties[int(i.party[n])],
            reporter,
            incidents.Report(
                started_at=_local(i.start[n]),
                ended_at=None if np.isnat(i.end[n]) else _local(i.end[n]),
                categories=(categories[town.categories[i.category[n]]],),
                place=place,
                x=float(i.x[n]),
                y=float(i.y[n]),
                text=said[n],
                seriousness=int(i.seriousness[n]),
                people=PEOPLE[i.people[n]],
            ),
        )


def _local(moment: np.datetime64) -> datetime:
    naive: datetime = moment.astype("datetime64[s]").item()
    return naive.replace(tzinfo=STOCKHOLM)


def _mask_old(kommun: Kommun, cast: Cast, before: date) -> None:
    """The reviewer has masked what slipped in, except for the last week's."""
    rows = (
        Incident.objects.unscoped("the demo's own")
        .waiting()
        .filter(kommun=kommun, started_at__lt=local_midnight(before))
    )
    for incident in rows:
        spans = range(len(incident.warnings))
        masked = review.mask(
            incident=incident, version=incident.version, spans=spans, by=cast.reviewer
        )
        review.confirm(incident=masked, version=masked.version, by=cast.reviewer)

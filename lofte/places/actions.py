"""Every write about where things are."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from lofte.analysis.periods import PeriodKind
from lofte.audit.actions import Actor, action, record
from lofte.guard.naming import IN_CONTACTS, pointing
from lofte.places.basemaps import discard_others, examine, store
from lofte.places.inputs import AddressInput, AreaInput, PlaceInput, StreetInput
from lofte.places.models import (
    RESERVED_SLUGS,
    Address,
    Area,
    Basemap,
    Kommun,
    NamedPlace,
    Street,
    new_revision,
)
from lofte.places.plans import Plan
from lofte.places.queries import (
    plan_addresses,
    plan_areas,
    plan_places,
    plan_streets,
    smallest_own_area,
)
from lofte.places.refusals import NOTHING_SAVED, BadArea, BadKommun, BadPlace, BadSettings

BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a kommun decides for itself. None = stay as it is."""

    method_name: str | None = None
    rhythm: str | None = None
    meeting_weekday: int | None = None
    four_eyes: bool | None = None
    minimum_cell: int | None = None
    public_delay: int | None = None
    reporter_days: int | None = None
    contact: str | None = None
    photos_on: bool | None = None
    news_on: bool | None = None
    news_location: str | None = None

    def given(self) -> dict[str, Any]:
        pairs = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: value for name, value in pairs if value is not None}

    def check(self) -> None:
        """Raises BadSettings."""
        for name, low, high, text in (
            ("minimum_cell", 3, 100, "Minsta antal som visas öppet"),
            ("public_delay", 1, 52, "Perioder innan en bild blir öppen"),
            ("reporter_days", 1, 400, "Dagar som en rapportör förblir inloggad"),
            ("meeting_weekday", 1, 5, "Mötesdagen"),
        ):
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise BadSettings(f"{text} ska vara {low}–{high}. {NOTHING_SAVED}")
        if self.rhythm is not None and self.rhythm not in _rhythms():
            raise BadSettings(f"Rytmen ”{self.rhythm}” finns inte. {NOTHING_SAVED}")
        for words in (self.contact, self.method_name, self.news_location):
            if kind := pointing(words or "", allowed=IN_CONTACTS):
                raise BadSettings(f"Texten ser ut att innehålla {kind}. {NOTHING_SAVED}")
        if self.method_name is not None and not 1 <= len(self.method_name.strip()) <= 20:
            raise BadSettings(f"Metodens namn ska ha 1–20 tecken. {NOTHING_SAVED}")


def _rhythms() -> frozenset[str]:
    return frozenset(
        {PeriodKind.WEEK, PeriodKind.TWO_WEEKS, PeriodKind.SIX_WEEKS, PeriodKind.MONTH}
    )


@action
def create_kommun(
    *, code: str, name: str, slug: str, by: Actor, settings: Settings | None = None
) -> Kommun:
    """A kommun by SCB's four-digit code. Raises BadKommun or BadSettings."""
    if not (len(code) == 4 and code.isascii() and code.isdecimal()):
        raise BadKommun(f"Kommunkoden ”{code}” ska vara fyra siffror. {NOTHING_SAVED}")
    if not name.strip() or len(name) > 100 or pointing(name):
        raise BadKommun(f"Kommunens namn ska ha 1–100 tecken. {NOTHING_SAVED}")
    if slug in RESERVED_SLUGS or not slug.isascii() or slug != slug.lower() or not _is_slug(slug):
        raise BadKommun(
            f"Adressen ”{slug}” går inte att använda. Skriv små bokstäver a–z, siffror "
            f"och bindestreck, till exempel ”lyckeberga”. {NOTHING_SAVED}"
        )
    rows = Kommun.objects.unscoped("a code and an address belong to one kommun")
    if rows.filter(code=code).exists() or rows.filter(slug=slug).exists():
        raise BadKommun(f"Kommunen {code} eller adressen ”{slug}” finns redan. {NOTHING_SAVED}")
    chosen = settings or Settings()
    chosen.check()
    kommun = Kommun.objects.create(code=code, name=name.strip(), slug=slug, **chosen.given())
    record("kommun.created", kommun, by=by, kommun_code=code)
    return kommun


def _is_slug(text: str) -> bool:
    return 0 < len(text) <= 50 and text.replace("-", "").isalnum() and text[0].isalnum()


@action
def change_settings(*, kommun: Kommun, settings: Settings, by: Actor) -> tuple[str, ...]:
    """Change what was given and tell which settings changed. Raises BadSettings."""
    settings.check()
    row = _locked(kommun)
    changed = {
        name: [getattr(row, name), value]
        for name, value in settings.given().items()
        if getattr(row, name) != value
    }
    for name, (_, value) in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))
    if "contact" in changed:  # may name a person: the log tells that it changed, not from what
        changed["contact"] = ["…", "…"]
    record("kommun.settings_changed", row, by=by, kommun_code=row.code, changed=changed)
    return tuple(changed)


@action
def import_areas(
    *, kommun: Kommun, areas: Sequence[AreaInput], version: str, by: Actor
) -> Plan[Area, AreaInput]:
    """Add or correct a version of areas; earlier versions of the same kinds end the day before.

    All or nothing. Raises BadArea.
    """
    if not version.strip() or len(version) > 20 or pointing(version):
        raise BadArea(f"Områdena behöver en version på 1–20 tecken. {NOTHING_SAVED}")
    row = _locked(kommun)
    plan = plan_areas(row, areas, version)
    last_day = (_first_day(areas) or timezone.localdate()) - timedelta(days=1)
    for area in plan.ended:
        area.valid_to = max(last_day, area.valid_from) if area.valid_from else last_day
        area.save(update_fields=["valid_to"])
    for change in plan.changed:
        _overwrite(change.row, change.value.values())
    Area.objects.bulk_create(
        [Area(kommun=row, kind=a.kind, code=a.code, version=version, **a.values())
         for a in plan.added],
        batch_size=BATCH,
    )  # fmt: skip
    _set_parents(row, areas, version)
    _renew(row)
    _place_in_areas(row)
    _renew_lists(kommun)
    record("kommun.areas_imported", row, by=by, kommun_code=row.code, version=version,
           **plan.counts)  # fmt: skip
    return plan


def _first_day(areas: Sequence[AreaInput]) -> date | None:
    return min((area.valid_from for area in areas if area.valid_from), default=None)


def _set_parents(kommun: Kommun, areas: Sequence[AreaInput], version: str) -> None:
    wanted = {area.key: area.parent_code for area in areas if area.parent_code}
    if not wanted:
        return
    rows = Area.objects.unscoped("parents of imported areas").filter(kommun=kommun, valid_to=None)
    open_rows = list(rows.defer("polygon"))
    by_code = {row.code: row for row in sorted(open_rows, key=lambda r: r.version == version)}
    for row in open_rows:
        code = wanted.get((row.kind, row.code)) if row.version == version else None
        if code is None:
            continue
        parent = by_code.get(code)
        if parent is None or parent.pk == row.pk:
            raise BadArea(
                f"Området ”{row.name}” hör till ”{code}”, som inte finns. {NOTHING_SAVED} "
                "Läs in det större området först eller i samma fil."
            )
        if row.parent_id != parent.pk:
            row.parent = parent
            row.save(update_fields=["parent"])


def _place_in_areas(kommun: Kommun) -> None:
    rows = NamedPlace.objects.unscoped("which area each place lies in").filter(kommun=kommun)
    for place in rows:
        area = smallest_own_area(place.x, place.y, kommun=kommun)
        if place.area_id != (area.pk if area else None):
            place.area_id = area.pk if area else None
            place.save(update_fields=["area"])


@action
def add_place(*, kommun: Kommun, place: PlaceInput, by: Actor) -> NamedPlace:
    """Raises BadPlace."""
    place.check()
    rows = NamedPlace.objects.unscoped("a name is used once in a kommun")
    if rows.filter(kommun=kommun, name=place.name).exists():
        raise BadPlace(
            f"Platsen ”{place.name}” finns redan. {NOTHING_SAVED} Välj ett namn som skiljer dem åt."
        )
    row = NamedPlace(kommun=kommun, **place.values())
    row.area_id = _area_id(kommun, place)
    row.save()
    _renew_lists(kommun)
    record("place.added", row, by=by)
    return row


@action
def change_place(*, place: NamedPlace, to: PlaceInput, by: Actor) -> NamedPlace:
    """Raises BadPlace."""
    to.check()
    row = _locked_place(place)
    others = NamedPlace.objects.unscoped("a name is used once in a kommun").exclude(pk=row.pk)
    if others.filter(kommun=row.kommun, name=to.name).exists():
        raise BadPlace(f"En annan plats heter redan ”{to.name}”. {NOTHING_SAVED}")
    changed = [name for name, value in to.values().items() if getattr(row, name) != value]
    row.area_id = _area_id(row.kommun, to)
    _overwrite(row, to.values())
    _renew_lists(place.kommun)
    record("place.changed", row, by=by, fields=changed)
    return row


@action
def close_place(*, place: NamedPlace, by: Actor, on: date | None = None) -> NamedPlace:
    """From the day the place is no longer offered; what happened there stays. Raises BadPlace."""
    row = _locked_place(place)
    if row.closed_on:
        raise BadPlace(f"Platsen ”{row.name}” är redan stängd. Ingenting ändrades.")
    row.closed_on = on or timezone.localdate()
    row.save(update_fields=["closed_on"])
    _renew_lists(place.kommun)
    record("place.closed", row, by=by)
    return row


@action
def open_place(*, place: NamedPlace, by: Actor) -> NamedPlace:
    """Offer a closed place again. Raises BadPlace."""
    row = _locked_place(place)
    if not row.closed_on:
        raise BadPlace(f"Platsen ”{row.name}” är redan öppen. Ingenting ändrades.")
    row.closed_on = None
    row.save(update_fields=["closed_on"])
    _renew_lists(place.kommun)
    record("place.opened", row, by=by)
    return row


@action
def import_places(
    *, kommun: Kommun, places: Sequence[PlaceInput], by: Actor
) -> Plan[NamedPlace, PlaceInput]:
    """Add and change places by name; those that the file leaves out stay. Raises BadPlace."""
    row = _locked(kommun)
    plan = plan_places(row, places)
    for change in plan.changed:
        change.row.area_id = _area_id(row, change.value)
        _overwrite(change.row, change.value.values())
    NamedPlace.objects.bulk_create(
        [NamedPlace(kommun=row, area_id=_area_id(row, p), **p.values()) for p in plan.added],
        batch_size=BATCH,
    )
    _renew_lists(kommun)
    record("kommun.places_imported", row, by=by, kommun_code=row.code, **plan.counts)
    return plan


@action
def import_streets(
    *, kommun: Kommun, streets: Sequence[StreetInput], by: Actor
) -> Plan[Street, StreetInput]:
    """Make the kommun's streets those of the file. Raises BadStreet."""
    row = _locked(kommun)
    plan = plan_streets(row, streets)
    gone = Street.objects.unscoped("streets that the file leaves out")
    gone.filter(pk__in=[street.pk for street in plan.ended]).delete()
    for change in plan.changed:
        _overwrite(change.row, change.value.values())
    Street.objects.bulk_create(
        [Street(kommun=row, **street.values()) for street in plan.added], batch_size=BATCH
    )
    _renew(row)
    record("kommun.streets_imported", row, by=by, kommun_code=row.code, **plan.counts)
    return plan


@action
def import_addresses(
    *, kommun: Kommun, addresses: Sequence[AddressInput], by: Actor
) -> Plan[Address, AddressInput]:
    """Make the kommun's addresses those of the file. Raises BadAddress."""
    row = _locked(kommun)
    plan = plan_addresses(row, addresses)
    moved = [change.row for change in plan.changed]
    gone = [row.pk for row in (*plan.ended, *moved)]
    rows = Address.objects.unscoped("addresses that moved or that the file leaves out")
    for start in range(0, len(gone), BATCH):
        rows.filter(pk__in=gone[start : start + BATCH]).delete()
    fresh = (*plan.added, *(change.value for change in plan.changed))
    Address.objects.bulk_create(
        [Address(kommun=row, **address.values()) for address in fresh], batch_size=BATCH
    )
    record("kommun.addresses_imported", row, by=by, kommun_code=row.code, **plan.counts)
    return plan


@action
def set_basemap(*, kommun: Kommun, source: Path, attribution: str, by: Actor) -> Basemap:
    """Keep a copy of the file and draw every map on it. Raises BadBasemap."""
    found = examine(source, attribution)
    row = _locked(kommun)
    name = store(source, found, row.code)
    basemap, created = Basemap.objects.unscoped("one to a kommun").update_or_create(
        kommun=row,
        defaults={
            "kind": found.kind,
            "file": name,
            "checksum": found.checksum,
            "attribution": attribution.strip(),
        },
    )
    transaction.on_commit(lambda: discard_others(row.code, name))
    record("basemap.set", basemap, by=by, kind=found.kind, checksum=found.checksum, new=created)
    return basemap


def _locked(kommun: Kommun) -> Kommun:
    """The kommun as it is now; one import at a time."""
    rows = Kommun.objects.unscoped("locked by an action").select_for_update()
    return rows.get(pk=kommun.pk)


def _locked_place(place: NamedPlace) -> NamedPlace:
    rows = NamedPlace.objects.unscoped("locked by an action").select_for_update(of=("self",))
    return rows.select_related("kommun").get(pk=place.pk)


def _renew(kommun: Kommun) -> None:
    kommun.map_revision = new_revision()
    kommun.save(update_fields=["map_revision"])


@action
def renew_lists(*, kommun: Kommun, by: Actor) -> None:
    """The kinds of the kommun changed: what is kept of its lists is read anew."""
    _renew_lists(kommun)
    record("kommun.lists_renewed", kommun, by=by, kommun_code=kommun.code)


def _renew_lists(kommun: Kommun) -> None:
    kommun.lists_revision = new_revision()
    kommun.save(update_fields=["lists_revision"])


def _area_id(kommun: Kommun, place: PlaceInput) -> int | None:
    area = smallest_own_area(place.x, place.y, kommun=kommun)
    return area.pk if area else None


def _overwrite(row: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()

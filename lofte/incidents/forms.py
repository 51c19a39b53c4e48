"""The report form: what, where, when, and a short text. Usable without JavaScript."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from lofte.incidents.models import Category, Incident
from lofte.incidents.reporting.choices import KindsField, PlaceField
from lofte.incidents.reporting.plain import PlainText
from lofte.incidents.where import on_street
from lofte.people.models import User
from lofte.places.clock import STOCKHOLM, local_midnight
from lofte.places.crs import SWEDEN, SWEREF99_TM, WGS84, convert
from lofte.places.models import Kommun, NamedPlace
from lofte.places.queries import is_inside, places_for_form

OLDEST = timedelta(days=365)
BAND_HOURS = {
    Incident.Band.MORNING: (6, 10),
    Incident.Band.DAY: (10, 15),
    Incident.Band.AFTERNOON: (15, 18),
    Incident.Band.EVENING: (18, 22),
    Incident.Band.NIGHT: (22, 30),
}


WHEN = (
    ("now", _("Nyss")),
    ("evening", _("I kväll (18–22)")),
    ("night", _("I natt (22–06)")),
    ("choose", _("Annan tid – fyll i nedan")),
)


BANDS = [("", _("Vet inte")), *Incident.Band.choices]
SERIOUSNESS = [(1, _("Lite")), (2, _("En del")), (3, _("Mycket"))]


class ReportForm(forms.Form):
    # Choices given by a function are not copied, text by text, for each report that comes in.
    # A browser that restored the number of a sent report would make the next one pass for it.
    client_id = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    categories = KindsField(
        label=_("Vad såg du?"),
        help_text=_("Välj det som stämmer. Du kan välja flera."),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst en sak du såg. Passar ingen: välj Annat.")},
    )
    place = PlaceField(
        label=_("Var?"),
        help_text=_("Välj en plats i listan, eller skriv en gata nedan."),
        queryset=None,
        required=False,
        empty_label=_("Välj plats"),
    )
    near = PlainText(
        label=_("Gata eller i närheten av"),
        help_text=_("Till exempel Björkgatan, eller ”vid gångtunneln”. Inga portnummer behövs."),
        max_length=200,
        required=False,
    )
    lon = forms.FloatField(widget=forms.HiddenInput, required=False)
    lat = forms.FloatField(widget=forms.HiddenInput, required=False)
    when = forms.ChoiceField(
        label=_("När?"), choices=lambda: WHEN, widget=forms.RadioSelect, initial="now"
    )
    day = forms.DateField(
        label=_("Dag"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Skriv dagen som 2026-11-19.")},
    )
    clock = forms.TimeField(
        label=_("Klockslag, om du vet"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"invalid": _("Skriv klockslaget som 21:30.")},
    )
    band = forms.ChoiceField(
        label=_("Ungefär när på dygnet"),
        choices=lambda: BANDS,
        required=False,
    )
    text = PlainText(
        label=_("Kort beskrivning"),
        help_text=_("Inga namn och inga personer. Texten granskas."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        error_messages={
            "max_length": _(
                "Texten är %(show_value)s tecken lång. Korta den till högst %(limit_value)s tecken."
            )
        },
    )
    seriousness = forms.TypedChoiceField(
        label=_("Hur mycket påverkar det tryggheten?"),
        choices=lambda: SERIOUSNESS,
        coerce=int,
        initial=2,
        required=False,
        widget=forms.RadioSelect,
    )
    people = forms.ChoiceField(
        label=_("Ungefär hur många personer?"),
        choices=lambda: Incident.People.choices,
        required=False,
    )
    indoors = forms.ChoiceField(
        label=_("Ute eller inne?"), choices=lambda: Incident.Indoors.choices, required=False
    )
    recurring = forms.BooleanField(label=_("Det händer ofta här"), required=False)
    police_reported = forms.BooleanField(label=_("Det är polisanmält"), required=False)
    fault_reported = forms.BooleanField(label=_("Det är felanmält"), required=False)

    def __init__(
        self, *args: Any, kommun: Kommun, now: datetime, choices: dict[str, Any], **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {}).setdefault("client_id", uuid.uuid4())
        super().__init__(*args, **kwargs)
        self.kommun, self.now = kommun, now.astimezone(STOCKHOLM)
        kinds = cast(KindsField, self.fields["categories"])
        place = cast(PlaceField, self.fields["place"])
        self.own_places: list[tuple[int, str]] = choices.get("own", [])
        if "kept_kinds" in choices:
            kinds.kept, place.kept = choices["kept_kinds"], choices["kept_places"]
            return
        kinds.queryset = choices["categories"]
        place.queryset = choices["places_allowed"]
        place.choices = choices["places"]

    def kinds(self) -> list[tuple[BoundWidget, list[BoundWidget]]]:
        """Each choice of kind with its more exact kinds; without its parent a kind stands alone."""
        options = {option.data["value"].value: option for option in self["categories"]}
        parents = {pk: option.data["value"].instance.parent_id for pk, option in options.items()}
        return [
            (option, [options[part] for part, parent in parents.items() if parent == pk])
            for pk, option in options.items()
            if parents[pk] not in options
        ]

    def clean_categories(self) -> list[Category]:
        """The more exact kind says what its parent says, and more."""
        chosen = self.cleaned_data["categories"]
        told = {category.parent_id for category in chosen}
        return [category for category in chosen if category.pk not in told]

    def clean_seriousness(self) -> int:
        return self.cleaned_data["seriousness"] or 2

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day is None:
            return None
        if day > self.now.date():
            raise forms.ValidationError(_("Dagen ligger i framtiden. Välj dagen då det hände."))
        if day < self.now.date() - OLDEST:
            raise forms.ValidationError(_("Dagen är mer än ett år sedan. Välj en senare dag."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._clean_when(data)
        self._clean_where(data)
        return data

    def _clean_when(self, data: dict[str, Any]) -> None:
        if data.get("when") == "now" and (data.get("day") or data.get("clock")):
            # Whoever fills in a time means it, also with "Nyss" still chosen.
            data["when"], data["day"] = "choose", data.get("day") or self.now.date()
        if data.get("when") == "choose" and not data.get("day") and "day" not in self.errors:
            self.add_error("day", _("Fyll i dagen då det hände."))
            return
        data["started_at"], data["ended_at"] = time_span(data, self.now)
        if data["started_at"] > self.now:
            field = "clock" if data.get("clock") else "band"
            self.add_error(field, _("Tiden ligger i framtiden. Skriv när det hände."))

    def _clean_where(self, data: dict[str, Any]) -> None:
        data["x"] = data["y"] = None
        street = on_street(self.kommun, data["near"]) if data.get("near") else None
        if street is not None:
            data["near"] = street.text
        if data.get("place"):
            return
        if data.get("lon") is not None and data.get("lat") is not None:
            data["x"], data["y"] = self._point(data["lon"], data["lat"])
        elif street is not None:
            data["x"], data["y"] = street.x, street.y
        elif not data.get("near") and "place" not in self.errors:
            self.add_error(
                "place", _("Säg var det hände: välj en plats, skriv en gata eller peka på kartan.")
            )

    def _point(self, lon: float, lat: float) -> tuple[float, float] | tuple[None, None]:
        west, south, east, north = SWEDEN
        if west <= lon <= east and south <= lat <= north:
            point = _sweref(lon, lat)
            if is_inside(self.kommun, *point):
                return point
        self.add_error(
            None, _("Punkten på kartan ligger utanför kommunen. Flytta den eller välj en plats.")
        )
        return None, None


def time_span(data: dict[str, Any], now: datetime) -> tuple[datetime, datetime | None]:
    """When it happened as (from, to); to is None when the time is known."""
    when = data.get("when")
    if when == "evening":
        return _latest(Incident.Band.EVENING, now)
    if when == "night":
        return _latest(Incident.Band.NIGHT, now)
    if when == "choose" and data.get("day"):
        day = data["day"]
        if data.get("clock"):
            return datetime.combine(day, data["clock"], tzinfo=STOCKHOLM), None
        if data.get("band"):
            return _band(day, Incident.Band(data["band"]), now)
        end = datetime.combine(day, time(23, 59), tzinfo=STOCKHOLM)
        return local_midnight(day), min(end, now)
    return now.replace(second=0, microsecond=0), None


def _latest(band: Incident.Band, now: datetime) -> tuple[datetime, datetime]:
    """The band that is going on or ended last."""
    begun = now.hour >= BAND_HOURS[band][0]
    return _band(now.date() if begun else now.date() - timedelta(days=1), band, now)


def _band(day: date, band: Incident.Band, now: datetime) -> tuple[datetime, datetime]:
    first, last = BAND_HOURS[band]
    midnight = local_midnight(day)
    start = midnight + timedelta(hours=first)
    return start, max(start, min(midnight + timedelta(hours=last), now))


def _sweref(lon: float, lat: float) -> tuple[float, float]:
    x, y = convert([lon], [lat], WGS84, SWEREF99_TM)
    return float(x[0]), float(y[0])


class AnswerForm(forms.Form):
    text = PlainText(label=_("Ny text"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)


def report_choices(
    kommun: Kommun, viewer: User, favourites: set[int], categories: QuerySet[Category]
) -> dict[str, Any]:
    """What the form offers: the categories of today, and places with the own ones first."""
    rows = places_for_form(kommun, viewer, favourites)
    own = [(p.pk, p.name) for p in rows if p.pk in favourites]
    other = [(p.pk, p.name) for p in rows if p.pk not in favourites]
    groups: list[tuple[Any, Any]] = [("", _("Välj plats"))]
    if own:
        groups.append((_("Mina platser"), own))
    groups.append((_("Alla platser"), other))
    allowed = NamedPlace.objects.visible_to(viewer).filter(kommun=kommun, closed_on=None)
    return {"categories": categories, "places": groups, "places_allowed": allowed, "own": own}

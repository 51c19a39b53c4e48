"""Forms of places and of a kommun's own settings."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.analysis.periods import PeriodKind
from lofte.places.crs import SWEREF99_TM, convert, guesses
from lofte.places.inputs import MAX_RADIUS, PlaceInput
from lofte.places.models import Kommun, NamedPlace
from lofte.places.queries import find_addresses

_PAIR = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)\s*[,; ]\s*(-?\d+(?:[.,]\d+)?)\s*")

RHYTHMS = (
    (PeriodKind.WEEK.value, _("varje vecka")),
    (PeriodKind.TWO_WEEKS.value, _("varannan vecka")),
    (PeriodKind.SIX_WEEKS.value, _("var sjätte vecka")),
    (PeriodKind.MONTH.value, _("varje månad")),
)


class PlaceForm(forms.Form):
    name = forms.CharField(label=_("Namn"), max_length=120)
    kind = forms.ChoiceField(label=_("Slag av plats"), choices=NamedPlace.Kind.choices)
    position = forms.CharField(
        label=_("Läge"),
        help_text=_(
            "En adress (Storgatan 1), eller koordinater som du har kopierat från en karta "
            "(58.3865, 13.4383 eller 6472000, 412000). Eller peka på kartan."
        ),
        max_length=160,
        required=False,
    )
    lon = forms.FloatField(widget=forms.HiddenInput, required=False)
    lat = forms.FloatField(widget=forms.HiddenInput, required=False)
    radius = forms.IntegerField(
        label=_("Radie i meter"),
        help_text=_("Rapporter inom radien räknas till platsen."),
        min_value=1,
        max_value=MAX_RADIUS,
        initial=150,
    )
    group_only = forms.BooleanField(
        label=_("Visa bara för gruppen"),
        help_text=_("Rapportörer, ledare och kommunikatörer ser inte platsen."),
        required=False,
    )

    def __init__(self, *args: Any, kommun: Kommun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kommun = kommun

    def clean(self) -> dict[str, Any]:
        """A point on the map goes before what is written."""
        data = super().clean() or {}
        text, lon, lat = data.get("position", ""), data.pop("lon", None), data.pop("lat", None)
        if lon is not None and lat is not None:
            point = _coordinates(f"{lat:.6f}, {lon:.6f}")
        else:
            point = _coordinates(text) or self._address(text)
        if point is None:
            self.add_error(
                "position",
                _("Varken en adress i kommunen eller koordinater i Sverige. Skriv på annat sätt."),
            )
        data["position"] = point
        return data

    def _address(self, text: str) -> tuple[float, float] | None:
        found = find_addresses(self.kommun, text, limit=1)
        return (found[0].x, found[0].y) if found else None

    @property
    def place(self) -> PlaceInput:
        data = dict(self.cleaned_data)
        x, y = data.pop("position")
        return PlaceInput(x=x, y=y, **data)


def _coordinates(text: str) -> tuple[float, float] | None:
    """Two numbers in WGS84 or SWEREF 99 TM, whichever comes first."""
    found = _PAIR.fullmatch(text)
    if found is None:
        return None
    first, second = (float(number.replace(",", ".")) for number in found.groups())
    possible = guesses([first], [second])
    if len(possible) != 1:
        return None
    if possible[0].swapped:
        first, second = second, first
    x, y = convert([first], [second], possible[0].system, SWEREF99_TM)
    return round(float(x[0]), 1), round(float(y[0]), 1)


class SettingsForm(forms.Form):
    method_name = forms.CharField(
        label=_("Metodens namn"),
        help_text=_("Ordet som ni använder: EST, trygghetsmöte, ..."),
        max_length=20,
    )
    rhythm = forms.ChoiceField(label=_("Hur ofta ni gör en lägesbild"), choices=RHYTHMS)
    meeting_weekday = forms.TypedChoiceField(
        label=_("Mötesdag"), choices=Kommun.Weekday.choices, coerce=int
    )
    four_eyes = forms.BooleanField(
        label=_("Två personer fryser och publicerar"),
        help_text=_("Utan det säger varje dokument att en enda person har gjort och fryst det."),
        required=False,
    )
    minimum_cell = forms.IntegerField(
        label=_("Minsta antal som visas öppet"),
        help_text=_("Lägre antal döljs på den öppna webbplatsen. Lägst 3, vanligen 5."),
        min_value=3,
        max_value=100,
    )
    public_delay = forms.IntegerField(
        label=_("Antal perioder innan en lägesbild blir öppen"), min_value=1, max_value=52
    )
    reporter_days = forms.IntegerField(
        label=_("Dagar som en rapportör är inloggad på sin telefon"), min_value=1, max_value=400
    )
    photos_on = forms.BooleanField(
        label=_("Rapporter får ha en bild"),
        help_text=_(
            "En granskare svärtar ansikten och registreringsskyltar innan någon annan ser bilden."
        ),
        required=False,
    )
    contact = forms.CharField(
        label=_("Kontakt som visas öppet"),
        help_text=_("En funktion, inte en person: Kontaktcenter, 0123-45 67 00"),
        max_length=200,
        required=False,
    )
    news_on = forms.BooleanField(label=_("Visa polisens händelser som nyheter"), required=False)
    news_location = forms.CharField(
        label=_("Plats i polisens händelser"),
        help_text=_("Kommunens eller länets namn så som Polisen skriver det."),
        max_length=100,
        required=False,
    )

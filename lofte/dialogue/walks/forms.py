from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.dialogue.planning.forms import day
from lofte.dialogue.walks.actions import Point
from lofte.places.crs import SWEDEN, SWEREF99_TM, WGS84, convert
from lofte.places.models import NamedPlace


class PointForm(forms.Form):
    where = forms.CharField(
        label=_("Var?"), max_length=200, help_text=_("Till exempel gångtunneln vid skolan.")
    )
    place = forms.ChoiceField(label=_("Nära en känd plats"), required=False)
    seen = forms.CharField(
        label=_("Vad såg ni?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Det som gör platsen trygg eller otrygg. Inga namn."),
    )
    todo = forms.CharField(label=_("Vad ska göras?"), max_length=300)
    owner = forms.CharField(
        label=_("Vem gör det?"),
        max_length=160,
        help_text=_("En enhet eller en roll, till exempel gatuenheten."),
    )
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    target = day(_("Ska vara klart"), _("Sex månader efter vandringen om inget annat sägs."))

    def __init__(self, *args: Any, places: Iterable[NamedPlace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(row.pk): row for row in places}
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            ("", _("ingen")),
            *((key, row.name) for key, row in self.places.items()),
        ]

    @property
    def point(self) -> Point:
        data = {**self.cleaned_data}
        data["place"] = self.places.get(data["place"])
        data["x"], data["y"] = self._spot(data.pop("lon"), data.pop("lat"))
        return Point(**data)

    @staticmethod
    def _spot(lon: float | None, lat: float | None) -> tuple[float, float] | tuple[None, None]:
        if lon is None or lat is None:
            return None, None
        x, y = convert([lon], [lat], WGS84, SWEREF99_TM)
        return float(x[0]), float(y[0])

    def clean(self) -> dict[str, Any]:
        """A point on the map is one in Sweden, or none."""
        data = super().clean() or {}
        west, south, east, north = SWEDEN
        lon, lat = data.get("lon"), data.get("lat")
        if lon is None or lat is None or not (west <= lon <= east and south <= lat <= north):
            data["lon"] = data["lat"] = None
        return data

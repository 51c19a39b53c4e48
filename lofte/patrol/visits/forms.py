"""A visit in two taps, or counts over a time as people tell them: "~80", "minst 50"."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.patrol.forms import day_field, offer_places
from lofte.patrol.inputs import VisitInput
from lofte.patrol.models import Stop
from lofte.patrol.states import BAND_HOURS, Band, Exactness, VisitKind
from lofte.people.models import User
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.commitments.models import Commitment
from lofte.promises.counting import read
from lofte.promises.states import Comparator

EXACTNESS = {
    "": Exactness.EXACT,
    Comparator.ABOUT.value: Exactness.ABOUT,
    Comparator.AT_LEAST.value: Exactness.AT_LEAST,
}
NOW = "now"
ALONE = "none"
WHEN = [(NOW, _("nyss")), *Band.choices]


def counted(text: str) -> tuple[int, Exactness]:
    """ "~80" -> (80, about), "minst 50" -> (50, at least), "1 200" -> (1200, exact). ValueError."""
    count, how = read(text)
    return count, EXACTNESS[how]


def serves_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Räknas till åtagandet"),
        required=False,
        error_messages={"invalid_choice": _("Åtagandet finns inte längre. Välj om.")},
    )


def offer_points(form: forms.Form, points: Sequence[Commitment]) -> dict[str, Commitment]:
    """The usual answer is found from kind and place; another may be chosen, or none."""
    known = {str(point.pk): point for point in points}
    if not known:
        form.fields["serves"].widget = forms.HiddenInput()
    cast(forms.ChoiceField, form.fields["serves"]).choices = [
        ("", _("det som slaget och platsen säger")),
        *((key, point.text) for key, point in known.items()),
        (ALONE, _("inget åtagande")),
    ]
    return known


def _latest(band: str, today: date, hour: int) -> date:
    """The day of the latest such part of a day: in the small hours the evening was yesterday."""
    begun = not band or BAND_HOURS[band].start <= hour
    return today if begun else today - timedelta(days=1)


class VisitForm(forms.Form):
    """Which kind, about when today or yesterday. The place is in the address."""

    client_id = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    when = forms.ChoiceField(label=_("När?"), choices=WHEN, initial=NOW, widget=forms.RadioSelect)
    day = day_field(_("Annan dag"), required=False)
    minutes = forms.IntegerField(
        label=_("Minuter på plats"), required=False, min_value=1, max_value=720
    )
    note = forms.CharField(
        label=_("Kort om besöket"),
        help_text=_("Inga personer, inga ärenden. Texten granskas."),
        max_length=300,
        required=False,
    )
    kind = forms.ChoiceField(label=_("Vad?"), choices=VisitKind.choices)
    serves = serves_field()

    def __init__(self, *args: Any, points: Sequence[Commitment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = offer_points(self, points)

    def visit(
        self, place: NamedPlace | None, stop: Stop | None, today: date, hour: int
    ) -> VisitInput:
        data = self.cleaned_data
        clock = data["when"] == NOW and not data["day"]
        band = "" if data["when"] == NOW else data["when"]
        return VisitInput(
            kind=VisitKind(data["kind"]),
            place=place,
            first_day=data["day"] or _latest(band, today, hour),
            band=band,
            hour=hour if clock else None,
            minutes=data["minutes"],
            note=data["note"],
            serves=self.points.get(data["serves"]),
            alone=data["serves"] == ALONE,
            stop=stop,
            client_id=data["client_id"],
        )


class CountForm(forms.Form):
    """A count over a time, for what was not logged one by one."""

    client_id = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    kind = forms.ChoiceField(label=_("Vad?"), choices=VisitKind.choices)
    place: "forms.ModelChoiceField[NamedPlace]" = forms.ModelChoiceField(
        label=_("Var?"), queryset=None, required=False, empty_label=_("Flera platser, eller utan")
    )
    count = forms.CharField(
        label=_("Hur många?"),
        help_text=_("Skriv 12, ~80 eller minst 50."),
        max_length=20,
    )
    first = day_field(_("Från och med"))
    last = day_field(_("Till och med"))
    note = forms.CharField(
        label=_("Kort om besöken"),
        help_text=_("Inga personer, inga ärenden. Texten granskas."),
        max_length=300,
        required=False,
    )
    serves = serves_field()

    def __init__(
        self,
        *args: Any,
        kommun: Kommun,
        viewer: User,
        points: Sequence[Commitment],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_places(self, kommun, viewer)
        self.points = offer_points(self, points)

    def clean_count(self) -> tuple[int, Exactness]:
        try:
            return counted(self.cleaned_data["count"])
        except ValueError:
            raise forms.ValidationError(_("Skriv ett antal, till exempel 12 eller ~80.")) from None

    @property
    def visit(self) -> VisitInput:
        data = self.cleaned_data
        count, exactness = data["count"]
        return VisitInput(
            kind=VisitKind(data["kind"]),
            place=data["place"],
            first_day=data["first"],
            last_day=data["last"],
            count=count,
            exactness=exactness,
            note=data["note"],
            serves=self.points.get(data["serves"]),
            alone=data["serves"] == ALONE,
            client_id=data["client_id"],
        )


class SpanForm(forms.Form):
    """The days that a follow-up is about."""

    first = day_field(_("Från och med"))
    last = day_field(_("Till och med"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not timedelta() <= data["last"] - data["first"] < timedelta(3700):
            self.add_error("last", _("Välj en sista dag efter den första, inom tio år."))
        return data

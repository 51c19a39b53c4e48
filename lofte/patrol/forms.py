"""Hours of the week, answers and wishes, as people fill them in."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.incidents.models import Category
from lofte.patrol.hours import Window
from lofte.patrol.models import Stop
from lofte.people.models import User
from lofte.places.models import Kommun, NamedPlace
from lofte.places.queries import places_for_form
from lofte.situation.sentences import WEEKDAYS

DAYS = [(i, name.capitalize()) for i, name in enumerate(WEEKDAYS)]
OPENS = [(hour, f"{hour:02}.00") for hour in range(24)]
CLOSES = [(hour, f"{hour:02}.00") for hour in range(1, 25)]


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Skriv dagen som 2026-11-19.")},
    )


def offer_places(form: forms.Form, kommun: Kommun, viewer: User) -> None:
    """The open places that the person may see, in Swedish order, in the field `place`."""
    field = cast("forms.ModelChoiceField[NamedPlace]", form.fields["place"])
    rows = NamedPlace.objects.visible_to(viewer).filter(kommun=kommun, closed_on=None)
    field.queryset = rows
    empty = [("", field.empty_label)]
    field.choices = empty + [(row.pk, row.name) for row in places_for_form(kommun, viewer)]


class WindowForm(forms.Form):
    """Which weekdays, and from when to when; past midnight when it closes earlier than it opens."""

    first_weekday = forms.TypedChoiceField(label=_("Första dagen"), choices=DAYS, coerce=int)
    last_weekday = forms.TypedChoiceField(label=_("Sista dagen"), choices=DAYS, coerce=int)
    first_hour = forms.TypedChoiceField(label=_("Från klockan"), choices=OPENS, coerce=int)
    last_hour = forms.TypedChoiceField(label=_("Till klockan"), choices=CLOSES, coerce=int)

    @property
    def window(self) -> Window:
        data = self.cleaned_data
        return Window(
            data["first_weekday"], data["last_weekday"], data["first_hour"], data["last_hour"]
        )


def window_fields(stop: Stop) -> dict[str, int]:
    names = ("first_weekday", "last_weekday", "first_hour", "last_hour")
    return {name: getattr(stop, name) for name in names}


class ActivityForm(forms.Form):
    """What is wished of those who come."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    activity = forms.CharField(
        label=_("Önskad insats"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class AnswerForm(WindowForm):
    """The police's yes, with what they change."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    activity = forms.CharField(
        label=_("Insats"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    reason = forms.CharField(
        label=_("Varför, om du ändrar något"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DeclineForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Varför inte?"),
        help_text=_("Samordnaren läser skälet. Inga personer och inga ärenden."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv varför.")},
    )


class WishForm(WindowForm):
    """A stop that no finding points at."""

    place: "forms.ModelChoiceField[NamedPlace]" = forms.ModelChoiceField(
        label=_("Var?"), queryset=None, empty_label=_("Välj plats")
    )
    first = day_field(_("Från och med"))
    last = day_field(_("Till och med"))
    why = forms.CharField(
        label=_("Varför?"),
        help_text=_("Vad ni har sett, inte vem. Texten granskas."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    activity = forms.CharField(
        label=_("Önskad insats"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("place", "why", "activity", "first", "last")

    def __init__(self, *args: Any, kommun: Kommun, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_places(self, kommun, viewer)


class WeightsForm(forms.Form):
    """One field a kind of the kommun's list."""

    def __init__(self, *args: Any, weights: list[tuple[Category, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {f"kind_{kind.pk}": kind for kind, _weight in weights}
        for kind, weight in weights:
            self.fields[f"kind_{kind.pk}"] = forms.IntegerField(
                label=str(kind),
                initial=weight,
                min_value=0,
                max_value=100,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    @property
    def weights(self) -> dict[Category, int]:
        return {self.kinds[name]: value for name, value in self.cleaned_data.items()}

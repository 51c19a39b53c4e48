from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.people.models import Party
from lofte.places.models import NamedPlace
from lofte.promises.forms import choices_of, day, free
from lofte.promises.inputs import MeasureFacts
from lofte.promises.measures.models import Measure
from lofte.promises.states import MeasureKind
from lofte.situation.causes.models import Cause

WHY = "the measure at hand"


class MeasureForm(forms.Form):
    """What is done about which causes, by whom, when, and what it shall lead to."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Åtgärd"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Säg vad som görs och var: Ny belysning vid Resecentrum."),
    )
    kind = forms.ChoiceField(label=_("Slag"), choices=MeasureKind.choices)
    causes = forms.MultipleChoiceField(
        label=_("Orsaker som åtgärden rör"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("En åtgärd utan orsak går att spara, men inte att fastställa i en plan."),
    )
    party = forms.ChoiceField(label=_("Part som gör det"), required=False)
    unit = free(_("Enhet"), 120)
    contact_role = free(_("Roll som håller i åtgärden"), 120, help_text=_("En roll, inget namn."))
    first_day = day(_("Från"), required=False)
    last_day = day(_("Till och med"), required=False)
    operational_goal = free(
        _("Operativt mål"), 300, help_text=_("Det som ska vara gjort: Belysningen är på plats.")
    )
    expected_short = free(_("Väntad effekt, kort sikt"), 300)
    expected_long = free(_("Väntad effekt, lång sikt"), 300)
    dose = free(_("Hur mycket"), 200, help_text=_("Två kvällar i veckan."))
    cost = free(_("Kostnad"))
    places = forms.MultipleChoiceField(
        label=_("Platser"), required=False, widget=forms.CheckboxSelectMultiple
    )
    legal_ground = free(_("Rättslig grund"), 300, help_text=_("Behövs för kamerabevakning."))
    no_indicator_reason = free(_("Varför inget mått"), 300)
    next_follow_up = day(_("Nästa uppföljning"), required=False)

    def __init__(
        self,
        *args: Any,
        causes: list[Cause],
        places: list[NamedPlace],
        parties: list[Party],
        measure: Measure | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._causes, self._places, self._parties = causes, places, parties
        offered = {row.pk for row in places}
        rows = [] if measure is None else measure.places.unscoped(WHY).exclude(pk__in=offered)
        self._unseen = tuple(rows)
        chosen = {
            "causes": [(str(row.pk), f"{row.problem}: {row}") for row in causes],
            "places": choices_of(places),
            "party": choices_of(parties, _("ingen än")),
        }
        for name, choices in chosen.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def facts(self, data: dict[str, Any]) -> MeasureFacts:
        told = {name: value for name, value in data.items() if name != "version"}
        chosen = {
            "causes": tuple(row for row in self._causes if str(row.pk) in data["causes"]),
            "places": (
                *(row for row in self._places if str(row.pk) in data["places"]),
                *self._unseen,  # what the form does not offer stays
            ),
            "party": next((row for row in self._parties if str(row.pk) == data["party"]), None),
        }
        return MeasureFacts(**told | chosen)


def values_of(measure: Measure) -> dict[str, Any]:
    """A measure as the form shows it."""
    return {
        **{n: getattr(measure, n) for n in MeasureForm.base_fields if hasattr(measure, n)},
        "causes": [str(pk) for pk in measure.causes.unscoped(WHY).values_list("pk", flat=True)],
        "places": [str(pk) for pk in measure.places.unscoped(WHY).values_list("pk", flat=True)],
        "party": str(measure.party_id or ""),
    }

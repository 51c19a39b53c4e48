from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.people.models import Party
from lofte.places.models import NamedPlace
from lofte.promises.counting import read
from lofte.promises.follow_up.models import FollowUp
from lofte.promises.forms import choices_of, day, free
from lofte.promises.inputs import ActivityFacts, FollowUpFacts, OutcomeFacts
from lofte.promises.states import (
    Comparator,
    Effect,
    Judgement,
    Light,
    OutcomeKind,
    Verdict,
    Voice,
)


class ActivityForm(forms.Form):
    """Two taps: the place, and done. The rest has its usual answer."""

    place = forms.ChoiceField(label=_("Var"), required=False, widget=forms.RadioSelect)
    party = forms.ChoiceField(label=_("Vem gjorde det"))
    done_on = day(_("När"))
    count = forms.CharField(
        label=_("Antal"), max_length=20, help_text=_("Skriv 12, ~80 eller minst 50.")
    )
    note = free(_("Anteckning"), 300, help_text=_("Inga namn."))

    def __init__(
        self, *args: Any, parties: list[Party], places: list[NamedPlace], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._parties = {str(row.pk): row for row in parties}
        self._places = {str(row.pk): row for row in places}
        self.fields["party"].choices = choices_of(parties)  # type: ignore[attr-defined]
        self.fields["place"].choices = choices_of(places, _("ingen särskild plats"))  # type: ignore[attr-defined]

    def clean_count(self) -> tuple[int, str]:
        try:
            return read(self.cleaned_data["count"])
        except ValueError:
            raise forms.ValidationError(_("Skriv ett antal, till exempel 12 eller ~80.")) from None

    def facts(self, data: dict[str, Any]) -> ActivityFacts:
        count, comparator = data["count"]
        return ActivityFacts(
            party=self._parties[data["party"]],
            place=self._places.get(data["place"]),
            done_on=data["done_on"],
            count=count,
            comparator=comparator,
            note=data["note"],
        )


class OutcomeForm(forms.Form):
    """What came of it, as exactly as it is known."""

    name = forms.CharField(label=_("Vad"), max_length=200)
    kind = forms.ChoiceField(label=_("Slag av utfall"), choices=OutcomeKind.choices)
    comparator = forms.ChoiceField(
        label=_("Hur säkert talet är"), choices=[("", "–"), *Comparator.choices], required=False
    )
    value = forms.DecimalField(
        label=_("Tal"), max_digits=12, decimal_places=2, required=False, localize=True
    )
    text = free(_("I ord"), 1000, 2)
    first_day = day(_("Räknat från"), required=False)
    last_day = day(_("Räknat till och med"), required=False)
    source = free(_("Källa"))
    counts = forms.BooleanField(label=_("Jämförs med målet"), required=False, initial=True)

    def facts(self, data: dict[str, Any]) -> OutcomeFacts:
        return OutcomeFacts(**data)


class FollowUpForm(forms.Form):
    """Done and effect apart; then whether it shall go on."""

    on = day(_("Dag"))
    voice = forms.ChoiceField(label=_("Vems bedömning"), choices=Voice.choices)
    party = forms.ChoiceField(
        label=_("Part"), required=False, help_text=_("Gäller bara när den som lovade bedömer.")
    )
    verdict = forms.ChoiceField(label=_("Gjordes det?"), choices=Verdict.choices)
    partly_rule = free(_("Regeln för delvis"), 300)
    effect = forms.ChoiceField(label=_("Hjälpte det?"), choices=Effect.choices, required=False)
    text = free(_("Vad har hänt"), 4000, 3)
    source = forms.CharField(
        label=_("Källa"),
        max_length=200,
        help_text=_("Varifrån vet ni det? Ett möte, en logg, en enkät."),
    )
    not_met_reason = free(_("Varför det inte nåddes"), 2000, 2)
    judgement = forms.ChoiceField(
        label=_("Hur går vi vidare?"), choices=Judgement.choices, required=False
    )
    judgement_reason = free(_("Varför"), 2000, 2)

    def __init__(self, *args: Any, parties: list[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parties = {str(row.pk): row for row in parties}
        self.fields["party"].choices = choices_of(parties, _("ingen särskild"))  # type: ignore[attr-defined]

    def facts(self, data: dict[str, Any]) -> FollowUpFacts:
        return FollowUpFacts(**data | {"party": self._parties.get(data["party"])})


class MeasureFollowUpForm(FollowUpForm):
    """A judgement of a measure, with the colour that the action plan prints."""

    light = forms.ChoiceField(label=_("Färg i åtgärdsplanen"), choices=Light.choices[1:])
    field_order = ("on", "light", "verdict", "partly_rule", "effect", "text", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["not_met_reason"]  # a commitment's
        self.fields["text"].required = True
        self.fields["text"].error_messages["required"] = _("Skriv vad som har hänt.")


def follow_up_values(row: FollowUp) -> dict[str, Any]:
    """A judgement as the form shows it, to be corrected."""
    names = [n for n in MeasureFollowUpForm.base_fields if n not in ("party", "not_met_reason")]
    known = row.commitment.not_met_reason if row.commitment else ""
    return {
        **{n: getattr(row, n) for n in names},
        "party": str(row.party_id or ""),
        "not_met_reason": known,
    }

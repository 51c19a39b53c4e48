from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.people.models import Party
from lofte.places.models import Area, NamedPlace
from lofte.situation.causes.models import Cause
from lofte.situation.priorities.models import Criterion, Score
from lofte.situation.problems.inputs import EvidenceFacts, ProblemFacts
from lofte.situation.problems.models import Problem
from lofte.situation.problems.states import EvidenceKind, Level, Need, ProblemKind, Strength, Trend

LEVELS = [("", _("vet inte")), *Level.choices]


def _text(label: Any, *, rows: int = 0, longest: int = 200, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, required=False, max_length=longest, widget=widget, help_text=help_text
    )


class ProblemForm(forms.Form):
    """What, where, when, who and how much."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Rubrik"),
        help_text=_("Säg vad som händer och var: Bråk vid resecentrum på fredagskvällar."),
        max_length=160,
    )
    kind = forms.ChoiceField(label=_("Slag"), choices=ProblemKind.choices)
    crime_group = _text(_("Brottsgrupp"), longest=120)
    places = forms.MultipleChoiceField(
        label=_("Platser"), required=False, widget=forms.CheckboxSelectMultiple
    )
    areas = forms.MultipleChoiceField(
        label=_("Områden"), required=False, widget=forms.CheckboxSelectMultiple
    )
    where = _text(_("Var, i ord"))
    season = _text(_("Tid på året"), longest=120)
    weekdays = _text(_("Veckodagar"), longest=120)
    hours = _text(_("Tid på dygnet"), longest=120)
    exposed = _text(_("Vilka som drabbas"), help_text=_("En grupp, aldrig en person."))
    acting = _text(_("Vilka som står för det"), help_text=_("En grupp, aldrig en person."))
    extent = _text(_("Omfattning"), rows=3, longest=2000)
    trend = forms.ChoiceField(label=_("Utveckling"), choices=Trend.choices, required=False)
    harm = _text(_("Skada"), rows=2, longest=1000)
    cost = _text(_("Kostnad"), rows=2, longest=1000)
    fear = _text(_("Otrygghet"), rows=2, longest=1000)
    perceived = forms.ChoiceField(label=_("Så mycket upplevs"), choices=LEVELS, required=False)
    reported = forms.ChoiceField(label=_("Så mycket rapporteras"), choices=LEVELS, required=False)
    owner = forms.ChoiceField(label=_("Part som håller i frågan"), required=False)
    owner_role = _text(_("Roll som håller i frågan"), longest=120)

    def __init__(
        self,
        *args: Any,
        places: list[NamedPlace],
        areas: list[Area],
        parties: list[Party],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._places = {str(row.pk): row for row in places}
        self._areas = {str(row.pk): row for row in areas}
        self._parties = {str(row.pk): row for row in parties}
        self.fields["places"].choices = [(key, row.name) for key, row in self._places.items()]  # type: ignore[attr-defined]
        self.fields["areas"].choices = [(key, row.name) for key, row in self._areas.items()]  # type: ignore[attr-defined]
        owners = [("", _("ingen än")), *((key, row.name) for key, row in self._parties.items())]
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]

    @staticmethod
    def values_of(problem: Problem) -> dict[str, Any]:
        values = {name: getattr(problem, name, "") for name in ProblemForm.base_fields}
        why = "what the problem names"
        return values | {
            "places": [str(row.pk) for row in problem.places.unscoped(why)],
            "areas": [str(row.pk) for row in problem.areas.unscoped(why)],
            "owner": str(problem.owner_id or ""),
        }

    def facts(self, data: dict[str, Any]) -> ProblemFacts:
        told = {name: value for name, value in data.items() if name != "version"}
        return ProblemFacts(
            **told
            | {
                "places": tuple(self._places[key] for key in data["places"]),
                "areas": tuple(self._areas[key] for key in data["areas"]),
                "owner": self._parties.get(data["owner"]),
                "perceived": int(data["perceived"]) if data["perceived"] else None,
                "reported": int(data["reported"]) if data["reported"] else None,
            }
        )


class EvidenceForm(forms.Form):
    """Something the problem rests on, by hand."""

    kind = forms.ChoiceField(label=_("Slag av underlag"), choices=EvidenceKind.choices)
    sentence = forms.CharField(
        label=_("Vad det säger"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    source = forms.CharField(label=_("Källa"), max_length=200)
    period = forms.CharField(
        label=_("Period"), max_length=80, help_text=_("Till exempel hösten 2025.")
    )
    reference = _text(_("Jämfört med"))
    strength = forms.ChoiceField(label=_("Styrka"), choices=Strength.choices)

    def facts(self, data: dict[str, Any]) -> EvidenceFacts:
        return EvidenceFacts(**data)


class CauseForm(forms.Form):
    """One answer to the question why."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    statement = forms.CharField(label=_("Orsak"), max_length=300)
    perspective = forms.ChoiceField(label=_("Perspektiv"), choices=Cause.Perspective.choices)
    evidence = _text(_("Vad vi bygger det på"), rows=2, longest=1000)
    confidence = forms.ChoiceField(label=_("Hur säkra vi är"), choices=Cause.Confidence.choices)
    influence = forms.ChoiceField(label=_("Går att påverka"), choices=Cause.Influence.choices)
    influenced_by = _text(_("Av vem"), longest=160)


class PositionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    need = forms.ChoiceField(label=_("Behövs en åtgärd?"), choices=Need.choices, required=False)
    reason = _text(
        _("Motiv"),
        rows=3,
        longest=2000,
        help_text=_("Ett nej är också ett ställningstagande och behöver ett skäl."),
    )


class MergeForm(forms.Form):
    into = forms.ChoiceField(label=_("Slå samman med"))

    def __init__(self, *args: Any, others: list[Problem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [(str(row.pk), row.title) for row in others]  # type: ignore[attr-defined]


class ScoresForm(forms.Form):
    """A row of the matrix, and the decision in words."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    decision = _text(_("Beslut, i ord"), rows=3, longest=2000)

    def __init__(
        self, *args: Any, criteria: list[Criterion], scores: list[Score], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = {score.criterion_id: score.value for score in scores}
        ends = {Criterion.Scale.YES_NO: (_("nej"), _("ja"))}
        for row in criteria:
            labels = ends.get(Criterion.Scale(row.scale), ("0", "1", "2", "3"))
            choices = [("", "–"), *((str(at), label) for at, label in enumerate(labels))]
            self.fields[f"criterion_{row.pk}"] = forms.ChoiceField(
                label=row.name, choices=choices, required=False, initial=known.get(row.pk, "")
            )
        self.order_fields([*(name for name in self.fields if name != "decision"), "decision"])


class CriterionForm(forms.Form):
    name = forms.CharField(label=_("Ny grund"), max_length=120)
    scale = forms.ChoiceField(label=_("Skala"), choices=Criterion.Scale.choices)

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.promises.forms import choices_of, day, free
from lofte.promises.measures.models import Measure
from lofte.promises.plans.actions import PlanFacts, PoliticalDecision
from lofte.promises.plans.models import ActionPlan
from lofte.promises.rules import STANDING, Broken
from lofte.situation.statutory.models import StatutoryPicture


class PlanForm(forms.Form):
    """Period, the picture it rests on, and the measures."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Rubrik"), max_length=160)
    first_day = day(_("Från"))
    last_day = day(_("Till och med"))
    picture = forms.ChoiceField(
        label=_("Vilar på lägesbilden"),
        required=False,
        help_text=_("En fryst version, högst två år gammal när planen börjar."),
    )
    measures = forms.MultipleChoiceField(
        label=_("Åtgärder"), required=False, widget=forms.CheckboxSelectMultiple
    )
    intro = free(_("Inledning"), 6000, 4, _("Vad planen gäller och hur ni har valt."))

    def __init__(
        self,
        *args: Any,
        pictures: list[StatutoryPicture],
        measures: list[Measure],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._pictures, self._measures = pictures, measures
        self.fields["picture"].choices = choices_of(pictures, _("ingen än"))  # type: ignore[attr-defined]
        self.fields["measures"].choices = choices_of(measures)  # type: ignore[attr-defined]

    def facts(self, data: dict[str, Any]) -> PlanFacts:
        plain = ("title", "first_day", "last_day", "intro")
        picture = next((row for row in self._pictures if str(row.pk) == data["picture"]), None)
        return PlanFacts(
            **{name: data[name] for name in plain},
            picture=picture,
            measures=tuple(row for row in self._measures if str(row.pk) in data["measures"]),
        )


def values_of(plan: ActionPlan) -> dict[str, Any]:
    """A plan as the form shows it."""
    rows = plan.measures.unscoped("the plan at hand").values_list("pk", flat=True)
    names = ("version", "title", "first_day", "last_day", "intro")
    return {
        **{name: getattr(plan, name) for name in names},
        "picture": str(plan.picture_id or ""),
        "measures": [str(pk) for pk in rows],
    }


class DecideForm(forms.Form):
    """Who decided, when, and where it stands; a reason for each rule that may be set aside."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    organ = forms.CharField(
        label=_("Vem beslutade?"),
        max_length=120,
        help_text=_("Kommunstyrelsen, en nämnd eller kommunfullmäktige."),
    )
    decided_on = day(_("Beslutsdag"))
    section = forms.CharField(
        label=_("Paragraf i protokollet"), max_length=20, help_text=_("Till exempel § 45.")
    )
    registry = forms.CharField(label=_("Diarienummer"), max_length=60)

    def __init__(self, *args: Any, broken: list[Broken], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rule in sorted({one.rule for one in broken} - STANDING):
            self.fields[f"rule_{rule}"] = free(
                _("Varför %(rule)s inte ska gälla här") % {"rule": rule}, 2000, 2
            )

    def decision(self, data: dict[str, Any]) -> PoliticalDecision:
        return PoliticalDecision(
            organ=data["organ"],
            on=data["decided_on"],
            section=data["section"],
            registry=data["registry"],
        )

    def reasons(self, data: dict[str, Any]) -> dict[str, str]:
        return {n.removeprefix("rule_"): v for n, v in data.items() if n.startswith("rule_")}


class PlanFollowUpForm(forms.Form):
    """The whole plan, in words, when each measure has been judged."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = day(_("Dag"))
    text = forms.CharField(
        label=_("Hur gick det?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Vad gjordes, vad hjälpte, vad gör ni annorlunda? Skriv så att alla förstår."),
    )

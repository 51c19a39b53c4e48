from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.situation.problems.models import Problem
from lofte.situation.statutory.actions import PictureFacts
from lofte.situation.statutory.models import StatutoryPicture
from lofte.situation.statutory.rules import STANDING, Lacking

DAY = {"invalid": _("Skriv dagen som 2026-11-19.")}


def _part(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class StatutoryForm(forms.Form):
    """The three parts of section 4, and the problems that the mapping shows."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Rubrik"), max_length=160)
    first_day = forms.DateField(
        label=_("Från"), widget=forms.DateInput(attrs={"type": "date"}), error_messages=DAY
    )
    last_day = forms.DateField(
        label=_("Till och med"), widget=forms.DateInput(attrs={"type": "date"}), error_messages=DAY
    )
    problems = forms.MultipleChoiceField(
        label=_("Problem i kartläggningen"), required=False, widget=forms.CheckboxSelectMultiple
    )
    mapping = _part(_("Kartläggning"), _("Brottsligheten i kommunen, omfattning och konsekvenser."))
    other_information = _part(
        _("Annan information av betydelse"),
        _("Enkäter, dialog, skolan, ekonomi, det som är på gång."),
    )
    analysis = _part(_("Analys"), _("Vad kartläggningen och informationen betyder tillsammans."))

    def __init__(self, *args: Any, problems: list[Problem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._problems = {str(row.pk): row for row in problems}
        choices = [(key, row.title) for key, row in self._problems.items()]
        self.fields["problems"].choices = choices  # type: ignore[attr-defined]

    @staticmethod
    def values_of(picture: StatutoryPicture) -> dict[str, Any]:
        values = {name: getattr(picture, name) for name in StatutoryForm.base_fields}
        rows = picture.problems.unscoped("the picture at hand").values_list("pk", flat=True)
        return values | {"problems": [str(pk) for pk in rows]}

    def facts(self, data: dict[str, Any]) -> PictureFacts:
        told = {name: value for name, value in data.items() if name != "version"}
        problems = tuple(self._problems[key] for key in data["problems"])
        return PictureFacts(**told | {"problems": problems})


class FreezePictureForm(forms.Form):
    """A reason for each rule that may be set aside."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, broken: list[Lacking], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rule in sorted({one.rule for one in broken} - STANDING):
            self.fields[f"rule_{rule}"] = forms.CharField(
                label=_("Varför %(rule)s inte ska gälla här") % {"rule": rule},
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def reasons(self, data: dict[str, Any]) -> dict[str, str]:
        return {n.removeprefix("rule_"): v for n, v in data.items() if n.startswith("rule_")}

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.analysis.periods import Period, PeriodKind, containing

KINDS = (
    (PeriodKind.WEEK, _("Vecka")),
    (PeriodKind.TWO_WEEKS, _("Två veckor")),
    (PeriodKind.FOUR_WEEKS, _("Fyra veckor")),
    (PeriodKind.SIX_WEEKS, _("Sex veckor")),
    (PeriodKind.MONTH, _("Månad")),
    (PeriodKind.TERTIAL, _("Tertial")),
    (PeriodKind.YEAR, _("År")),
    (PeriodKind.CUSTOM, _("Egna datum")),
)


class CompileForm(forms.Form):
    """Which period the picture is about: a kind and a day in it, or two days."""

    kind = forms.ChoiceField(label=_("Period"), choices=KINDS)
    day = forms.DateField(
        label=_("En dag i perioden, eller första dagen"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Skriv dagen som 2026-11-19.")},
    )
    last = forms.DateField(
        label=_("Sista dagen, vid egna datum"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Skriv dagen som 2026-11-19.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if data["kind"] == PeriodKind.CUSTOM:
            self._clean_custom(data)
        else:
            data["period"] = containing(PeriodKind(data["kind"]), data["day"])
        if "period" in data and data["period"].start > self.today:
            self.add_error("day", _("Perioden har inte börjat. Välj en tidigare dag."))
        return data

    def _clean_custom(self, data: dict[str, Any]) -> None:
        if not data.get("last") or data["last"] < data["day"]:
            self.add_error("last", _("Fyll i en sista dag som inte ligger före den första."))
            return
        end = data["last"] + timedelta(days=1)
        data["period"] = Period(PeriodKind.CUSTOM, data["day"], end)


class SummaryForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    summary = forms.CharField(
        label=_("Samordnarens ord"),
        help_text=_("Det som siffrorna inte säger. Alla som ser bilden läser det. Inga personer."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        required=False,
    )

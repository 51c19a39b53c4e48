from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.duties.reports.actions import ReportFacts
from lofte.promises.forms import day, free


class ReportForm(forms.Form):
    """The period and the summary; the rest is what has been done."""

    first_day = day(_("Från"))
    last_day = day(_("Till och med"))
    summary = forms.CharField(
        label=_("Sammanfattning"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Vad har gjorts, vad har det lett till, vad behöver ni besluta? Inga namn."),
    )
    registry = free(_("Diarienummer"), 60)

    def facts(self, data: dict[str, Any]) -> ReportFacts:
        return ReportFacts(**data)

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.dialogue.actions import CODE_LENGTH

MOST_LETTERS = 50_000  # of a part; what one page can hold


class StratumForm(forms.Form):
    name = forms.CharField(
        label=_("Del av befolkningen"),
        max_length=120,
        help_text=_("Till exempel Centrum, eller hela kommunen om urvalet är draget ur alla."),
    )
    population = forms.IntegerField(
        label=_("Så många bor där"),
        min_value=1,
        max_value=10_000_000,
        help_text=_("I de åldrar som urvalet är draget ur."),
    )
    drawn = forms.IntegerField(label=_("Så många får brev"), min_value=1, max_value=MOST_LETTERS)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("drawn", 0) > data.get("population", MOST_LETTERS):
            self.add_error("drawn", _("Fler får brev än som bor där. Rätta en av siffrorna."))
        return data


class CodesForm(forms.Form):
    """The codes as the page that showed them sends them back, to become a file."""

    part = forms.IntegerField()
    codes = forms.CharField(max_length=MOST_LETTERS * (CODE_LENGTH + 1))

    def clean_codes(self) -> list[str]:
        codes: list[str] = self.cleaned_data["codes"].split()
        return codes

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.dialogue.results.questions import Item


class PopulationForm(forms.Form):
    """A number for each answer of one question."""

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, label in item.choices:
            self.fields[f"n-{code}"] = forms.IntegerField(
                label=label, min_value=0, max_value=100_000_000, required=False
            )
        self.fields["source"] = forms.CharField(
            label=_("Källa och år"),
            max_length=200,
            help_text=_("Till exempel: SCB, befolkning efter ålder, 31 december 2025."),
        )

    @property
    def counts(self) -> dict[str, int]:
        data = self.cleaned_data
        return {name[2:]: data[name] or 0 for name in data if name.startswith("n-")}

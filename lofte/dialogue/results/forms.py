from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.dialogue.results.questions import Item
from lofte.dialogue.results.sheets import LARGEST


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


class SheetForm(forms.Form):
    """Which questions stand in the sheet."""

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fragor"] = forms.MultipleChoiceField(
            label=_("Frågor"),
            choices=[(item.code, item.label) for item in items],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Välj två eller tre."),
        )


class CrossedForm(forms.Form):
    """A filled-in sheet, pasted or as a file."""

    pasted = forms.CharField(
        label=_("Klistra in tabellen"),
        required=False,
        strip=False,
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("Med rubrikerna från mallen, till exempel kopierad ur Excel."),
    )
    file = forms.FileField(label=_("Eller välj filen"), required=False, help_text=_("CSV i UTF-8."))
    source = forms.CharField(
        label=_("Källa och år"),
        max_length=200,
        help_text=_("Till exempel: SCB, befolkning efter ålder, 31 december 2025."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        sent = data.get("file")
        if sent is not None and sent.size > LARGEST:
            self.add_error("file", _("Filen är för stor. Skicka bara de tal som behövs."))
        elif sent is not None:
            try:
                data["pasted"] = sent.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error(
                    "file", _("Filen går inte att läsa som text. Spara den som CSV UTF-8.")
                )
        elif not (data.get("pasted") or "").strip():
            self.add_error("pasted", _("Klistra in tabellen eller välj en fil."))
        return data

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.statistics.models import Figure, Intelligence

DAY = {"invalid": _("Skriv dagen som 2026-11-19.")}


class SourceForm(forms.Form):
    """The facts about a source that every figure carries."""

    publisher = forms.CharField(label=_("Utgivare"), max_length=120, required=False)
    licence = forms.CharField(label=_("Licens eller villkor"), max_length=200, required=False)
    is_police = forms.BooleanField(
        label=_("Polisens register"),
        help_text=_("Bara plats, tid och kategori sparas, under en omvandlad nyckel."),
        required=False,
    )
    in_picture = forms.BooleanField(label=_("Räknas i lägesbilden"), required=False)
    legal_ground = forms.CharField(
        label=_("Rättslig grund för fler kolumner"),
        help_text=_("Behövs bara om mer än plats, tid och kategori ska sparas."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class FigureForm(forms.Form):
    """One figure from a PDF, a meeting or a letter, with where it comes from."""

    source = forms.CharField(
        label=_("Källa"), help_text=_("Till exempel CAN:s skolundersökning."), max_length=120
    )
    name = forms.CharField(label=_("Vad talet mäter"), max_length=255)
    unit = forms.CharField(
        label=_("Enhet"), help_text=_("Till exempel procent eller antal."), max_length=60
    )
    value = forms.FloatField(label=_("Värde"), required=False, localize=True)
    flag = forms.ChoiceField(label=_("Anmärkning"), choices=Figure.Flag.choices, required=False)
    period_start = forms.DateField(
        label=_("Från"), widget=forms.DateInput(attrs={"type": "date"}), error_messages=DAY
    )
    period_end = forms.DateField(
        label=_("Till och med"), widget=forms.DateInput(attrs={"type": "date"}), error_messages=DAY
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("period_start"), data.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", _("Sista dagen ligger före den första."))
        without_value = {Figure.Flag.MISSING, Figure.Flag.SECRET, Figure.Flag.NOT_APPLICABLE}
        if data.get("value") is None and data.get("flag") not in without_value:
            self.add_error("value", _("Fyll i ett värde, eller säg varför det saknas."))
        return data


class SentenceForm(forms.Form):
    """Intelligence as a sentence that somebody stands for."""

    text = forms.CharField(
        label=_("Vad sägs?"),
        help_text=_("En mening. Inga namn, inga personer, inga ärenden."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    said_by = forms.CharField(label=_("Vem säger det? Roll eller enhet."), max_length=120)
    strength = forms.ChoiceField(label=_("Styrka"), choices=Intelligence.Strength.choices)
    concerns = forms.CharField(label=_("Vad gäller det?"), max_length=120)
    valid_from = forms.DateField(
        label=_("Gäller från"), widget=forms.DateInput(attrs={"type": "date"}), error_messages=DAY
    )
    valid_to = forms.DateField(
        label=_("Gäller till"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
        error_messages=DAY,
    )

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lofte.places.models import NamedPlace
from lofte.situation.own.differing import Row
from lofte.situation.own.inputs import Decided, SentenceFacts
from lofte.situation.own.states import Course, Sureness


class SentenceForm(forms.Form):
    """A sentence and perhaps a count; never a case and never a person."""

    place: "forms.ModelChoiceField[NamedPlace]" = forms.ModelChoiceField(
        label=_("Plats"), queryset=None, required=False, empty_label=_("Hela kommunen, eller i ord")
    )
    where = forms.CharField(label=_("Var, i ord"), max_length=120, required=False)
    sentence = forms.CharField(
        label=_("Vad ser ni?"),
        help_text=_("En mening. Inga ärenden, inga personer. Texten granskas."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    course = forms.ChoiceField(
        label=_("Hur går det?"),
        choices=Course.choices,
        initial=Course.UNKNOWN,
        widget=forms.RadioSelect,
    )
    count = forms.IntegerField(label=_("Antal"), required=False, min_value=0, max_value=1_000_000)
    sureness = forms.ChoiceField(
        label=_("Hur säkert är antalet?"), choices=Sureness.choices, initial=Sureness.EXACT
    )
    source = forms.CharField(
        label=_("Varifrån vet ni det?"),
        help_text=_("Till exempel ”egen bedömning” eller ”felanmälningar”."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, places: "QuerySet[NamedPlace]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]

    @property
    def facts(self) -> SentenceFacts:
        data = dict(self.cleaned_data)
        data |= {"course": Course(data["course"]), "sureness": Sureness(data["sureness"])}
        return SentenceFacts(**data)


class MergeForm(forms.Form):
    """Two boxes for each row: the joint sentence, or why there is none."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, rows: tuple[Row, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for i, row in enumerate(rows):
            self.fields[f"text{i}"] = forms.CharField(
                label=_("Så säger vi gemensamt"),
                required=False,
                initial=row.only,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"reason{i}"] = forms.CharField(
                label=_("Varför är det inte med?"), required=False, max_length=300
            )

    def boxes(self) -> list[tuple[Row, forms.BoundField, forms.BoundField]]:
        return [(row, self[f"text{i}"], self[f"reason{i}"]) for i, row in enumerate(self.rows)]

    @property
    def decided(self) -> dict[str, Decided]:
        data = self.cleaned_data
        return {
            row.key: Decided(data[f"text{i}"], data[f"reason{i}"])
            for i, row in enumerate(self.rows)
        }

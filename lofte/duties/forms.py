from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.duties.actions import RecordFacts
from lofte.duties.models import DutyRecord
from lofte.duties.paragraphs import PARAGRAPHS
from lofte.duties.states import RecordKind
from lofte.promises.forms import day, free


class RecordForm(forms.Form):
    """What was done under a paragraph, when, and where it stands."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    paragraph = forms.TypedChoiceField(label=_("Paragraf i lagen"), coerce=int)
    kind = forms.ChoiceField(label=_("Slag"), choices=RecordKind.choices)
    text = forms.CharField(
        label=_("Vad gjordes?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Inga namn."),
    )
    on = day(_("Dag"))
    organ = free(_("Organ"), 120, help_text=_("Kommunstyrelsen, en nämnd eller kommunfullmäktige."))
    section = free(_("Paragraf i protokollet"), 20)
    registry = free(_("Diarienummer"), 60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.number, f"{one.number} § {one.name}") for one in PARAGRAPHS]
        self.fields["paragraph"].choices = choices  # type: ignore[attr-defined]

    def facts(self, data: dict[str, Any]) -> RecordFacts:
        return RecordFacts(**{name: value for name, value in data.items() if name != "version"})


def values_of(row: DutyRecord) -> dict[str, Any]:
    return {name: getattr(row, name) for name in RecordForm.base_fields}

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.dialogue.models import Dialogue
from lofte.dialogue.results.questions import Item
from lofte.dialogue.states import Mode
from lofte.promises.forms import day, free
from lofte.promises.inputs import Asked, IndicatorFacts
from lofte.promises.states import Comparator, IndicatorKind

AIMS = (
    ("", _("inget mål")),
    *((one.value, one.label) for one in (Comparator.FEWER, Comparator.MORE)),
    *((one.value, one.label) for one in (Comparator.AT_LEAST, Comparator.AT_MOST)),
)


class QuestionForm(forms.Form):
    """Which answers count, what it is called, and what it shall become."""

    name = forms.CharField(label=_("Mått"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Slag av mått"), choices=IndicatorKind.choices, initial=IndicatorKind.EFFECT
    )
    geography = free(_("Område som mäts"), 160)
    comparator = forms.ChoiceField(label=_("Mål"), choices=AIMS, required=False)
    target_value = forms.FloatField(
        label=_("Målvärde, procent"), required=False, localize=True, min_value=0, max_value=100
    )
    due = day(_("Mäts senast"), required=False)

    def __init__(self, *args: Any, dialogue: Dialogue, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._dialogue, self._item = dialogue, item
        self.fields["answers"] = forms.MultipleChoiceField(
            label=_("Svar som räknas"), choices=item.choices, widget=forms.CheckboxSelectMultiple
        )
        self.order_fields(["answers", *self.fields])
        if dialogue.mode == Mode.OPEN:  # those who answered have no target
            del self.fields["comparator"], self.fields["target_value"]

    def facts(self, data: dict[str, Any]) -> IndicatorFacts:
        item = self._item
        asked = Asked(
            dialogue=self._dialogue,
            code=item.code,
            row=item.row,
            version=item.version,
            answers=tuple(data["answers"]),
        )
        return IndicatorFacts(
            kind=data["kind"],
            name=data["name"],
            geography=data["geography"],
            comparator=data.get("comparator", ""),
            target_value=data.get("target_value"),
            due=data["due"],
            asked=asked,
        )

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.dialogue.models import Dialogue
from lofte.dialogue.states import Audience

DAY = {"invalid": _("Skriv dagen som 2026-11-19.")}


def day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages=DAY,
    )


class PlanForm(forms.Form):
    title = forms.CharField(
        label=_("Rubrik"),
        max_length=110,
        help_text=_("Den som svarar ser rubriken överst. En fråga är bra: Var är du trygg?"),
    )
    opens = day(_("Första dag"))
    closes = day(_("Sista dag"), _("Till och med den dagen går det att svara."))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("opens") and data.get("closes") and data["closes"] < data["opens"]:
            self.add_error("closes", _("Sista dagen är före första. Rätta en av dem."))
        return data


class StartForm(PlanForm):
    """A new dialogue: who is asked, when, and which questions it starts from."""

    audience = forms.ChoiceField(
        label=_("Vilka frågar ni?"), choices=Audience.choices, widget=forms.RadioSelect
    )
    questions = forms.ChoiceField(
        label=_("Frågor att börja med"),
        required=False,
        help_text=_("Samma frågor som förra gången går att jämföra. Allt går att ändra sedan."),
    )

    def __init__(self, *args: Any, earlier: Sequence[Dialogue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = {str(row.pk): row for row in earlier}
        field = self.fields["questions"]
        field.choices = [  # type: ignore[attr-defined]
            ("", _("Löftes färdiga frågor")),
            *((key, f"{row.title} ({row.opens:%Y})") for key, row in self.earlier.items()),
        ]
        if not self.earlier:
            del self.fields["questions"]

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

GROUP = "group"
OTHER = "other"


class ReceiverForm(forms.Form):
    """Who gets the document: an organisation, never a person."""

    receiver = forms.ChoiceField(
        label=_("Vem ska ha dokumentet?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vem som ska ha dokumentet.")},
    )
    names = forms.BooleanField(
        label=_("Ta med namnen på de platser som bara gruppen får se"),
        help_text=_("Annars står det ”plats som bara gruppen ser” i stället."),
        required=False,
    )

    def __init__(self, *args: Any, parties: list[tuple[str, str]], secrets: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["receiver"].choices = [  # type: ignore[attr-defined]
            (GROUP, _("Jag eller någon annan i gruppen. Det lämnar inte gruppen.")),
            *parties,
            (OTHER, _("Någon annan organisation")),
        ]
        if not secrets:
            del self.fields["names"]

    @property
    def told(self) -> str:
        """The receiver as the log keeps it."""
        chosen = self.cleaned_data["receiver"]
        return {GROUP: "gruppen", OTHER: "annan organisation"}.get(chosen, chosen)

    @property
    def with_secrets(self) -> bool:
        inside = self.cleaned_data["receiver"] == GROUP
        return inside or bool(self.cleaned_data.get("names"))

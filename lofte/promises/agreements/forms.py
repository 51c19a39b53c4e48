from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.people.models import Party
from lofte.places.models import Kommun
from lofte.promises.agreements.models import Agreement
from lofte.promises.forms import choices_of, day, free
from lofte.promises.inputs import AgreementFacts

WHY = "the agreement at hand"


class AgreementForm(forms.Form):
    """Parties, purposes and areas; when it was signed, or what has been tried."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Rubrik"), max_length=160)
    parties = forms.MultipleChoiceField(
        label=_("Parter"), widget=forms.CheckboxSelectMultiple, required=False
    )
    purposes = free(_("Syften"), 4000, 3, _("Vad samverkan ska leda till (lagen, 9 §)."))
    areas = free(_("Områden för samverkan"), 4000, 3, _("Platser, frågor eller grupper."))
    first_day = day(_("Gäller från"), required=False)
    last_day = day(_("Gäller till och med"), required=False)
    signed_on = day(
        _("Undertecknad"), required=False, help_text=_("Lämna tomt om ni inte har nått dit.")
    )
    attempts = free(
        _("Försök, om ni inte har kommit överens"),
        2000,
        3,
        _("Vad ni har gjort för att nå en överenskommelse, när och vad som kom i vägen."),
    )
    registry = free(_("Diarienummer"), 60)
    file = forms.FileField(label=_("Den undertecknade texten (PDF)"), required=False)
    kommuner = forms.MultipleChoiceField(
        label=_("Fler kommuner"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, parties: list[Party], kommuner: list[Kommun], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._parties, self._kommuner = parties, kommuner
        self.fields["parties"].choices = choices_of(parties)  # type: ignore[attr-defined]
        self.fields["kommuner"].choices = choices_of(kommuner)  # type: ignore[attr-defined]
        if not kommuner:
            del self.fields["kommuner"]

    def facts(self, data: dict[str, Any]) -> AgreementFacts:
        plain = ("title", "purposes", "areas", "first_day", "last_day")
        more = ("signed_on", "attempts", "registry")
        chosen = data.get("kommuner", [])
        return AgreementFacts(
            **{name: data[name] for name in (*plain, *more)},
            parties=tuple(row for row in self._parties if str(row.pk) in data["parties"]),
            kommuner=tuple(row for row in self._kommuner if str(row.pk) in chosen),
            file=data["file"].read() if data["file"] else b"",
        )


def values_of(agreement: Agreement) -> dict[str, Any]:
    """An agreement as the form shows it."""
    names = [n for n in AgreementForm.base_fields if n != "file"]
    parties = agreement.parties.unscoped(WHY).values_list("pk", flat=True)
    kommuner = agreement.kommuner.unscoped(WHY).values_list("pk", flat=True)
    return {
        **{n: getattr(agreement, n) for n in names},
        "parties": [str(pk) for pk in parties],
        "kommuner": [str(pk) for pk in kommuner],
    }

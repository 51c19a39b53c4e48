from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.duties.council.actions import CouncilMeetingFacts
from lofte.people.models import Party
from lofte.promises.forms import choices_of, day, free


class MemberForm(forms.Form):
    """A seat by party and role."""

    party = forms.ChoiceField(label=_("Part"))
    role = forms.CharField(
        label=_("Roll"), max_length=120, help_text=_("En ledande roll, inget namn: socialchef.")
    )
    since = day(_("Från"))
    chair = forms.BooleanField(label=_("Ordförande"), required=False)

    def __init__(self, *args: Any, parties: list[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parties = {str(row.pk): row for row in parties}
        self.fields["party"].choices = choices_of(parties)  # type: ignore[attr-defined]

    def seat(self, data: dict[str, Any]) -> dict[str, Any]:
        return data | {"party": self._parties[data["party"]]}


class CouncilMeetingForm(forms.Form):
    """When the council met and what it came to."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    held_on = day(_("Dag"))
    summary = forms.CharField(
        label=_("Vad rådet kom fram till"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Prioriteringar, resurser, vad som ska upp till beslut. Inga namn."),
    )
    registry = free(_("Diarienummer"), 60)
    file = forms.FileField(label=_("Protokoll (PDF)"), required=False)

    def facts(self, data: dict[str, Any]) -> CouncilMeetingFacts:
        return CouncilMeetingFacts(
            held_on=data["held_on"],
            summary=data["summary"],
            registry=data["registry"],
            file=data["file"].read() if data["file"] else b"",
        )

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.people.models import Party
from lofte.promises.commitments.models import Commitment
from lofte.promises.forms import choices_of, day, free
from lofte.promises.telling.inputs import AnnouncementFacts
from lofte.promises.telling.models import Announcement
from lofte.promises.telling.states import Channel, Every


class AnnouncementForm(forms.Form):
    """Who shall know what, how and by when."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    audience = forms.CharField(
        label=_("Målgrupp"), max_length=200, help_text=_("Boende runt Resecentrum, unga i åk 7–9.")
    )
    message = forms.CharField(
        label=_("Budskap"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Vad de ska veta när de har läst: Nu lyser det vid tunneln."),
    )
    channel = forms.ChoiceField(label=_("Kanal"), choices=Channel.choices)
    due = day(_("Senast"))
    every = forms.ChoiceField(
        label=_("Hur ofta"),
        choices=Every.choices,
        required=False,
        help_text=_("En rad för varje gång, tills löftet är slut."),
    )
    commitment = forms.ChoiceField(
        label=_("Räknas för åtagandet"),
        required=False,
        help_text=_("När raden är gjord räknas den som en aktivitet av åtagandet."),
    )
    party = forms.ChoiceField(label=_("Vem gör det"), required=False)
    owner_role = free(_("Roll som gör det"), 160)

    def __init__(
        self, *args: Any, points: Sequence[Commitment], parties: Sequence[Party], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._points, self._parties = points, parties
        self.fields["commitment"].choices = choices_of(points, _("inget särskilt"))  # type: ignore[attr-defined]
        self.fields["party"].choices = choices_of(parties, _("tillsammans"))  # type: ignore[attr-defined]

    def facts(self, data: dict[str, Any]) -> AnnouncementFacts:
        return AnnouncementFacts(
            audience=data["audience"],
            channel=data["channel"],
            message=data["message"],
            due=data["due"],
            every=data.get("every", ""),
            commitment=_chosen(self._points, data["commitment"]),
            party=_chosen(self._parties, data["party"]),
            owner_role=data["owner_role"],
        )


def _chosen(rows: Sequence[Any], key: str) -> Any:
    return next((row for row in rows if str(row.pk) == key), None)


def values_of(row: Announcement) -> dict[str, Any]:
    plain = ("version", "audience", "message", "channel", "due", "owner_role")
    return {name: getattr(row, name) for name in plain} | {
        "commitment": str(row.commitment_id or ""),
        "party": str(row.party_id or ""),
    }


class ToldForm(forms.Form):
    """One tap: it was told today, by one's own party."""

    done_on = day(_("När"))
    party = forms.ChoiceField(label=_("Vem gjorde det"))
    what = free(
        _("Vad gjordes"), 300, help_text=_("Till exempel adressen till det som publicerades.")
    )

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parties = {str(row.pk): row for row in parties}
        self.fields["party"].choices = choices_of(parties)  # type: ignore[attr-defined]

    def party_of(self, data: dict[str, Any]) -> Party:
        return self._parties[data["party"]]


class DropForm(forms.Form):
    reason = forms.CharField(label=_("Varför stryks raden?"), max_length=300)

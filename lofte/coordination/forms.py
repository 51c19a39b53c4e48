from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lofte.coordination.inputs import DecisionInput
from lofte.coordination.states import Audience
from lofte.incidents.models import Incident
from lofte.incidents.queries import with_kinds
from lofte.patrol.forms import day_field, offer_places
from lofte.people.models import Assignment, Party, User
from lofte.people.queries import people_of
from lofte.people.states import Role
from lofte.places.models import Kommun, NamedPlace
from lofte.places.swedish import swedish_key

REPORTS = 40


class MeetingForm(forms.Form):
    held_on = day_field(_("Mötesdag"))


class NoteForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = forms.CharField(
        label=_("Anteckning"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CloseForm(forms.Form):
    next_on = day_field(_("Nästa möte"))


class PriorityForm(forms.Form):
    text = forms.CharField(label=_("Vad prioriterar ni?"), max_length=300)
    place: "forms.ModelChoiceField[NamedPlace]" = forms.ModelChoiceField(
        label=_("Plats"), queryset=None, required=False, empty_label=_("Ingen särskild")
    )

    def __init__(self, *args: Any, kommun: Kommun, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_places(self, kommun, viewer)


class TellingForm(forms.Form):
    audience = forms.ChoiceField(label=_("Till vem?"), choices=Audience.choices)
    text = forms.CharField(label=_("Vad berättar ni?"), max_length=500)


def pairs(kommun: Kommun, viewer: User) -> dict[str, tuple[Party, Role]]:
    """Every party and role of the kommun, once each, in Swedish order."""
    found: dict[str, tuple[Party, Role]] = {}
    rows = people_of(kommun, viewer)
    for row in sorted(rows, key=lambda row: (swedish_key(row.party.name), row.role)):
        found.setdefault(f"{row.party_id}-{row.role}", (row.party, Role(row.role)))
    return found


def _label(pair: tuple[Party, Role]) -> str:
    return f"{pair[0]}, {pair[1].label}"


class AttendanceForm(forms.Form):
    """Which parties and roles are here; nobody's name."""

    present = forms.MultipleChoiceField(
        label=_("Vilka är med?"),
        help_text=_("Part och roll. Inga namn sparas."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, known: dict[str, tuple[Party, Role]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        field = cast(forms.MultipleChoiceField, self.fields["present"])
        field.choices = [(key, _label(pair)) for key, pair in known.items()]

    @property
    def pairs(self) -> list[tuple[Party, Role]]:
        return [self.known[key] for key in self.cleaned_data["present"]]


class DecisionForm(forms.Form):
    """Who does what by when; perhaps about a place and some reports."""

    text = forms.CharField(
        label=_("Vad ska göras?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    owner = forms.ChoiceField(
        label=_("Vem gör det?"), error_messages={"required": _("Välj vem som ska göra det.")}
    )
    due = day_field(_("Klart senast"))
    place: "forms.ModelChoiceField[NamedPlace]" = forms.ModelChoiceField(
        label=_("Plats"), queryset=None, required=False, empty_label=_("Ingen särskild")
    )
    incidents: "forms.ModelMultipleChoiceField[Incident]" = forms.ModelMultipleChoiceField(
        label=_("Gäller rapporterna"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    line_back = forms.CharField(
        label=_("Rad tillbaka till rapportörerna"),
        help_text=_("Till exempel ”Belysningen är felanmäld”. Visas när mötet är avslutat."),
        max_length=200,
        required=False,
    )

    def __init__(
        self, *args: Any, kommun: Kommun, viewer: User, span: tuple[date, date], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_places(self, kommun, viewer)
        self.kommun = kommun
        self.known = pairs(kommun, viewer)
        self.people = {f"u{row.user_id}": row for row in people_of(kommun, viewer)}
        owner = cast(forms.ChoiceField, self.fields["owner"])
        owner.choices = [
            ("", _("Välj")),
            (_("Roller"), [(key, _label(pair)) for key, pair in self.known.items()]),
            (_("Personer"), [(key, row.user.name) for key, row in self.people.items()]),
        ]
        rows = (
            Incident.objects.visible_to(viewer)
            .confirmed()
            .filter(kommun=kommun, nothing=False, started_at__date__range=span)
        )
        reports = cast("forms.ModelMultipleChoiceField[Incident]", self.fields["incidents"])
        reports.queryset = rows
        shown = with_kinds(rows).order_by("-started_at", "-pk")[:REPORTS]
        reports.choices = [(row.pk, _told(row)) for row in shown]

    def decision(self) -> DecisionInput:
        data = self.cleaned_data
        person: Assignment | None = self.people.get(data["owner"])
        party, role = (person.party, "") if person else self.known[data["owner"]]
        return DecisionInput(
            text=data["text"],
            due=data["due"],
            party=party,
            owner=person.user if person else None,
            role=role,
            place=data["place"],
            incidents=tuple(data["incidents"]),
            line_back=data["line_back"],
        )


def _told(row: Incident) -> str:
    kinds = ", ".join(str(kind.category) for kind in row.kinds.all())
    where = row.place or row.near or row.area or _("utan plats")
    return f"{row.started_at:%Y-%m-%d} {where}: {kinds}"


class SettleForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Kommentar, eller varför det inte blev gjort"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

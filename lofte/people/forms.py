"""Forms about people and parties. They check shape; what may be done is the actions' business."""

from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from lofte.people.inputs import Invitee, PartyInput
from lofte.people.models import Party, User
from lofte.people.queries import colleagues_of, parties_of
from lofte.people.states import Role
from lofte.places.models import Kommun
from lofte.places.swedish import swedish_key


def _party_choices(kommun: Kommun, viewer: User) -> list[tuple[str, str]]:
    rows = sorted(parties_of(kommun, viewer), key=lambda party: swedish_key(party.name))
    return [("", str(_("Välj part"))), *((row.name, row.name) for row in rows)]


class InviteForm(forms.Form):
    name = forms.CharField(label=_("Namn"), max_length=120)
    email = forms.EmailField(label=_("E-post"))
    party = forms.ChoiceField(label=_("Part"))
    role = forms.ChoiceField(label=_("Roll"), choices=[("", _("Välj roll")), *Role.choices])

    def __init__(self, *args: Any, kommun: Kommun, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party = cast(forms.ChoiceField, self.fields["party"])
        party.choices = _party_choices(kommun, viewer)

    @property
    def invitee(self) -> Invitee:
        return Invitee(**self.cleaned_data)


class AcceptForm(forms.Form):
    name = forms.CharField(label=_("Ditt namn"), max_length=120)
    password = forms.CharField(
        label=_("Lösenord"),
        help_text=lazy(password_validators_help_text_html, str)(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=500,
        strip=False,
    )


class PartyForm(forms.Form):
    name = forms.CharField(label=_("Namn"), max_length=120)
    kind = forms.ChoiceField(label=_("Slag"), choices=[("", _("Välj slag")), *Party.Kind.choices])

    @property
    def party(self) -> PartyInput:
        return PartyInput(**self.cleaned_data)


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Nytt namn"), max_length=120)


class AssignForm(forms.Form):
    party = forms.ChoiceField(label=_("Part"))
    role = forms.ChoiceField(label=_("Roll"), choices=[("", _("Välj roll")), *Role.choices])

    def __init__(self, *args: Any, kommun: Kommun, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party = cast(forms.ChoiceField, self.fields["party"])
        party.choices = _party_choices(kommun, viewer)


class HandOverForm(forms.Form):
    to = forms.ChoiceField(label=_("Vem tar över?"))
    administration = forms.BooleanField(
        label=_("Lämna över också rollen administratör"), required=False
    )

    def __init__(
        self, *args: Any, kommun: Kommun, viewer: User, person: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = [user for user in colleagues_of(kommun, viewer) if user != person]
        to = cast(forms.ChoiceField, self.fields["to"])
        to.choices = [("", _("Välj person")), *((str(row.pk), row.name) for row in rows)]


class LogForm(forms.Form):
    """What the log is narrowed to; all of it optional."""

    what = forms.ChoiceField(label=_("Händelse"), required=False)
    first = forms.DateField(
        label=_("Från och med"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label=_("Till och med"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = cast(forms.ChoiceField, self.fields["what"])
        what.choices = [("", _("Alla")), *kinds]


class LettersForm(forms.Form):
    outcome = forms.BooleanField(
        label=_("Vad som blev av mina rapporter"),
        help_text=_("Ett brev för varje period, när lägesbilden är klar."),
        required=False,
    )
    reminders = forms.BooleanField(
        label=_("Påminnelser"),
        help_text=_("När något som du har ansvar för snart ska vara klart."),
        required=False,
    )

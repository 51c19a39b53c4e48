"""Parties and people as a form or a file gives them."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from lofte.guard.naming import pointing
from lofte.people.models import Party
from lofte.people.refusals import NOTHING_CHANGED, BadInvitation, BadParty
from lofte.people.states import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyInput:
    name: str
    kind: str

    @property
    def key(self) -> tuple[str, ...]:
        return (self.name,)

    def check(self) -> None:
        """Raises BadParty."""
        if not self.name.strip() or len(self.name) > 120:
            raise BadParty(f"Partens namn ska ha 1–120 tecken. {NOTHING_CHANGED}")
        if kind := pointing(self.name):
            raise BadParty(
                f"Partens namn ser ut att innehålla {kind}. {NOTHING_CHANGED} Välj ett namn utan."
            )
        if self.kind not in Party.Kind.values:
            raise BadParty(
                f"Parten ”{self.name}” har slaget ”{self.kind}”, som inte finns. {NOTHING_CHANGED}"
            )

    def values(self) -> dict[str, Any]:
        return {"name": self.name, "kind": self.kind}


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    email: str
    name: str
    party: str
    role: str

    @property
    def key(self) -> tuple[str, ...]:
        return self.email.lower(), self.party, self.role

    def check(self) -> None:
        """Raises BadInvitation."""
        try:
            validate_email(self.email)
        except ValidationError as error:
            raise BadInvitation(
                f"”{self.email}” är ingen e-postadress. {NOTHING_CHANGED}"
            ) from error
        if not self.name.strip() or len(self.name) > 120:
            raise BadInvitation(f"{self.email}: namnet ska ha 1–120 tecken. {NOTHING_CHANGED}")
        if kind := pointing(self.name):
            raise BadInvitation(
                f"{self.email}: namnet ser ut att innehålla {kind}. {NOTHING_CHANGED}"
            )
        if self.role not in Role.values:
            raise BadInvitation(
                f"{self.email} har rollen ”{self.role}”, som inte finns. {NOTHING_CHANGED}"
            )

    def values(self) -> dict[str, Any]:
        return {"email": self.email, "name": self.name.strip(), "role": self.role}

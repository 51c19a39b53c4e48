"""What only a demo may do: give people a ready second factor, and date things back."""

from datetime import datetime

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.incidents.models import Incident
from lofte.people.inputs import Invitee
from lofte.people.models import Assignment, Party, User
from lofte.places.models import Kommun
from lofte.publishing.models import Edition
from lofte.situation.models import Picture


def _check_demo() -> None:
    if not settings.DEMO:
        raise Refused("Det här går bara i demonstrationen (LOFTE_DEMO=1). Inget ändrades.")


@action
def open_account(*, kommun: Kommun, party: Party, who: Invitee, password: str, by: Actor) -> User:
    """An account without a letter. `password` is a ready hash, or one that opens nothing."""
    _check_demo()
    user = User.objects.create(email=who.email, name=who.name, password=password)
    Assignment.objects.create(user=user, kommun=kommun, party=party, role=who.role)
    record("user.opened", user, by=by, kommun_code=kommun.code, role=who.role, party=party.name)
    return user


@action
def give_second_factor(*, user: User, by: Actor) -> User:
    """A one-time code whose secret the demo knows."""
    _check_demo()
    TOTP.activate(user, generate_totp_secret())
    record("user.second_factor_given", user, by=by)
    return user


@action
def date_report(*, incident: Incident, received: datetime, by: Actor) -> Incident:
    """As if the report had come in when it was written."""
    _check_demo()
    incident.received_at = received
    incident.save(update_fields=["received_at"])
    record("incident.dated", incident, by=by)
    return incident


@action
def date_picture(
    *, picture: Picture, compiled: datetime, frozen: datetime | None, by: Actor
) -> Picture:
    """As if the picture had been made in its own week."""
    _check_demo()
    picture.compiled_at, picture.frozen_at = compiled, frozen
    picture.save(update_fields=["compiled_at", "frozen_at"])
    record("picture.dated", picture, by=by)
    return picture


@action
def date_edition(*, edition: Edition, published: datetime, by: Actor) -> Edition:
    """As if the edition had been let out when its time came."""
    _check_demo()
    edition.published_at = published
    edition.save(update_fields=["published_at"])
    record("edition.dated", edition, by=by)
    return edition

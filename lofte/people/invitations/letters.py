"""The letter that carries an invitation's key."""

from collections.abc import Callable
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from lofte.audit.actions import Actor
from lofte.people.inputs import Invitee
from lofte.people.invitations.actions import Invited, invite, withdraw_invitation
from lofte.people.refusals import LetterNotSent
from lofte.places.models import Kommun

Link = Callable[[str], str]


def invite_by_letter(*, kommun: Kommun, who: Invitee, by: Actor, link: Link) -> Invited:
    """Invite and send; an invitation whose letter does not leave is withdrawn.

    The letter leaves after the transaction, so that a slow mail server holds no lock.
    Raises BadInvitation or LetterNotSent.
    """
    invited = invite(kommun=kommun, who=who, by=by)
    send(invited, by=by, link=link)
    return invited


def send(invited: Invited, *, by: Actor, link: Link) -> None:
    """Raises LetterNotSent."""
    invitation = invited.invitation
    facts = {"invitation": invitation, "link": link(invited.key), "by": by.identity().name}
    with translation.override(settings.LANGUAGE_CODE):  # the receiver has chosen no language yet
        text = render_to_string("people/letters/invitation.txt", facts)
    subject, _, body = text.partition("\n")
    try:
        send_mail(subject.strip(), body.lstrip(), None, [invitation.email])
    except (OSError, SMTPException) as error:
        withdraw_invitation(invitation=invitation, by=by)
        raise LetterNotSent(
            f"Brevet till {invitation.email} gick inte iväg, så inbjudan är återtagen. "
            "Kontrollera adressen och försök igen om en stund. Händer det igen: be den som "
            "driver tjänsten se över e-posten."
        ) from error

"""Somebody asks to be told, says yes in their own mail, and leaves at a word; news go out."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from lofte.audit.actions import Actor, Identity, action, record
from lofte.audit.refusals import Refused
from lofte.people.addresses import address_of
from lofte.people.free_text import checked
from lofte.people.letters.actions import Draft, queue, recall_about, recall_to
from lofte.people.letters.sending import address as web_address
from lofte.people.letters.sending import with_one_press
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.publishing.following.letters import news
from lofte.publishing.following.models import Mailing, Subscription
from lofte.publishing.following.queries import followers, one_each
from lofte.publishing.following.tokens import token_for
from lofte.publishing.models import Edition

NEWS = "edition.news"
PATIENCE = timedelta(minutes=30)  # in which a mailing can be stopped
UNANSWERED = timedelta(days=7)  # after which an address that never said yes is gone
AT_MOST = timedelta(days=1)  # how often the same address is asked to confirm


class Follower:
    """Whoever follows: the audit never says who."""

    def identity(self) -> Identity:
        return Identity(id="follower", name="Någon som följer")


FOLLOWER = Follower()


@action
def ask(*, kommun: Kommun, topic: str, code: str, address: str, now: datetime, by: Actor) -> None:
    """Keep the address as unconfirmed and ask its holder. The same again asks once a day."""
    name = address_of(address)
    rows = Subscription.objects.unscoped("the one address")
    row = rows.get_or_create(
        kommun=kommun, topic=topic, code=code, address=name, defaults={"asked_at": now}
    )[0]
    record("subscription.asked", row, by=by, kommun_code=kommun.code, topic=topic)
    if row.confirmed_at is not None:
        return
    day = (now - row.asked_at) // AT_MOST
    draft = Draft(
        key=f"bekräfta prenumeration {row.pk} {day}",
        kind="subscription.confirm",
        to=name,
        subject=f"Vill du få nyheter från {kommun.name}?",
        text=_confirmation(row, kommun),
        about=row,
    )
    queue(draft=draft, kommun=kommun, now=now, by=by)


def _confirmation(row: Subscription, kommun: Kommun) -> str:
    token = token_for(row)
    yes = web_address(reverse("following:confirm", args=[token]))
    no = web_address(reverse("following:leave", args=[token]))
    return (
        f"Någon, troligen du, vill få nyheter till den här adressen om {_what(row)} i "
        f"{kommun.name}.\n\nJa, det vill jag:\n{yes}\n\nNej, ta bort adressen:\n{no}\n\n"
        f"Gör du ingenting tas adressen bort om {UNANSWERED.days} dagar.\n\n{kommun.name}"
    )


def _what(row: Subscription) -> str:
    return {"all": "allt", "area": "ett område", "promise": "ett löfte"}[row.topic]


@action
def confirm(*, subscription: Subscription, now: datetime, by: Actor) -> None:
    subscription.confirmed_at = subscription.confirmed_at or now
    subscription.save(update_fields=["confirmed_at"])
    record("subscription.confirmed", subscription, by=by)


@action
def leave(*, subscription: Subscription, by: Actor) -> None:
    """The address is gone, from everything that it followed here and from letters that wait."""
    record("subscription.left", subscription, by=by, kommun_code=subscription.kommun.code)
    rows = Subscription.objects.unscoped("all that the address follows here")
    kommun, address = subscription.kommun, subscription.address
    rows.filter(kommun=kommun, address=address).delete()
    recall_to(to=address, kommun=kommun, kind=NEWS, by=by)


@action
def forget_unanswered(*, now: datetime, by: Actor) -> int:
    """Addresses that never said yes."""
    rows = Subscription.objects.unscoped("nobody has said yes").filter(
        confirmed_at=None, asked_at__lt=now - UNANSWERED
    )
    count = rows.delete()[0]
    record("subscriptions.forgotten", Subscription(), by=by, count=count)
    return count


@action
def try_out(
    *, edition: Edition, content: dict[str, Any], intro: str, now: datetime, by: User
) -> None:
    """The letter as it would be, to whoever is about to send it."""
    letter = news(edition, content, checked(intro), leave="")
    draft = Draft(
        key=f"prov av utgåva {edition.pk} {by.pk} {now:%Y-%m-%d %H:%M:%S}",
        kind="edition.trial",
        to=by.email,
        subject=f"Prov: {letter.subject}",
        text=letter.text,
        about=edition,
    )
    queue(draft=draft, kommun=edition.kommun, now=now, by=by)
    record("edition.tried_out", edition, by=by)


@action
def tell(
    *, edition: Edition, content: dict[str, Any], intro: str, now: datetime, by: User
) -> Mailing:
    """A letter to each follower, leaving in a while. Until then it can be stopped."""
    if edition.withdrawn_at is not None:
        raise Refused("Utgåvan är tillbakadragen. Inget skickades.")
    rows = one_each(followers(edition.kommun, content))
    if not rows:
        raise Refused("Ingen följer det här än, så det finns ingen att skicka till.")
    told = checked(intro)
    try:
        with transaction.atomic():
            mailing: Mailing = Mailing.objects.create(
                kommun=edition.kommun,
                edition=edition,
                intro=told,
                recipients=len(rows),
                leaves_at=now + PATIENCE,
                by=by,
            )
    except IntegrityError as twice:
        raise Refused("Utgåvan är redan skickad till dem som följer. Inget skickades.") from twice
    for row in rows:
        leave_at = web_address(reverse("following:leave", args=[token_for(row)]))
        letter = news(edition, content, told, leave=leave_at)
        draft = Draft(
            key=f"utskick {mailing.pk} till {row.pk}",
            kind=NEWS,
            to=row.address,
            subject=letter.subject,
            text=letter.text,
            about=mailing,
            not_before=mailing.leaves_at,
            headers=with_one_press(leave_at),
        )
        queue(draft=draft, kommun=edition.kommun, now=now, by=by)
    record("edition.mailed", edition, by=by, recipients=len(rows))
    return mailing


@action
def recall(*, mailing: Mailing, now: datetime, by: User) -> int:
    """How many letters were stopped. Those that have left have left."""
    stopped = stop(mailing=mailing, now=now, by=by)
    if not stopped:
        raise Refused("Breven har redan gått iväg. Inget stoppades.")
    return stopped


@action
def stop(*, mailing: Mailing, now: datetime, by: User) -> int:
    """Stop the letters that have not left; it is marked only if there were any."""
    stopped = recall_about(about=mailing, by=by)
    if stopped:
        mailing.recalled_at = now
        mailing.save(update_fields=["recalled_at"])
        record("edition.mailing_recalled", mailing.edition, by=by, stopped=stopped)
    return stopped

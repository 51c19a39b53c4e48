"""Write a press release, have the parties say yes to its words, let it out, correct it openly."""

from dataclasses import asdict
from datetime import date
from typing import Any

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.guard.naming import IN_CONTACTS, pointing
from lofte.people.free_text import checked
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.promises.models import Promise
from lofte.publishing import editions
from lofte.publishing.actions import let_out
from lofte.publishing.models import Edition
from lofte.publishing.releases.content import content_of
from lofte.publishing.releases.inputs import Contact, ReleaseFacts
from lofte.publishing.releases.models import Approval, Release
from lofte.publishing.releases.pdf import pdf
from lofte.publishing.releases.queries import say_of, says_of
from lofte.publishing.releases.states import ChangedMeanwhile, NotApproved
from lofte.situation.numbered import checksum

TEXTS = ("heading", "lead", "focus", "priority", "basis", "about")


@action
def draft_release(*, kommun: Kommun, facts: ReleaseFacts, by: Actor) -> Release:
    """A new draft. The guard reads every text; names stand only among the contacts."""
    release = Release.objects.create(kommun=kommun, **_read(facts, kommun))
    record("release.drafted", release, by=by)
    return release


@action
def change_release(*, release: Release, facts: ReleaseFacts, version: int, by: Actor) -> Release:
    """Change a draft. A yes that was given stands for the wording that it was given to."""
    _draft(release)
    rows = Release.objects.unscoped("the release at hand").filter(pk=release.pk, version=version)
    values = _read(facts, release.kommun)
    if not rows.update(**values, version=version + 1):
        raise ChangedMeanwhile(
            "Någon annan har ändrat pressmeddelandet medan du skrev. Inget av ditt sparades över "
            "deras. Öppna sidan i en ny flik, jämför och spara igen."
        )
    release.refresh_from_db()
    record("release.changed", release, by=by)
    return release


def _read(facts: ReleaseFacts, kommun: Kommun) -> dict[str, Any]:
    if not facts.heading.strip():
        raise Refused("Pressmeddelandet saknar rubrik. Inget sparades.")
    promise = facts.promise
    if promise is not None and not _shares(kommun, promise):
        raise Refused("Löftet är en annan kommuns. Inget sparades.")
    read = {name: checked(getattr(facts, name)) for name in TEXTS}
    quotes = [
        {"text": checked(one.text), "role": checked(one.role), "after": str(one.after)}
        for one in facts.quotes
        if one.text.strip()
    ]
    contacts = [_told(one) for one in facts.contacts if one.role.strip() or one.name.strip()]
    return {**read, "promise": promise, "quotes": quotes, "contacts": contacts}


def _shares(kommun: Kommun, promise: Promise) -> bool:
    """Each kommun that shares a promise tells of it in its own words."""
    shared = promise.kommuner.unscoped("who shares it")
    return promise.kommun_id == kommun.pk or shared.filter(pk=kommun.pk).exists()


def _told(contact: Contact) -> dict[str, str]:
    """Who is named here is meant to be called or written to, and by nothing else found."""
    told: dict[str, str] = asdict(contact)
    if kind := next(
        filter(None, (pointing(one, allowed=IN_CONTACTS) for one in told.values())), ""
    ):
        raise Refused(
            f"Kontakten ser ut att innehålla {kind}. Inget sparades. Skriv roll, namn och hur man "
            "når personen, inget mer."
        )
    return told


def _draft(release: Release) -> None:
    if release.state != Release.State.DRAFT:
        raise Refused(
            "Pressmeddelandet är publicerat och ändras inte. Är något fel gör du en rättelse, som "
            "syns öppet. Inget sparades."
        )


@action
def approve(*, release: Release, read: str, by: User) -> Approval:
    """The party's yes to the wording with the checksum that was read."""
    _draft(release)
    now = checksum(content_of(release))
    say = say_of(says_of(release, now), release, by)
    if say is None:
        raise Refused("Din part undertecknar inte löftet, och godkänner då inte texten.")
    if read != now:
        raise ChangedMeanwhile(
            "Texten har ändrats sedan du läste den. Inget godkändes. Läs den en gång till."
        )
    rows = Approval.objects.unscoped("this wording")
    approval, _ = rows.get_or_create(
        release=release, party=say.party, checksum=read, defaults={"user": by}
    )
    record("release.approved", release, by=by, checksum=read)
    return approval


@action
def publish_release(*, release: Release, by: User, today: date) -> Edition:
    """Let it out as an edition with its day. Every party has to have said yes to these words."""
    _draft(release)
    says = says_of(release, checksum(content_of(release)))
    if release.promise is not None and not says:
        raise Refused("Löftet har ingen part som undertecknar. Inget publicerades.")
    if waiting := [one for one in says if one.approval is None]:
        names = ", ".join(one.printed for one in waiting)
        raise NotApproved(
            f"{names} har inte godkänt texten som den står nu. Inget publicerades. Be dem läsa "
            "och godkänna den."
        )

    def make(kommun: Kommun) -> dict[str, Any]:
        day = today.isoformat()
        return content_of(release) | {"first_day": day, "last_day": day}

    release.state = Release.State.PUBLISHED
    release.save(update_fields=["state"])
    files = {editions.PDF: pdf}
    return let_out(about=release, make=make, by=by, today=today, files=files)


@action
def correct_release(*, release: Release, why: str, by: User) -> Release:
    """Open a published release for a correction. The old text stays public until the new is out,
    and after that as an earlier edition."""
    if release.state != Release.State.PUBLISHED:
        raise Refused("Bara ett publicerat pressmeddelande kan rättas. Inget ändrades.")
    if not why.strip():
        raise Refused("Skriv vad som rättas. Det visas öppet.")
    release.correction = checked(why)[:500]
    release.state = Release.State.DRAFT
    release.version += 1
    release.save(update_fields=["correction", "state", "version"])
    record("release.corrected", release, by=by)
    return release


@action
def discard_release(*, release: Release, by: User) -> None:
    """A draft that never came out is put away; the log remembers it."""
    _draft(release)
    if Edition.objects.unscoped("ever out?").filter(release=release).exists():
        raise Refused("Pressmeddelandet har varit publicerat och kan inte kasseras.")
    release.state = Release.State.DISCARDED
    release.save(update_fields=["state"])
    record("release.discarded", release, by=by)

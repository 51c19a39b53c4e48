from dataclasses import dataclass

from django.db.models import QuerySet

from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.models import PromiseParty
from lofte.publishing.releases.models import Approval, Release

WHY = "who has said yes to the wording"


@dataclass(frozen=True, slots=True)
class Say:
    """A party that has to say yes, and its yes to the wording as it stands."""

    party: Party
    printed: str
    approval: Approval | None


def releases_of(kommun: Kommun, viewer: User) -> QuerySet[Release]:
    rows = Release.objects.visible_to(viewer).filter(kommun=kommun)
    return rows.exclude(state=Release.State.DISCARDED).select_related("promise")


def says_of(release: Release, read: str) -> list[Say]:
    """Every party that signs the promise, and its yes to the wording with the checksum `read`;
    without a promise nobody but the kommun is asked."""
    if release.promise is None:
        return []
    rows = Approval.objects.unscoped(WHY).filter(release=release, checksum=read)
    given = {row.party_id: row for row in rows.select_related("user")}
    lines = PromiseParty.objects.unscoped(WHY).filter(promise=release.promise, signs=True)
    return [
        Say(line.party, line.printed, given.get(line.party_id))
        for line in lines.select_related("party")
    ]

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lofte.people.models import Party, User
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.promises.signed import lines_of, texts_beside
from lofte.publishing.releases.content import content_of
from lofte.publishing.releases.models import Approval, Release
from lofte.situation.numbered import checksum

WHY = "who has said yes to the wording"
SAY_YES = (Capability.SIGN, Capability.PUBLISH, Capability.PATROL)


@dataclass(frozen=True, slots=True)
class Say:
    """A party that has to say yes, and its yes to the wording as it stands."""

    party: Party
    printed: str
    approval: Approval | None


def releases_of(kommun: Kommun, viewer: User) -> QuerySet[Release]:
    rows = Release.objects.visible_to(viewer).filter(kommun=kommun)
    return rows.exclude(state=Release.State.DISCARDED).select_related("promise")


def releases_beside(kommun: Kommun, viewer: User) -> QuerySet[Release]:
    """Of other kommuner, about promises that are shared with this one."""
    rows = (
        Release.objects.visible_to(viewer).filter(promise__kommuner=kommun).exclude(kommun=kommun)
    )
    return rows.exclude(state=Release.State.DISCARDED).select_related("promise", "kommun")


def waiting_for(kommun: Kommun, by: User) -> list[Release]:
    """Drafts whose words the person's party has not said yes to, the latest first."""
    rows = Release.objects.visible_to(by).filter(
        Q(kommun=kommun) | Q(promise__kommuner=kommun),
        state=Release.State.DRAFT,
        promise__isnull=False,
    )
    found = []
    for row in rows.select_related("promise", "kommun").distinct():
        say = say_of(says_of(row, checksum(content_of(row))), row, by)
        if say is not None and say.approval is None:
            found.append(row)
    return found


def says_of(release: Release, read: str) -> list[Say]:
    """Every party that has signed the promise, and its yes to the wording with the checksum `read`;
    without a promise nobody but the kommun is asked."""
    promise = release.promise
    if promise is None:
        return []
    rows = Approval.objects.unscoped(WHY).filter(release=release, checksum=read)
    given = {row.party_id: row for row in rows.select_related("user")}
    lines = lines_of(promise, texts_beside([promise]).get(promise.pk))
    return [Say(line.party, line.printed, given.get(line.party_id)) for line in lines if line.signs]


def say_of(says: list[Say], release: Release, by: User) -> Say | None:
    """The one that the person may give: in the kommun of the release, or in one that shares its
    promise; what is not yet given comes first."""
    kommuner = {release.kommun_id}
    if release.promise is not None:
        shared = release.promise.kommuner.unscoped(WHY)
        kommuner |= set(shared.values_list("pk", flat=True))
    mine = {
        row.party_id
        for row in by.active_assignments
        if row.kommun_id in kommuner and any(by.can(one, row.kommun_id) for one in SAY_YES)
    }
    found = [one for one in says if one.party.pk in mine]
    return next((one for one in found if one.approval is None), found[0] if found else None)

"""Reports that may be of the same event, the most alike first."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from lofte.incidents.models import Incident
from lofte.incidents.queries import with_kinds
from lofte.incidents.states import State
from lofte.people.models import User
from lofte.places.swedish import folded

WITHIN = timedelta(hours=6)
METRES = 150.0
LOOKED_AT = 40
SHOWN = 5
NOWHERE = ("", "okänt", "okänd", "okänd plats", "vet inte", "vet ej", "?", "-")


@dataclass(frozen=True, slots=True)
class Alike:
    """Another report and what it has in common with the one at hand."""

    incident: Incident
    number: int  # the key that merges
    same_place: bool
    same_kind: bool
    minutes: int  # between them


def alike(incident: Incident, viewer: User) -> list[Alike]:
    """Reports of the same place within six hours; those of the same kind and time first."""
    if (near := _near(incident)) is None:
        return []
    rows = Incident.objects.visible_to(viewer).filter(
        near,
        kommun=incident.kommun,
        nothing=False,
        state__in=[State.RECEIVED, State.CONFIRMED],
        started_at__range=(incident.started_at - WITHIN, incident.started_at + WITHIN),
    )
    kinds = _kinds(incident)
    found = [
        (
            not kinds & _kinds(other),
            abs(other.started_at - incident.started_at),
            other.pk,
            other,
        )
        for other in with_kinds(rows.exclude(pk=incident.pk).order_by("-started_at"))[:LOOKED_AT]
    ]
    return [
        Alike(
            incident=other,
            number=number,
            same_place=_same_place(incident, other),
            same_kind=not other_kind,
            minutes=int(apart.total_seconds() // 60),
        )
        for number, (other_kind, apart, _, other) in enumerate(sorted(found)[:SHOWN], 1)
    ]


def _near(incident: Incident) -> Q | None:
    """The same named place, or within a stone's throw; None without a place at all.

    A report with words alone for its place is compared with others that have words alone.
    """
    found = Q(place=incident.place_id) if incident.place_id else Q(pk=None)
    if incident.x is None or incident.y is None:
        return found if incident.place_id else _words_alone(incident)
    x, y = incident.x, incident.y
    return found | Q(x__range=(x - METRES, x + METRES), y__range=(y - METRES, y + METRES))


def _same_place(incident: Incident, other: Incident) -> bool:
    """By name, or by the same words alone."""
    if incident.place_id or incident.x is not None:
        return bool(incident.place_id) and other.place_id == incident.place_id
    return True


def _words_alone(incident: Incident) -> Q | None:
    words = folded(incident.near)
    if words in NOWHERE:
        return None
    start = incident.started_at
    rows = Incident.objects.unscoped("the words for a place").filter(
        place=None,
        x=None,
        kommun=incident.kommun_id,
        started_at__range=(start - WITHIN, start + WITHIN),
    )
    told = rows.values_list("pk", "near")
    return Q(pk__in=[pk for pk, near in told if folded(near) == words])


def _kinds(incident: Incident) -> set[int]:
    """The whole kinds: a part is as good as what it is a part of."""
    return {kind.category.parent_id or kind.category_id for kind in incident.kinds.all()}

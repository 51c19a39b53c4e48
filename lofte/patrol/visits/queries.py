"""What was done: visits, counts per place and kind, and coverage of what was proposed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lofte.patrol import queries
from lofte.patrol.coverage import Coverage, Seen, Wished, coverage, whole
from lofte.patrol.models import Stop, Visit
from lofte.patrol.states import Exactness, VisitKind
from lofte.places.models import Kommun
from lofte.places.scope import Viewer
from lofte.places.swedish import swedish_key

DAY = timedelta(days=1)


def visits_of(kommun: Kommun, viewer: Viewer, first: date, end: date) -> QuerySet[Visit]:
    """Visits that still stand, of days in [first, end), the latest first."""
    rows = Visit.objects.visible_to(viewer).filter(
        kommun=kommun, withdrawn_at=None, first_day__lt=end, last_day__gte=first
    )
    told = rows.select_related("place", "party", "commitment", "stop")
    return told.order_by("-last_day", "-logged_at", "-pk")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many, and how sure: a sum with an approximate part is approximate."""

    place: str
    kind: str
    count: int
    exactness: Exactness
    parties: tuple[str, ...]

    @property
    def said(self) -> str:
        """ "80", "cirka 80" or "minst 80"."""
        if self.exactness == Exactness.EXACT:
            return str(self.count)
        word = _("minst") if self.exactness == Exactness.AT_LEAST else _("cirka")
        return f"{word} {self.count}"


def tallies(visits: Iterable[Visit]) -> list[Tally]:
    """Counts per place and kind, in Swedish order."""
    groups: dict[tuple[str, str], list[Visit]] = defaultdict(list)
    for visit in visits:
        groups[visit.where or _("Utan angiven plats"), visit.kind].append(visit)
    told = [_tally(place, kind, rows) for (place, kind), rows in groups.items()]
    return sorted(told, key=lambda one: (swedish_key(one.place), one.kind))


def _tally(place: str, kind: str, rows: list[Visit]) -> Tally:
    kinds = {row.exactness for row in rows}
    about, least = Exactness.ABOUT, Exactness.AT_LEAST
    exactness = about if about in kinds else least if least in kinds else Exactness.EXACT
    label = str(VisitKind(kind).label)
    parties = sorted({row.party.name for row in rows}, key=swedish_key)
    return Tally(place, label, sum(row.count for row in rows), exactness, tuple(parties))


@dataclass(frozen=True, slots=True)
class Follow:
    """What a period shows: counts, and coverage per place and over all."""

    tallies: list[Tally]
    places: list[tuple[str, Coverage]]
    total: Coverage
    unplaced: int


def follow_up(kommun: Kommun, viewer: Viewer, first: date, end: date) -> Follow:
    """Of days in [first, end): a count that reaches outside is counted where it begins.

    The last night goes on into the day after, for coverage.
    """
    since = visits_of(kommun, viewer, first, end + DAY).filter(first_day__gte=first)
    rows = [row for row in since if row.first_day < end]
    small_hours = [
        row for row in since if row.first_day == end and (row.band or row.hour is not None)
    ]
    stops = queries.stops_of(kommun, viewer, *queries.PUT_FORWARD).filter(
        Q(first_day__lt=end) & Q(end__gt=first)
    )
    found = coverage(
        [_wished(stop) for stop in stops],
        [_seen(row) for row in (*rows, *small_hours) if row.place_id or row.stop_id],
        first,
        end,
    )
    names = {_key(stop): stop.place_name for stop in stops}
    places = sorted(
        ((names[key], told) for key, told in found.items() if told.proposed), key=_by_name
    )
    return Follow(
        tallies=tallies(rows),
        places=places,
        total=whole(found.values()),
        unplaced=sum(row.count for row in rows if not row.where),
    )


def _by_name(pair: tuple[str, Coverage]) -> tuple[object, ...]:
    return swedish_key(pair[0])


def _key(stop: Stop) -> str:
    return f"p{stop.place_id}" if stop.place_id else f"s{stop.pk}"


def _wished(stop: Stop) -> Wished:
    return Wished(_key(stop), stop.window, stop.first_day, stop.end)


def _seen(visit: Visit) -> Seen:
    return Seen(
        place=f"p{visit.place_id}" if visit.place_id else f"s{visit.stop_id}",
        first=visit.first_day,
        last=visit.last_day,
        band=visit.band,
        hour=visit.hour,
        count=visit.count,
        minutes=visit.minutes,
    )

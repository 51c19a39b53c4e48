"""What other rooms may know of reports: place, time and category. Text and identity stop here."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from django.db.models import (
    BooleanField,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
)
from django.db.models.functions import Cast, TruncMonth
from numpy.typing import NDArray

from lofte.audit.models import AuditEvent
from lofte.incidents.models import Category, Incident, IncidentCategory, Photo
from lofte.incidents.states import State
from lofte.people.models import User
from lofte.places.clock import STOCKHOLM, local_midnight, not_before, wall_times
from lofte.places.models import Kommun, NamedPlace

LATELY = timedelta(weeks=26)
ALL_ARE_NEW = timedelta(weeks=13)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Confirmed incidents as arrays of length n, oldest first.

    x, y: metres SWEREF 99 TM, NaN without a place. start, end: local wall time, NaT = no end.
    category: position in `categories` (code, label). party: position in `parties` (names).
    newcomer: reported by someone whose first report came in the last half-year before the end,
    when others had reported for a quarter already.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    category: NDArray[np.int32]
    categories: tuple[tuple[str, str], ...]
    party: NDArray[np.int32]
    parties: tuple[str, ...]
    newcomer: NDArray[np.bool_]


def occurrences(
    kommun: Kommun, first: date, end: date, *, closed: tuple[date, date] | None = None
) -> Occurrences:
    """Confirmed incidents that started in [first, end), once each, under their first category.

    "Nothing to report" is not counted, nor a report of planned events or good observations only.
    closed: (first day, day of closing) of a period: what was received later is left out of it.
    """
    rows = list(
        _counted(kommun, first, end)
        .exclude(_late(closed))
        .order_by("started_at", "id")
        .values_list("id", "x", "y", "started_at", "ended_at", "party__name", "reporter")
    )
    new = _newcomers(kommun, end)
    first_kind = _first_kinds(kommun, first, end)
    labels = _labels(kommun)
    position = {code: i for i, (code, _) in enumerate(labels)}
    parties = tuple(sorted({row[5] for row in rows}))
    party_position = {name: i for i, name in enumerate(parties)}
    other = position.get("ÖVR", len(labels) - 1)
    start = wall_times([r[3] for r in rows])
    return Occurrences(
        x=np.array([np.nan if r[1] is None else r[1] for r in rows], dtype=np.float64),
        y=np.array([np.nan if r[2] is None else r[2] for r in rows], dtype=np.float64),
        start=start,
        end=not_before(start, wall_times([r[4] for r in rows])),
        category=np.array(
            [position.get(first_kind.get(r[0], ""), other) for r in rows], dtype=np.int32
        ),
        categories=labels,
        party=np.array([party_position[r[5]] for r in rows], dtype=np.int32),
        parties=parties,
        newcomer=np.array([r[6] in new for r in rows], dtype=np.bool_),
    )


def late(kommun: Kommun, first: date, end: date, closed_on: date) -> int:
    """How many incidents of [first, end) came in when the period was closed already."""
    return _counted(kommun, first, end).filter(_late((first, closed_on))).count()


def _late(closed: tuple[date, date] | None) -> Q:
    if closed is None:
        return Q(pk=None)
    first, day = closed
    return Q(started_at__gte=local_midnight(first), received_at__gte=local_midnight(day))


def _newcomers(kommun: Kommun, end: date) -> set[int]:
    """Ids of those who began to report lately, after a beginning when everybody was new."""
    begun = first_day(kommun)
    since = max(begun + ALL_ARE_NEW, end - LATELY) if begun else end
    rows = Incident.objects.unscoped("first reports only").filter(
        kommun=kommun, reporter__isnull=False, started_at__lt=local_midnight(end)
    )
    firsts = rows.values("reporter").annotate(first=Min("started_at"))
    late = firsts.filter(first__gte=local_midnight(since))
    return set(late.values_list("reporter", flat=True))


def _counted(kommun: Kommun, first: date, end: date) -> QuerySet[Incident]:
    rows = Incident.objects.unscoped("counts without text or identity")
    return rows.filter(
        _counts(),
        kommun=kommun,
        started_at__gte=local_midnight(first),
        started_at__lt=local_midnight(end),
    )


def _counts() -> Q:
    """Is the incident one for a picture, whenever it was?"""
    kinds = IncidentCategory.objects.filter(incident=OuterRef("pk"))
    one_of_them = Q(~Exists(kinds)) | Q(Exists(kinds.filter(category__in_picture=True)))
    return Q(one_of_them, state=State.CONFIRMED, nothing=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides whether a report is in a picture, and in which."""

    pk: int
    merged_into: int | None
    state: str
    started_at: datetime
    received_at: datetime
    confirmed_at: datetime | None
    counts: bool


def standing(rows: Iterable[Incident]) -> dict[int, Standing]:
    """Per report, the one that it is counted as: itself, or the one that it was merged into."""
    told = {row.pk: row.merged_into_id or row.pk for row in rows}
    found: dict[int, Standing] = {}
    asked = set(told.values())
    counts = ExpressionWrapper(_counts(), output_field=BooleanField())
    names = ("pk", "merged_into", "state", "started_at", "received_at", "confirmed_at", "counts")
    while asked:
        kept = Incident.objects.unscoped("times and states only").filter(pk__in=asked)
        found |= {
            row[0]: Standing(*row) for row in kept.annotate(counts=counts).values_list(*names)
        }
        asked = {one.merged_into for one in found.values() if one.merged_into} - found.keys()
    return {pk: _last(found[into], found) for pk, into in told.items()}


def _last(one: Standing, found: dict[int, Standing]) -> Standing:
    return one if one.merged_into is None else _last(found[one.merged_into], found)


def _first_kinds(kommun: Kommun, first: date, end: date) -> dict[int, str]:
    rows = IncidentCategory.objects.filter(
        category__in_picture=True,
        incident__kommun=kommun,
        incident__started_at__gte=local_midnight(first),
        incident__started_at__lt=local_midnight(end),
    ).order_by("-category__order", "-id")
    return dict(rows.values_list("incident_id", "category__code"))


def _labels(kommun: Kommun) -> tuple[tuple[str, str], ...]:
    rows = Category.objects.unscoped("labels").filter(kommun=kommun, in_picture=True)
    found = tuple(rows.order_by("order", "code").values_list("code", "label_sv"))
    return found or (("ÖVR", "Annat"),)


def active_reporters(kommun: Kommun, first: date, end: date) -> int:
    """How many different people reported something (or nothing) in [first, end)."""
    rows = Incident.objects.unscoped("counts only").filter(
        kommun=kommun,
        reporter__isnull=False,
        started_at__gte=local_midnight(first),
        started_at__lt=local_midnight(end),
    )
    return int(rows.aggregate(n=Count("reporter", distinct=True))["n"])


def first_day(kommun: Kommun) -> date | None:
    rows = Incident.objects.unscoped("first day only").filter(kommun=kommun).order_by("started_at")
    started = rows.values_list("started_at", flat=True).first()
    return started.astimezone(STOCKHOLM).date() if started else None


def in_use(kommun: Kommun, today: date) -> QuerySet[Category]:
    """The kommun's list for a form today, in the kommun's order."""
    rows = Category.objects.unscoped("the kommun's own list").filter(kommun=kommun)
    begun = Q(active_from=None) | Q(active_from__lte=today)
    return rows.filter(begun, Q(active_to=None) | Q(active_to__gte=today))


def active_categories(kommun: Kommun, today: date) -> list[Category]:
    return list(in_use(kommun, today).select_related("parent"))


def with_kinds(rows: QuerySet[Incident]) -> QuerySet[Incident]:
    """What a list of reports shows, in a fixed number of queries."""
    kinds = Prefetch("kinds", queryset=IncidentCategory.objects.select_related("category"))
    shown = ("place", "area", "party", "merged_into")
    return rows.select_related(*shown).prefetch_related(kinds)


def with_photos(rows: QuerySet[Incident]) -> QuerySet[Incident]:
    """The photos of each report as `shots`, for pages where they are looked at."""
    photos = Photo.objects.unscoped("the report's own")
    return rows.prefetch_related(Prefetch("photos", queryset=photos, to_attr="shots"))


def queue(kommun: Kommun, viewer: User) -> QuerySet[Incident]:
    """Reports that wait for a reviewer, the oldest first."""
    rows = Incident.objects.visible_to(viewer).waiting().filter(kommun=kommun)
    return with_kinds(rows).order_by("received_at", "id")


def late_photos(kommun: Kommun, viewer: User) -> QuerySet[Photo]:
    """Photos that came when their report had been reviewed already: they wait on their own."""
    rows = Photo.objects.visible_to(viewer).filter(reviewed_at=None, incident__kommun=kommun)
    asked = (State.RECEIVED, State.RETURNED)
    return rows.exclude(incident__state__in=asked).select_related("incident__place")


def next_in_queue(incident: Incident, viewer: User) -> Incident | None:
    """The one that waits after this one; after the last comes the first."""
    waiting = Incident.objects.visible_to(viewer).waiting().filter(kommun=incident.kommun_id)
    ordered = waiting.exclude(pk=incident.pk).order_by("received_at", "id")
    later = Q(received_at__gt=incident.received_at) | Q(
        received_at=incident.received_at, id__gt=incident.pk
    )
    return ordered.filter(later).first() or ordered.first()


def mine(kommun: Kommun, viewer: User) -> QuerySet[Incident]:
    rows = Incident.objects.visible_to(viewer).filter(kommun=kommun, reporter=viewer)
    return with_kinds(rows).order_by("-received_at", "-id")


def received(client_ids: Iterable[uuid.UUID], viewer: User) -> QuerySet[Incident]:
    """Which of the viewer's own reports have arrived, by the numbers they got in the phone."""
    rows = Incident.objects.visible_to(viewer).filter(reporter=viewer)
    return rows.filter(client_id__in=list(client_ids)).order_by("id")


def told_in(kommun: Kommun, viewer: User, first: date, end: date) -> QuerySet[Incident]:
    """The viewer's own reports of what happened in [first, end), the oldest first."""
    rows = Incident.objects.visible_to(viewer).filter(
        kommun=kommun,
        reporter=viewer,
        started_at__gte=local_midnight(first),
        started_at__lt=local_midnight(end),
    )
    return with_kinds(rows).order_by("started_at", "id")


RULED = ("incident.confirmed", "incident.returned", "incident.rejected", "incident.merged")


def ruled_since(kommun: Kommun, viewer: User, day: date, moment: datetime) -> QuerySet[Incident]:
    """The viewer's own reports of before the day that came, or that a reviewer ruled on, since."""
    rows = Incident.objects.visible_to(viewer).filter(
        kommun=kommun, reporter=viewer, started_at__lt=local_midnight(day)
    )
    acts = AuditEvent.objects.filter(what__in=RULED, target_kind="incident", at__gt=moment)
    itself, into = (
        Exists(acts.filter(target_id=Cast(OuterRef(name), CharField())))
        for name in ("pk", "merged_into")
    )
    ruled = Q(itself) | Q(into) | Q(received_at__gt=moment)
    return with_kinds(rows.filter(ruled)).order_by("started_at", "id")


def sent_with(incident: Incident, viewer: User) -> QuerySet[Incident]:
    """The events of one report, in the order in which they were told."""
    rows = Incident.objects.visible_to(viewer).filter(
        submission=incident.submission, reporter=viewer, kommun=incident.kommun_id
    )
    return with_photos(with_kinds(rows)).order_by("id")


def at_place(place: NamedPlace, viewer: User) -> QuerySet[Incident]:
    rows = Incident.objects.visible_to(viewer).confirmed().filter(place=place)
    return with_kinds(rows).order_by("-started_at", "-id")


def months_at_place(place: NamedPlace, viewer: User) -> list[tuple[date, int]]:
    """First day of month and confirmed reports, the last twelve months that had any."""
    rows = Incident.objects.visible_to(viewer).confirmed().filter(place=place, nothing=False)
    counted = (
        rows.annotate(month=TruncMonth("started_at", tzinfo=STOCKHOLM))
        .values("month")
        .annotate(n=Count("pk"))
        .order_by("-month")[:12]
    )
    return [(row["month"].date(), row["n"]) for row in counted]


def whole_kinds(kommun: Kommun) -> dict[str, str]:
    """The label of each part -> the label of the kind that it is part of."""
    rows = Category.objects.unscoped("labels").filter(kommun=kommun, parent__isnull=False)
    return dict(rows.values_list("label_sv", "parent__label_sv"))

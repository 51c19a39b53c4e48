"""What a person should see first, composed of the rooms below."""

import re
import unicodedata
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lofte.incidents import queries as incidents
from lofte.incidents.models import Incident
from lofte.people.models import User
from lofte.people.queries import favourite_place_ids
from lofte.people.states import Capability
from lofte.places.models import Kommun, NamedPlace
from lofte.situation import queries as situation
from lofte.situation.models import Picture

FOUND = 20


WORK = (
    *(Capability.REVIEW, Capability.COMPILE, Capability.FREEZE, Capability.PUBLISH),
    *(Capability.SET_UP, Capability.IMPORT),
)


def first_of(kommun: Kommun, user: User) -> str:
    """What the person's start page begins with: "todo", "picture" or "report"."""
    if any(user.can(capability, kommun.pk) for capability in WORK):
        return "todo"
    return "picture" if user.can(Capability.SEE_PICTURE, kommun.pk) else "report"


def own_places(kommun: Kommun, user: User) -> list[NamedPlace]:
    """The places that the person chose, as far as they are still in use."""
    chosen = favourite_place_ids(user, kommun)
    rows = NamedPlace.objects.visible_to(user).filter(kommun=kommun, pk__in=chosen, closed_on=None)
    return list(rows.order_by("name"))


@dataclass(frozen=True, slots=True)
class Hit:
    title: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class Hits:
    heading: str
    icon: str
    hits: tuple[Hit, ...]


def search(kommun: Kommun, user: User, words: str) -> list[Hits]:
    """Places, reports and pictures that hold the words; only what the person may see."""
    words = unicodedata.normalize("NFC", words.strip())
    if len(words) < 2:
        return []
    groups = [_places(kommun, user, words), _reports(kommun, user, words)]
    if user.can(Capability.SEE_PICTURE, kommun.pk):
        groups.append(_pictures(kommun, user, words))
    return [group for group in groups if group.hits]


def _anycase(field: str, words: str) -> Q:
    """Case-insensitive for å, ä and ö too: SQLite's LIKE folds only a to z, its patterns all."""
    return Q(**{f"{field}__iregex": re.escape(words)})


def _places(kommun: Kommun, user: User, words: str) -> Hits:
    rows = NamedPlace.objects.visible_to(user).filter(_anycase("name", words), kommun=kommun)
    return Hits(
        _("Platser"),
        "map-pin",
        tuple(
            Hit(row.name, row.get_kind_display(), reverse("desk:place", args=[kommun.slug, row.pk]))
            for row in rows[:FOUND]
        ),
    )


def _reports(kommun: Kommun, user: User, words: str) -> Hits:
    match = _anycase("text", words) | _anycase("near", words)
    match |= _anycase("place__name", words) | _anycase("kinds__category__label_sv", words)
    # What may be personal data is found by nobody but the person who wrote it.
    readable = Q(warnings=[]) | Q(reporter=user)
    rows = Incident.objects.visible_to(user).filter(match, readable, kommun=kommun).distinct()
    return Hits(
        _("Rapporter"),
        "files",
        tuple(_report_hit(kommun, row, user) for row in incidents.with_kinds(rows)[:FOUND]),
    )


def _report_hit(kommun: Kommun, row: Incident, user: User) -> Hit:
    kinds = ", ".join(str(kind.category) for kind in row.kinds.all()) or _("Rapport")
    where = str(row.place or row.near or row.area or "")
    detail = f"{where} {timezone.localtime(row.started_at):%Y-%m-%d}".strip()
    return Hit(kinds, detail, _report_url(kommun, row, user))


def _report_url(kommun: Kommun, row: Incident, user: User) -> str:
    """The report where the person may read it, else its place, else nowhere."""
    if user.can(Capability.REVIEW, kommun.pk):
        return reverse("incidents:review", args=[kommun.slug, row.pk])
    if row.reporter_id == user.pk and user.can(Capability.REPORT, kommun.pk):
        return reverse("desk:receipt", args=[kommun.slug, row.pk])
    return reverse("desk:place", args=[kommun.slug, row.place_id]) if row.place_id else ""


def _pictures(kommun: Kommun, user: User, words: str) -> Hits:
    match = _anycase("period_label", words)
    if user.sees_group_of(kommun.pk):
        match |= _anycase("summary", words) | _anycase("findings__sentence", words)
    rows = situation.pictures_of(kommun, user).filter(match).distinct()
    return Hits(_("Lägesbilder"), "map", tuple(_picture_hit(kommun, row) for row in rows[:FOUND]))


def _picture_hit(kommun: Kommun, row: Picture) -> Hit:
    url = reverse("situation:picture", args=[kommun.slug, row.pk])
    return Hit(str(row), row.get_state_display(), url)

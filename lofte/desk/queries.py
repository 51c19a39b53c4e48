"""What a person should see first, composed of the rooms below."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lofte.incidents import queries as incidents
from lofte.incidents.models import Incident
from lofte.incidents.states import State as ReportState
from lofte.people.models import User
from lofte.people.queries import favourite_place_ids
from lofte.people.states import Capability
from lofte.places.models import Kommun, NamedPlace
from lofte.publishing import queries as publishing
from lofte.situation import queries as situation
from lofte.situation.models import Picture
from lofte.situation.states import State

FOUND = 20


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do today: a sentence, where it is done, and how pressing it is."""

    text: str
    url: str
    icon: str
    action: str
    pressing: bool = False


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


def todo(kommun: Kommun, user: User, today: date) -> list[Todo]:
    """What waits for this person, most pressing first."""
    found = [
        *_returned(kommun, user),
        *_to_review(kommun, user),
        *_to_compile(kommun, user, today),
        *_to_freeze(kommun, user),
        *_to_publish(kommun, user, today),
    ]
    return sorted(found, key=lambda item: not item.pressing)


def _returned(kommun: Kommun, user: User) -> Iterable[Todo]:
    count = incidents.mine(kommun, user).filter(state=ReportState.RETURNED).count()
    if count:
        text = ngettext(
            "%d rapport har en fråga till dig", "%d rapporter har en fråga till dig", count
        )
        url = reverse("incidents:mine", args=[kommun.slug])
        yield Todo(text % count, url, "message-circle-question", _("Svara"), pressing=True)


def _to_review(kommun: Kommun, user: User) -> Iterable[Todo]:
    if not user.can(Capability.REVIEW, kommun.pk):
        return
    count = incidents.queue(kommun, user).count()
    if count:
        text = ngettext(
            "%d rapport väntar på granskning", "%d rapporter väntar på granskning", count
        )
        url = reverse("incidents:queue", args=[kommun.slug])
        yield Todo(text % count, url, "clipboard-check", _("Granska"), pressing=True)


def _to_compile(kommun: Kommun, user: User, today: date) -> Iterable[Todo]:
    if not user.can(Capability.COMPILE, kommun.pk):
        return
    last = kommun.period_of(today).previous()
    if not situation.has_picture(kommun, last.key):
        text = _("Lägesbilden för %s är inte framtagen") % last.label
        url = reverse("situation:pictures", args=[kommun.slug])
        yield Todo(text, url, "map", _("Ta fram"), pressing=True)


def _to_freeze(kommun: Kommun, user: User) -> Iterable[Todo]:
    if not user.can(Capability.FREEZE, kommun.pk):
        return
    for picture in situation.pictures_of(kommun, user).filter(state=State.DRAFT)[:3]:
        if kommun.four_eyes and picture.compiled_by_id == user.pk:
            continue
        text = _("Utkastet för %s väntar på att läsas och frysas") % picture.period_label
        url = reverse("situation:picture", args=[kommun.slug, picture.pk])
        yield Todo(text, url, "snowflake", _("Läs utkastet"))


def _to_publish(kommun: Kommun, user: User, today: date) -> Iterable[Todo]:
    if not user.can(Capability.PUBLISH, kommun.pk):
        return
    picture = publishing.next_to_publish(kommun, today)
    if picture is not None:
        text = _("Lägesbilden för %s kan publiceras öppet") % picture.period_label
        url = reverse("publishing:editions", args=[kommun.slug])
        yield Todo(text, url, "book-open", _("Förhandsgranska"))


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
        return reverse("incidents:receipt", args=[kommun.slug, row.pk])
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

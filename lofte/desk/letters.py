"""The line back by e-mail, to reporters who have asked for it.

One letter when the picture of a period is frozen, also about what has become of earlier reports
since the picture before it, and one when a meeting decided something about
their reports.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from lofte.audit.actions import Actor
from lofte.coordination.models import Meeting
from lofte.coordination.queries import settled_since, told_by
from lofte.desk.outcomes import told
from lofte.incidents import queries as incidents
from lofte.incidents.models import Incident
from lofte.people.letters.actions import Draft, queue
from lofte.people.letters.sending import address
from lofte.people.models import User
from lofte.people.queries import who_wants_outcomes
from lofte.places.clock import local_midnight
from lofte.places.models import Kommun
from lofte.situation.models import Picture
from lofte.situation.queries import frozen_of


def tell_reporters(picture: Picture, now: datetime, *, by: Actor) -> int:
    """Put a letter in the queue for each who reported in the picture's period, or whose earlier
    reports something has become of since the picture before. How many."""
    kommun, sent = picture.kommun, 0
    since = _frozen_before(picture)
    for user in who_wants_outcomes(kommun):
        rows = list(incidents.told_in(kommun, user, picture.period_start, picture.period_end))
        if since is not None:
            rows = _changed(picture, user, since) + rows
        if rows:
            key = f"outcome:{kommun.code}:{picture.period_key}:{user.pk}"
            draft = _letter(key, picture, kommun, user, rows, picture.period_label)
            queue(draft=draft, kommun=kommun, now=now, by=by)
            sent += 1
    return sent


def _frozen_before(picture: Picture) -> datetime | None:
    rows = frozen_of(picture.kommun).filter(kind=picture.kind, frozen_at__lt=picture.frozen_at)
    return rows.aggregate(last=Max("frozen_at"))["last"]


def _changed(picture: Picture, user: User, since: datetime) -> list[Incident]:
    """The person's reports of earlier periods of which there is something new to tell."""
    kommun, day = picture.kommun, picture.period_start
    ruled = list(incidents.ruled_since(kommun, user, day, since))
    earlier = incidents.mine(kommun, user).filter(started_at__lt=local_midnight(day))
    found = {row.pk: row for row in (*ruled, *settled_since(since, earlier))}
    return sorted(found.values(), key=lambda row: (row.started_at, row.pk))


def tell_decisions(meeting: Meeting, now: datetime, *, by: Actor) -> int:
    """Put a letter in the queue for each whose report the meeting decided about. How many."""
    kommun, sent = meeting.kommun, 0
    for user in who_wants_outcomes(kommun):
        if rows := told_by(meeting, incidents.mine(kommun, user)):
            key = f"decided:{kommun.code}:{meeting.pk}:{user.pk}"
            draft = _letter(key, meeting, kommun, user, rows, str(meeting))
            queue(draft=draft, kommun=kommun, now=now, by=by)
            sent += 1
    return sent


def _letter(
    key: str,
    about: Picture | Meeting,
    kommun: Kommun,
    user: User,
    rows: Sequence[Incident],
    label: str,
) -> Draft:
    """What, where and when by the kommun's own words, and the group's lines to the reporter."""
    with translation.override(user.language):
        context = {
            "kommun": kommun,
            "label": label,
            "reports": told(kommun, rows),
            "mine": address(reverse("desk:mine", args=[kommun.slug])),
            "choose": address(reverse("people:letters")),
        }
        text = render_to_string("desk/letters/outcome.txt", context)
    subject, _, body = text.partition("\n")
    return Draft(
        key=key,
        kind="outcome",
        to=user.email,
        subject=subject,
        text=body.lstrip(),
        about=about,
    )

"""The line back by e-mail, to reporters who have asked for it.

One letter when the picture of a period is frozen, and one when a meeting decided something about
their reports.
"""

from collections.abc import Sequence
from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from lofte.audit.actions import Actor
from lofte.coordination.models import Meeting
from lofte.coordination.queries import told_by
from lofte.desk.outcomes import told
from lofte.incidents import queries as incidents
from lofte.incidents.models import Incident
from lofte.people.letters.actions import Draft, queue
from lofte.people.letters.sending import address
from lofte.people.models import User
from lofte.people.queries import who_wants_outcomes
from lofte.places.models import Kommun
from lofte.situation.models import Picture


def tell_reporters(picture: Picture, now: datetime, *, by: Actor) -> int:
    """Put a letter in the queue for each who reported in the picture's period. How many."""
    kommun, sent = picture.kommun, 0
    for user in who_wants_outcomes(kommun):
        rows = list(incidents.told_in(kommun, user, picture.period_start, picture.period_end))
        if rows:
            key = f"outcome:{kommun.code}:{picture.period_key}:{user.pk}"
            draft = _letter(key, picture, kommun, user, rows, picture.period_label)
            queue(draft=draft, kommun=kommun, now=now, by=by)
            sent += 1
    return sent


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

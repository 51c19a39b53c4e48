"""Sending what waits: outside any transaction, so that a slow mail server holds no lock.

A letter leaves at least once: a sender that dies between the server's yes and our note is followed
by another. Both letters carry the same Message-ID, so that a mail program shows one.
"""

import hashlib
import logging
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from lofte.audit.actions import Actor
from lofte.people.letters.actions import AlreadyTaken, mark_failed, mark_sent, take
from lofte.people.letters.queries import waiting
from lofte.people.models import Letter

AT_ONCE = 500
log = logging.getLogger(__name__)


def with_one_press(at: str) -> dict[str, str]:
    """The headers by which a mail program leaves in one press (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{at}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def send_waiting(now: datetime, *, by: Actor) -> int:
    """Send at most AT_ONCE letters over one connection. The number that left."""
    connection, sent = get_connection(), 0
    for letter in list(waiting(now)[:AT_ONCE]):
        try:
            taken = take(letter=letter, now=now, by=by)
        except AlreadyTaken:
            continue
        sent += _send(taken, connection, now=now, by=by)
    connection.close()
    return sent


def _send(letter: Letter, connection: BaseEmailBackend, *, now: datetime, by: Actor) -> bool:
    try:
        message(letter, connection).send()
    except (OSError, SMTPException, ValueError) as error:
        log.warning("Brev %s gick inte iväg: %s", letter.pk, type(error).__name__)
        connection.close()
        mark_failed(letter=letter, now=now, by=by)
        return False
    mark_sent(letter=letter, now=now, by=by)
    return True


def message(letter: Letter, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """The letter as it leaves."""
    sender = settings.DEFAULT_FROM_EMAIL
    host = sender.rpartition("@")[2].strip(">") or "localhost"
    known = {"Message-ID": f"<{hashlib.sha256(letter.key.encode()).hexdigest()[:32]}@{host}>"}
    return EmailMessage(
        subject=letter.subject,
        body=letter.text,
        to=[letter.to],
        headers=known | {"Auto-Submitted": "auto-generated"} | letter.headers,
        connection=connection,
    )


def address(path: str) -> str:
    """The whole address of a page, for a letter that no request asked for."""
    return settings.LOFTE_SITE.rstrip("/") + path

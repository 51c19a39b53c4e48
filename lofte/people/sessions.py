"""A person's sign-ins on every device."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from lofte.people.models import User
from lofte.people.states import Role


def end_sessions(user: User) -> int:
    """Sign the person out everywhere, at once. Gives the number of sign-ins that ended."""
    open_now = Session.objects.filter(expire_date__gt=timezone.now())
    keys = [
        session.session_key
        for session in open_now.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    Session.objects.filter(session_key__in=keys).delete()
    return len(keys)


def end_long_sessions(user: User, role: str) -> None:
    """A reporter's phone stays signed in for months; whoever gets to see more signs in again."""
    if role != Role.REPORTER:
        end_sessions(user)

"""One letter to several people, each with a key of their own."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from lofte.audit.actions import Actor
from lofte.people.letters.actions import Draft, queue
from lofte.people.models import User
from lofte.places.models import Kommun


def queue_to_each(
    *, people: Collection[User], draft: Draft, kommun: Kommun, now: datetime, by: Actor
) -> int:
    """The same letter to each of them, under a key of their own. How many."""
    for person in people:
        own = replace(draft, key=f"{draft.key} {person.pk}", to=person.email)
        queue(draft=own, kommun=kommun, now=now, by=by)
    return len(people)

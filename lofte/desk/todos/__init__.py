"""What waits for a person: a module a subject, found by name.

`find(kommun, user, today)` of each yields what its subject has for this person; the most pressing
comes first, then by each module's PLACE.
"""

import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module

from lofte.people.models import User
from lofte.places.models import Kommun


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do today: a sentence, where it is done, and how pressing it is."""

    text: str
    url: str
    icon: str
    action: str
    pressing: bool = False


Finder = Callable[[Kommun, User, date], Iterable[Todo]]


@cache
def finders() -> tuple[Finder, ...]:
    modules = [
        import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    ]
    return tuple(module.find for module in sorted(modules, key=lambda module: module.PLACE))


def todo(kommun: Kommun, user: User, today: date) -> list[Todo]:
    """What waits for this person, most pressing first."""
    found = [item for find in finders() for item in find(kommun, user, today)]
    return sorted(found, key=lambda item: not item.pressing)

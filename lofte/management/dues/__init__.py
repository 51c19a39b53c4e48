"""What is due: a module a subject, found by name. `due(now)` yields each thing that may be due."""

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module


class NotYet(Exception):
    """It cannot be done today, through no fault; it is due again next time."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing: which job, which occasion of it, and how it is done.

    Without a key it is done at every run: the work keeps count itself and returns how much it did.
    """

    job: str
    key: str
    work: Callable[[], object]
    outside: bool = False  # calls another host: after the claim, not in its transaction


def everything(now: datetime) -> Iterator[Due]:
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name):
        yield from import_module(f"{__name__}.{module.name}").due(now)

"""What more the methods say of a picture: a module a method, found by name.

`tell(results)` of each gives its section (a message, sentences, the whole table), the methods it
used and the findings that are worth a place among the first; or why it could not be counted; or
None where there was nothing to count.
"""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from lofte.situation.document import Method, Section
from lofte.situation.merging import Extra
from lofte.situation.results import Results


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """One method's part of the picture."""

    section: Section
    methods: tuple[Method, ...] = ()
    extras: tuple[Extra, ...] = ()
    # By active square, in their order: how it is told; nothing where the method says nothing of it.
    squares: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Silent:
    """One method's part of the picture that could not be counted. why: what was missing."""

    what: str
    why: str


@cache
def tellers() -> tuple[Callable[[Results, str], Told | Silent | None], ...]:
    """In the order of each module's PLACE."""
    names = [found.name for found in pkgutil.iter_modules(__path__)]
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return tuple(module.tell for module in sorted(modules, key=lambda module: module.PLACE))


def tell(results: Results, source: str) -> tuple[tuple[Told, ...], tuple[Silent, ...]]:
    """Every section that has something to say, and what could not be counted."""
    answers = [teller(results, source) for teller in tellers()]
    return (
        tuple(one for one in answers if isinstance(one, Told)),
        tuple(one for one in answers if isinstance(one, Silent)),
    )

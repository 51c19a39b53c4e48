"""What more the methods say of a picture: a module a method, found by name.

`tell(results)` of each gives its section (a message, sentences, the whole table), the methods it
used and the findings that are worth a place among the first; None where it has nothing to say.
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


@cache
def tellers() -> tuple[Callable[[Results, str], Told | None], ...]:
    """In the order of each module's PLACE."""
    names = [found.name for found in pkgutil.iter_modules(__path__)]
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return tuple(module.tell for module in sorted(modules, key=lambda module: module.PLACE))


def tell(results: Results, source: str) -> tuple[Told, ...]:
    """Every section that has something to say."""
    return tuple(told for teller in tellers() if (told := teller(results, source)) is not None)

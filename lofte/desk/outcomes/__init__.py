"""What became of a reporter's reports: a module a source, found by name.

`tell(kommun, rows)` of each maps a report's id to sentences about it; they are shown by each
module's PLACE. A report is never told of to anybody but the person who wrote it.
"""

import pkgutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from lofte.incidents.models import Incident
from lofte.places.models import Kommun


@dataclass(frozen=True, slots=True)
class Outcome:
    """One sentence. `letter` is what may stand in an e-mail, where nobody's own words go."""

    text: str
    letter: str = ""

    @property
    def in_letter(self) -> str:
        return self.letter or self.text


Told = Mapping[int, Iterable[Outcome]]
Teller = Callable[[Kommun, Sequence[Incident]], Told]


@cache
def tellers() -> tuple[Teller, ...]:
    modules = [
        import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    ]
    return tuple(module.tell for module in sorted(modules, key=lambda module: module.PLACE))


def outcomes(kommun: Kommun, rows: Sequence[Incident]) -> dict[int, list[Outcome]]:
    """Everything there is to tell of each report, in a fixed number of queries."""
    found: dict[int, list[Outcome]] = defaultdict(list)
    for tell in tellers() if rows else ():
        for pk, sentences in tell(kommun, rows).items():
            found[pk].extend(sentences)
    return found


def told(kommun: Kommun, rows: Iterable[Incident]) -> list[tuple[Incident, list[Outcome]]]:
    """Each report with what became of it."""
    kept = list(rows)
    found = outcomes(kommun, kept)
    return [(row, found.get(row.pk, [])) for row in kept]

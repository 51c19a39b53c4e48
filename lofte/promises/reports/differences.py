"""What a filled-in sheet would change, row by row, before anybody has said yes to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from lofte.promises.queries import Came
from lofte.promises.reports.sheet import FILLED, BadSheet, Filled, Row, fingerprint, row_of, words


@dataclass(frozen=True, slots=True)
class Change:
    """One cell: its heading, what it said and what it would say."""

    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A commitment that the sheet would change. stale: it has changed since the sheet was made."""

    came: Came
    values: Row
    changes: tuple[Change, ...]
    names: frozenset[str]
    stale: bool


def differences(rows: Sequence[Came], filled: Sequence[Filled]) -> list[Difference]:
    """Raises BadSheet when a row is about something else than this promise."""
    known = {came.commitment.pk: came for came in rows}
    found = []
    for row in filled:
        came = known.get(row.key)
        if came is None:
            raise BadSheet(
                f"Raden med nyckel {row.key} hör inte till det här löftet. Ingenting lästes in. "
                "Hämta bladet på nytt härifrån."
            )
        now = row_of(came)
        names = frozenset(name for name in FILLED if row.values[name] != now[name])
        if names:
            changes = tuple(
                Change(FILLED[name], words(name, now[name]), words(name, row.values[name]))
                for name in FILLED
                if name in names
            )
            stale = row.kept != fingerprint(came)
            found.append(Difference(came, row.values, changes, names, stale))
    return found

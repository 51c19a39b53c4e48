"""What an import would do: the same comparison serves the preview and the act."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django.db import models

from lofte.audit.refusals import Refused
from lofte.places.refusals import NOTHING_SAVED

_CORNERS = frozenset({"min_x", "min_y", "max_x", "max_y"})
_SHORT = {"x": "öst", "y": "nord", "polygon": "gräns", "line": "linje"}

Row = TypeVar("Row", bound=models.Model)


class Input(Protocol):
    @property
    def key(self) -> tuple[str, ...]: ...
    @property
    def name(self) -> str: ...
    def check(self) -> None: ...
    def values(self) -> dict[str, Any]: ...


In = TypeVar("In", bound=Input)


@dataclass(frozen=True, slots=True)
class Change(Generic[Row, In]):
    row: Row
    value: In
    fields: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.value.name

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of what changes, for a person; the corners of a polygon go without saying."""
        return tuple(_said(self.row, name) for name in self.fields if name not in _CORNERS)


def _said(row: models.Model, name: str) -> str:
    return _SHORT.get(name) or str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class Plan(Generic[Row, In]):
    """added, changed, ended (no longer valid), and how many that stay as they are."""

    added: tuple[In, ...]
    changed: tuple[Change[Row, In], ...]
    unchanged: int
    ended: tuple[Row, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.ended)

    @property
    def counts(self) -> dict[str, int]:
        """For the audit: numbers only."""
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "ended": len(self.ended),
            "unchanged": self.unchanged,
        }

    @property
    def fingerprint(self) -> str:
        """Two plans with the same fingerprint do the same."""
        told = [
            *(f"+{value.key}" for value in self.added),
            *(f"~{change.row.pk}{change.fields}" for change in self.changed),
            *(f"-{row.pk}" for row in self.ended),
        ]
        return hashlib.sha256("\n".join(sorted(told)).encode()).hexdigest()[:16]


def checked(values: Sequence[In], error: type[Refused], what: str) -> None:
    """Every value plausible, none twice, at least one; raises the error of the first other."""
    if not values:
        raise error(f"Filen innehåller {what}. {NOTHING_SAVED}")
    for value in values:
        value.check()
    key, times = Counter(value.key for value in values).most_common(1)[0]
    if times > 1:
        raise error(
            f"”{' '.join(key)}” finns {times} gånger i filen. {NOTHING_SAVED} "
            "Ta bort dubbletterna och läs in filen igen."
        )


def compare(
    values: Iterable[In], existing: Mapping[Any, Row], *, ended: Iterable[Row] = ()
) -> Plan[Row, In]:
    added: list[In] = []
    changed: list[Change[Row, In]] = []
    unchanged = 0
    for value in values:
        row = existing.get(value.key)
        if row is None:
            added.append(value)
        elif fields := _differing(row, value.values()):
            changed.append(Change(row, value, fields))
        else:
            unchanged += 1
    return Plan(tuple(added), tuple(changed), unchanged, tuple(ended))


def _differing(row: models.Model, values: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name for name, value in values.items() if _plain(getattr(row, name)) != value)


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value

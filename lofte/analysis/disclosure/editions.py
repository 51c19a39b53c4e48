"""What was hidden stays safe when more is told: later editions, overlapping groups."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from lofte.analysis.disclosure.suppression import MINIMUM, Protected, Role, protect
from lofte.analysis.disclosure.tables import BadTable, Key, Table

Sums = Sequence[tuple[Key, Sequence[Key]]]


@dataclass(frozen=True, slots=True)
class Edition:
    """One published edition. `figures` are the secret and must never leave the house.

    sums: (key of a total, keys of its parts). hidden: the keys that it did not show. untold: those
    of them that stood in no table.
    """

    figures: Mapping[Key, int]
    sums: Sums = ()
    hidden: frozenset[Key] = frozenset()
    untold: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Release:
    """The next edition: `shown` is what to publish (None = hidden); keep `edition` for the next.

    exposed: keys whose small figure, or small change, earlier editions give away already.
    protected: the whole system, of all editions, for the attacker; its cells are `keys`, an own key
    as (number of the edition, key), this one being number `editions`.
    """

    edition: Edition
    shown: Mapping[Key, int | None]
    exposed: tuple[Key, ...]
    protected: Protected
    keys: tuple[Key, ...]
    editions: int


def release(
    figures: Mapping[Key, int],
    sums: Sums = (),
    *,
    earlier: Sequence[Edition] = (),
    untold: Collection[Key] = (),
    minimum: int = MINIMUM,
    limits: Mapping[Key, int] | None = None,
) -> Release:
    """Protect a family of tables beside everything told before.

    A cell that stands in several tables or editions has one key. untold: keys in `figures` that no
    table shows but that differences would (those in 16-29 who are not in 16-24). limits: keys with
    a limit other than `minimum`. Between two editions a figure may have moved; the attacker is
    taken to know which way (late reports add), and a change of 1..minimum - 1 is as secret as a
    small figure. Raises BadTable.
    """
    unknown = [key for key in untold if key not in figures]
    if unknown:
        raise BadTable(f"untold nämner {unknown[0]!r}, som saknas i figures.")
    now = Edition(figures, sums, frozenset(untold), frozenset(untold))
    system = _System(limits or {})
    for edition in earlier:
        system.add(edition, current=False)
    system.add(now, current=True)
    table = Table.linked(system.figures, system.sums)
    protected = protect(
        table,
        minimum=[system.limits.get(key, minimum) for key in system.figures],
        roles=[system.roles[key] for key in system.figures],
    )
    keys = tuple(system.figures)
    hidden = {key for key, gone in zip(keys, protected.hidden.tolist(), strict=True) if gone}
    mine = {key: system.latest[key] for key in figures}
    gone = frozenset(key for key, cell in mine.items() if cell in hidden)
    assert protected.exposed is not None  # noqa: S101 - protect always says
    return Release(
        edition=Edition(figures, sums, gone, now.untold),
        shown={key: None if key in gone else n for key, n in figures.items() if key not in untold},
        exposed=tuple(key for key, bad in zip(keys, protected.exposed, strict=True) if bad),
        protected=protected,
        keys=keys,
        editions=system.editions,
    )


@dataclass(slots=True)
class _System:
    """All editions as one table: a cell per key and edition, and a cell per change between."""

    given: Mapping[Key, int]
    figures: dict[Key, int] = field(default_factory=dict)
    sums: list[tuple[Key, Sequence[Key]]] = field(default_factory=list)
    roles: dict[Key, Role] = field(default_factory=dict)
    limits: dict[Key, int] = field(default_factory=dict)
    latest: dict[Key, Key] = field(default_factory=dict)
    editions: int = 0

    def add(self, edition: Edition, *, current: bool) -> None:
        number = self.editions = self.editions + 1
        names = {key: (number, key) for key in edition.figures}
        for key, figure in edition.figures.items():
            self._cell(names[key], figure, _role(edition, key, current), key)
            if key in self.latest:
                self._change(self.latest[key], names[key], key)
            self.latest[key] = names[key]
        for total, parts in edition.sums:
            missing = [key for key in (total, *parts) if key not in names]
            if missing:
                raise BadTable(f"sums nämner {missing[0]!r}, som saknas i figures.")
            self.sums.append((names[total], [names[part] for part in parts]))

    def _cell(self, name: Key, figure: int, role: Role, key: Key) -> None:
        self.figures[name], self.roles[name] = figure, role
        if key in self.given:
            self.limits[name] = self.given[key]

    def _change(self, before: Key, after: Key, key: Key) -> None:
        moved = self.figures[after] - self.figures[before]
        small, large = (before, after) if moved >= 0 else (after, before)
        name = ("change", before, after)
        self._cell(name, abs(moved), Role.UNTOLD, None)
        self.sums.append((large, (small, name)))


def _role(edition: Edition, key: Key, current: bool) -> Role:
    if key in edition.untold:
        return Role.UNTOLD
    if current:
        return Role.OPEN
    return Role.HIDDEN if key in edition.hidden else Role.SHOWN


def differences(previous: Protected, current: Table) -> Protected:
    """The next edition of the same table (same cells, same period), safe beside the previous one.

    If any figure changed by 1..minimum - 1, subtraction would show a small number: the previous
    edition stands (`kept`), until enough has changed. Otherwise the new table is protected, and
    what was hidden stays hidden. The minimum is the previous edition's. Raises BadTable.
    """
    if current.sums != previous.table.sums or current.shape != previous.table.shape:
        raise BadTable("Utgåvorna har inte samma celler och kan inte jämföras.")
    minimum = previous.parameters["minimum"]
    change = np.abs(current.counts - previous.table.counts)
    if np.any((change > 0) & (change < np.asarray(minimum))) or not change.any():
        return Protected(
            previous.table,
            previous.hidden,
            previous.primary,
            kept=True,
            parameters=previous.parameters,
        )
    return protect(
        current,
        minimum=minimum,
        show_zeros=bool(previous.parameters["show_zeros"]),
        also=previous.hidden,
    )

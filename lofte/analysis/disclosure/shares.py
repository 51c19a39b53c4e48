"""Shares of groups: a percentage is told only where its numerator and its base may be told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Ints, frozen
from lofte.analysis.asked import readable, whole
from lofte.analysis.disclosure.attacker import Rounded, Told
from lofte.analysis.disclosure.editions import Edition, Release, release
from lofte.analysis.disclosure.suppression import HIDDEN, MINIMUM
from lofte.analysis.disclosure.tables import BadTable, Key

METHOD = "shares of persons with minimum cell and base"
VERSION = "1"
# A group with fewer persons is not told of at all; with fewer than the second, in counts only.
PUBLIC_BASE = 10
MOST_PERSONS = 10**9
PERCENT_BASE = 30
# Below it one person moves the share by more than a per cent: then in steps of five.
FINE_BASE = 100


@dataclass(frozen=True, slots=True)
class Percentage:
    """percent, rounded to a multiple of `step` (halves upwards)."""

    percent: int
    step: int

    def rounded(self, part: int, base: int) -> Rounded:
        """What it says of the cells `part` and `base`, for the attacker."""
        half = self.step / 2
        low, high = (self.percent - half) / 100, (self.percent + half) / 100
        return Rounded(part, base, max(low, 0.0), min(high, 1.0))


def percentage(part: int, base: int) -> Percentage | None:
    """The share as it may be written; None when the base is too small. Raises BadTable."""
    base = whole(base, "base", BadTable)
    part = whole(part, "part", BadTable, most=base)
    return _share(part, base) if base >= PERCENT_BASE else None


def _share(part: int, base: int) -> Percentage:
    step = 5 if base < FINE_BASE else 1
    return Percentage((200 * part + step * base) // (2 * step * base) * step, step)


@dataclass(frozen=True, slots=True, eq=False)
class GroupShares:
    """What may be told of each group and, last, of all together; -1 = not told.

    base: int[groups + 1]; chosen, percent: int[groups + 1, choices]. release: the system behind;
    keep release.edition for the next time, and never publish it.
    """

    base: Ints
    chosen: Ints
    percent: Ints
    release: Release
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def told(self) -> Told:
        """What the reader knows, with the percentages, for the attacker."""
        plain, edition = self.release.protected.told, self.release.editions
        at = {key: n for n, key in enumerate(self.release.keys)}
        rounded = [
            _share(int(self.chosen[g, c]), int(self.base[g])).rounded(
                at[edition, ("chosen", int(g), int(c))], at[edition, ("base", int(g))]
            )
            for g, c in np.argwhere(self.percent != HIDDEN)
        ]
        return Told(plain.low, plain.high, plain.sums, tuple(rounded))


def group_shares(
    base: ArrayLike,
    chosen: ArrayLike,
    *,
    minimum: int = MINIMUM,
    public_base: int = PUBLIC_BASE,
    earlier: Sequence[Edition] = (),
) -> GroupShares:
    """How many in each group made each choice, and their share of those who answered.

    base: int[groups], persons who answered; chosen: int[groups, choices], at most base each (a
    person may make several choices). Those who did not choose are as secret as those who did: few
    of them point at persons too. Groups below `public_base` are told of neither by base nor by
    choice. earlier: editions of the same question. Raises BadTable.
    """
    whole(minimum, "minimum", BadTable, least=2)
    whole(public_base, "public_base", BadTable, least=2)
    persons, picks = _whole(base, 1, "base"), _whole(chosen, 2, "chosen")
    if len(picks) != len(persons) or np.any(picks > persons[:, None]):
        raise BadTable("chosen ska ha en rad per grupp, med högst base personer i varje cell.")
    persons = np.append(persons, persons.sum())
    picks = np.vstack([picks, picks.sum(axis=0)])
    found = _released(persons, picks, minimum, public_base, earlier)
    few = persons < public_base
    bases = np.array([_told(found, ("base", g)) for g in range(len(persons))], dtype=np.int64)
    counts = np.array(
        [
            [_told(found, ("chosen", g, c)) for c in range(picks.shape[1])]
            for g in range(len(picks))
        ],
        dtype=np.int64,
    ).reshape(picks.shape)
    bases[few] = HIDDEN
    counts[few] = HIDDEN
    return GroupShares(
        base=frozen(bases, np.int64),
        chosen=frozen(counts, np.int64),
        percent=frozen(_percent(bases, counts), np.int64),
        release=found,
        parameters={
            "minimum": minimum,
            "public_base": public_base,
            "percent_base": PERCENT_BASE,
            "editions_before": len(earlier),
        },
    )


def _released(
    persons: Ints, picks: Ints, minimum: int, public_base: int, earlier: Sequence[Edition]
) -> Release:
    groups, last = range(len(persons)), len(persons) - 1
    figures: dict[Key, int] = {("base", g): int(persons[g]) for g in groups}
    limits: dict[Key, int] = {("base", g): public_base for g in groups}
    sums: list[tuple[Key, Sequence[Key]]] = [(("base", last), [("base", g) for g in range(last)])]
    untold: list[Key] = []
    for c in range(picks.shape[1]):
        for g in groups:
            mine, rest = ("chosen", g, c), ("other", g, c)
            figures[mine], figures[rest] = int(picks[g, c]), int(persons[g] - picks[g, c])
            limits[mine] = public_base if persons[g] < public_base else minimum
            limits[rest] = limits[mine]
            untold.append(rest)
            sums.append((("base", g), (mine, rest)))
        sums += [
            ((what, last, c), [(what, g, c) for g in range(last)]) for what in ("chosen", "other")
        ]
    return release(figures, sums, earlier=earlier, untold=untold, limits=limits)


def _told(found: Release, key: Key) -> int:
    figure = found.shown[key]
    return HIDDEN if figure is None else figure


def _percent(bases: Ints, counts: Ints) -> Ints:
    percent = np.full(counts.shape, HIDDEN, dtype=np.int64)
    for g, c in np.argwhere((counts != HIDDEN) & (bases != HIDDEN)[:, None]):
        share = percentage(int(counts[g, c]), int(bases[g]))
        percent[g, c] = HIDDEN if share is None else share.percent
    return percent


def _whole(values: ArrayLike, dimensions: int, what: str) -> Ints:
    figures = readable(values, what, BadTable)
    if figures.ndim != dimensions or (figures.size and figures.dtype.kind not in "iu"):
        raise BadTable(f"{what} ska vara hela tal med {dimensions} dimensioner.")
    if np.any(figures < 0):
        raise BadTable(f"{what} har minustal.")
    if np.any(figures > MOST_PERSONS):
        raise BadTable(f"{what} ska vara högst {MOST_PERSONS} i varje cell.")
    return figures.astype(np.int64)

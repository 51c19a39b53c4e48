"""Weights for where next week, learnt from the past alone; `next_week` says what they mean."""

from dataclasses import dataclass, field

import numpy as np

from lofte.analysis.accuracy import LEVELS, cells_at, hits
from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.baselines import Decayed
from lofte.analysis.weekly import FOR_EVER, Past

FEWEST_WEEKS = 8
WARM = 4
LIVES = (8.0, 26.0, 52.0, FOR_EVER)
WIDTHS = (150.0, 300.0, 700.0)
STRENGTHS = (0.3, 1.0, 3.0)
BLENDS = (0.0, 0.25, 0.5, 0.75, 1.0)
SURROUNDINGS = 52.0
CONTENDERS = 0.1
FEWEST_CONTENDERS = 10
MOST_ROWS = 20_000
PRIOR_EVENTS = 30.0
_FLOOR = 0.02
_STEPS = 50
_CLOSE = 1e-4


@dataclass(slots=True, eq=False)
class Learner:
    """What the weeks so far have taught. `learn` each week in order, then ask for `scores`.

    rows: per week, the estimates of the contending cells that had events, and the events.
    sums: per week, the sum of each estimate over all contenders. plain: the decayed counts with
    the half-life that has done best. leads: per week, how much more each blend of the two found
    than the estimates alone.
    """

    rows: list[tuple[Floats, Floats]] = field(default_factory=list)
    sums: list[Floats] = field(default_factory=list)
    weights: Floats | None = None
    plain: Decayed = field(default_factory=Decayed)
    leads: list[list[float]] = field(default_factory=list)
    _seen: tuple[int, Ints, Floats] | None = None

    def learn(self, past: Past, cells: Ints, counts: Ints) -> None:
        """The week after `past` is known."""
        if past.weeks >= WARM and past.total.any():
            where, estimates = self._estimates(past)
            held = np.zeros(past.grid.cells)
            held[cells] = counts
            events = held[where]
            if past.weeks >= FEWEST_WEEKS:
                self._record(past, where, estimates, events)
            self._keep(estimates, events)
            self._fit()
        self.plain.learn(past, cells, counts)

    def scores(self, past: Past) -> Floats:
        """float[m]: events to expect in the week after `past`; 0 outside the known ground."""
        expected = np.zeros(past.grid.cells)
        if past.total.any():
            where, estimates = self._estimates(past)
            own = past.rate(self.plain.half_life)[where]
            share = self.blend
            expected[where] = (1 - share) * self._weighed(estimates) + share * own
        return expected

    @property
    def blend(self) -> float:
        """The share of plain decayed counts: the one with the largest lead so far.

        0 unless the lead is larger than chance alone gives it (one standard error).
        """
        leads = np.array(self.leads).reshape(-1, len(BLENDS))
        total, chance = leads.sum(axis=0), np.sqrt((leads**2).sum(axis=0))
        best = int(np.argmax(total))
        return BLENDS[best] if total[best] > chance[best] else 0.0

    def _estimates(self, past: Past) -> tuple[Ints, Floats]:
        """The known ground, and the estimates there; the same past is not worked out twice."""
        if self._seen is None or self._seen[0] != past.weeks:
            where = np.flatnonzero(past.known())
            self._seen = (past.weeks, where, estimates_of(past, where))
        return self._seen[1:]

    def _record(self, past: Past, where: Ints, estimates: Floats, events: Floats) -> None:
        mixed, own = self._weighed(estimates), past.rate(self.plain.half_life)[where]
        area = int(past.area().sum())
        chosen = [(min(cells_at(area, level), len(where)), level) for level in LEVELS]
        found = []
        for share in BLENDS:
            score = (1 - share) * mixed + share * own
            at = (hits(score, events, k) / level for k, level in chosen)
            found.append(sum(at))
        self.leads.append([each - found[0] for each in found])

    def _keep(self, estimates: Floats, events: Floats) -> None:
        contenders = _contenders(self._weighed(estimates))
        kept, held = estimates[contenders], events[contenders]
        self.rows.append((kept[held > 0], held[held > 0]))
        self.sums.append(kept.sum(axis=0))
        while len(self.rows) > WARM and sum(len(row) for row, _ in self.rows) > MOST_ROWS:
            del self.rows[0], self.sums[0]

    def _fit(self) -> None:
        """The weights that would have foreseen the weeks so far best."""
        rows = np.concatenate([row for row, _ in self.rows])
        events = np.concatenate([number for _, number in self.rows])
        self.weights = fitted(rows, events, np.sum(self.sums, axis=0), self.weights)

    def _weighed(self, estimates: Floats) -> Floats:
        """Before anything is learnt, every estimate weighs the same."""
        weights = self.weights
        if weights is None:
            weights = np.full(estimates.shape[1], 1 / estimates.shape[1])
        summed: Floats = np.einsum("ij,j->i", estimates, weights)
        return summed


def estimates_of(past: Past, where: Ints) -> Floats:
    """float[k, estimates]: every estimate of next week's count, for the k cells of `where`."""
    busy = max(int((past.total > 0).sum()), 1)
    floor = _FLOOR * past.rate(SURROUNDINGS).sum() / busy
    own = {life: (past.decayed[life][where], past.worth[life]) for life in LIVES}
    found = []
    for width in WIDTHS:
        near = past.around(SURROUNDINGS, width)[where] + floor
        for events, weeks in own.values():
            # A gamma prior with mean `near` and shape `strength`, then `events` in `weeks`.
            found += [near * (a + events) / (a + weeks * near) for a in STRENGTHS]
    found += [events / max(weeks, 1.0) for events, weeks in own.values()]
    found.append(np.full(len(where), past.total.sum() / max(past.weeks, 1) / len(where)))
    table: Floats = np.column_stack(found)
    return table


def _contenders(score: Floats) -> Ints:
    """The tenth of the known cells with the highest score, and all that tie with the last."""
    chosen = max(FEWEST_CONTENDERS, round(CONTENDERS * len(score)))
    if chosen >= len(score):
        return np.arange(len(score))
    last = np.partition(score, len(score) - chosen)[len(score) - chosen]
    return np.flatnonzero(score >= last)


def fitted(rows: Floats, events: Floats, sums: Floats, start: Floats | None) -> Floats:
    """Weights w >= 0 that maximise sum(events log(rows w)) - sums w, drawn a little to equal ones.

    rows: float[k, estimates] where there were events; events: float[k]; sums: float[estimates] over
    all cells, those without events included. The draw is worth 30 events. Steps of expectation and
    maximisation, which never leave w >= 0 and end at the one maximum.
    """
    size = len(sums)
    share = PRIOR_EVENTS / size
    safe = np.where(sums > 0, sums, 1.0)
    weights = np.full(size, (events.sum() + PRIOR_EVENTS) / size) / safe if start is None else start
    weights = np.where(sums > 0, np.maximum(weights, 1e-6 * share / safe), 0.0)
    for _ in range(_STEPS):
        seen = np.maximum(np.einsum("ij,j->i", rows, weights), 1e-300)
        better = (weights * np.einsum("ij,i->j", rows, events / seen) + share) / safe
        better = np.where(sums > 0, better, 0.0)
        moved = float(np.abs((better - weights) * sums).max(initial=0.0))
        weights = better
        if moved <= _CLOSE * (events.sum() + PRIOR_EVENTS):
            break
    return weights

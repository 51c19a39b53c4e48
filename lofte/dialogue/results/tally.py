"""What the answers say, question by question, in the dialogue's own mode and never in the other.

An open survey gives counts of persons and shares of those who answered. A sample survey gives
estimates of the population with intervals. Nothing here can give an open survey an interval: the
methods in `analysis.survey` take two different types.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from lofte.analysis.arrays import Bools, Ints
from lofte.analysis.disclosure import PERCENT_BASE, percentage
from lofte.analysis.survey.answers import persons
from lofte.analysis.survey.design import Lonely, Open, Sample
from lofte.analysis.survey.estimates import Estimate, share
from lofte.dialogue.results.columns import Columns
from lofte.dialogue.results.questions import Item
from lofte.dialogue.results.weighing import Weighed

Asked = dict[int, frozenset[tuple[str, str, int]]]


@dataclass(frozen=True, slots=True)
class Line:
    """One choice: how many persons made it, and what share that is if the base carries one."""

    code: str
    label: str
    count: int
    percent: int | None = None
    estimate: Estimate | None = None

    @property
    def value(self) -> int | None:
        """In whole per cent, whichever way it was made."""
        return self.percent if self.estimate is None else round(100 * self.estimate.value)

    @property
    def low(self) -> int | None:
        return None if self.estimate is None else int(100 * self.estimate.low)

    @property
    def high(self) -> int | None:
        return None if self.estimate is None else min(100, int(100 * self.estimate.high) + 1)


@dataclass(frozen=True, slots=True)
class Result:
    """One question. base: persons who answered it; missing: who were asked it and did not."""

    item: Item
    base: int
    missing: int
    other_wording: int
    weighed_by: bool
    lines: tuple[Line, ...]

    @property
    def carries_percent(self) -> bool:
        return self.base >= PERCENT_BASE


def tally(
    items: Iterable[Item],
    columns: Columns,
    forms: Sequence[int],
    asked: Asked,
    weighed: Weighed | None,
) -> list[Result]:
    """forms: each answer's form. asked: which questions each form has. weighed: None when open."""
    of = np.array(forms, dtype=np.int64)
    if weighed is not None:
        of = of[weighed.kept]
    return [_result(item, columns, of, asked, weighed) for item in items]


def _result(
    item: Item, columns: Columns, forms: Ints, asked: Asked, weighed: Weighed | None
) -> Result:
    same = [form for form, questions in asked.items() if item.same in questions]
    alike = np.isin(forms, same)
    chosen = columns.chosen(item)
    if weighed is not None and not weighed.kept.all():
        chosen = chosen[weighed.kept]
    chosen &= alike[:, None]
    given = np.asarray(chosen.any(axis=1), dtype=np.bool_)
    counted = persons(chosen, Open(len(forms)))
    base = int(counted.base[0])
    weighed_by = weighed is not None and item.code in weighed.by
    sample = weighed.sample if weighed is not None and not weighed_by else None
    lines = tuple(
        _line(
            code,
            label,
            int(counted.chosen[0, n]),
            base,
            weighed is None,
            _yes(chosen, n, sample, given),
        )
        for n, (code, label) in enumerate(item.choices)
    )
    return Result(
        item=item,
        base=base,
        missing=int(alike.sum()) - base,
        other_wording=int((~alike).sum()),
        weighed_by=weighed_by,
        lines=lines,
    )


def _yes(chosen: Bools, n: int, sample: Sample | None, given: Bools) -> Estimate | None:
    if sample is None or given.sum() < PERCENT_BASE:
        return None
    return share(chosen[:, n], sample, within=given, lonely=Lonely.ADJUST)


def _line(
    code: str, label: str, count: int, base: int, is_open: bool, estimate: Estimate | None
) -> Line:
    told = percentage(count, base) if is_open else None
    return Line(code, label, count, told.percent if told else None, estimate)

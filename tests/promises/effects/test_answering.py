"""Without a database: noise is seldom taken for an effect, a real fall is mostly found."""

from datetime import date

import numpy as np
import pytest

from lofte.promises.effects.answering import DID, ITS, WDQ, answers, headline
from lofte.promises.effects.counting import Counts, Window, by_week
from lofte.promises.effects.gaps import Gap, gaps, told

TRIES = 60


def counts_of(seed: int, after: float) -> Counts:
    """Two years before and one after, eight events a week, at the target and elsewhere."""
    rng = np.random.default_rng(seed)
    weeks = np.concatenate([rng.poisson(8, 104), rng.poisson(after, 52)]).astype(np.int64)
    target = (int(weeks[:104].sum()), int(weeks[104:].sum()))
    others = [(int(rng.poisson(416)), int(rng.poisson(208))) for _ in range(2)]
    return Counts([target], others, (int(rng.poisson(832)), int(rng.poisson(416))), weeks, 104)


def found(after: float) -> dict[str, int]:
    """How many of the tries each method calls fewer, or says that something moved."""
    told_ = [one for seed in range(TRIES) for one in answers(counts_of(seed, after))]
    return {
        method: sum(
            one.verdict in ("fewer", "more", "displaced_more")
            for one in told_
            if one.method == method
        )
        for method in (ITS, DID, WDQ)
    }


def test_noise_is_seldom_taken_for_an_effect() -> None:
    assert all(count <= 0.12 * TRIES for count in found(after=8).values())


def test_a_fall_of_forty_percent_is_mostly_found() -> None:
    seen = found(after=4.8)
    assert seen[ITS] >= 0.9 * TRIES
    assert seen[DID] >= 0.9 * TRIES
    assert seen[WDQ] <= 0.05 * TRIES


def test_the_headline_is_the_comparison_and_else_the_own_history() -> None:
    counts = counts_of(1, after=4)
    said = {one.method: one for one in answers(counts)}
    assert headline(answers(counts)) == f"{said[DID].sentence} {said[DID].change}"
    counts.comparisons = []
    assert headline(answers(counts)) == f"{said[ITS].sentence} {said[ITS].change}"
    counts.weeks, counts.start = counts.weeks[100:], 4
    assert headline(answers(counts)).startswith("Serien är för kort: 4 hela veckor före")


def test_the_quotient_is_told_with_its_interval() -> None:
    counts = Counts(
        [(2_000, 1_000)], [(9_000, 9_000)], (3_000, 2_000), np.ones(40, dtype=np.int64), 20
    )
    moved = next(one for one in answers(counts) if one.method == WDQ)
    assert moved.verdict == "benefit"
    assert moved.change.startswith("Förflyttningskvoten är 1,00 (95 procents säkerhet: 0,")
    assert moved.smallest == 1_000


def test_a_quiet_source_has_no_gap_and_a_busy_one_has() -> None:
    quiet = np.zeros(100, dtype=np.int64)
    quiet[::7] = 1
    assert gaps(quiet) == []
    busy = np.full(100, 20, dtype=np.int64)
    busy[40] = 0
    assert gaps(busy) == []  # one odd week is no gap
    busy[40:44] = 0
    assert gaps(busy) == [Gap(40, 44, 20.0)]
    assert gaps(np.zeros(0, dtype=np.int64)) == []


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (Gap(0, 9, 3.0), "har inget före 2023-03-06"),
        (Gap(90, 100, 0.2), "omkring 1 i veckan"),
        (Gap(4, 6, 30.0), "har en lucka från 2023-01-30 till 2023-02-12"),
        (Gap(0, 100, 0.0), "inga händelser alls"),
    ],
)
def test_a_gap_is_told_with_its_days(gap: Gap, said: str) -> None:
    assert said in told(gap, 100, date(2023, 1, 2), "Larm")


def test_days_outside_the_whole_weeks_are_left_out() -> None:
    window = Window(date(2025, 1, 1), date(2025, 1, 20), date(2025, 2, 1))
    days = np.array(["2025-01-01", "2025-01-06", "2025-01-20", "2025-01-31"], "datetime64[D]")
    assert by_week(days, window).tolist() == [1, 0, 1]

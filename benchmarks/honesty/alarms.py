"""How often do alarms ring when nothing happens, and do they ring when something does?

python -m benchmarks.honesty.alarms [--series 400] [--weeks 52]: quiet series with a season, from a
third of a case to fifty a week, Poisson and negative binomial; the share of weeks above the limit
of each published rule, and the share of weeks in which anything at all is found over all series.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from lofte.analysis.alarms import alarms
from lofte.analysis.ears import Variant, ears
from lofte.analysis.farrington import Settings, Threshold, farrington, noufaily

MEANS = (0.3, 1.0, 3.0, 10.0, 50.0)
SIZES = (np.inf, 5.0, 1.0)  # of the negative binomial; inf = Poisson, 1 = very jumpy
HISTORY = 5 * 52 + 4
SHORT = 40
LEVEL = 0.05
ALWAYS = Settings(few=(0, 1))
RISES = (2.0, 3.0, 5.0)
Shares = dict[str, float]


def quiet(
    rng: np.random.Generator, shape: tuple[int, int], mean: float, size: float, season: float = 0.4
) -> Any:
    """int[series, weeks]; a season of 0.4 is half as many again in summer as in spring."""
    mu = mean * np.exp(season * np.sin(2 * np.pi * np.arange(shape[1]) / 52)) * np.ones(shape)
    if np.isinf(size):
        return rng.poisson(mu)
    return rng.negative_binomial(size, size / (size + mu))


def above(counts: Any, weeks: int) -> Shares:
    """Share of series-weeks above the limit, each rule at its own stated level of 5 %."""
    found = {
        f"noufaily {limit}": noufaily(
            counts, settings=Settings(few=(0, 1), limit=limit), evaluated=weeks
        ).alarm
        for limit in Threshold
    }
    found["farrington (2.5 %)"] = farrington(counts, settings=ALWAYS, evaluated=weeks).alarm
    for variant in Variant:
        alarm = ears(counts, variant, evaluated=weeks, alpha=LEVEL).alarm
        found[f"ears {variant} at 5 %"] = alarm
        found[f"ears {variant} as published"] = ears(counts, variant, evaluated=weeks).alarm
    return {name: float(alarm.mean()) for name, alarm in found.items()}


def anything(counts: Any, steady: Any, weeks: int) -> Shares:
    """Share of weeks in which anything is found over all series: the promise is 5 %.

    EARS knows no season, so its promise is about steady series; what a season does to it is told.
    """
    cases = {
        "found, years": counts,
        "found, short": steady[:, -SHORT - weeks :],
        "found, short, with a season": counts[:, -SHORT - weeks :],
    }
    return {
        name: float(alarms(these, evaluated=weeks).found.any(axis=0).mean())
        for name, these in cases.items()
    }


def seen(series: int, mean: float, rise: float, seed: int) -> Shares:
    """Share found of planted rises: x times what is usual, in a twentieth of the series."""
    rng = np.random.default_rng([seed, int(10 * mean), int(rise)])
    counts = quiet(rng, (series, HISTORY), mean, 5.0)
    planted = np.arange(series) % 20 == 0
    usual = mean * np.exp(0.4 * np.sin(2 * np.pi * (HISTORY - 1) / 52))
    counts[planted, -1] = rng.poisson(rise * usual, planted.sum())
    return {
        "years": float(alarms(counts).found[planted].mean()),
        "short": float(alarms(counts[:, -SHORT:]).found[planted].mean()),
    }


def false_alarms(series: int, weeks: int, seed: int = 1) -> dict[str, Shares]:
    """By kind of series."""
    found = {}
    for mean in MEANS:
        for size in SIZES:
            rng = np.random.default_rng([seed, int(10 * mean), int(min(size, 99))])
            shape = series, HISTORY + weeks
            counts, steady = (quiet(rng, shape, mean, size, season) for season in (0.4, 0.0))
            every = anything(counts, steady, weeks)
            found[f"mean {mean:g}, size {size:g}"] = above(counts, weeks) | every
    return found


def mean_of(shares: dict[str, Shares], name: str) -> float:
    return float(np.mean([one[name] for one in shares.values()]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=400)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--out", type=Path, default=Path("honesty-alarms.json"))
    wish = parser.parse_args()
    shares = false_alarms(wish.series, wish.weeks)
    print("share of quiet weeks above the limit, and of weeks with anything found")
    for name in next(iter(shares.values())):
        kinds = [one[name] for one in shares.values()]
        print(f"  {name:<26} mean {np.mean(kinds):.3f}  highest {max(kinds):.3f}")
    power = {
        f"mean {mean:g} x {rise:g}": seen(wish.series, mean, rise, 1)
        for mean in MEANS[1:]
        for rise in RISES
    }
    print("share of planted rises found")
    for name, one in power.items():
        print(f"  {name:<26} years {one['years']:.2f}  short {one['short']:.2f}")
    wish.out.write_text(json.dumps({"quiet": shares, "power": power}, indent=1) + "\n")


if __name__ == "__main__":
    main()

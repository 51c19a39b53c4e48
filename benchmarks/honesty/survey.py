"""How often the intervals of a sample survey hold what they should.

python -m benchmarks.honesty.survey [--samples 1000]
"""

import argparse
from collections import Counter
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lofte.analysis.survey.calibration import rake
from lofte.analysis.survey.design import Sample
from lofte.analysis.survey.estimates import Estimate, mean, share

STRATA = np.repeat(["norr", "mitt", "söder"], [6000, 2500, 700])
WHERE = [np.flatnonzero(name == STRATA) for name in np.unique(STRATA)]
SHARES = (0.05, 0.2, 0.5)
SIZES = (60, 200, 800)


@cache
def population(part: float) -> dict[str, NDArray[Any]]:
    """9,200 people: sex, age and feeling unsafe, which is more common among some."""
    rng = np.random.default_rng(round(part * 100))
    n = len(STRATA)
    sex, young = rng.random(n) < 0.5, rng.random(n) < 0.3
    pull = 1 + 0.4 * (STRATA == "söder") + 0.3 * young + 0.2 * sex
    unsafe = rng.random(n) < part * pull / pull.mean()
    hours = rng.gamma(1.5, 1.0, n) * pull
    return {"sex": sex.astype(str), "age": young.astype(str), "unsafe": unsafe, "hours": hours}


@cache
def known(part: float, key: str) -> dict[str, int]:
    """The population table."""
    return dict(Counter(population(part)[key].tolist()))


def drawn(size: int, seed: int) -> tuple[NDArray[np.int64], Sample]:
    """As many from each stratum, whatever its size."""
    rng = np.random.default_rng([seed, size])
    rows = np.concatenate([rng.choice(each, size // 3, replace=False) for each in WHERE])
    there = np.repeat([len(each) for each in WHERE], size // 3)
    return rows, Sample.drawn(stratum=STRATA[rows], population=there)


def covered(part: float, size: int, seed: int) -> dict[str, bool]:
    """Do the intervals of a share, a raked share and a skewed mean hold the population's?"""
    people = population(part)
    rows, sample = drawn(size, seed)
    raked = rake(sample, [(people[key][rows], known(part, key)) for key in ("sex", "age")])
    truth = float(people["unsafe"].mean())
    return {
        "share": _holds(share(people["unsafe"][rows], sample), truth),
        "raked share": _holds(share(people["unsafe"][rows], raked), truth),
        "mean": _holds(mean(people["hours"][rows], sample), float(people["hours"].mean())),
    }


def rates(part: float, size: int, samples: int) -> dict[str, float]:
    """Share of samples whose intervals hold the truth."""
    held = [covered(part, size, seed) for seed in range(samples)]
    return {name: float(np.mean([one[name] for one in held])) for name in held[0]}


def _holds(found: Estimate, truth: float) -> bool:
    return found.low <= truth <= found.high


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=1000)
    samples = parser.parse_args().samples
    print(f"share of {samples} samples whose 95 % interval holds the truth")
    everything = []
    for part in SHARES:
        for size in SIZES:
            found = rates(part, size, samples)
            everything.append(list(found.values()))
            told = "  ".join(f"{name} {rate:.3f}" for name, rate in found.items())
            print(f"  about {100 * part:2.0f} %, {size:3d} answers  {told}")
    print("  on average", "  ".join(f"{rate:.3f}" for rate in np.mean(everything, axis=0)))


if __name__ == "__main__":
    main()

"""How often the intervals of a sample survey hold what they should.

`intervals` judges them where at least ten are expected to say yes; the table here shows the rest.

python -m benchmarks.honesty.survey [--samples 1000]
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.honesty.coverage import Interval
from lofte.analysis.survey.calibration import poststratify, rake
from lofte.analysis.survey.design import Sample
from lofte.analysis.survey.estimates import mean, share, total
from lofte.analysis.survey.intervals import Estimate

STRATA = np.repeat(["norr", "mitt", "söder"], [6000, 2500, 700])
WHERE = [np.flatnonzero(name == STRATA) for name in np.unique(STRATA)]
SHARES = (0.05, 0.2, 0.5)
SIZES = (60, 200, 800)
TEN = 10


@cache
def population(part: float) -> dict[str, NDArray[Any]]:
    """9,200 people: sex, age and feeling unsafe, which is more common among some."""
    rng = np.random.default_rng(round(part * 100))
    n = len(STRATA)
    sex, young = rng.random(n) < 0.5, rng.random(n) < 0.3
    pull = 1 + 0.4 * (STRATA == "söder") + 0.3 * young + 0.2 * sex
    unsafe = rng.random(n) < part * pull / pull.mean()
    hours = rng.gamma(1.5, 1.0, n) * pull
    # Neighbours are alike: of two who share a stairwell, both feel safe more often than by chance.
    house = np.repeat(rng.gamma(4.0, 0.25, n // 10), 10)
    together = rng.random(n) < part * house
    return {
        "sex": sex.astype(str),
        "age": young.astype(str),
        "unsafe": unsafe,
        "hours": hours,
        "together": together,
    }


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


def covered(part: float, size: int, seed: int, names: Iterable[str] = ()) -> dict[str, bool]:
    """Which of the intervals hold the population's own figure? names: of `_ASKED`; () = all."""
    return {name: _holds(*_ASKED[name](part, size, seed)) for name in names or _ASKED}


def _share(part: float, size: int, seed: int) -> tuple[Estimate, float]:
    unsafe, (rows, sample) = population(part)["unsafe"], drawn(size, seed)
    return share(unsafe[rows], sample), float(unsafe.mean())


def _raked(part: float, size: int, seed: int) -> tuple[Estimate, float]:
    people, (rows, sample) = population(part), drawn(size, seed)
    raked = rake(sample, [(people[key][rows], known(part, key)) for key in ("sex", "age")])
    return share(people["unsafe"][rows], raked), float(people["unsafe"].mean())


def _fitted(part: float, size: int, seed: int) -> tuple[Estimate, float]:
    people, (rows, sample) = population(part), drawn(size, seed)
    fitted = poststratify(sample, people["sex"][rows], known(part, "sex"))
    return share(people["unsafe"][rows], fitted), float(people["unsafe"].mean())


def _of_group(part: float, size: int, seed: int) -> tuple[Estimate, float]:
    people, (rows, sample) = population(part), drawn(size, seed)
    young = people["age"] == "True"
    found = share(people["unsafe"][rows], sample, within=young[rows])
    return found, float(people["unsafe"][young].mean())


def _of_stairwells(part: float, size: int, seed: int) -> tuple[Estimate, float]:
    alike, (rows, sample) = population(part)["together"], stairwells(size, seed)
    return share(alike[rows], sample), float(alike.mean())


def _mean(part: float, size: int, seed: int) -> tuple[Estimate, float]:
    hours, (rows, sample) = population(part)["hours"], drawn(size, seed)
    return mean(hours[rows], sample), float(hours.mean())


def _total(part: float, size: int, seed: int) -> tuple[Estimate, float]:
    unsafe, (rows, sample) = population(part)["unsafe"], drawn(size, seed)
    return total(unsafe[rows].astype(float), sample), float(unsafe.sum())


def stairwells(size: int, seed: int) -> tuple[NDArray[np.int64], Sample]:
    """Everybody in as many stairwells from each stratum: ten who live together."""
    rng = np.random.default_rng([seed, size, 10])
    chosen = [rng.choice(len(each) // 10, size // 30, replace=False) for each in WHERE]
    pairs = zip(WHERE, chosen, strict=True)
    rows = np.concatenate([each[(k[:, None] * 10 + np.arange(10)).ravel()] for each, k in pairs])
    there = np.repeat([len(each) // 10 for each in WHERE], 10 * (size // 30))
    return rows, Sample.drawn(stratum=STRATA[rows], cluster=rows // 10, population=there)


def rates(part: float, size: int, samples: int) -> dict[str, float]:
    """Share of samples whose intervals hold the truth."""
    held = [covered(part, size, seed) for seed in range(samples)]
    return {name: float(np.mean([one[name] for one in held])) for name in held[0]}


def _holds(found: Estimate, truth: float) -> bool:
    return found.low <= truth <= found.high


_ASKED: dict[str, Callable[[float, int, int], tuple[Estimate, float]]] = {
    "share": _share,
    "raked share": _raked,
    "post-stratified share": _fitted,
    "share of a group": _of_group,
    "share, whole stairwells": _of_stairwells,
    "mean": _mean,
    "total": _total,
}


def _interval(name: str) -> Interval:
    """At least ten people who say yes, and with whole stairwells at least twenty of them."""

    def draw(rng: np.random.Generator, cell: tuple[float, int]) -> bool:
        return covered(*cell, int(rng.integers(10**9)), [name])[name]

    least = 200 if "stairwells" in name else 0
    cells = tuple((p, n) for p in SHARES for n in SIZES if p * n >= TEN and n >= least)
    return Interval(f"survey: {name}", False, cells, draw)


SURVEY = tuple(map(_interval, _ASKED))


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

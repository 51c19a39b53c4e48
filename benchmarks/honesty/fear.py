"""How often fear against events is called different where it is not; and what is found.

python -m benchmarks.honesty.fear [--towns 1000]
"""

import argparse
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from lofte.analysis.fear.areas import Bunching, FearByArea, Klass, fear_by_area
from lofte.analysis.fear.marks import Selection
from lofte.analysis.fear.surface import FearSurface, Labelling, Smoothing, fear_surface
from lofte.analysis.grid import Grid

AREAS = (5, 15, 40)
SIZES = ((40, 60), (300, 400), (3000, 2000))
SIDE = 24
OFF = {Klass.FEAR_HIGH_EVENTS_FEW, Klass.FEAR_LOW_EVENTS_MANY, Klass.MORE_FEAR, Klass.MORE_EVENTS}


def alike(areas: int, size: tuple[int, int], seed: int, *, bunched: float = 1.0) -> FearByArea:
    """A town in which marks and events follow the base, which is uneven.

    bunched: groups of that mean size answer together, and the method is told so.
    """
    rng = np.random.default_rng([seed, areas, *size])
    base = rng.gamma(1.5, 1.0, areas) + 0.05
    marks, events = (_dealt(rng, n, base, bunched) for n in size)
    known = Bunching(marks=2 * bunched - 1, events=2 * bunched - 1)
    return fear_by_area(marks, events, base, selection=Selection.SELF_SELECTED, bunching=known)


def _dealt(
    rng: np.random.Generator, n: int, base: NDArray[np.float64], bunched: float
) -> NDArray[np.int64]:
    """n points in groups of geometric size: variance over mean of a sum is 2 * bunched - 1."""
    groups = rng.geometric(1 / bunched, max(1, round(n / bunched)))
    of = rng.choice(len(base), len(groups), p=base / base.sum())
    return np.bincount(of, weights=groups, minlength=len(base)).astype(np.int64)


def wrong(found: FearByArea) -> dict[str, bool]:
    """Is any area called what it is not, by each comparison and by its class?"""
    told = {
        name: any(level in ("high", "low") for level in ratio.levels)
        for name, ratio in (
            ("fear", found.fear),
            ("events", found.event),
            ("contrast", found.contrast),
        )
    }
    return told | {"class": any(k not in (Klass.TOO_FEW, Klass.ORDINARY) for k in found.klass)}


def planted(times: float, size: tuple[int, int], seed: int) -> bool:
    """One of 15 areas has `times` the marks and 1 / `times` the events of its base: is it found?"""
    rng = np.random.default_rng([seed, round(times * 10), *size])
    base = rng.gamma(3.0, 1.0, 15) + 0.2
    pull = np.where(np.arange(15) == 7, times, 1.0)
    marks = rng.multinomial(size[0], base * pull / (base * pull).sum())
    events = rng.multinomial(size[1], base / pull / (base / pull).sum())
    found = fear_by_area(marks, events, base, selection=Selection.SELF_SELECTED)
    return found.klass[7] in (Klass.FEAR_HIGH_EVENTS_FEW, Klass.MORE_FEAR)


def surface(seed: int, *, pull: float = 1.0, replicates: int = 99) -> FearSurface:
    """A town on a map with a dense centre; at `pull` > 1 one quarter has more marks than events."""
    rng = np.random.default_rng([seed, round(pull * 10)])
    at = np.arange(SIDE) - SIDE / 2
    dense = np.exp(-(at[:, None] ** 2 + at**2) / 80).ravel() + 0.05
    quarter = np.zeros((SIDE, SIDE))
    quarter[14:19, 6:11] = 1
    uneven = dense * np.where(quarter.ravel() > 0, pull, 1.0)
    return fear_surface(
        rng.multinomial(400, uneven / uneven.sum()),
        rng.multinomial(600, dense / dense.sum()),
        Grid(100.0, 0.0, 0.0, SIDE, SIDE),
        selection=Selection.SELF_SELECTED,
        labelling=Labelling(seed=seed, replicates=replicates),
        smoothing=Smoothing(bandwidth=150.0),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--towns", type=int, default=1000)
    towns = parser.parse_args().towns
    print(f"share of {towns} towns without any difference in which an area is called something")
    for bunched in (1.0, 2.0):
        for areas in AREAS:
            for size in SIZES:
                counts: Counter[str] = Counter()
                for seed in range(towns):
                    said = wrong(alike(areas, size, seed, bunched=bunched))
                    counts.update(name for name, bad in said.items() if bad)
                shares = "  ".join(
                    f"{n} {counts[n] / towns:.3f}" for n in ("fear", "events", "contrast", "class")
                )
                town = f"bunched {bunched:.0f}  {areas:2d} areas  {size[0]:4d} + {size[1]:4d}"
                print(f"  {town}  {shares}")
    print("share of planted areas found (15 areas; times the marks, and the inverse for events)")
    for size in SIZES:
        shares = "  ".join(
            f"x{t:g} {np.mean([planted(t, size, s) for s in range(towns)]):.2f}"
            for t in (1.5, 2, 3, 5)
        )
        print(f"  {size[0]:4d} + {size[1]:4d}  {shares}")
    few = max(towns // 5, 1)
    maps = [surface(seed) for seed in range(few)]
    false = np.mean([bool(m.more_fear.any() or m.more_events.any()) for m in maps])
    print(f"map: {false:.3f} of {few} towns without difference show anything (level 0.05)")
    for pull in (2.0, 4.0):
        found = np.mean([bool(surface(s, pull=pull).more_fear.any()) for s in range(few)])
        print(f"map: {found:.2f} of {few} towns with {pull:g} times the marks in a quarter show it")


if __name__ == "__main__":
    main()

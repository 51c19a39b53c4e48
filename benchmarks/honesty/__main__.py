"""Quiet towns that show something, and planted truths that are found.

python -m benchmarks.honesty [--towns 1000] [--planted 10] [--out honesty.json]
"""

import argparse
import json
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.honesty.power import PLANTS, missed
from benchmarks.honesty.quiet import KINDS, quiet
from benchmarks.honesty.towns import picture, register
from lofte.demo.town import make_town
from lofte.situation.document import MORE

PERIODS = ("2026-W47", "2026-10")
FAMILIES = ("cells", "places", "areas", "categories")
FIRST_SEED = 1000


def shown(case: tuple[str, int, str]) -> tuple[tuple[str, int, str], list[str]]:
    """The families in which a quiet town shows anything as more than normal."""
    kind, seed, period = case
    document = picture(quiet(kind, seed), period)
    return case, [
        name for name in FAMILIES if any(one.klass == MORE for one in getattr(document, name))
    ]


def planted(seed: int) -> list[str]:
    return missed(register(make_town(seed=seed)))


def honesty(towns: int, pool: ProcessPoolExecutor) -> dict[str, dict[str, float]]:
    """Shares of towns that show anything, by kind of noise and period; all kinds equally often."""
    each = -(-towns // len(KINDS))
    cases = [
        (kind, FIRST_SEED + seed, period)
        for kind in KINDS
        for seed in range(each)
        for period in PERIODS
    ]
    counts: Counter[tuple[str, str, str]] = Counter()
    for (kind, _, period), families in pool.map(shown, cases, chunksize=4):
        counts.update((kind, period, family) for family in families)
    return {
        f"{kind} {period}": {f: counts[kind, period, f] / each for f in FAMILIES}
        for kind in KINDS
        for period in PERIODS
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--towns", type=int, default=1000)
    parser.add_argument("--planted", type=int, default=10)
    parser.add_argument("--out", type=Path, default=Path("honesty.json"))
    wish = parser.parse_args()
    with ProcessPoolExecutor(max_workers=2) as pool:
        shares = honesty(wish.towns, pool)
        lost = Counter(
            key for keys in pool.map(planted, range(1, wish.planted + 1)) for key in keys
        )
    print(f"share of quiet towns that show anything ({wish.towns} towns, level 0.05)")
    for name, families in shares.items():
        print(f"  {name:20s}", "  ".join(f"{f} {share:.3f}" for f, share in families.items()))
    power = {plant.key: 1 - lost[plant.key] / wish.planted for plant in PLANTS}
    print(f"share of {wish.planted} planted towns in which each truth is found")
    for key, share in power.items():
        print(f"  {key:20s} {share:.2f}")
    wish.out.write_text(
        json.dumps({"towns": wish.towns, "quiet": shares, "power": power}, indent=1)
    )


if __name__ == "__main__":
    main()

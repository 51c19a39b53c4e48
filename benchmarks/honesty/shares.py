"""The share of quiet towns in which each method says something, and what it finds when it is there.

python -m benchmarks.honesty.shares [--towns 1000] [--planted 100] [--out FILE]
"""

import argparse
import json
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import lofte.situation.trial
from benchmarks.honesty import simple
from benchmarks.honesty.checks import CHECKS
from benchmarks.honesty.sources import sources, versions

RESULTS = Path(lofte.situation.trial.__file__).with_name("honesty.json")
NORMALS = (2.0, 5.0, 10.0)
TIMES = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
PLACES = (1.0, 2.0, 4.0, 8.0, 12.0, 16.0)
REPEATS = (1.0, 4.0, 8.0, 16.0, 32.0, 64.0)
PLANTED = (("rise", NORMALS, TIMES), ("place", (0.0,), PLACES), ("repeat", (0.0,), REPEATS))
FIRST_SEED = 50_000


def said(case: tuple[str, int]) -> list[str]:
    """The methods that say something of a quiet town."""
    town = simple.quiet(*case)
    return [name for name, check in CHECKS.items() if check.falsely(town)]


def seen(case: tuple[str, float, float, int]) -> list[str]:
    """The methods that find what was planted for them."""
    planted, normal, times, seed = case
    town = getattr(simple, planted)(seed, normal, times)
    return [
        name
        for name, check in CHECKS.items()
        if getattr(check, "PLANTED", "") == planted and check.found(town)
    ]


def quiet_shares(towns: int, pool: ProcessPoolExecutor) -> dict[str, dict[str, float]]:
    """By kind of town and method."""
    shares = {}
    for kind in simple.KINDS:
        cases = [(kind, FIRST_SEED + seed) for seed in range(towns)]
        counts = Counter(name for names in pool.map(said, cases, chunksize=4) for name in names)
        shares[kind] = {name: counts[name] / towns for name in CHECKS}
    return shares


def curves(towns: int, pool: ProcessPoolExecutor) -> list[dict[str, object]]:
    """The share of planted rises and places that are found, by size."""
    told: list[dict[str, object]] = []
    for planted, normals, sizes in PLANTED:
        for normal in normals:
            counts = {
                times: Counter(
                    name
                    for names in pool.map(
                        seen,
                        [(planted, normal, times, FIRST_SEED + seed) for seed in range(towns)],
                        chunksize=4,
                    )
                    for name in names
                )
                for times in sizes
            }
            told += [
                {
                    "method": name,
                    "planted": planted,
                    "normal": normal,
                    "times": list(sizes),
                    "found": [counts[times][name] / towns for times in sizes],
                }
                for name, check in CHECKS.items()
                if getattr(check, "PLANTED", "") == planted
            ]
    return told


def results(towns: int, planted: int, pool: ProcessPoolExecutor) -> dict[str, object]:
    """Everything, ready for the file."""
    return {
        "schema": "lofte-honesty-1",
        "towns": towns,
        "planted": planted,
        "per_week": simple.PER_WEEK,
        "weeks": simple.WEEKS,
        "sources": sources(),
        "versions": versions(),
        "methods": [
            {"key": name, "name": check.NAME, "says": check.SAYS, "level": check.LEVEL}
            for name, check in CHECKS.items()
        ],
        "quiet": quiet_shares(towns, pool),
        "power": curves(planted, pool),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--towns", type=int, default=1000)
    parser.add_argument("--planted", type=int, default=100)
    parser.add_argument("--out", type=Path, default=RESULTS)
    wish = parser.parse_args()
    with ProcessPoolExecutor(max_workers=2) as pool:
        told = results(wish.towns, wish.planted, pool)
    print(f"share of {wish.towns} quiet towns in which a method says something")
    for kind, shares in told["quiet"].items():  # type: ignore[attr-defined]
        for name, share in shares.items():
            promise = CHECKS[name].LEVEL
            print(f"  {kind:10s} {name:20s} {share:.3f}  (promised: {promise or 'nothing'})")
    for curve in told["power"]:  # type: ignore[attr-defined]
        pairs = zip(curve["times"], curve["found"], strict=True)
        line = "  ".join(f"x{times:g} {found:.2f}" for times, found in pairs)
        print(f"  {curve['method']:20s} {curve['planted']:6s} normal {curve['normal']:g}: {line}")
    wish.out.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

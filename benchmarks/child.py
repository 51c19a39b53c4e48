"""One measurement in a process of its own: `python -m benchmarks.child FIGURE [PEER | --n N]`.

Prints one line of JSON: seconds (the best of some, warm), mib (the largest resident size, of the
process that did the work) and the version of the peer; or nothing and status 3 when the peer is not
installed.
"""

import argparse
import json
import resource
import sys
import time
import warnings
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from benchmarks.figure import Figure, Peer, Seconds, Step
from benchmarks.figures import all_figures
from benchmarks.r import r_version

NOT_INSTALLED = 3
ENOUGH = 5.0  # seconds; a slower step is not repeated


def timed(step: Step, data: Any, repeats: int) -> float:
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        told = step(data)
        spent = time.perf_counter() - start
        best = min(best, told if isinstance(told, Seconds) else spent)
        if best > ENOUGH:
            break
    return best


def ours(figure: Figure, n: int | None) -> dict[str, Any]:
    data = figure.data() if n is None else figure.data(n)
    figure.ours(data)  # compiles, or reads what was compiled before
    seconds = timed(figure.ours, data, figure.repeats)
    return {"seconds": seconds, "mib": mib(programs=figure.programs)}


def peers(figure: Figure, peer: Peer) -> dict[str, Any]:
    told = told_version(peer.distribution)
    data = peer.prepare(figure.data())
    seconds = timed(peer.run, data, figure.repeats) / peer.share
    programs = peer.distribution.startswith("R:")
    return {"seconds": seconds, "mib": mib(programs=programs), "version": told}


def told_version(distribution: str) -> str:
    if distribution.startswith("R:"):
        return r_version(distribution.removeprefix("R:"))
    return version(distribution)


def mib(*, programs: bool = False) -> float:
    """Of this process or, for a step that is a program of its own, of the largest such."""
    who = resource.RUSAGE_CHILDREN if programs else resource.RUSAGE_SELF
    return resource.getrusage(who).ru_maxrss / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figure")
    parser.add_argument("peer", nargs="?")
    parser.add_argument("--n", type=int)
    wish = parser.parse_args()
    warnings.simplefilter("ignore")  # peers warn about their own future
    figure = all_figures()[wish.figure]
    if wish.peer is None:
        print(json.dumps(ours(figure, wish.n)))
        return 0
    try:
        found = peers(figure, next(peer for peer in figure.peers if peer.name == wish.peer))
    except (ImportError, PackageNotFoundError, FileNotFoundError) as missing:
        print(missing, file=sys.stderr)
        return NOT_INSTALLED
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Our speed beside that of peers, in one go: `make bench`, or python -m benchmarks [NAME ...].

Writes benchmarks/results.json and prints a line for each pair. Every measurement has a process of
its own, one after the other. A time is worth something only beside another of the same run.
"""

import argparse
import json
import math
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.child import NOT_INSTALLED
from benchmarks.figure import Figure, Target
from benchmarks.figures import all_figures

OUT = Path(__file__).with_name("results.json")
KEYS = ("figure", "n", "ours_s", "ours_mib", "peer", "peer_version", "peer_s", "ratio", "target")
MISSED = "NOT MET"
Row = dict[str, Any]


def measured(*arguments: str) -> dict[str, Any] | None:
    """What the child prints; None when the peer is not there. A failure of ours is a failure.

    A peer that fails is told with its last words, and the others go on.
    """
    command = [sys.executable, "-m", "benchmarks.child", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == NOT_INSTALLED:
        return None
    if done.returncode and len(arguments) == 2:  # a figure and its peer
        print(f"{' '.join(arguments)} failed:\n{done.stderr}", file=sys.stderr, flush=True)
        return {"failed": (done.stderr.strip() or "no words").splitlines()[-1]}
    if done.returncode:
        sys.exit(f"{' '.join(arguments)} failed:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def row(figure: Figure, own: dict[str, Any], **more: Any) -> Row:
    start: Row = dict.fromkeys(KEYS)
    start |= {"figure": figure.name, "n": figure.n}
    start |= {"ours_s": own["seconds"], "ours_mib": own["mib"]}
    return start | more


def rows(figure: Figure) -> Iterator[tuple[Row, Target | None]]:
    """A row for each peer; one without a peer where there is none; one for each recorded time."""
    if figure.growth:
        yield from grown(figure)
        return
    own = measured(figure.name) or {}
    if not figure.peers:
        yield row(figure, own), figure.target
    for peer in figure.peers:
        other = measured(figure.name, peer.name)
        if other is None:
            yield row(figure, own, peer=peer.name), figure.target
            continue
        if "failed" in other:
            yield row(figure, own, peer=f"{peer.name} (failed)"), figure.target
            continue
        told = {"peer_version": other["version"], "peer_s": other["seconds"]}
        ratio = other["seconds"] / own["seconds"]
        yield row(figure, own, peer=peer.name, ratio=ratio, **told), figure.target
    for name, seconds in figure.recorded:
        yield row(figure, own, peer=name, peer_version="recorded", peer_s=seconds), None


def grown(figure: Figure) -> Iterator[tuple[Row, Target | None]]:
    """A row for each n, and one whose ratio is the slope of log time over log n."""
    seconds = []
    for n in figure.growth:
        own = measured(figure.name, "--n", str(n)) or {}
        seconds.append(own["seconds"])
        yield row(figure, own, n=n), None
    x = [math.log(n) for n in figure.growth]
    y = [math.log(s) for s in seconds]
    mx, my = sum(x) / len(x), sum(y) / len(y)
    above = sum((a - mx) * (b - my) for a, b in zip(x, y, strict=True))
    slope = above / sum((a - mx) ** 2 for a in x)
    yield row(figure, own, ratio=slope, peer="slope"), figure.target


def line(found: Row, target: Target | None) -> str:
    parts = [f"{found['figure']:<34} n={found['n']:<9} ours {found['ours_s']:.4f} s"]
    parts.append(f"{found['ours_mib']:.0f} MiB")
    if found["peer"] == "slope":
        parts.append(f"slope {found['ratio']:.2f}")
    elif found["peer_version"] == "recorded":
        parts.append(f"{found['peer']} {found['peer_s']:g} s (recorded elsewhere)")
    elif found["peer"] and found["peer_s"] is None:
        parts.append(f"{found['peer']} not run")
    elif found["peer"]:
        parts.append(f"{found['peer']} {found['peer_version']} {found['peer_s']:.3f} s")
        parts.append(f"{found['ratio']:.1f} times")
    if target is not None:
        seen = {key: found[key] for key in ("ours_s", "ours_mib", "ratio")}
        met = {True: "met", False: MISSED, None: "not tested"}[target.met(**seen)]
        parts.append(f"target {target}: {met}")
    return " | ".join(parts)


def main() -> int:
    """1 when a target was not met, so that whoever runs it notices."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="begin with; none = all")
    parser.add_argument("--out", type=Path, default=OUT)
    wish = parser.parse_args()
    results, missed = [], 0
    for name, figure in all_figures().items():
        if wish.names and not name.startswith(tuple(wish.names)):
            continue
        for found, target in rows(figure):
            found["target"] = str(target) if target else None
            results.append(found)
            said = line(found, target)
            print(said, flush=True)
            missed += MISSED in said
            # As it goes: what was measured stays if a later figure fails.
            wish.out.write_text(json.dumps(results, indent=1) + "\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

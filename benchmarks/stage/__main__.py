"""A QR code on a stage: python -m benchmarks.stage [SECONDS] [postgres].

500 people open the form within the first minute and 300 of them send within the next, each at a
moment of their own, against a real server (gunicorn, one process). The phones share its machine.
Printed: how long the pages took, and that no answer is lost or doubled. It exits with 1 when one
is, when somebody did not get through, or when p95 of either page is not under the target. SECONDS:
another length of each of the two minutes. The load of the machine is printed beside: a time means
little without it. What it gave, with its day, stands in docs/how-to/drift.md.
"""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.stage.databases import NAMES, own_database
from tests.faults.guests import Guest
from tests.faults.server import Server

OPEN, SEND, MINUTE, TARGET_MS = 500, 300, 60.0, 500


def main(seconds: float, database: str) -> int:
    with tempfile.TemporaryDirectory(prefix="lofte-bench-") as folder:
        server = Server(Path(folder), database)
        facts = server.run("asked.ask()")
        server.start()
        try:
            guests = [Guest(server.port, facts) for _ in range(OPEN)]
            came = spread([guest.open for guest in guests], seconds, seed=1)
            texts = [f"svar {n}" for n in range(SEND)]
            sending = [
                lambda g=g, t=t: g.send(t) for g, t in zip(guests[:SEND], texts, strict=True)
            ]
            thanked = spread(sending, seconds, seed=2)
            worked = server.cpu_seconds()
            found = server.run("asked.heard()")
        finally:
            server.kill()
    lost = sum(ok and text not in found["texts"] for ok, text in zip(thanked, texts, strict=True))
    doubled = sum(count > 1 for count in found["texts"].values())
    print(
        f"{NAMES[bool(database)]}: {sum(came)} of {OPEN} opened, "
        f"{sum(thanked)} of {SEND} sent, {seconds:g} s each"
    )
    opened = [second for guest in guests for second in guest.opened]
    sent = [second for guest in guests for second in guest.sent]
    print(f"  open: {told(opened)}")
    print(f"  send: {told(sent)}")
    print(
        f"  lost {lost}, doubled {doubled}, marked as a flood {found['flood']}; "
        f"{worked * 1000 / (OPEN + SEND):.1f} ms of work a request; "
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    through = all(came) and all(thanked)
    return int(bool(lost or doubled or not through or not (quick(opened) and quick(sent))))


def spread(calls: Sequence[Callable[[], Any]], seconds: float, *, seed: int) -> list[bool]:
    """Each call at its own moment within so many seconds; whether each went well, in order."""
    moments = np.random.default_rng(seed).uniform(0, seconds, len(calls)).tolist()
    went: list[bool] = [False] * len(calls)
    began = time.monotonic()

    def run(place: int) -> None:
        time.sleep(max(0.0, began + moments[place] - time.monotonic()))
        went[place] = bool(calls[place]())

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return went


def percentiles(seconds: Sequence[float]) -> list[float]:
    """p50, p95 and the slowest, in milliseconds; of nothing, not a number."""
    found: list[float] = np.percentile(
        [1000 * one for one in seconds] or [np.nan], [50, 95, 100]
    ).tolist()
    return found


def quick(seconds: Sequence[float]) -> bool:
    """Is p95 under the target? Of nothing it is not."""
    return percentiles(seconds)[1] < TARGET_MS


def told(seconds: Sequence[float]) -> str:
    p50, p95, most = percentiles(seconds)
    target = f"target < {TARGET_MS}: {'met' if quick(seconds) else 'NOT MET'}"
    return f"p50 {p50:.0f} ms, p95 {p95:.0f} ms ({target}), slowest {most:.0f} ms"


if __name__ == "__main__":
    words = sys.argv[1:]
    numbers = [float(word) for word in words if word != "postgres"]
    database = own_database() if "postgres" in words else ""
    sys.exit(main(numbers[0] if numbers else MINUTE, database))

"""50 reporters who send at once to one process: python -m benchmarks.sending [ROUNDS] [INCIDENTS].

A real server (gunicorn, one process, SQLite) and the phones share this machine. Every round lets
50 reports go in the same moment. Printed: how long the answers took, and that no report is lost or
doubled. The load of the machine is printed beside, since a time means little without it.
"""

import os
import sys
import tempfile
from pathlib import Path

import numpy as np

from tests.faults.senders import Phone, at_once, numbers
from tests.faults.server import Server

REPORTERS, TARGET_MS = 50, 300
TEXTS = (
    "Krossad ruta vid entrén, glas på marken.",
    "Cyklar ligger över gångvägen och lamporna är släckta längs stigen mot skolan.",
    "",
)


def main(rounds: int, incidents: int) -> int:
    with tempfile.TemporaryDirectory(prefix="lofte-bench-") as folder:
        server = Server(Path(folder))
        facts = server.prepare(REPORTERS, incidents)[:REPORTERS]
        server.start()
        try:
            phones = [Phone(server.port, fact) for fact in facts]
            for phone in phones:
                phone.meet()
            before = server.cpu_seconds()
            sent = [number for n in range(rounds) for number in one_round(phones, n)]
            worked = server.cpu_seconds() - before
            found = server.count()
        finally:
            server.kill()
    lost = sum(number not in found for number in sent)
    doubled = sum(count > 1 for count in found.values())
    ms = np.array([second * 1000 for phone in phones for second in phone.seconds])
    p50, p95, most = np.percentile(ms, [50, 95, 100])
    load = os.getloadavg()[0]
    print(
        f"{len(sent)} reports, {REPORTERS} at once, {incidents} before: "
        f"p50 {p50:.0f} ms, p95 {p95:.0f} ms (target {TARGET_MS}), slowest {most:.0f} ms; "
        f"{worked * 1000 / len(sent):.1f} ms of work each; lost {lost}, doubled {doubled}; "
        f"load {load:.1f} on {os.cpu_count()} cores"
    )
    return int(bool(lost or doubled))


def one_round(phones: list[Phone], number: int) -> list[str]:
    given = numbers(len(phones))
    text = TEXTS[number % len(TEXTS)]
    sent = at_once([lambda p=p, n=n: p.send(n, text) for p, n in zip(phones, given, strict=True)])
    assert all(sent), "a phone got no receipt"
    return given


if __name__ == "__main__":
    words = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(words + [10, 0][len(words) :])))

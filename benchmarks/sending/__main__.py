"""50 reporters who send at once to one process: python -m benchmarks.sending [ROUNDS] [INCIDENTS].

A real server (gunicorn, one process, SQLite) and the phones share this machine. Every round lets 50
phones open the form in the same moment, then send their reports, then open their receipts. Printed:
how long each of the three took, and that no report is lost or doubled. The load of the machine is
printed beside, since a time means little without it.
"""

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.faults.senders import Phone, at_once, numbers
from tests.faults.server import Server

REPORTERS, TARGET_MS = 50, 300
FORM = "/arbete/lyckeberga/rapportera/"
TEXTS = (
    "Krossad ruta vid entrén, glas på marken.",
    "Cyklar ligger över gångvägen och lamporna är släckta längs stigen mot skolan.",
    "",
)


def main(rounds: int, incidents: int) -> int:
    with tempfile.TemporaryDirectory(prefix="lofte-bench-") as folder:
        server = Server(Path(folder))
        facts = server.prepare(REPORTERS, incidents)[:REPORTERS]
        server.run("prepare.files()")
        server.start()
        try:
            phones = [Phone(server.port, fact) for fact in facts]
            for phone in phones:
                phone.meet()
            before = server.cpu_seconds()
            done = [one_round(phones, n) for n in range(rounds)]
            worked = server.cpu_seconds() - before
            found = server.count()
        finally:
            server.kill()
    sent = [number for one in done for number in one.sent]
    lost = sum(number not in found for number in sent)
    doubled = sum(count > 1 for count in found.values())
    seconds = [second for phone in phones for second in phone.seconds]
    told("the form", [second for one in done for second in one.forms])
    told("the report", seconds)
    told("the receipt", [second for one in done for second in one.receipts])
    print(
        f"{len(sent)} reports, {REPORTERS} at once, {incidents} before: "
        f"{worked * 1000 / len(sent):.1f} ms of work each, pages included; "
        f"lost {lost}, doubled {doubled}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    return int(bool(lost or doubled))


def told(what: str, seconds: list[float]) -> None:
    p50, p95, most = np.percentile(np.array(seconds) * 1000, [50, 95, 100])
    print(
        f"{what:12} p50 {p50:4.0f} ms, p95 {p95:4.0f} ms (target {TARGET_MS}), "
        f"slowest {most:4.0f} ms"
    )


@dataclass(frozen=True, slots=True)
class Round:
    """The numbers that were sent, and the seconds that the pages took."""

    sent: list[str]
    forms: list[float]
    receipts: list[float]


def one_round(phones: list[Phone], number: int) -> Round:
    given = numbers(len(phones))
    text = TEXTS[number % len(TEXTS)]
    forms = at_once([lambda p=p: p.open(FORM) for p in phones])
    sent = at_once([lambda p=p, n=n: p.send(n, text) for p, n in zip(phones, given, strict=True)])
    assert all(sent), "a phone got no receipt"
    receipts = at_once([lambda p=p: p.open(p.receipt) for p in phones])
    return Round(given, [second for _, second in forms], [second for _, second in receipts])


if __name__ == "__main__":
    words = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(words + [10, 0][len(words) :])))

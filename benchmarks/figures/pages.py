"""The first pages of a working day with 100,000 reports behind and 200 waiting: time in the server.

Django's own client asks for the page in this process: from request to answer, without a network.
"""

from functools import partial
from typing import Any

from benchmarks.figure import Figure, Target
from benchmarks.kommun import signed_in

REPORTERS, BEHIND, WAITING = 50, 100_000, 200
START = "/arbete/lyckeberga/"


def page(address: str, client: Any) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"


NAMED = (("start page", START), ("review queue", f"{START}granska/"))
FIGURES = tuple(
    Figure(
        f"{name}, {WAITING} waiting",
        BEHIND,
        partial(signed_in, REPORTERS, BEHIND, WAITING),
        partial(page, address),
        target=Target(seconds=0.15),
        repeats=10,
    )
    for name, address in NAMED
)

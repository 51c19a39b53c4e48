"""How long the guard reads: per text of 2,000 characters, and how the time grows."""

import time

from lofte.guard import find

_PROSE = (
    "Kl. 21.30 störde ungdomar vid Björkskolan. Min granne Anna Svensson ringde 114 14. "
    "Skadegörelse på Storgatan, klotter på busskuren, E20 och länsväg 184. Ingen såg något. "
)
LENGTHS = (2_000, 10_000, 100_000)


def report() -> None:
    find(_PROSE)  # loads the lists of names
    for name, piece in (("prose", _PROSE), ("digits", "070 "), ("names", "Anna heter anna ")):
        times = [f"{length:,}: {_milliseconds(piece, length):.1f} ms" for length in LENGTHS]
        print(f"speed, {name}: {', '.join(times)}")


def _milliseconds(piece: str, length: int) -> float:
    """The best of a few: noise of the machine only adds."""
    text = (piece * (length // len(piece) + 1))[:length]
    best = float("inf")
    for _ in range(5):
        began = time.perf_counter()
        find(text)
        best = min(best, time.perf_counter() - began)
    return 1000 * best

"""Work in several threads with the same result as in one: the pieces are fixed, not the threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from lofte.analysis.compiled import cores


def in_lanes(work: Callable[[int, int], None], size: int, *, piece: int) -> None:
    """Call work(start, stop) for consecutive pieces of range(size), each of at most `piece`.

    `work` writes to places that belong to its piece alone and releases the interpreter's lock.
    What it computes must not depend on the other pieces. An error in a piece is raised here.
    """
    starts = range(0, size, max(piece, 1))
    lanes = min(cores(), len(starts))
    if lanes <= 1:
        for start in starts:
            work(start, min(start + piece, size))
        return
    with ThreadPoolExecutor(lanes) as pool:
        list(pool.map(lambda start: work(start, min(start + piece, size)), starts))

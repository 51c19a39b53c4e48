"""One figure: what we do, what peers do with the same data, and what we promise about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Step = Callable[[Any], Any]


class Seconds(float):
    """What a step may return when it has measured itself, such as a program that also starts up."""


@dataclass(frozen=True, slots=True)
class Peer:
    """distribution: the installed package whose version is told ("R:name" = a package of R).

    run(data): the same step.

    share: which part of the work `run` does when all of it would take too long; the time is divided
    by it, and the name must say so. prepare(data): what the peer reads instead, outside the time.
    """

    name: str
    distribution: str
    run: Step
    share: float = 1.0
    prepare: Step = lambda data: data


@dataclass(frozen=True, slots=True)
class Target:
    """At least this many times as fast as the peer; at most so many seconds; at most so many MiB.

    slope: for a figure of growth, the largest slope of log time over log n.
    """

    ratio: float | None = None
    seconds: float | None = None
    mib: float | None = None
    slope: float | None = None

    def __str__(self) -> str:
        parts = (
            ("ratio >=", self.ratio),
            ("ours_s <=", self.seconds),
            ("ours_mib <=", self.mib),
            ("0 <= slope <=", self.slope),
        )
        return ", ".join(f"{what} {limit:g}" for what, limit in parts if limit is not None)

    def met(self, *, ours_s: float, ours_mib: float, ratio: float | None) -> bool | None:
        """None when the peer that it needs was not run, and the rest holds."""
        within = [
            self.seconds is None or ours_s <= self.seconds,
            self.mib is None or ours_mib <= self.mib,
            self.ratio is None or ratio is None or ratio >= self.ratio,
            self.slope is None or ratio is None or 0 <= ratio <= self.slope,
        ]
        if not all(within):
            return False
        untold = ratio is None and (self.ratio is not None or self.slope is not None)
        return None if untold else True


@dataclass(frozen=True, slots=True)
class Figure:
    """n: how many of what the name says. data(): the input, the same in every process.

    ours(data): the step that is timed, warm. recorded: times measured elsewhere, told as such.
    growth: instead of one n, these; data(n) is then given the number. programs: is the step a
    program of its own, whose memory is the one that counts?
    """

    name: str
    n: int
    data: Callable[..., Any]
    ours: Step
    peers: tuple[Peer, ...] = ()
    target: Target | None = None
    recorded: tuple[tuple[str, float], ...] = ()
    growth: tuple[int, ...] = ()
    repeats: int = 3
    programs: bool = False

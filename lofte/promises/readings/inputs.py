from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingFacts:
    """A value for a period, or a reason why there is none."""

    period_start: date
    period_end: date
    value: float | None = None
    reason: str = ""
    source: str = ""

"""What the guard hands out: where in the text, and what kind of personal data."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of personal data, the most specific first: on a tie the earlier one names the span."""

    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    EMAIL = "email"
    PHONE = "phone"
    PLATE = "plate"
    CASE = "case"
    FLAT = "flat"
    ADDRESS = "address"
    HANDLE = "handle"
    NAME = "name"
    OTHER = "other"  # what a reader marked; no rule finds it

    @property
    def label(self) -> str:
        """The Swedish word that stands in a masked text."""
        return _LABELS[self]

    @property
    def mask(self) -> str:
        """The label in brackets."""
        return f"[{self.label}]"


_LABELS = {
    Kind.PERSONNUMMER: "personnummer",
    Kind.SAMORDNINGSNUMMER: "samordningsnummer",
    Kind.EMAIL: "e-postadress",
    Kind.PHONE: "telefonnummer",
    Kind.PLATE: "registreringsnummer",
    Kind.CASE: "ärendenummer",
    Kind.FLAT: "lägenhet",
    Kind.ADDRESS: "adress",
    Kind.HANDLE: "användarnamn",
    Kind.NAME: "namn",
    Kind.OTHER: "personuppgift",
}
_RANK = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """`text[start:end]` is of `kind`; indexes count unicode code points."""

    start: int
    end: int
    kind: Kind


def merge(spans: Iterable[Span]) -> list[Span]:
    """Sorted spans without overlap.

    Overlapping spans become one that covers them all, because a part left over could still tell
    who it is. The longest names the kind; on a tie the kind that comes first in `Kind`.
    """
    merged: list[Span] = []
    longest = 0
    for span in sorted(spans):
        length = span.end - span.start
        if not merged or span.start >= merged[-1].end:
            merged.append(span)
            longest = length
            continue
        last = merged[-1]
        wins = (length, -_RANK[span.kind]) > (longest, -_RANK[last.kind])
        kind = span.kind if wins else last.kind
        longest = max(longest, length)
        merged[-1] = Span(last.start, max(last.end, span.end), kind)
    return merged

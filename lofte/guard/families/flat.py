"""Flat numbers: "lgh 1102", "lägenhet 1102", "lgh nr 12 B".

Source: Lantmäteriet, lägenhetsregistret: four digits, the first two the storey (10 is the ground
floor), the last two the door, counted from 01. Older house numbers are found after "lgh" only.
"""

import re
from collections.abc import Iterator

from lofte.guard.spans import Kind, Span

_SHORT = re.compile(
    r"(?<![^\W_])lgh(?:[ .-]{0,2}(?:nr|nummer))?[ .:-]{0,2}[0-9]{1,4}(?: ?[a-z])?(?!\w)", re.I
)
_LONG = re.compile(
    r"(?<![^\W_])lägenhet(?:en|s)?(?P<number>[ -]?(?:nr|nummer|numret))?\.?(?: är)?[ :]{1,2}"
    r"(?P<flat>[0-9]{1,4})(?!\w|[.,][0-9])",
    re.I,
)
_REGISTERED = re.compile(r"(?:0[89]|1[0-8]|2[1-9])(?!00)[0-9]{2}")


def find(text: str) -> Iterator[Span]:
    """Spans of flat numbers in folded text, the word included."""
    for match in _SHORT.finditer(text):
        yield Span(*match.span(), Kind.FLAT)
    for match in _LONG.finditer(text):
        if match["number"] or _REGISTERED.fullmatch(match["flat"]):
            yield Span(*match.span(), Kind.FLAT)

"""Flat numbers: "lgh 1102", "lägenhet 1102", "lgh nr 12 B", "sonen i 3:an".

Source: Lantmäteriet, lägenhetsregistret: four digits, the first two the storey (10 is the ground
floor), the last two the door, counted from 01. Older house numbers are found after "lgh" only.
"3:an" is a bus or a road too, so it takes a person before it ("sonen i", "familjen på").
"""

import re
from collections.abc import Iterator

from lofte.guard.cues import before
from lofte.guard.spans import Kind, Span

_SHORT = re.compile(
    r"(?<![^\W_])(?:lghe?t?|lägh)(?:[ .-]{0,2}(?:nr|nummer|numret))?(?: är)?[ .:-]{0,2}"
    r"[0-9]{1,4}(?: ?[a-z])?(?!\w)",
    re.I,
)
_LONG = re.compile(
    r"(?<![^\W_])lägenhet(?:en|s)?(?P<number>[ -]?(?:nr|nummer|numret))?\.?(?: är)?[ :]{1,2}"
    r"(?P<flat>[0-9]{1,4})(?!\w|[.,][0-9])",
    re.I,
)
_REGISTERED = re.compile(r"(?:0[89]|1[0-8]|2[1-9])(?!00)[0-9]{2}")
_DOOR = re.compile(
    r" (?:i|på) (?P<flat>(?:nr|nummer) ?[0-9]{1,4}|[0-9]{1,4} ?: ?[ae]n)(?!\w)", re.I
)
_PERSON = re.compile(
    r"\b(?:sonen|dottern|grannen|grannarna|killen|killarna|tjejen|mannen|kvinnan|pojken|flickan"
    r"|familjen|hyresgästen|tanten|gubben|paret|barnen|ungarna|ungdomarna|ägaren|folket|mamman"
    r"|pappan|han|hon|hen|de|dom|den|bor|bodde|lägenheten|lgh|boende)(?: som (?:bor|är|sitter))?$"
)


def find(text: str) -> Iterator[Span]:
    """Spans of flat numbers in folded text, the word included."""
    for match in _SHORT.finditer(text):
        yield Span(*match.span(), Kind.FLAT)
    for match in _LONG.finditer(text):
        if match["number"] or _REGISTERED.fullmatch(match["flat"]):
            yield Span(*match.span(), Kind.FLAT)
    for match in _DOOR.finditer(text):
        if not _PERSON.search(before(text, match.start())):
            continue
        yield Span(*match.span("flat"), Kind.FLAT)

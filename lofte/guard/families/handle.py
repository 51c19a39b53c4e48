"""Names in social media: "@anna_b", "instagram: anna_b".

A name without "@" is found only after the medium and a colon; anything else would be guessing.
"""

import re
from collections.abc import Iterator

from lofte.guard.spans import Kind, Span

# A chain ("@a@b") is one span, so that nothing is left of it when it is masked.
_AT = re.compile(r"(?<![\w@.+%'-])(?<!@ )@[^\W\d](?:[\w@.+%'-]*\w)?")
_MEDIUM = re.compile(
    r"\b(?:instagram|insta|snapchat|snap|tiktok|telegram|twitter|facebook|messenger|discord|signal)"
    r"(?:[ -]?(?:konto|kontot|namn|användare))?: ?(?P<name>[^\W\d][\w.-]{1,28}\w)",
    re.I,
)


def find(text: str) -> Iterator[Span]:
    """Spans of handles in folded text."""
    for match in _AT.finditer(text):
        yield Span(*match.span(), Kind.HANDLE)
    for match in _MEDIUM.finditer(text):
        yield Span(*match.span("name"), Kind.HANDLE)

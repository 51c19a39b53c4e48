"""E-mail addresses, also written to hide from machines: "namn (at) exempel punkt se".

Shape: RFC 5321 4.5.3.1 (64 characters before @, labels of at most 63). A mailbox of an office
("info@", "registrator@") is not a person's and is left alone.
"""

import re
from collections.abc import Iterator

from lofte.guard.spans import Kind, Span

_LOCAL = r"(?<![\w.+%'-])(?P<local>[\w+%'-][\w.+%'-]{0,63})"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_ADDRESS = re.compile(
    rf"{_LOCAL} ?@ ?(?P<domain>{_LABEL}(?:\.{_LABEL}){{0,4}}\.[^\W\d_]{{2,24}})(?![\w@])"
)
_TOP = r"(?:se|nu|com|net|org|eu|info|no|dk|fi|de|io|me|uk|online|live)"
_OPEN, _SHUT = r"[(\[{<\"'”*-]", r"[)\]}>\"'”*-]"
_AT = (
    rf"(?: {{0,2}}(?:{_OPEN} ?(?:at|a|snabel[ -]?a|@) ?{_SHUT}|\b(?:at|snabel[ -]?a)\b) {{0,2}}"
    r"| ?@ ?)"
)
_DOT = rf"(?:\.| ?{_OPEN} ?(?:dot|punkt|prick|\.) ?{_SHUT} ?| (?:dot|punkt|prick) | ?\. )"
# "anna punkt svensson": the dots of the name may be hidden too.
_PARTS = (
    rf"{_LOCAL}(?:(?: ?{_OPEN} ?| )(?:dot|punkt|prick|\.)(?: ?{_SHUT} ?| )[\w+%'-]{{1,40}}){{0,2}}"
)
_HIDDEN = re.compile(rf"{_PARTS}{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{0,3}}?{_DOT}{_TOP}\b", re.I)
_PROVIDERS = (
    r"(?:gmail|hotmail|outlook|live|icloud|yahoo|telia|bredband|comhem|proton(?:mail)?|msn|spray)"
)
_SHORT = re.compile(rf"{_PARTS}{_AT}{_PROVIDERS}(?: com| se)?(?![\w.@])", re.I)
_FIRST_WORD = re.compile(r"[._-]")
_OFFICE_WORDS = (
    "info kontakt kontaktcenter kundservice kundtjanst kundtjänst kommun kommunen "
    "medborgarservice registrator press presstjanst tips redaktion noreply support reception "
    "bokning felanmalan felanmälan jour servicecenter dataskydd dataskyddsombud gdpr media no "
    "presstalespersoner"
)
_OFFICES = frozenset(_OFFICE_WORDS.split())


def find(text: str) -> Iterator[Span]:
    """Spans of e-mail addresses in folded text."""
    for pattern in (_ADDRESS, _HIDDEN, _SHORT):
        for match in pattern.finditer(text):
            if _FIRST_WORD.split(match["local"].lower())[0] not in _OFFICES:
                yield Span(*match.span(), Kind.EMAIL)

"""Names in social media: "@anna_b", "instagram: anna_b", "snap annab99", "facebook.com/anna.b".

A name without "@" is found after the medium and a colon, in a link, or after the medium when it
has a digit or an underscore; anything else would be guessing. An office's own account is left.
"""

import re
from collections.abc import Iterator

from lofte.guard.spans import Kind, Span

# A chain ("@a@b") is one span, so that nothing is left of it when it is masked.
_AT = re.compile(r"(?<![\w@.+%'-])(?<!@ )@[^\W\d](?:[\w@.+%'-]*\w)?")
_SERVICES = (
    r"(?:instagram|insta|ig|snapchat|snap|tiktok|telegram|twitter|facebook|fb|messenger|discord|"
    r"signal|kik|youtube|twitch|steam|linkedin|threads|bluesky|wickr|onlyfans|skype|viber|reddit|"
    r"användarnamn(?:et)?|nick(?:name)?|gamertag|kontonamn(?:et)?|kontot)"
)
_NAMED = re.compile(rf"\b{_SERVICES}", re.I)
_MEDIUM = re.compile(
    rf"{_SERVICES}(?:[ -]?(?:konto|kontot|namn|användare|id))?(?: är)?: ?"
    r"(?P<name>[^\W\d][\w.#-]{1,31}\w)",
    re.I,
)
# "snap annab99", "på insta heter han kalle_k": something no ordinary word has in it.
_WRITTEN_SO = re.compile(
    rf"{_SERVICES}(?:[ -]?(?:konto|kontot|namn|användare))? "
    r"(?:(?:är|heter|kallar sig|kallas) )?(?:(?:han|hon|hen|de|jag) )?"
    r"(?P<name>(?=[\w.#-]*[0-9_#])[^\W\d][\w.#-]{1,31}\w)",
    re.I,
)
_LINK = re.compile(
    r"(?:instagram\.com|facebook\.com|fb\.com|snapchat\.com/add|t\.me|tiktok\.com|twitter\.com|"
    r"(?<![\w.])x\.com|twitch\.tv|linkedin\.com/in|wa\.me|discord\.gg|threads\.net)"
    r"/(?P<name>@?[\w][\w.-]{1,49}\w)",
    re.I,
)
_OFFICES = re.compile(r"(?:polis|kommun|raddningstjanst|region|myndighet|svt|sr\b)", re.I)


def find(text: str) -> Iterator[Span]:
    """Spans of handles in folded text."""
    for match in _AT.finditer(text):
        if not (_OFFICES.match(match[0], 1) and "@" not in match[0][1:]):
            yield Span(*match.span(), Kind.HANDLE)
    for match in _names(text):
        if not _OFFICES.search(match["name"]):
            yield Span(*match.span("name"), Kind.HANDLE)


def _names(text: str) -> Iterator[re.Match[str]]:
    """Names after the word of a service, and in links."""
    for service in _NAMED.finditer(text):
        for pattern in (_MEDIUM, _WRITTEN_SO):
            if match := pattern.match(text, service.start()):
                yield match
    if "/" in text:
        yield from _LINK.finditer(text)

"""Case numbers: of the police ("5000-K123456-26"), of courts, and a kommun's diary numbers.

Source: the police write place-Knumber-year, in daily use shortened to "K123456-26"; their diary
numbers are "A123.456/2026". Courts write "B 1234-26" after "mål". A kommun writes "KS 2026-00123"
or "KS/2026:45". A law ("SFS 2026:123"), a bill or a report of an inquiry is nobody's case.
"""

import re
from collections.abc import Iterator

from lofte.guard.spans import Kind, Span
from lofte.guard.word_set import word_set

_POLICE = re.compile(
    r"(?<![\w-])(?:0?[0-9]{3,4} ?-? ?)?K[ -]?[0-9]{3,7} ?[-/] ?(?:20)?[0-9]{2}(?![\w])", re.I
)
_POLICE_DIARY = re.compile(r"(?<!\w)[AU] ?[0-9]{3}\.[0-9]{3} ?/ ?(?:20)?[0-9]{2}(?!\w)")
# "B 1234-26" of a court and "AM-123456-26" of a prosecutor are known by their shape.
_COURT = re.compile(
    r"(?<![\w-])(?:(?:B|T|Ä|FT|PMT|PMB) ?[0-9]{3,6}-[0-9]{2}|AM-[0-9]{3,7}-[0-9]{2})(?![\w-])"
)
_NUMBER = (
    r"(?P<number>(?:[A-ZÅÄÖa-zåäö]{1,6}[ /-]{0,2})?[0-9][0-9./:-]{0,18}(?: ?[-/:] ?[0-9]{2,6})?"
    r"(?<=[0-9]))"
)
_NAMED = re.compile(
    r"\b(?:dnr|d-nr|diarie(?:nr|nummer|numret)|ärende(?:nr|nummer|numret)?|akt(?:nr|nummer|numret)"
    r"|mål(?:nr|nummer|numret)?|anmälnings(?:nr|nummer|numret)|k-nummer|knr|referensnummer"
    r"|skade(?:nr|nummer)|ref(?:nr)?)"
    r"(?: ?nr\.?)?(?: är| har)?[ .:]{1,3}" + _NUMBER + r"(?!\w|[.,:/-][0-9])",
    re.I,
)
_LOOSE = frozenset(["ärende", "mål", "akt", "ref"])  # these need a number with a year in it
_WITH_YEAR = re.compile(r"[0-9]{3,6}[-/:][0-9]{2,6}(?![0-9])")
_DIARY = re.compile(
    r"(?<![\w-])(?P<office>[A-ZÅÄÖ]{2,5})[ /-]{1,2}(?:20[0-9]{2}[-/:.] ?[0-9]{1,6}"
    r"|[0-9]{1,6} ?/ ?20[0-9]{2})(?![\w]|[-.:/][0-9])"
)
_LAW = word_set(
    "sfs sou ds prop bet rskr kom com eu eg nja rå jo jk skr lag ad hfd möd iso en ss tv os vm em "
    "sm kl den"
)


def find(text: str) -> Iterator[Span]:
    """Spans of case numbers in folded text; the word before is left."""
    for pattern in (_POLICE, _POLICE_DIARY, _COURT):
        for match in pattern.finditer(text):
            yield Span(*match.span(), Kind.CASE)
    for match in _NAMED.finditer(text):
        word = match[0].split()[0].lower().rstrip(".:")
        if word not in _LOOSE or _WITH_YEAR.search(match["number"]):
            yield Span(*match.span("number"), Kind.CASE)
    for match in _DIARY.finditer(text):
        if match["office"].lower() not in _LAW and not match["office"].endswith("FS"):
            yield Span(*match.span(), Kind.CASE)

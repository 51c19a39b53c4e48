"""Personnummer and samordningsnummer in all the ways people write them.

Source: folkbokföringslagen (1991:481) 18 and 18 a §§; Skatteverket's SKV 704 and 707: birth date
(a samordningsnummer has the day + 60), three digits, a Luhn check digit; "+" instead of "-" from
the year one turns 100. Interim numbers have a letter in the place of the first of the three
digits, which counts as 1 (the rule of the personnummer packages).

Decided: date and check digit right -> found. A right date with a wrong check digit is found only
after a cue ("pnr", "personnummer", "född"): it is a slip of the pen there, and anywhere else nine
times in ten another number. A date followed by a clock time ("2024-02-18 0744") needs a cue too.
"""

import re
from collections.abc import Iterator
from datetime import date

from personnummer import personnummer
from stdnum import luhn

from lofte.guard.cues import before
from lofte.guard.spans import Kind, Span

_BETWEEN = r"[ \n\-./]{0,2}"
_NUMBER = re.compile(
    rf"(?<![0-9])(?=(?P<whole>(?:(?P<century>18|19|20) ?)?"
    rf"(?P<year>[0-9]{{2}})(?P<gap>{_BETWEEN})(?P<month>[0-9]{{2}}){_BETWEEN}(?P<day>[0-9]{{2}})"
    r"(?P<sign> {0,2}[-+/:._)\n]{0,2} {0,2})"
    r"(?P<first>[0-9]|[TRSUWXJKLMN](?=[0-9]))(?P<second>[0-9](?P<split> ?)[0-9]{2}))(?![0-9]))"
)
_SPACED = re.compile(
    r"(?<![0-9])(?<![0-9][ .\-])(?:[0-9][ .\-/+]{1,3}){9,12}[0-9](?![0-9])(?! [0-9](?![0-9]))"
)
# A letter O or l typed for a digit.
_TYPED = re.compile(
    r"(?<!\w)(?=[0-9 \-+]{0,15}[OoIl])(?:19|20)?[0-9OoIl]{6} ?[-+]? ?[0-9OoIl]{4}(?!\w)"
)
# The last four left out: the date and the form still say whose it is.
_HIDDEN = re.compile(
    r"(?<![0-9])(?:18|19|20)?(?P<date>[0-9]{6}) ?[-+]? ?(?:[xX]{4}|\*{4}|[nN]{4})(?!\w)"
)
_LIKE_DIGITS = str.maketrans("OoIl", "0011")
_NO_DIGIT = re.compile(r"[^0-9]")
_CUE = re.compile(
    r"\bp(?:ers(?:on)?)?[ .-]{0,2}(?:nr|nummer)|samordnings[ -]?(?:nr|nummer)|personbeteckning"
    r"|födelsenummer|\bf(?:ödd|\.)\b|\bssn\b"
)
_SAID_AFTER = re.compile(
    r"[),]? (?:(?:är|som|var|står|angavs) )?(?:(?:hans|hennes|ett|mitt|i) )?"
    r"(?:p(?:ers(?:on)?)?[ .-]?(?:nr|nummer)|personnumret|födelsenummer)\b",
    re.I,
)
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3])[0-5][0-9]")


def find(text: str) -> Iterator[Span]:
    """Spans of personnummer and samordningsnummer in folded text."""
    for match in _NUMBER.finditer(text):
        kind = _kind(match["century"], match["year"] + match["month"] + match["day"])
        if kind and _is_person(match, text):
            yield Span(*match.span("whole"), kind)
    for match in _HIDDEN.finditer(text):
        kind = _kind(None, match["date"])
        if kind:
            yield Span(*match.span(), kind)
    for pattern in (_SPACED, _TYPED):
        for match in pattern.finditer(text):
            digits = _NO_DIGIT.sub("", match[0].translate(_LIKE_DIGITS))
            century, digits = (digits[:2], digits[2:]) if len(digits) == 12 else (None, digits)
            kind = _kind(century, digits[:6])
            if kind and len(digits) == 10 and _checks(century, digits):
                yield Span(*match.span(), kind)


def _is_person(match: re.Match[str], text: str) -> bool:
    first, rest = match["first"], match["second"].replace(" ", "")
    serial = first + rest
    ten = match["year"] + match["month"] + match["day"] + ("1" if first.isalpha() else first) + rest
    if _checks(match["century"], ten) and not _looks_like_something_else(match, serial):
        return True
    return bool(
        _CUE.search(before(text, match.start())) or _SAID_AFTER.match(text, match.end("whole"))
    )


def _looks_like_something_else(match: re.Match[str], serial: str) -> bool:
    """A date with a clock time."""
    parted = match["gap"] != ""
    return parted and match["sign"].isspace() and bool(_CLOCK.fullmatch(serial))


def _checks(century: str | None, ten: str) -> bool:
    """Could be somebody's number: its date has been, its digits check, and its serial is not 000.

    The package reads today's date to choose a century and a sign; given a century, its answer is
    the same on every day.
    """
    hundreds = (century,) if century else ("20", "19")
    return luhn.is_valid(ten) and any(personnummer.valid(one + ten) for one in hundreds)


def _kind(century: str | None, six: str) -> Kind | None:
    """What the date says; without a century any century will do (only 29 February cares)."""
    day = int(six[4:])
    kind = Kind.SAMORDNINGSNUMMER if day > 60 else Kind.PERSONNUMMER
    day -= 60 if day > 60 else 0
    for hundred in (century,) if century else ("20", "19"):
        try:
            date(int(hundred + six[:2]), int(six[2:4]), day)
        except ValueError:
            continue
        return kind
    return None

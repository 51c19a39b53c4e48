"""Telephone numbers that lead to a person or a household.

The number plans are those of the phonenumbers package (region SE; ITU E.164 for "+" and "00").
Left alone, because they lead to an authority or a service and never to a person: 112, 114 14,
113 13, 1177, 116 and 118 numbers, 020 (free), 077 (shared cost) and 0900 (premium) numbers.
A 010 number may be a caseworker's own and is found.
"""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumberType

from lofte.guard.cues import before
from lofte.guard.spans import Kind, Span

_FOREIGN = re.compile(r"(?=((?:\+|(?<![0-9])00)[ (]{0,2}[1-9](?:[ \n\-/.()]{0,3}[0-9]){6,14}))")
_NATIONAL = re.compile(
    r"(?<![0-9])(?<!\b[0-9][.,])(?=((?:\(0[0-9]{1,3}\)|0[0-9])(?:[ \n\-/.]{0,3}[0-9]){5,8}))"
)
_BARE = re.compile(r"(?<![0-9])(?<![0-9][ \-.,:])[1-9][0-9]?(?:[ -]?[0-9]){3,8}(?![\w%])")
# One digit at a time; without the plus; with letters that look like digits.
_ODD = (
    re.compile(r"(?<![0-9])(?<![0-9][ .\-])0(?:[ .\-/]{1,3}[0-9]){8,9}(?![ .\-]?[0-9])"),
    re.compile(r"(?<![0-9+])46[ -]?7[0-9](?:[ -]?[0-9]){7}(?![0-9])"),
    re.compile(r"(?<!\w)(?=[0-9oOlI \-]{0,18}[oOlI])[0oO]7(?:[ \-]?[0-9oOlI]){8}(?!\w)"),
)
_LIKE_DIGITS = str.maketrans("oOlI", "0011", " -./")
_GROUP = re.compile(r"[0-9]+")
_CUE = re.compile(
    r"(?:\b(?:tel(?:e?fon)?|tfn|tlf|mob(?:il)?(?:telefon)?|swish|whatsapp|sms)[ .-]?"
    r"(?:nr|nummer|numret|a|ar|at)?\b\.?)(?:[ :]{0,3}(?:är|till|på|nr|nummer)?\.?){0,2}[ :]{0,2}$"
)
_CALL = re.compile(
    r"\b(?:ring|ringa|ringer|nås|nå|sms:?a|nummer|numret|nr)(?: (?:mig|oss|henne|honom|hen|dem))?"
    r"(?: (?:är|på|till|via))?[ :]{0,2}$"
)
_AMOUNT = re.compile(r" ?(?:%|(?:kr|kronor|sek|st|procent|meter|personer)\b)", re.I)
_SERVICE = re.compile(r"11[0-9]{1,4}|90[0-9]{3}|0?(?:20|77|900|939|944)[0-9]+")
_NOBODY = {
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.VOICEMAIL,
}


def find(text: str) -> Iterator[Span]:
    """Spans of telephone numbers in folded text."""
    for match in _FOREIGN.finditer(text):
        yield from _longest(text, match.start(), match.end(1), national=False)
    for match in _NATIONAL.finditer(text):
        yield from _longest(text, match.start(), match.end(1), national=True)
    for pattern in _ODD:
        for match in pattern.finditer(text):
            digits = match[0].translate(_LIKE_DIGITS)
            if _leads_to_a_person(digits if digits.startswith("0") else f"+{digits}"):
                yield Span(*match.span(), Kind.PHONE)
    for match in _BARE.finditer(text):
        if _is_called(text, match):
            yield Span(*match.span(), Kind.PHONE)


def _longest(text: str, start: int, end: int, *, national: bool) -> Iterator[Span]:
    """The longest run of whole groups of digits that is somebody's number."""
    groups = [found.span() for found in _GROUP.finditer(text, start, end)]
    while groups:
        stop = groups.pop()[1]
        written = text[start:stop]
        if text[stop : stop + 1].isdigit() or (national and _is_broken_column(written)):
            continue
        if national and not _is_laid_out(written) and not _is_cued(text, start, written):
            continue
        if _leads_to_a_person(written):
            yield Span(start, stop, Kind.PHONE)
            return


def _is_broken_column(written: str) -> bool:
    """Lines of figures below each other; only a mobile number is known across a line break."""
    return "\n" in written and not written.startswith("07")


def _is_laid_out(written: str) -> bool:
    """Grouped as a Swede groups a number, not as dates, clock times or a row of figures."""
    groups = _GROUP.findall(written)
    gaps = [gap for gap in _GROUP.split(written)[1:-1] if gap]
    if not gaps:
        return len(groups[0]) >= 8
    if any("." in gap for gap in gaps):
        return groups[0].startswith("07") and [len(group) for group in groups[1:]] in (
            [3, 2, 2],
            [2, 2, 2],
            [7],
        )
    later_dash = any(gap.strip() for gap in gaps[1:])
    if later_dash and len({gap.strip() for gap in gaps}) > 1:
        return False
    sizes = [len(group) for group in groups]
    if sizes in ([2, 2, 4], [2, 2, 2, 2]) and (later_dash or not gaps[0].strip()):
        return False
    if groups[0].startswith("07") and len(groups[0]) > 2 and sum(sizes) == 10:
        return True  # a mobile number, however it is grouped
    return (sizes[0] > 2 or groups[0] == "08") and sizes[0] <= 5 and 1 not in sizes


def _leads_to_a_person(written: str) -> bool:
    try:
        number = phonenumbers.parse(written.replace("\n", " "), "SE")
    except phonenumbers.NumberParseException:
        return False
    if not phonenumbers.is_valid_number(number):
        return False
    kind = phonenumbers.number_type(number)
    if kind == PhoneNumberType.FIXED_LINE and number.country_code == 46:
        # No Swedish subscriber number begins with 0: "08.00-16.30" is an opening hour.
        area = phonenumbers.length_of_geographical_area_code(number)
        return str(number.national_number)[area] != "0"
    return kind not in _NOBODY


def _is_called(text: str, match: re.Match[str]) -> bool:
    """A number without area code or leading zero counts only after "tel", "ring" and the like."""
    digits = match[0].replace(" ", "").replace("-", "")
    if _SERVICE.fullmatch(digits) or _AMOUNT.match(text, match.end()):
        return False
    cue = before(text, match.start())
    return bool(_CUE.search(cue) or (len(digits) > 5 and _CALL.search(cue)))


def _is_cued(text: str, start: int, written: str) -> bool:
    """Oddly grouped, but said to be a number to call; dots may still be a clock time."""
    return "." not in written and bool(_CUE.search(before(text, start)))

"""Numbers written as words: "noll sju noll, ett sju fyra ..." is a telephone number to a reader.

Five or more number words in a row are read as digits; what they make must be a telephone number
or a personnummer, by the same rules as for digits.
"""

import re
from collections.abc import Iterator

from lofte.guard.families import personnummer, phone
from lofte.guard.spans import Span

_ONES = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio")
_TEENS = (
    *("tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton"),
    "nitton",
)
_TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
_VALUES = {
    **{word: str(value) for value, word in enumerate(_ONES)},
    **{word: str(value) for value, word in enumerate(_TEENS, 10)},
    **{word: str(10 * value) for value, word in enumerate(_TENS, 2)},
    **{
        tens + ones: str(10 * value + one)
        for value, tens in enumerate(_TENS, 2)
        for one, ones in enumerate(_ONES[1:], 1)
    },
    **{"en": "1", "nolla": "0", "etta": "1", "tvåa": "2", "plus": "+"},
}
_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
_ROW = re.compile(rf"(?<!\w)(?:{_WORD})(?:[ ,.\-\n]{{1,3}}(?:{_WORD})){{4,13}}(?!\w)", re.I)
_ONE = re.compile(_WORD, re.I)


def find(text: str) -> Iterator[Span]:
    """Spans of rows of number words in folded text."""
    for match in _ROW.finditer(text):
        digits = "".join(_VALUES[word.lower()] for word in _ONE.findall(match[0]))
        found = next(iter((*personnummer.find(digits), *phone.find(digits))), None)
        if found is not None and found.end - found.start == len(digits):
            yield Span(*match.span(), found.kind)

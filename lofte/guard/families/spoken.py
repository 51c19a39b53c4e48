"""Numbers written as words: "noll sju noll, ett sju fyra ..." is a telephone number to a reader.

Four or more number words in a row, or words and digits by turns ("noll 7 noll 174"), are read as
digits; what they make must be a telephone number or a personnummer, by the same rules.
"""

import re
from collections.abc import Iterator

from lofte.guard.families import personnummer, phone
from lofte.guard.spans import Kind, Span

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
_PIECE = rf"(?:{_WORD}|[0-9]{{1,8}})"
_ROW = re.compile(rf"(?<!\w){_PIECE}(?:[ ,.\-\n]{{1,3}}{_PIECE}){{3,13}}(?!\w)", re.I)
_ONE = re.compile(_PIECE, re.I)


def find(text: str) -> Iterator[Span]:
    """Spans of rows of number words in folded text."""
    for match in _ROW.finditer(text):
        words = list(_ONE.finditer(text, *match.span()))
        spoken = [at for at, word in enumerate(words) if not word[0].isdecimal()]
        if not spoken:
            continue
        # A figure before or after may belong to something else: "12 bilar", "3 st".
        for row in (words, words[: spoken[-1] + 1], words[spoken[0] :]):
            if kind := _kind(row):
                yield Span(row[0].start(), row[-1].end(), kind)
                break


def _kind(words: list[re.Match[str]]) -> Kind | None:
    """What the words make when they are read as digits."""
    digits = "".join(_VALUES.get(word[0].lower(), word[0]) for word in words)
    found = next(iter((*personnummer.find(digits), *phone.find(digits))), None)
    return found.kind if found is not None and found.end - found.start == len(digits) else None

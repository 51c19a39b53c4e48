"""Swedish order and Swedish look-up, without the operating system's locale.

The alphabet ends in å, ä, ö; w is a letter of its own (Svenska Akademiens ordlista, 13th edition,
2006). æ sorts as ä, ø as ö and ü as y; other accents only break ties. Numbers sort by value.
"""

import re
import unicodedata

_ALPHABET = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzåäö", 100)}
_SAME = str.maketrans({"æ": "ä", "ø": "ö", "ü": "y", "ß": "ss", "ð": "d", "þ": "th", "œ": "ö"})
_TOKEN = re.compile(r"\d+|.", re.DOTALL)


def folded(text: str) -> str:
    """What a person types when looking something up: case, accents and double blanks make no
    difference, but a, å and ä are different letters."""
    plain = unicodedata.normalize("NFC", " ".join(text.split())).casefold()
    return "".join(_without_accent(letter) for letter in plain)


def swedish_key(text: str) -> tuple[tuple[tuple[int, int], ...], str]:
    """For sorted(key=...)."""
    letters = _TOKEN.findall(folded(text).translate(_SAME))
    return tuple(_weight(letter) for letter in letters), text


def _without_accent(letter: str) -> str:
    if letter in "åäöü":
        return letter
    return unicodedata.normalize("NFD", letter)[0]


def _weight(part: str) -> tuple[int, int]:
    if part.isdecimal():
        return 1, int(part)
    if part in _ALPHABET:
        return 2, _ALPHABET[part]
    return (3, ord(part)) if part.isalpha() else (0, ord(part[0]))

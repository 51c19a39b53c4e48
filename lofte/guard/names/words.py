"""A text as words that know how they are written and what stands between them."""

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from lofte.guard.fold import BARRIER
from lofte.guard.word_set import word_set

_WORD = re.compile(r"[^\W\d_]+(?:['’´`-][^\W\d_]+)*")
_STOPS = re.compile(rf"[.!?:;\n\"”»*•\[{BARRIER}]|^ ?-")
_SPACES = re.compile(r" {1,3}")
_WRAP = re.compile(r" ?\n ?")
_ARABIC = re.compile(r"(?:al|el|ad|an|as|ar|abd)-[A-ZÅÄÖ]")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_INITIALS = re.compile(r"[^\W\d_]-[^\W\d_]")  # "J-O Andersson"
_ABBREVIATED = word_set("dr prof hr st nr tel kl ca bl fd")


class Shape(Enum):
    LOWER = "anna"
    CAPITAL = "Anna"
    UPPER = "ANNA"
    INITIAL = "A"


class Word(NamedTuple):
    """`key` is case folded; `bare` the same without the s of a genitive."""

    text: str
    start: int
    end: int
    key: str
    bare: str
    shape: Shape
    lead: str  # what stands between the word before and this one
    begins: bool  # first in its sentence, line or quotation
    numbered: bool  # a number follows

    @property
    def joined(self) -> bool:
        """Only a space stands before it."""
        return self.lead == " " or _SPACES.fullmatch(self.lead) is not None

    @property
    def wrapped(self) -> bool:
        """It stands first on the line after the word before."""
        return _WRAP.fullmatch(self.lead) is not None

    @property
    def genitive(self) -> bool:
        """It may be written so because it owns what follows."""
        return self.key[-1] in "sxz"

    @property
    def owns(self) -> bool:
        """It ends in an s that a shorter word can do without."""
        return self.key != self.bare

    def among(self, names: frozenset[str]) -> bool:
        return self.key in names or self.bare in names


def read(text: str) -> list[Word]:
    """The words of folded text, in order; those of a web address are no words."""
    words: list[Word] = []
    at = 0
    before: Word | None = None
    for match in _WORD.finditer(_URL.sub(lambda url: "\n" * len(url[0]), text)):
        lead = text[at : match.start()]
        at = match.end()
        key, bare, shape = _looks(match[0])
        begins = before is None or (lead != " " and _begins(before, lead))
        numbered = text[at : at + 1] == " " and text[at + 1 : at + 2].isdecimal()
        before = Word(match[0], match.start(), at, key, bare, shape, lead, begins, numbered)
        words.append(before)
    return words


def _begins(before: Word, lead: str) -> bool:
    if lead == ". " and (before.shape is Shape.INITIAL or before.key in _ABBREVIATED):
        return False
    return _STOPS.search(lead) is not None


@lru_cache(maxsize=1 << 15)
def _looks(written: str) -> tuple[str, str, Shape]:
    """(key, bare, shape)."""
    key = written.casefold()
    return key, _bare(key), _shape(written)


def _bare(key: str) -> str:
    if len(key) > 3 and key.endswith("s") and key[-2] != "s":
        return key[:-1].rstrip("'’´`") or key
    return key


def _shape(written: str) -> Shape:
    if written.isupper() and (len(written) == 1 or _INITIALS.fullmatch(written)):
        return Shape.INITIAL
    if written.isupper():
        return Shape.UPPER
    capital = written[0].isupper() or _ARABIC.match(written) is not None
    return Shape.CAPITAL if capital else Shape.LOWER

"""Makes every way of writing a character look the same, and remembers where it stood."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from lofte.guard.alike import in_latin
from lofte.guard.spans import Kind, Span

BARRIER = "\ue000"  # stands for something already masked: no rule looks across it
_MARK = "\u0301"  # stands for any accent that follows its letter
_MASKS = re.compile("|".join(re.escape(kind.mask) for kind in Kind))
_PLAIN_SPACES = str.maketrans("\t\v\f", "   ")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is what the rules read; `text[i]` was `[places[i] : ends[i]]` in the original."""

    text: str
    places: tuple[int, ...] | range
    ends: tuple[int, ...] | range

    def original(self, span: Span) -> Span:
        """The same span with the indexes of the original text."""
        return Span(self.places[span.start], self.ends[span.end - 1], span.kind)

    def without(self, spans: list[Span]) -> "Folded":
        """The same text with a barrier in the place of each span (sorted, apart)."""
        text: list[str] = []
        places: list[int] = []
        ends: list[int] = []
        at = 0
        for span in spans:
            text += (self.text[at : span.start], BARRIER)
            places += self.places[at : span.start + 1]
            ends += (*self.ends[at : span.start], self.ends[span.end - 1])
            at = span.end
        text.append(self.text[at:])
        places += self.places[at:]
        ends += self.ends[at:]
        return Folded("".join(text), tuple(places), tuple(ends))


def fold(text: str) -> Folded:
    """Plain digits, one dash, one space; invisible characters gone; masks become barriers.

    Full-width and other decimal digits, unicode dashes and no-break spaces are what word
    processors and phones make of a typed number; an emoji between two is read as a space. A letter
    and its accent become one letter, a letter of another alphabet becomes the Latin one that it is
    put there for. Case and Swedish letters stay.
    """
    plain = text.translate(_PLAIN_SPACES)
    length = len(text)
    folded = Folded(plain, range(length), range(1, length + 1)) if text.isascii() else _fold(text)
    # The kind does not matter here: `without` only needs the places.
    masks = [Span(*found.span(), Kind.NAME) for found in _MASKS.finditer(folded.text)]
    return folded.without(masks) if masks else folded


def _fold(text: str) -> Folded:
    kept: list[str] = []
    places: list[int] = []
    ends: list[int] = []
    for i, char in enumerate(text):
        plain = _plain(char)
        if plain == _MARK:
            kept[-1:] = (_with_accent(before, char) for before in kept[-1:])
            ends[-1:] = (i + 1 for _ in ends[-1:])
            continue
        for letter in plain:
            kept.append(letter)
            places.append(i)
            ends.append(i + 1)
    return Folded(in_latin("".join(kept)), tuple(places), tuple(ends))


def _with_accent(letter: str, accent: str) -> str:
    """Both as one letter, if there is one; a mark that belongs to an emoji is dropped."""
    whole = unicodedata.normalize("NFC", letter + accent)
    return whole if len(whole) == 1 else letter


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """One character, or nothing when it has no width; two or three when they stood as one."""
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    if category in ("Mn", "Me"):
        return _MARK
    if category == "So" and unicodedata.normalize("NFKC", char) == char:
        return " "
    if category == "Pd" or char in "−⁻₋·‧∙⋅":
        return "-"
    if category == "Zs" or char in "\t\v\f":
        return " "
    wide = unicodedata.normalize("NFKC", char)
    return wide if len(wide) == 1 or wide.isalpha() else char

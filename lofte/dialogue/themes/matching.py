"""Which themes a text is about, by stated words. Pure: whoever has the list gets the same answer.

A word is found whole, in any case; one that ends in `*` stands for all words that begin so, and
several words stand for each other's neighbours. Nothing is weighed and nothing is guessed: ”inte
mörkt” is about light all the same, and a text in another language than the words is about nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

METHOD, VERSION = "stated keywords, a person once a theme", "1"


@dataclass(frozen=True, slots=True)
class Theme:
    code: str
    name: str
    words: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "name": self.name, "words": list(self.words)}


def themes_from(rows: Iterable[dict[str, Any]]) -> tuple[Theme, ...]:
    return tuple(Theme(row["code"], row["name"], tuple(row["words"])) for row in rows)


class Finder:
    """Finds the themes of many texts with the same list."""

    def __init__(self, themes: Sequence[Theme]) -> None:
        self._patterns = [(theme.code, _pattern(theme.words)) for theme in themes]

    def find(self, text: str) -> list[str]:
        """The codes in the list's order."""
        plain = text.casefold()
        return [code for code, pattern in self._patterns if pattern and pattern.search(plain)]


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    parts = [part for word in words if (part := _part(word))]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if parts else None


def _part(word: str) -> str:
    """Nothing goes back past a word: the time grows with the length of the text."""
    plain = " ".join(word.casefold().split())
    stem = plain.rstrip("*").rstrip()
    if not stem:
        return ""
    whole = r"\s+".join(re.escape(piece) for piece in stem.split(" "))
    return whole + (r"\w*" if plain.endswith("*") else "")

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
MOST_KNOWN = 100_000  # words remembered
_WORD = re.compile(r"\w+")


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
    """Finds the themes of many texts with the same list: a word that came before is known."""

    def __init__(self, themes: Sequence[Theme]) -> None:
        self._codes = [theme.code for theme in themes]
        self._whole: dict[str, set[str]] = {}
        self._stems: dict[str, set[str]] = {}
        self._patterns: list[tuple[str, str, re.Pattern[str]]] = []
        self._known: dict[str, frozenset[str]] = {}
        for theme in themes:
            self._learn(theme)

    def find(self, text: str) -> list[str]:
        """The codes in the list's order."""
        plain = text.casefold()
        words = set(_WORD.findall(plain))
        found: set[str] = set()
        for word in words:
            if about := self._of(word):
                found |= about
        for first, code, pattern in self._patterns:
            if (not first or first in words) and pattern.search(plain):
                found.add(code)
        return [code for code in self._codes if code in found]

    def _learn(self, theme: Theme) -> None:
        """Most words are one word; those of several, or with a sign in them, are looked for."""
        for written in theme.words:
            plain = " ".join(written.casefold().split())
            stem = plain.rstrip("*").rstrip()
            if not stem:
                continue
            if _WORD.fullmatch(stem):
                kept = self._stems if plain.endswith("*") else self._whole
                kept.setdefault(stem, set()).add(theme.code)
            else:
                is_open, pieces = plain.endswith("*"), _WORD.findall(stem)
                whole = pieces[:-1] if is_open else pieces
                first = whole[0] if whole else ""  # without it nothing need be looked for
                self._patterns.append((first, theme.code, _pattern(stem, open_=is_open)))

    def _of(self, word: str) -> frozenset[str]:
        found = self._known.get(word)
        if found is None:
            starts = (word[:end] for end in range(1, len(word) + 1))
            begins = [self._stems[start] for start in starts if start in self._stems]
            found = frozenset().union(self._whole.get(word, ()), *begins)
            if len(self._known) < MOST_KNOWN:
                self._known[word] = found
        return found


def _pattern(stem: str, *, open_: bool) -> re.Pattern[str]:
    """Nothing goes back past a word: the time grows with the length of the text."""
    whole = r"\s+".join(re.escape(piece) for piece in stem.split(" "))
    return re.compile(rf"(?<!\w){whole}" + ("" if open_ else r"(?!\w)"))

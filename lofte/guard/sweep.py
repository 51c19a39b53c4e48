"""The two verbs of the room: find and mask."""

import pkgutil
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module

from lofte.guard import families
from lofte.guard.fold import BARRIER, fold
from lofte.guard.spans import Span, merge

Rule = Callable[[str], Iterator[Span]]
# What one round masks may bare something beside it ("a@example.se-b@example.se"). After this many
# rounds the whole word goes, so that no text can ask for a round per character.
_PATIENCE = 4
_WORD = re.compile(rf"[^\s{BARRIER}]+")


def find(text: str) -> tuple[Span, ...]:
    """Every span of personal data in `text`, sorted and apart; indexes are code points.

    Never raises for a string. The time grows in proportion to the length of the text.
    """
    found: list[Span] = []
    folded = fold(text)
    patience = _PATIENCE
    while spans := merge(span for rule in rules() for span in rule(folded.text)):
        patience -= 1
        if patience < 0:
            spans = _whole_words(folded.text, spans)
        found += map(folded.original, spans)
        folded = folded.without(spans)
    return tuple(merge(found))


def _whole_words(text: str, spans: list[Span]) -> list[Span]:
    """Each span with the rest of the words that it begins and ends in."""
    words = [word.span() for word in _WORD.finditer(text)]
    starts = [start for start, _ in words]
    wide = []
    for span in spans:
        first = words[bisect_right(starts, span.start) - 1]
        last = words[bisect_left(starts, span.end) - 1]
        wide.append(Span(first[0], last[1], span.kind))
    return merge(wide)


def mask(text: str, spans: Iterable[Span]) -> str:
    """`text` with every span replaced by its Swedish word in brackets.

    Overlapping spans are joined first. The masked text of `find` holds nothing more to find.
    """
    parts: list[str] = []
    at = 0
    for span in merge(spans):
        parts += (text[at : span.start], span.kind.mask)
        at = span.end
    return "".join((*parts, text[at:]))


@cache
def rules() -> tuple[Rule, ...]:
    """`find` of every module in `families`, discovered by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(families.__path__))
    return tuple(import_module(f"{families.__name__}.{name}").find for name in names)

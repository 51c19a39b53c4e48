"""Names of persons: full names, names after a cue, and usual first names and surnames alone.

Source of the names: see `lofte.guard.names.lists`. What is found:

- a first name and a surname, also with initials, double names, particles ("af", "al-", "von") and
  a genitive s; in lower case or capitals when both are usual names;
- a name after a cue: "heter", "sonen", "min chef", "vän till", "mvh", "Hej", a title; after the
  stronger ones also a word with a capital that is no known name;
- a usual first name, or a surname like "Svensson", by itself, if it means nothing else.

What is left: streets, schools, churches and firms that carry a name; names that are ordinary words
("Björn", "Stig", "Linda") first in a sentence or in lower case; places after "i".
"""

from collections.abc import Iterator

from lofte.guard.names import beside, capital, plain
from lofte.guard.names.around import names_a_thing
from lofte.guard.names.cue import Cue, cue_before
from lofte.guard.names.known import is_first
from lofte.guard.names.words import Shape, Word, read
from lofte.guard.spans import Kind, Span

_VON = frozenset(["von", "af"])


def find(text: str) -> Iterator[Span]:
    """Spans of names in folded text."""
    words = read(text)
    at = 0
    while at < len(words):
        end, person = _name_at(words, at)
        if person:
            yield Span(words[at].start, _whole(text, words[end - 1].end), Kind.NAME)
        at = max(end, at + 1)


def _whole(text: str, end: int) -> int:
    """The end with the digits that are written together with a name: "Anna99"."""
    while end < len(text) and (text[end].isdecimal() or text[end] == "_"):
        end += 1
    return end


def _name_at(words: list[Word], at: int) -> tuple[int, bool]:
    """(the end of what is a name at `at`, or `at`; whether the name is a person's)."""
    word = words[at]
    if word.key in _VON:
        return _after_von(words, at, cue_before(words, at))
    with_capital = word.shape in (Shape.CAPITAL, Shape.INITIAL)
    if word.key in beside.NOT_NAMES and not (with_capital and is_first(word)):
        return at, False
    if not with_capital and not plain.is_candidate(words, at):
        return at, False
    cue = cue_before(words, at)
    find_end = capital.end_of_name if with_capital else plain.end_of_name
    end = find_end(words, at, cue)
    return end, end > at and not names_a_thing(words, at, end, cue)


def _after_von(words: list[Word], at: int, cue: Cue) -> tuple[int, bool]:
    """ "von Essen" without a first name."""
    following = words[at + 1] if at + 1 < len(words) else words[at]
    person = following.joined and following.shape is Shape.CAPITAL and following is not words[at]
    return (at + 2, not names_a_thing(words, at, at + 2, cue)) if person else (at, False)

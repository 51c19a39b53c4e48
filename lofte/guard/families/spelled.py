"""Names written one letter at a time: "A n n a  S v e n s s o n", "J-o-h-a-n".

The letters are read as one word, or as two where the gap is wider; what they make must be usual
names that mean nothing else.
"""

import re
from collections.abc import Iterator

from lofte.guard.names import lists
from lofte.guard.spans import Kind, Span

_ROW = re.compile(r"(?<!\w)[^\W\d_](?:[ .*-]{1,3}[^\W\d_](?!\w)){3,40}")
_GAP = re.compile(r"[ .*-]{2,3}")


def find(text: str) -> Iterator[Span]:
    """Spans of names in folded text whose letters stand apart."""
    for match in _ROW.finditer(text):
        words = ["".join(filter(str.isalpha, word)) for word in _GAP.split(match[0])]
        whole = "".join(words).casefold()
        if any(_is_name(word.casefold()) for word in words) or _is_full(whole):
            yield Span(*match.span(), Kind.NAME)


def _is_name(word: str) -> bool:
    return word in lists.sure_first() or word in lists.sure_last()


def _is_full(word: str) -> bool:
    """A first name and a surname, however they are cut."""
    return any(
        word[:cut] in lists.usual_first() and word[cut:] in lists.usual_last()
        for cut in range(2, len(word) - 2)
    )

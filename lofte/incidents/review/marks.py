"""The words of a report that a reviewer can mark although the guard did not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lofte.incidents.models import Incident
from lofte.incidents.review.actions import Marked

FIELDS = ("text", "near")
_WORD = re.compile(r"\S+")
_EDGES = "\"'”’“(),.;:!?"


@dataclass(frozen=True, slots=True)
class Word:
    """One word that no rule marked, without the signs around it."""

    field: str
    start: int
    end: int
    text: str

    @property
    def value(self) -> str:
        """What the form sends."""
        return f"{self.field}:{self.start}-{self.end}"


def words_of(incident: Incident) -> list[Word]:
    """The words of both texts, in order, apart from those already marked."""
    return [word for field in FIELDS for word in _words(incident, field)]


def _words(incident: Incident, field: str) -> Iterator[Word]:
    text: str = getattr(incident, field)
    marked = {
        place
        for warning in incident.warnings
        if warning["field"] == field
        for place in range(warning["start"], warning["end"])
    }
    for match in _WORD.finditer(text):
        bare = match[0].strip(_EDGES)
        start = match.start() + len(match[0]) - len(match[0].lstrip(_EDGES))
        if bare and not bare.startswith("[") and marked.isdisjoint(range(start, start + len(bare))):
            yield Word(field, start, start + len(bare), bare)


def joined(words: Sequence[Word]) -> list[Marked]:
    """Words with a single sign between them become one mark, so that a name is masked once."""
    marks: list[Marked] = []
    for word in words:
        last = marks[-1] if marks else None
        if last and last.field == word.field and word.start - last.end == 1:
            marks[-1] = Marked(word.field, last.start, word.end)
        else:
            marks.append(Marked(word.field, word.start, word.end))
    return marks

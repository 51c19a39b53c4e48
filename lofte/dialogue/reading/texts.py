"""The words of an answer, cut where the guard or a reviewer sees personal data. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lofte import guard
from lofte.guard import Kind, Span

Warnings = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """number: the place among the answer's warnings; None where nothing is marked."""

    text: str
    number: int | None = None
    label: str = ""


def parts(text: str, field: str, warnings: Warnings) -> Iterator[Part]:
    """The text in order; joined the parts give it back."""
    at = 0
    for number, warning in enumerate(warnings):
        if warning["field"] != field:
            continue
        if warning["start"] > at:
            yield Part(text[at : warning["start"]])
        words = text[warning["start"] : warning["end"]]
        yield Part(words, number, str(Kind(warning["kind"]).label))
        at = warning["end"]
    if at < len(text):
        yield Part(text[at:])


def masked(
    texts: Mapping[str, str], warnings: Warnings, chosen: Iterable[int], own: Iterable[str]
) -> dict[str, str]:
    """The texts without the chosen marks and without the reviewer's own words."""
    picked = {number for number in chosen if 0 <= number < len(warnings)}
    words = [word for one in own if (word := one.strip())]
    made = {}
    for field, text in texts.items():
        spans = [
            Span(one["start"], one["end"], Kind(one["kind"]))
            for number, one in enumerate(warnings)
            if number in picked and one["field"] == field
        ]
        made[field] = guard.mask(text, [*spans, *_found(text, words)])
    return made


def _found(text: str, words: Iterable[str]) -> Iterator[Span]:
    for word in words:
        for match in re.finditer(re.escape(word), text, flags=re.IGNORECASE):
            yield Span(match.start(), match.end(), Kind.OTHER)

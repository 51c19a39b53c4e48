"""When and why people are unsafe or safe at the places that they marked: counts of persons."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lofte.dialogue.questionnaires.questions import PLACES
from lofte.dialogue.questionnaires.wording import said
from lofte.dialogue.results.questions import Item
from lofte.dialogue.results.tally import Line, Result

Said = tuple[str, Sequence[str], Sequence[str], int]
SAFE_PLACE = "safe_place"
PARTS = {"when": "När?", "why": "Varför?"}


def has_places(definition: Mapping[str, Any]) -> bool:
    return any(question["kind"] in PLACES for question in definition["questions"])


def of_marks(definition: Mapping[str, Any], rows: Iterable[Said]) -> list[Result]:
    """rows: question, when, why, and how many persons said just that.

    base: who said when (or why); missing: who marked a place and did not. No share of anybody
    comes of it: who marks a place is another choice.
    """
    read = list(rows)
    return [
        _result(question, part, place, [row for row in read if row[0] == question["code"]])
        for question in definition["questions"]
        if question["kind"] in PLACES
        for place, part in enumerate(PARTS, start=1)
        if question.get(part)
    ]


def _result(question: Mapping[str, Any], part: str, place: int, rows: Sequence[Any]) -> Result:
    choices = tuple((one["code"], said(one["text"])) for one in question[part])
    label = f"{said(question['text'])} {PARTS[part]}"
    item = Item(question["code"], part, question["version"], question["kind"], label, choices)
    known = {code for code, _ in choices}
    base = sum(row[3] for row in rows if known.intersection(row[place]))
    marked = sum(row[3] for row in rows)
    lines = tuple(_lines(choices, place, rows))
    return Result(item, base, marked - base, 0, weighed_by=True, lines=lines)


def _lines(choices: Iterable[tuple[str, str]], place: int, rows: Sequence[Any]) -> Iterator[Line]:
    for code, words in choices:
        yield Line(code, words, sum(row[3] for row in rows if code in row[place]))

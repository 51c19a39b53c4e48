"""A form as its results read it: each question that is answered by choosing, a row a line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lofte.dialogue.questionnaires.questions import CHOOSE_ONE, CHOOSE_SEVERAL, PLACES
from lofte.dialogue.questionnaires.wording import said

Definition = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One question, or one row of a matrix, with its choices in the form's order."""

    code: str
    row: str
    version: int
    kind: str
    label: str
    choices: tuple[tuple[str, str], ...]
    parent: str = ""
    leads: tuple[str, ...] = ()
    """Asked of those who gave one of these answers to the parent; "": of everybody."""

    @property
    def several(self) -> bool:
        return self.kind in CHOOSE_SEVERAL | PLACES  # of a place: when and why

    @property
    def same(self) -> tuple[str, str, int]:
        """What must be equal for two results to be of the same question."""
        return self.code, self.row, self.version


def items(definition: Definition) -> Iterator[Item]:
    for question in definition["questions"]:
        code, version, kind = question["code"], question["version"], question["kind"]
        if kind not in CHOOSE_ONE | CHOOSE_SEVERAL | {"matrix"}:
            continue
        choices = tuple((one["code"], said(one["text"])) for one in question["options"])
        label, led = said(question["text"]), _led(question)
        if kind == "matrix":
            for row in question["rows"]:
                words = f"{label} {said(row['text'])}"
                yield Item(code, row["code"], version, kind, words, choices, *led)
        else:
            yield Item(code, "", version, kind, label, choices, *led)


def numbers(definition: Definition) -> Iterator[Item]:
    """The questions that are answered with a number."""
    for question in definition["questions"]:
        if question["kind"] == "number":
            code, version, label = question["code"], question["version"], said(question["text"])
            yield Item(code, "", version, "number", label, (), *_led(question))


def _led(question: Definition) -> tuple[str, tuple[str, ...]]:
    """The question that leads here and the answers that do; of everybody: nothing."""
    condition = question.get("if", {})
    return condition.get("question", ""), tuple(condition.get("any", ()))


def background(definition: Definition) -> list[Item]:
    """The questions that a population can be counted by: one choice each."""
    return [item for item in items(definition) if item.kind in CHOOSE_ONE]

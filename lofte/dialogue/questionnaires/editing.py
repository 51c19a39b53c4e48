"""Changes to a questionnaire's definition. Pure: a definition in, another one out.

A question that gets other words is another question: it gets a new code, so that no result ever
compares the two. The new code is given from outside; it is one that no other question has had.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from lofte.audit.refusals import Refused
from lofte.dialogue.questionnaires import bank
from lofte.dialogue.questionnaires.questions import CHOOSE_ONE, SCHEMA

Definition = Mapping[str, Any]
Question = Mapping[str, Any]
LEADS_ON = CHOOSE_ONE | {"multiple"}  # kinds whose answers may decide what is asked next
WORDS = ("kind", "text", "hint", "options", "rows", "when", "why", "most", "from", "to")
MOST = SCHEMA["properties"]["questions"]["maxItems"]  # type: ignore[index]


class CannotEdit(Refused):
    """The change would leave a questionnaire that cannot be asked; nothing was changed."""


def add_from_bank(definition: Definition, codes: list[str]) -> dict[str, Any]:
    """With these questions of the bank last. A condition on what is not asked is left out."""
    rows = _questions(definition)
    for code in codes:
        if code in {row["code"] for row in rows} or code not in bank.codes():
            continue
        question = bank.question(code)
        if "if" in question and question["if"]["question"] not in {row["code"] for row in rows}:
            del question["if"]
        rows.append(question)
    return _with(definition, rows)


def add_own(definition: Definition, question: Question, *, new_code: str) -> dict[str, Any]:
    """With a question of one's own last."""
    made = {**question, "code": new_code, "version": 1}
    return _with(definition, [*_questions(definition), made])


def rewrite(
    definition: Definition, code: str, question: Question, *, new_code: str
) -> dict[str, Any]:
    """With other words for a question, and under a new code if they differ."""
    before = find(definition, code)
    after = {**question, "code": code, "version": before["version"]}
    if "if" in before:
        after["if"] = before["if"]
    if _words(after) != _words(before):
        after |= {"code": new_code, "version": 1}
    rows = [after if row["code"] == code else row for row in _questions(definition)]
    return _with(definition, [_pointing(row, code, after) for row in rows])


def only_if(definition: Definition, code: str, given: Mapping[str, list[str]]) -> dict[str, Any]:
    """Ask it only of those who gave one of these answers to one earlier question; {}: of all."""
    question = dict(find(definition, code))
    question.pop("if", None)
    if len(given) > 1:
        raise CannotEdit("Välj svar på en fråga, inte flera. Inget ändrades.")
    for earlier, answers in given.items():
        question["if"] = {"question": earlier, "any": answers}
    rows = [question if row["code"] == code else row for row in _questions(definition)]
    return _with(definition, rows)


def move(definition: Definition, code: str, by: int) -> dict[str, Any]:
    """A step up (-1) or down (1). At the end of the form it stays."""
    rows = _questions(definition)
    at = rows.index(find(definition, code))
    to = min(max(at + by, 0), len(rows) - 1)
    rows.insert(to, rows.pop(at))
    for question, earlier in _conditions(rows):
        if rows.index(question) < rows.index(earlier):
            raise CannotEdit(
                f"”{_short(question)}” visas efter ett visst svar på ”{_short(earlier)}” och måste "
                "stå efter den. Inget ändrades. Ta bort villkoret först."
            )
    return _with(definition, rows)


def remove(definition: Definition, code: str) -> dict[str, Any]:
    gone = find(definition, code)
    rows = [row for row in _questions(definition) if row["code"] != code]
    if not rows:
        raise CannotEdit("En dialog behöver minst en fråga. Inget ändrades. Lägg till en annan.")
    for question in rows:
        if question.get("if", {}).get("question") == code:
            raise CannotEdit(
                f"”{_short(question)}” visas efter ett visst svar på ”{_short(gone)}”. Inget "
                "ändrades. Ta bort villkoret först."
            )
    return _with(definition, rows)


def find(definition: Definition, code: str) -> dict[str, Any]:
    for row in _questions(definition):
        if row["code"] == code:
            return row
    raise CannotEdit("Frågan finns inte längre. Inget ändrades. Läs in sidan igen.")


def leading_to(definition: Definition, code: str) -> list[dict[str, Any]]:
    """The earlier questions whose answers may decide whether this one is asked."""
    rows = _questions(definition)
    before = rows[: rows.index(find(definition, code))]
    return [row for row in before if row["kind"] in LEADS_ON]


def _questions(definition: Definition) -> list[dict[str, Any]]:
    return deepcopy(list(definition["questions"]))


def _with(definition: Definition, rows: list[dict[str, Any]]) -> dict[str, Any]:
    if len(rows) > MOST:
        raise CannotEdit(f"Ett formulär har högst {MOST} frågor. Inget ändrades.")
    return {**definition, "questions": rows}


def _conditions(rows: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    by_code = {row["code"]: row for row in rows}
    for row in rows:
        if "if" in row:
            yield row, by_code[row["if"]["question"]]


def _pointing(row: dict[str, Any], code: str, after: Question) -> dict[str, Any]:
    """The row with its condition on the question's new code, and on answers it still has."""
    if row.get("if", {}).get("question") != code:
        return row
    left = {option["code"] for option in after.get("options", ())}
    kept = [answer for answer in row["if"]["any"] if answer in left]
    if not kept or after["kind"] not in LEADS_ON:
        raise CannotEdit(
            f"”{_short(row)}” visas efter ett svar som inte längre finns. Inget ändrades. Ta bort "
            "villkoret först."
        )
    return {**row, "if": {"question": after["code"], "any": kept}}


def _words(question: Question) -> dict[str, Any]:
    """What is asked, in Swedish: a better translation makes no other question."""
    return {part: _in_swedish(question[part]) for part in WORDS if part in question}


def _in_swedish(said: Any) -> Any:
    if isinstance(said, Mapping):
        return said["sv"] if "sv" in said else {k: _in_swedish(v) for k, v in said.items()}
    return [_in_swedish(one) for one in said] if isinstance(said, list) else said


def _short(question: Question) -> str:
    return str(question["text"]["sv"])[:60]

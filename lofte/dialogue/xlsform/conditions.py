"""Conditions between the questions of a file: whether they hold together, and which we can ask."""

from collections.abc import Mapping, Sequence
from typing import Any

from lofte.dialogue.questionnaires.editing import LEADS_ON
from lofte.dialogue.xlsform import relevant as expressions
from lofte.dialogue.xlsform.sheets import NOTHING, BadForm, Line


def check_conditions(survey: Sequence[Line]) -> None:
    """Each may speak only of questions that stand before it: so there is no cycle either."""
    named = {line["name"]: line.number for line in survey if line["name"]}
    for line in survey:
        for name in expressions.names_in(line["relevant"]):
            if name not in named:
                raise BadForm(
                    f"Rad {line.number}: villkoret talar om ”{name[:40]}”, som inte finns i filen. "
                    f"{NOTHING} Rätta villkoret (relevant) och försök igen."
                )
            if named[name] >= line.number:
                raise BadForm(
                    f"Rad {line.number}: villkoret beror på ”{name[:40]}”, som inte har ställts "
                    f"än. {NOTHING} Flytta frågan framför, eller ta bort villkoret."
                )


def carry_condition(
    question: dict[str, Any],
    relevant: str,
    codes: Mapping[str, str],
    definition: Mapping[str, Any],
) -> str:
    """Put the condition on the question. Returns why it could not be done, or nothing."""
    if not relevant.strip():
        return ""
    asked_of_all = "så frågan ställs till alla."
    found = expressions.read(relevant)
    if found is None:
        return f"villkoret ”{relevant[:80]}” är mer än ett svar på en fråga, {asked_of_all}"
    name, answers = found
    if name not in codes:
        return f"villkoret beror på ”{name[:40]}”, som inte kom med, {asked_of_all}"
    earlier = next(one for one in definition["questions"] if one["code"] == codes[name])
    known = {option["code"] for option in earlier.get("options", ())}
    if earlier["kind"] not in LEADS_ON or not set(answers) <= known:
        return (
            f"villkoret beror på ett svar på ”{name[:40]}” som inte går att välja, {asked_of_all}"
        )
    question["if"] = {"question": earlier["code"], "any": answers}
    return ""

"""The question of where somebody lives: the kommun's own areas, never an address. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lofte.dialogue.questionnaires.bank import LANGUAGES, MORE
from lofte.places.swedish import folded, swedish_key

CODE = "omrade"
_LETTERS = str.maketrans("åäö", "aao")
_LONGEST = 40


def with_areas(definition: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """With the areas as answers, before "somewhere else". Without areas it is not asked.

    A question whose areas are there already keeps them, so that two dialogues can be compared.
    """
    names = sorted(set(names), key=swedish_key)
    rows = []
    for row in definition["questions"]:
        if row["code"] != CODE or len(row["options"]) > 1:
            rows.append(row)
        elif names:
            rows.append({**row, "options": [*_options(names), *row["options"]]})
    return {**definition, "questions": rows}


def asked_in(definition: Mapping[str, Any]) -> bool:
    return any(row["code"] == CODE for row in definition["questions"])


def _options(names: Iterable[str]) -> list[dict[str, Any]]:
    taken, options = set[str](), []
    for name in names:
        plain = re.sub(r"[^a-z0-9]+", "_", folded(name).translate(_LETTERS)).strip("_")[:_LONGEST]
        tries = (plain, *(f"{plain[: _LONGEST - 4]}_{n}" for n in range(2, 1_000)))
        code = next(one for one in tries if one and one not in taken)
        taken.add(code)
        options.append({"code": code, "text": dict.fromkeys((*LANGUAGES, *MORE), name)})
    return options

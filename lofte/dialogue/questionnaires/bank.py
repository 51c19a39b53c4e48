"""The question bank: ready questions, and what each format starts from.

All of it is in Swedish and English; what residents read also in the languages of `MORE`.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("sv", "en")
MORE = ("fi", "pl", "so", "ar")


def _bank() -> dict[str, Any]:
    return _read("bank.yaml")


def translations() -> dict[str, list[str]]:
    """Words in the languages of `MORE`, by their Swedish."""
    return _read("translations.yaml")


@cache
def _read(name: str) -> dict[str, Any]:
    text = files("lofte.dialogue.questionnaires").joinpath(name).read_text("utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def question(code: str) -> dict[str, Any]:
    """A question of the bank, ready to stand in a questionnaire."""
    given = _bank()["questions"][code]
    made: dict[str, Any] = {
        "code": code,
        "version": given.get("version", 1),
        "kind": given["kind"],
        "text": _texts(given["text"]),
    }
    if "hint" in given:
        made["hint"] = _texts(given["hint"])
    for part in ("options", "rows", "when", "why"):
        if part in given:
            made[part] = _choices(given[part])
    for part in ("most", "from", "to", "if"):
        if part in given:
            made[part] = deepcopy(given[part])
    return made


def themes() -> list[tuple[dict[str, str], list[dict[str, Any]]]]:
    """Every question under its theme, in the order of the file."""
    found: dict[str, list[dict[str, Any]]] = {theme: [] for theme in _bank()["themes"]}
    for code, given in _bank()["questions"].items():
        found[given["theme"]].append(question(code))
    return [(_texts(_bank()["themes"][theme]), rows) for theme, rows in found.items()]


def codes() -> frozenset[str]:
    return frozenset(_bank()["questions"])


def starting(format_: str) -> dict[str, Any]:
    """The questionnaire that a format of dialogue starts from."""
    given = _bank()["formats"][format_]
    return {
        "title": _texts(given["title"]),
        "intro": _texts(given["intro"]),
        "questions": [question(code) for code in given["questions"]],
    }


def _texts(words: Iterable[str]) -> dict[str, str]:
    texts = dict(zip(LANGUAGES, words, strict=True))
    more = translations().get(texts["sv"])
    return texts | (dict(zip(MORE, more, strict=True)) if more else {})


def _choices(given: str | Mapping[str, Iterable[str]]) -> list[dict[str, Any]]:
    """Written out, or the name of a scale that several questions share."""
    options = _bank()["scales"][given] if isinstance(given, str) else given
    return [{"code": code, "text": _texts(words)} for code, words in options.items()]

"""The languages that those who are asked may read in, and which of them a form has."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

SWEDISH, EASY = "sv", "sv-latt"
# Each in its own words: whoever looks for it cannot be asked to read Swedish.
NAMES = {
    SWEDISH: "Svenska",
    EASY: "Lätt svenska",
    "en": "English",
    "ar": "العربية",
    "fi": "Suomi",
    "pl": "Polski",
    "so": "Soomaali",
}
IN_SWEDISH = {
    "en": _("engelska"),
    "ar": _("arabiska"),
    "fi": _("finska"),
    "pl": _("polska"),
    "so": _("somaliska"),
}

Definition = Mapping[str, Any]


def offered(definition: Definition) -> list[str]:
    """Swedish, the same in easier words around the questions, and each language that has them all.

    A page that is half in one language and half in another helps nobody.
    """
    whole = [code for code in IN_SWEDISH if not missing(definition, code)]
    return [SWEDISH, EASY, *whole]


def missing(definition: Definition, language: str) -> list[str]:
    """The Swedish texts that have no words in the language yet, in the form's order."""
    return [texts["sv"] for texts in texts_of(definition) if not texts.get(language)]


def wording(definition: Definition, language: str) -> list[str]:
    """Everything that the form says in the language and, beside it, in Swedish."""
    return [texts.get(one, "") for texts in texts_of(definition) for one in (SWEDISH, language)]


def texts_of(definition: Definition) -> Iterator[Mapping[str, str]]:
    """Every text of a form: title and intro, and of each question its words, hint and choices."""
    yield definition["title"]
    if "intro" in definition:
        yield definition["intro"]
    for question in definition["questions"]:
        yield from texts_of_question(question)


def texts_of_question(question: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    yield question["text"]
    if "hint" in question:
        yield question["hint"]
    for part in ("options", "rows", "when", "why"):
        for choice in question.get(part, ()):
            yield choice["text"]


def translated(definition: Definition, language: str, words: Mapping[str, str]) -> dict[str, Any]:
    """The form with words in the language, by their Swedish. What is left empty has none.

    The questions stay the same questions: the same is asked, in one language more.
    """
    made: dict[str, Any] = deepcopy(dict(definition))
    for texts in texts_of(made):
        said = words.get(texts[SWEDISH], texts.get(language, "")).strip()
        cast("dict[str, str]", texts).pop(language, None)
        if said:
            cast("dict[str, str]", texts)[language] = said
    return made

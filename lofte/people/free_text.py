"""Free text that people write: read by the guard before it is kept. Every room uses one of these.

- `checked(text)`: the writer can rewrite it, so personal data is refused. Reasons, notes, answers
  to colleagues, press texts, promises: nearly everything.
- `marked(field=text, ...)`: it must be kept as it is, and a reviewer reads it before anyone else
  does. Reports, answers of residents.
- `registered(number)`: the number of a case in a registry, which may look like much but no person.
- `named(name)`: who signed or said something, by name. A number of theirs is refused.
- `masked(text)`: nobody can be asked, and nobody will review it. Imports.

A field of a table that holds people's words stands in `tests/structure/test_free_text.py` with the
module that reads it.
"""

import re
from collections.abc import Iterable
from typing import Any

from lofte import guard
from lofte.audit.refusals import Refused
from lofte.guard.naming import IN_REGISTRIES, pointing
from lofte.places.models import Kommun, NamedPlace
from lofte.places.swedish import folded


class PersonalData(Refused):
    """The text seems to hold personal data; nothing of it was kept."""


class SecretPlace(Refused):
    """The text names a place of the group's own, and others will read it."""


def checked(text: str, *, foreign: bool = False) -> str:
    """The text as it may be kept: whole and without personal data. Raises PersonalData.

    foreign: in a language whose words the guard would take for names; numbers are found all the
    same, and a person reads the rest.
    """
    found = [one for one in guard.find(text) if not (foreign and one.kind == guard.Kind.NAME)]
    if found:
        words = ", ".join(f"”{text[span.start : span.end][:40]}”" for span in found[:3])
        kinds = ", ".join(sorted({span.kind.label for span in found}))
        raise PersonalData(
            f"Texten ser ut att innehålla personuppgifter ({kinds}: {words}). Ingenting sparades. "
            "Skriv om texten. Det du skrev finns kvar i rutan."
        )
    return text.strip()


def registered(number: str) -> str:
    """A number in a registry or a paragraph of minutes: any number but a person's.

    Raises PersonalData.
    """
    if kind := pointing(number, allowed=IN_REGISTRIES):
        raise PersonalData(
            f"Numret ser ut att vara ett {kind}. Ingenting sparades. Skriv ärendets nummer i "
            "diariet, inte en persons."
        )
    return number.strip()


def named(name: str) -> str:
    """The name of one who takes part, where names are what is asked for. Raises PersonalData."""
    if kind := pointing(name):
        raise PersonalData(
            f"Namnet ser ut att innehålla personuppgifter ({kind}). Ingenting sparades. Skriv bara "
            "namnet."
        )
    return name.strip()


def masked(text: str) -> str:
    """The text with a word in brackets in the place of what looks like personal data."""
    return guard.mask(text, guard.find(text))


def marked(**texts: str) -> list[dict[str, Any]]:
    """What looks like personal data in each field: field, start, end and kind, never the words."""
    return [
        {"field": field, "start": span.start, "end": span.end, "kind": str(span.kind)}
        for field, text in texts.items()
        for span in guard.find(text)
    ]


def overwritten(text: str, words: Iterable[str]) -> str:
    """A copy of a text in which some words were masked, with the same words gone from it too,
    whatever the case they are written in."""
    gone = sorted(filter(str.strip, words), key=len, reverse=True)
    if not gone:
        return text
    return re.sub("|".join(map(re.escape, gone)), guard.Kind.OTHER.mask, text, flags=re.IGNORECASE)


def without_secrets(text: str, kommun: Kommun) -> str:
    """The text for readers outside the group. Raises SecretPlace."""
    if name := secret_in(text, kommun):
        raise SecretPlace(
            f"Texten nämner ”{name}”, en plats som bara gruppen får se. Ingenting sparades. Skriv "
            "om texten. Det du skrev finns kvar i rutan."
        )
    return text


def secret_in(text: str, kommun: Kommun) -> str:
    """The first place of the group's own that the text names, or nothing."""
    rows = NamedPlace.objects.unscoped("names that must not be told")
    names = rows.filter(kommun=kommun, group_only=True).values_list("name", flat=True)
    return next((name for name in names if folded(name) in folded(text)), "")

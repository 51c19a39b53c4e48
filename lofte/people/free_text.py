"""Free text that people write about places and events: read by the guard before it is kept."""

from lofte import guard
from lofte.audit.refusals import Refused
from lofte.places.models import Kommun, NamedPlace
from lofte.places.swedish import folded


class PersonalData(Refused):
    """The text seems to hold personal data; nothing of it was kept."""


class SecretPlace(Refused):
    """The text names a place of the group's own, and others will read it."""


def checked(text: str) -> str:
    """The text as it may be kept: whole and without personal data. Raises PersonalData."""
    if found := guard.find(text):
        words = ", ".join(f"”{text[span.start : span.end][:40]}”" for span in found[:3])
        kinds = ", ".join(sorted({span.kind.label for span in found}))
        raise PersonalData(
            f"Texten ser ut att innehålla personuppgifter ({kinds}: {words}). Ingenting sparades. "
            "Skriv om texten. Det du skrev finns kvar i rutan."
        )
    return text.strip()


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

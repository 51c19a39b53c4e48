"""Facts as columns: every text is read by the guard on its way in."""

import dataclasses
from collections.abc import Collection
from typing import Any

from lofte.people.free_text import checked, without_secrets
from lofte.places.models import Kommun


def columns(facts: Any, kommun: Kommun, *, leave: Collection[str] = ()) -> dict[str, Any]:
    """The fields of a dataclass but those left out; raises PersonalData and SecretPlace."""
    told = {}
    for field in dataclasses.fields(facts):
        if field.name in leave:
            continue
        value = getattr(facts, field.name)
        told[field.name] = without_secrets(checked(value), kommun) if _is_text(value) else value
    return told


def _is_text(value: object) -> bool:
    return type(value) is str

"""A text cut in parts so that a page can show what the guard marked."""

from dataclasses import dataclass

from lofte.guard import Kind
from lofte.incidents.models import Incident


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    number: int | None = None  # position in the incident's warnings; None = nothing marked
    label: str = ""


def marked_fields(incident: Incident) -> list[tuple[Part, ...]]:
    """The parts of each field in which something is marked."""
    marked = {warning["field"] for warning in incident.warnings}
    return [marked_parts(incident, field) for field in ("text", "near") if field in marked]


def marked_parts(incident: Incident, field: str) -> tuple[Part, ...]:
    """The field's text as parts in order; joined they give the text back."""
    text: str = getattr(incident, field)
    parts, at = [], 0
    for number, warning in enumerate(incident.warnings):
        if warning["field"] != field:
            continue
        if warning["start"] > at:
            parts.append(Part(text[at : warning["start"]]))
        words = text[warning["start"] : warning["end"]]
        parts.append(Part(words, number, Kind(warning["kind"]).label))
        at = warning["end"]
    if at < len(text):
        parts.append(Part(text[at:]))
    return tuple(parts)

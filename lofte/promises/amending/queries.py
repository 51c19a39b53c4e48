"""The new version of a signed promise while it is being written, beside what holds."""

from dataclasses import dataclass
from typing import Any

from lofte.promises.apart import Change, versions_apart
from lofte.promises.commitments.models import Commitment
from lofte.promises.document import document_of, points_of
from lofte.promises.models import Promise
from lofte.promises.power import planned_tests
from lofte.promises.signed import Document


@dataclass(frozen=True, slots=True)
class Coming:
    """points: as they would be. lines: the whole text, with what differs from what was signed."""

    points: list[Commitment]
    lines: list[list[Change]]

    @property
    def differs(self) -> list[list[Change]]:
        return [line for line in self.lines if any(one.kind != "same" for one in line)]


def coming_of(promise: Promise, text: Document) -> Coming:
    return Coming(points_of(promise), versions_apart(text, draft_of(promise, text)))


def draft_of(promise: Promise, text: Document) -> dict[str, Any]:
    """The text that would be frozen; reasons for broken rules are asked for when it is."""
    return document_of(promise) | {
        "tests": planned_tests(promise),
        "overruled": text.get("overruled", {}),
    }

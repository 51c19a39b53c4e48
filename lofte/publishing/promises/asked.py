"""Answers to a question, on the open page of a promise: only what the dialogue's own edition tells.

So disclosure control is decided once, where all figures of the dialogue are seen together, and the
promise never tells a figure that could be taken from another.
"""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from lofte.promises.commitments.asked import question_of
from lofte.promises.readings.models import Reading, answered
from lofte.promises.readings.queries import Measured
from lofte.publishing import editions
from lofte.publishing.models import Edition

WHY = "what the dialogue has told"


def as_published(one: Measured, told: dict[str, Any]) -> dict[str, Any]:
    """told: everything, as the group sees it."""
    same, answers = question_of(one.indicator)
    shown = dict(told)
    for name, reading in (("now", one.now), ("before", one.before)):
        if reading is not None and reading.base is not None:
            shown[name] = _said(reading, same, answers)
    hidden = any(
        reading is not None and reading.base is not None and shown[name] in _unsaid()
        for name, reading in (("now", one.now), ("before", one.before))
    )
    if hidden:  # what a comparison says would tell of the figure
        shown["met"] = ""
        shown.pop("caution", None)
    return shown


def _unsaid() -> tuple[str, str]:
    return _("svaren är inte publicerade"), _("för få svar för att visas")


def _said(reading: Reading, same: tuple[str, str, int], answers: Collection[str]) -> str:
    unpublished, few = _unsaid()
    content = _published(reading.dialogue_id)
    if content is None:
        return unpublished
    asked = [
        one
        for one in content["questions"]
        if (one["code"], one["row"], one["version"]) == same and one["base"] is not None
    ]
    lines = [line for one in asked for line in one["lines"] if line["code"] in answers]
    if not lines or any(line["count"] is None for line in lines):
        return few
    (question,) = asked
    if reading.low is None:
        return answered(sum(line["count"] for line in lines), question["base"], None, None)
    if len(lines) == 1 and "low" in lines[0]:
        line = lines[0]
        return answered(line["percent"], question["base"], line["low"], line["high"])
    if reading.value is None or question["base"] != reading.base:
        return few
    return answered(reading.value, question["base"], reading.low, reading.high)


def _published(dialogue: int | None) -> dict[str, Any] | None:
    """The latest open edition of the dialogue; None when there is none that can be read."""
    rows = Edition.objects.unscoped(WHY).filter(dialogue=dialogue, withdrawn_at=None)
    found = rows.select_related("kommun").order_by("-number").first()
    if found is None or dialogue is None:
        return None
    try:
        return editions.read(settings.EDITIONS_DIR, found.kommun.slug, found.number).content
    except (editions.NoEdition, editions.BadEdition):
        return None

"""The results page of a large dialogue, kept until something that it is made of changes.

An answer is never changed or removed, only its words are masked, and no word stands on the page: so
the number of answers tells whether anybody has answered since. While answers come all the time the
page may be some minutes old, and says so. One page is kept a dialogue, and the next is written over
it: two that differ by one answer would together tell what that answer was.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from django.core.cache import caches
from django.db.models import Count
from django.utils.translation import get_language

from lofte.dialogue.models import Answer, Dialogue, Questionnaire, Stratum
from lofte.dialogue.results.models import CrossedTable, PopulationTable
from lofte.dialogue.results.page import Page, results_page
from lofte.dialogue.results.queries import COUNTED
from lofte.places.scope import Viewer

MANY = 5_000  # answers; fewer are counted anew each time
PATIENCE = timedelta(minutes=10)
KEPT = timedelta(days=30)
METHODS = ("lofte.dialogue.results", "lofte.dialogue.questionnaires", "lofte.analysis.survey")


@dataclass(frozen=True, slots=True)
class Kept:
    """made_of, counts: what the page rests on, the tables and how many have answered."""

    page: Page
    counted: datetime
    made_of: str
    counts: dict[int, int]


def kept_page(
    dialogue: Dialogue, viewer: Viewer, *, suspected: bool = True, now: datetime
) -> tuple[Page, datetime | None]:
    """The same as `results_page`, and when it was counted if others have answered since."""
    counts = _counts(dialogue.kommun_id)
    if counts.get(dialogue.pk, 0) < MANY:
        return results_page(dialogue, viewer, suspected=suspected), None
    key = f"results-{dialogue.pk}-{get_language()}-{suspected}"
    made_of = _made_of(dialogue.kommun_id)
    kept = caches["default"].get(key)
    if isinstance(kept, Kept) and kept.made_of == made_of:
        if kept.counts == counts:
            return kept.page, None
        if now - kept.counted < PATIENCE:
            return kept.page, kept.counted
    page = results_page(dialogue, viewer, suspected=suspected)
    if page.weighed is not None:  # no page shows the weights themselves
        page = replace(page, weighed=replace(page.weighed, sample=None))
    caches["default"].set(key, Kept(page, now, made_of, counts), KEPT.total_seconds())
    return page, None


def _counts(kommun: int) -> dict[int, int]:
    """How many have answered each dialogue of the kommun: a page also looks at one before."""
    answers = Answer.objects.unscoped(COUNTED).filter(dialogue__kommun=kommun)
    return dict(answers.order_by().values_list("dialogue").annotate(n=Count("pk")))


def _made_of(kommun: int) -> str:
    """A hash of all the rest that the page is made of."""
    told = hashlib.sha256(_methods())
    for row in _rows(kommun):
        told.update(repr(row).encode())
    return told.hexdigest()


def _rows(kommun: int) -> Iterator[Any]:
    fields = ("pk", "title", "mode", "audience", "state", "opens", "closes", "questionnaire")
    rows = Dialogue.objects.unscoped(COUNTED).filter(kommun=kommun)
    yield from rows.order_by("pk").values_list(*fields)
    forms = Questionnaire.objects.unscoped(COUNTED).filter(kommun=kommun, locked=True)
    yield from forms.order_by("pk").values_list("pk", "reviewed")
    tables: tuple[Any, ...] = (Stratum, PopulationTable, CrossedTable)
    for model in tables:
        of = model.objects.unscoped(COUNTED).filter(dialogue__kommun=kommun)
        yield from of.order_by("pk").values_list()


@cache
def _methods() -> bytes:
    """What counts, as it is installed: a new version counts anew."""
    told = hashlib.sha256()
    for package in METHODS:
        for file in sorted(files(package).iterdir(), key=lambda one: one.name):
            if file.name.endswith((".py", ".yaml")):
                told.update(file.read_bytes())
    return told.digest()

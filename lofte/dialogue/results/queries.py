"""The answers of a dialogue, read in one go, and the dialogue that came before it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Count, Q, QuerySet

from lofte.analysis.arrays import Floats, Ints
from lofte.dialogue.models import Answer, Dialogue, Mark, Questionnaire, Stratum
from lofte.dialogue.results.columns import Columns
from lofte.dialogue.results.models import CrossedTable, PopulationTable
from lofte.dialogue.results.questions import items
from lofte.dialogue.results.stock import COUNTED, MANY, MarkKind, stock_of
from lofte.dialogue.states import Audience, Mode, State
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.places.scope import Viewer


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered, a row a person: the row's stratum (-1 for none) and form by their keys.

    forms: the one that is asked now, and every other version that somebody answered. suspected: how
    many may be a flood. marks: question, unsafe or safe, when, why, how many marks and persons.
    """

    columns: Columns
    strata: Ints
    by_form: Ints
    suspected: int
    forms: list[Questionnaire]
    marks: list[tuple[str, str, Any, Any, int, int]]

    def __len__(self) -> int:
        return len(self.columns)

    def of_kind(self) -> dict[str, int]:
        """How many marks of each kind."""
        found = dict[str, int]()
        for _, kind, _, _, made, _ in self.marks:
            found[kind] = found.get(kind, 0) + made
        return found

    def said_of_marks(self) -> list[tuple[str, Any, Any, int]]:
        """When and why, by question, and how many persons said just that: nothing of where."""
        return [(question, when, why, n) for question, _, when, why, _, n in self.marks]


def answers_of(dialogue: Dialogue, *, suspected: bool = True) -> Answers:
    """All answers; without `suspected` those marked as a flood are left out, and counted."""
    stock, forms = stock_of(dialogue)
    flood = int(stock.suspected.sum())
    marks = stock.marks
    if suspected or not flood:
        told = list(_told(marks.answers, marks.what, marks.kinds))
        return Answers(stock.columns, stock.strata, stock.forms, flood, forms, told)
    kept = np.flatnonzero(~stock.suspected)
    inside = np.isin(marks.answers, stock.keys[kept])
    return Answers(
        columns=stock.columns.take(kept),
        strata=stock.strata[kept],
        by_form=stock.forms[kept],
        suspected=flood,
        forms=forms,
        marks=list(_told(marks.answers[inside], marks.what[inside], marks.kinds)),
    )


def _told(
    answers: Ints, what: Ints, kinds: Sequence[MarkKind]
) -> Iterator[tuple[str, str, Any, Any, int, int]]:
    """Each kind of mark that is there: how many marks, and of how many persons."""
    again = np.zeros(len(what), dtype=np.bool_)  # they lie by answer and kind
    again[1:] = (answers[1:] == answers[:-1]) & (what[1:] == what[:-1])
    made = np.bincount(what, minlength=len(kinds))
    persons = np.bincount(what[~again], minlength=len(kinds))
    for n, (question, kind, when, why) in enumerate(kinds):
        if made[n]:
            yield question, kind, json.loads(when), json.loads(why), int(made[n]), int(persons[n])


def strata_of(dialogue: Dialogue) -> list[Stratum]:
    return list(Stratum.objects.unscoped(COUNTED).filter(dialogue=dialogue).order_by("name"))


def tables_of(dialogue: Dialogue) -> list[PopulationTable]:
    return list(PopulationTable.objects.unscoped(COUNTED).filter(dialogue=dialogue))


def crossed_of(dialogue: Dialogue) -> CrossedTable | None:
    return CrossedTable.objects.unscoped(COUNTED).filter(dialogue=dialogue).first()


def _marks(*, suspected: bool, **of: Any) -> QuerySet[Mark]:
    """Marks in no order; without `suspected` those of answers marked as a flood are left out."""
    rows = Mark.objects.unscoped(COUNTED).filter(**of).order_by()
    return rows if suspected else rows.filter(answer__suspected=False)


def pointing_at(
    dialogue: Dialogue,
    places: Iterable[NamedPlace],
    areas: Iterable[Area],
    *,
    suspected: bool = False,
) -> tuple[int, int]:
    """How many persons have marked one of the places, or a place in one of the areas, as unsafe;
    and how many have answered."""
    marks = _marks(dialogue=dialogue, kind=Mark.Kind.UNSAFE, suspected=suspected)
    mine = marks.filter(Q(place__in=list(places)) | Q(area__in=list(areas)))
    persons = mine.aggregate(n=Count("answer", distinct=True))["n"]
    rows = Answer.objects.unscoped(COUNTED).filter(dialogue=dialogue)
    return persons, (rows if suspected else rows.filter(suspected=False)).count()


def marked_places(dialogue: Dialogue, *, suspected: bool = False) -> list[tuple[NamedPlace, int]]:
    """How many persons have marked each named place as unsafe, the most first."""
    rows = _marks(dialogue=dialogue, kind=Mark.Kind.UNSAFE, suspected=suspected)
    counted = rows.exclude(place=None).values_list("place")
    persons = dict(counted.annotate(n=Count("answer", distinct=True)))
    places = NamedPlace.objects.unscoped(COUNTED).filter(pk__in=list(persons), group_only=False)
    return sorted(((one, persons[one.pk]) for one in places), key=lambda row: (-row[1], row[0].pk))


def marked_areas(dialogue: Dialogue, *, suspected: bool = False) -> list[tuple[Area, int]]:
    """How many persons have marked a place in each area as unsafe, the most first."""
    rows = _marks(dialogue=dialogue, kind=Mark.Kind.UNSAFE, suspected=suspected)
    counted = rows.exclude(area=None).values_list("area")
    persons = dict(counted.annotate(n=Count("answer", distinct=True)))
    areas = Area.objects.unscoped(COUNTED).filter(pk__in=list(persons))
    return sorted(((one, persons[one.pk]) for one in areas), key=lambda row: (-row[1], row[0].pk))


def suspected_in(dialogue: Dialogue) -> int:
    """How many of the answers are marked as a flood."""
    return Answer.objects.unscoped(COUNTED).filter(dialogue=dialogue, suspected=True).count()


def marks_by_area(dialogue: Dialogue, kind: str, *, suspected: bool) -> dict[str, int]:
    """How many persons have marked a place in each area; "" outside them, or in words only."""
    rows = _marks(dialogue=dialogue, kind=kind, suspected=suspected)
    counted = rows.values_list("area__name").annotate(n=Count("answer", distinct=True))
    return {name or "": n for name, n in counted}


@dataclass(frozen=True, slots=True)
class Pointed:
    """Places of one kind inside the kommun: persons is a number a person, and tells nothing else.

    sample: whether all of them come from drawn samples. suspected: how many answers with such a
    mark may be a flood. with_suspected: whether they are among the persons. in_words: how many
    have said where in words only, so that no map can hold it.
    """

    x: Floats
    y: Floats
    persons: Ints
    titles: tuple[str, ...]
    sample: bool
    suspected: int = 0
    with_suspected: bool = False
    in_words: int = 0

    def __len__(self) -> int:
        return len(self.x)


def pointed(
    kommun: Kommun,
    first: date,
    end: date,
    *,
    kind: str = Mark.Kind.UNSAFE,
    suspected: bool = False,
) -> Pointed:
    """What residents have marked as unsafe (or safe) in dialogues open in [first, end)."""
    rows = _marks(
        suspected=True,
        dialogue__kommun=kommun,
        dialogue__audience=Audience.RESIDENTS,
        dialogue__closes__gte=first,
        dialogue__opens__lt=end,
        kind=kind,
        outside=False,
    )
    words = rows if suspected else rows.filter(answer__suspected=False)
    in_words = words.filter(x=None).aggregate(n=Count("answer", distinct=True))["n"]
    rows = rows.exclude(x=None)
    flood = rows.filter(answer__suspected=True)
    kept = rows if suspected else rows.filter(answer__suspected=False)
    read = list(kept.values_list("x", "y", "answer_id", "dialogue__title", "dialogue__mode"))
    persons = np.unique(np.array([row[2] for row in read], dtype=np.int64), return_inverse=True)[1]
    return Pointed(
        x=np.array([row[0] for row in read], dtype=np.float64),
        y=np.array([row[1] for row in read], dtype=np.float64),
        persons=persons.reshape(-1).astype(np.int64),
        titles=tuple(sorted({row[3] for row in read})),
        sample=bool(read) and all(row[4] == Mode.SAMPLE for row in read),
        suspected=flood.aggregate(n=Count("answer", distinct=True))["n"],
        with_suspected=suspected,
        in_words=in_words,
    )


def with_results(kommun: Kommun, viewer: Viewer) -> QuerySet[Dialogue]:
    return Dialogue.objects.visible_to(viewer).filter(kommun=kommun).exclude(state=State.DRAFT)


def large() -> list[Dialogue]:
    """Dialogues with so many answers that they are kept as they were read."""
    rows = Dialogue.objects.unscoped("the scheduler serves every kommun")
    answers = Answer.objects.unscoped(COUNTED).order_by().values("dialogue")
    many = answers.annotate(n=Count("pk")).filter(n__gte=MANY).values("dialogue")
    return list(rows.filter(pk__in=many).select_related("questionnaire").order_by("pk"))


def before(dialogue: Dialogue, viewer: Viewer) -> Dialogue | None:
    """The latest earlier dialogue of the same mode and audience that asked one question alike."""
    rows = with_results(dialogue.kommun, viewer).filter(
        mode=dialogue.mode, audience=dialogue.audience, closes__lt=dialogue.opens
    )
    asked = {item.same for item in items(dialogue.questionnaire.definition)}
    for earlier in rows.select_related("questionnaire").order_by("-closes")[:5]:
        if asked & {item.same for item in items(earlier.questionnaire.definition)}:
            return earlier
    return None

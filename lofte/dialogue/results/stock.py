"""What the answers of a dialogue chose: read once and kept, and what came since is added.

An answer is never changed or removed, only its words are masked, and no word is here. The rows lie
in the order of their keys, which are made by chance: the kept file tells no more of when anybody
answered than the table does.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.core.cache import caches
from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, QuerySet, Sum, TextField
from django.db.models.functions import Cast

from lofte.analysis.arrays import Bools, Ints
from lofte.dialogue.models import Answer, Dialogue, Mark, Questionnaire
from lofte.dialogue.results.columns import Columns
from lofte.dialogue.results.methods import methods
from lofte.dialogue.results.questions import Item, items, numbers

COUNTED = "only counts leave here, and the page has asked who may read results"
MANY = 5_000  # answers; fewer are read anew each time
WORTH = 5_000  # new answers, for which the kept file is written before `lofte due` does it
MOST_NEW = 20_000  # more are not looked up one by one
AT_ONCE = 500  # keys in one question to the database
KEPT = 30 * 24 * 3_600
PRIME = 1_000_003

Same = tuple[int, int]
"""How many answers there are, and a sum of their keys: alike when they are the same."""


MarkKind = tuple[str, str, str, str]
"""The question, unsafe or safe, and when and why as JSON."""


@dataclass(frozen=True, slots=True)
class Marks:
    """answers: the key of the answer that made each, in order; what: which of the kinds it is."""

    answers: Ints
    what: Ints
    kinds: tuple[MarkKind, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """A row a person, by key. strata: -1 for none; read_by: a hash of the questions."""

    keys: Ints
    forms: Ints
    strata: Ints
    suspected: Bools
    columns: Columns
    marks: Marks
    read_by: str

    @property
    def same(self) -> Same:
        return len(self.keys), int((self.keys % PRIME).sum())


def stock_of(dialogue: Dialogue) -> tuple[Stock, list[Questionnaire]]:
    """All answers there are now; the form that is asked now and all others that were answered."""
    stock, forms, _ = _now(dialogue, WORTH)
    return stock, forms


def same_of(dialogue: Dialogue) -> Same:
    return _same(Answer.objects.unscoped(COUNTED).filter(dialogue=dialogue))


def keep(dialogue: Dialogue) -> bool:
    """Read ahead of whoever looks. Whether there was anything that was not kept before."""
    return _now(dialogue, 1)[-1]


def _now(dialogue: Dialogue, worth: int) -> tuple[Stock, list[Questionnaire], bool]:
    """worth: how many new answers it takes for the file to be written; and whether it was."""
    rows = Answer.objects.unscoped(COUNTED).filter(dialogue=dialogue)
    now = _same(rows)
    if now[0] < MANY:
        return *_read(dialogue, rows), False
    kept = _kept(dialogue)
    more = _more(kept, dialogue, rows, now) if kept else None
    stock, forms = more or _read(dialogue, rows)
    write = kept is None or more is None or len(stock.keys) - len(kept.keys) >= worth
    if write:
        caches["default"].set(_name(dialogue), stock, KEPT)
    return stock, forms, write


def _name(dialogue: Dialogue) -> str:
    return f"answers-{dialogue.pk}-{methods()}"


def _kept(dialogue: Dialogue) -> Stock | None:
    found = caches["default"].get(_name(dialogue))
    return found if isinstance(found, Stock) else None


def _same(rows: QuerySet[Answer]) -> Same:
    left = ExpressionWrapper(F("pk") % PRIME, BigIntegerField())
    found = rows.order_by().aggregate(n=Count("pk"), sum=Sum(left))
    return found["n"], int(found["sum"] or 0)


def _more(
    kept: Stock, dialogue: Dialogue, rows: QuerySet[Answer], now: Same
) -> tuple[Stock, list[Questionnaire]] | None:
    """The kept ones and those who have answered since; None when all have to be read again."""
    if kept.same == now:
        forms = _forms(dialogue, np.unique(kept.forms).tolist())
        return (kept, forms) if _hash(_items(forms)) == kept.read_by else None
    told = rows.order_by().values_list("pk", flat=True)
    keys = np.fromiter(told.iterator(chunk_size=10_000), np.int64)
    new = np.setdiff1d(keys, kept.keys, assume_unique=True)
    if len(new) > MOST_NEW or len(new) + len(kept.keys) != len(keys):
        return None
    added = [rows.filter(pk__in=part) for part in _parts(new)]
    marks = Mark.objects.unscoped(COUNTED)
    read = list(_rows(added))
    forms = _forms(dialogue, {*np.unique(kept.forms).tolist(), *(row[3] for row in read)})
    if _hash(_items(forms)) != kept.read_by:
        return None
    fresh = _stock(read, [marks.filter(answer__in=part) for part in _parts(new)], forms)
    return _joined(kept, fresh), forms


def _forms(dialogue: Dialogue, answered: Iterable[int]) -> list[Questionnaire]:
    """The form that is asked now, and every other version that somebody answered."""
    others = set(answered) - {dialogue.questionnaire_id}
    rows = Questionnaire.objects.unscoped(COUNTED).filter(pk__in=others)
    return sorted([dialogue.questionnaire, *rows], key=lambda form: form.pk)


def _parts(keys: Ints) -> Iterator[list[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE].tolist()


def _read(dialogue: Dialogue, rows: QuerySet[Answer]) -> tuple[Stock, list[Questionnaire]]:
    read = list(_rows([rows]))
    forms = _forms(dialogue, {row[3] for row in read})
    marks = Mark.objects.unscoped(COUNTED).filter(dialogue=dialogue)
    return _stock(read, [marks], forms), forms


def _rows(several: Iterable[QuerySet[Answer]]) -> Iterator[Any]:
    columns = ("pk", "text", "stratum_id", "questionnaire_id", "suspected")
    for rows in several:
        told = rows.order_by().annotate(text=Cast("values", TextField()))
        yield from told.values_list(*columns)


def _stock(
    rows: Sequence[Any], marks: Sequence[QuerySet[Mark]], forms: Sequence[Questionnaire]
) -> Stock:
    keys, texts, strata, of, flood = zip(*rows, strict=True) if rows else ((),) * 5
    asked = _items(forms)
    order = np.argsort(np.array(keys, dtype=np.int64))
    known = np.array(keys, dtype=np.int64)[order]
    return Stock(
        keys=known,
        forms=np.array(of, dtype=np.int64)[order],
        strata=np.array([-1 if one is None else one for one in strata], dtype=np.int64)[order],
        suspected=np.array(flood, dtype=np.bool_)[order],
        columns=Columns.read(texts, asked).take(order),
        marks=_marks(marks, known),
        read_by=_hash(asked),
    )


def _items(forms: Iterable[Questionnaire]) -> list[Item]:
    """Every question in every version, once."""
    found = (
        item for form in forms for item in (*items(form.definition), *numbers(form.definition))
    )
    known = {(item.same, item.kind, *(code for code, _ in item.choices)): item for item in found}
    return list(known.values())


def _hash(asked: Iterable[Item]) -> str:
    """Of all that decides how answers are read: no words."""
    told = [(*item.same, item.kind, [code for code, _ in item.choices]) for item in asked]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _marks(several: Iterable[QuerySet[Mark]], known: Ints) -> Marks:
    """Of the known answers only: somebody may have answered since they were read."""
    answers, what, kinds = list[int](), list[int](), dict[MarkKind, int]()
    texts = {part: Cast(part, TextField()) for part in ("when", "why")}
    for rows in several:
        told = rows.order_by().annotate(when_text=texts["when"], why_text=texts["why"])
        columns = ("answer_id", "question", "kind", "when_text", "why_text")
        for answer, *kind in told.values_list(*columns):
            answers.append(answer)
            what.append(kinds.setdefault(tuple(kind), len(kinds)))
    of, which = np.array(answers, dtype=np.int64), np.array(what, dtype=np.int64)
    inside = np.isin(of, known)
    return _sorted(of[inside], which[inside], tuple(kinds))


def _sorted(answers: Ints, what: Ints, kinds: tuple[MarkKind, ...]) -> Marks:
    order = np.lexsort((what, answers))
    return Marks(answers[order], what[order], kinds)


def _joined(kept: Stock, fresh: Stock) -> Stock:
    """All of them, again in the order of the keys."""
    order = np.argsort(np.concatenate([kept.keys, fresh.keys]))
    together = {
        part: np.concatenate([getattr(kept, part), getattr(fresh, part)])[order]
        for part in ("keys", "forms", "strata", "suspected")
    }
    kinds = {kind: n for n, kind in enumerate(kept.marks.kinds)}
    number = [kinds.setdefault(kind, len(kinds)) for kind in fresh.marks.kinds]
    what = np.array(number, dtype=np.int64)[fresh.marks.what]
    marks = _sorted(
        np.concatenate([kept.marks.answers, fresh.marks.answers]),
        np.concatenate([kept.marks.what, what]),
        tuple(kinds),
    )
    columns = kept.columns.plus(fresh.columns).take(order)
    return Stock(**together, columns=columns, marks=marks, read_by=kept.read_by)

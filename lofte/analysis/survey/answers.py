"""Counts of persons among those who answered: all that an open survey can say.

No field here is an interval, and no share is one of "the residents": a share's base is always
those who answered the question.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Ints, frozen
from lofte.analysis.asked import readable, whole
from lofte.analysis.survey.design import Mode, Open
from lofte.analysis.survey.errors import BadSurvey

METHOD = "counts of persons who answered"
VERSION = "1"
MOST_GROUPS = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Persons:
    """By group: base int[groups], who answered the question; chosen int[groups, choices].

    A person who made several choices counts once in each and once in the base, so choices may add
    up to more than the base. missing: int[groups], who were asked and left the question.
    """

    base: Ints
    chosen: Ints
    missing: Ints
    mode: Mode = Mode.OPEN
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


def persons(
    chosen: ArrayLike,
    survey: Open,
    *,
    answered: ArrayLike | None = None,
    group: ArrayLike | None = None,
    groups: int = 1,
) -> Persons:
    """Count persons by choice and group.

    chosen: bool[n, choices], a row per person. answered: bool[n], who answered the question at
    all; None = who chose something. group: int[n] in 0..groups - 1 (area, sex), None = one group;
    -1 = in no group. Raises BadSurvey.
    """
    marks = readable(chosen, "chosen", BadSurvey)
    if marks.dtype != np.bool_ or marks.ndim != 2 or len(marks) != survey.answers:
        raise BadSurvey(
            f"chosen ska vara sant eller falskt med en rad för var och en av {survey.answers} som "
            f"svarade, inte {marks.dtype} av formen {marks.shape}."
        )
    given = marks.any(axis=1) if answered is None else readable(answered, "answered", BadSurvey)
    if given.dtype != np.bool_ or given.shape != (len(marks),):
        raise BadSurvey("answered ska vara sant eller falskt för varje person.")
    if np.any(marks.any(axis=1) & ~given):
        raise BadSurvey("answered är falskt för någon som har valt ett svar.")
    groups = whole(groups, "groups", BadSurvey, least=1, most=MOST_GROUPS)
    of = np.zeros(len(marks), int) if group is None else readable(group, "group", BadSurvey)
    if of.dtype.kind not in "iu" or of.shape != (len(marks),) or np.any((of < -1) | (of >= groups)):
        raise BadSurvey(f"group ska vara ett heltal från -1 till {groups - 1} för varje person.")
    of = of.astype(np.int64)
    inside = of >= 0
    kept = given & inside
    counts = np.zeros((groups, marks.shape[1]), dtype=np.int64)
    for choice in range(marks.shape[1]):
        cell = of[np.flatnonzero(marks[:, choice])]
        counts[:, choice] = np.bincount(cell[cell >= 0], minlength=groups)
    return Persons(
        base=frozen(np.bincount(of[kept], minlength=groups), np.int64),
        chosen=frozen(counts, np.int64),
        missing=frozen(np.bincount(of[inside & ~given], minlength=groups), np.int64),
        parameters={"answers": survey.answers, "in_no_group": int((~inside).sum())},
    )

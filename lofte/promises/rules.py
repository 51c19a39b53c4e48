"""V1-V10: what is checked when a promise is frozen, never when it is saved.

A rule may be overruled with a written reason that is stored and shown, except those that stand.
V6 and V8 are rules of the statutory picture and of dialogues, and are checked there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lofte import guard
from lofte.promises.carrying import waiting_for_judgement
from lofte.promises.commitments.models import Commitment
from lofte.promises.document import points_of
from lofte.promises.measures.models import Measure
from lofte.promises.models import Promise
from lofte.promises.states import TargetKind
from lofte.situation.problems.models import Problem
from lofte.situation.states import State as PictureState

STANDING = frozenset({"V5", "V9", "V10", "P1"})
NAMES = {
    "V1": "Varje problem vilar på underlag",
    "V2": "Varje åtgärd rör en orsak till ett problem",
    "V3": "Varje åtgärd har ansvarig, tid och mått",
    "V4": "Varje åtagande hör till en åtgärd och har ett mål",
    "V5": "Förra periodens åtaganden är bedömda",
    "V7": "Lägesbilden som det vilar på är högst två år",
    "V9": "Inga personuppgifter",
    "V10": "Inget som bara gruppen får se",
    "S5": "Varje problem som behöver åtgärd har en (lagen, 5 §)",
    "P1": "Planen har minst en åtgärd",
}
OLDEST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing that a rule found."""

    rule: str
    sentence: str
    certain: bool = True  # of V5: it is the last period, and does not only look like it

    @property
    def stands(self) -> bool:
        return self.rule in STANDING and self.certain

    @property
    def name(self) -> str:
        return NAMES[self.rule]


def broken(promise: Promise) -> list[Broken]:
    """Everything that the rules find, in their order."""
    points = points_of(promise)
    measures = {row.measure.pk: row.measure for row in points if row.measure is not None}
    problems = _problems(promise, measures.values())
    found = (
        *_v1(problems),
        *v2(measures.values()),
        *v3(measures.values(), points),
        *_v4(points),
        *_v5(promise),
        *_v7(promise),
        *_v9(promise, points),
        *_v10(promise, points),
    )
    return list(found)


def _problems(promise: Promise, measures: Iterable[Measure]) -> list[Problem]:
    found = {cause.problem.pk: cause.problem for m in measures for cause in m.causes.all()}
    for focus in promise.focuses.unscoped("the rules").select_related("problem"):
        if focus.problem is not None:
            found[focus.problem.pk] = focus.problem
    return list(found.values())


def _v1(problems: Iterable[Problem]) -> Iterator[Broken]:
    for problem in problems:
        if not problem.evidence.unscoped("the rules").exists():
            yield Broken("V1", f"Problemet ”{problem}” har inget underlag.")
        if problem.merged_into is not None:
            yield Broken(
                "V1", f"Problemet ”{problem}” är sammanslaget med ”{problem.merged_into}”."
            )


def warned(promise: Promise) -> list[str]:
    """What is worth a thought before freezing; nothing that stops it."""
    measures = {row.measure.pk: row.measure for row in points_of(promise) if row.measure}
    told = []
    for problem in _problems(promise, measures.values()):
        rows = problem.evidence.unscoped("the rules").order_by()
        kinds = set(rows.values_list("kind", flat=True))
        if len(kinds) == 1:
            told.append(
                f"Problemet ”{problem}” vilar på en enda sorts källa. Finns det en till som säger "
                "samma sak, eller något annat?"
            )
    return sorted(told)


def v2(measures: Iterable[Measure]) -> Iterator[Broken]:
    for measure in measures:
        causes = list(measure.causes.all())
        if not causes:
            yield Broken("V2", f"Åtgärden ”{measure}” rör ingen orsak.")
        for cause in causes:
            if cause.withdrawn_at is not None or cause.problem.closed_at is not None:
                yield Broken("V2", f"Åtgärden ”{measure}” rör en orsak som inte gäller längre.")


def v3(measures: Iterable[Measure], points: Iterable[Commitment]) -> Iterator[Broken]:
    measured = {row.measure_id for row in points if row.measured_by}
    for measure in measures:
        if measure.party is None and not measure.contact_role:
            yield Broken("V3", f"Åtgärden ”{measure}” har ingen ansvarig.")
        if measure.first_day is None and measure.last_day is None:
            yield Broken("V3", f"Åtgärden ”{measure}” har ingen tid.")
        own = measure.indicators.unscoped("the rules").exists()
        if not (own or measure.pk in measured or measure.no_indicator_reason):
            yield Broken("V3", f"Åtgärden ”{measure}” har inget mått och inget skäl till det.")


def _v4(points: Iterable[Commitment]) -> Iterator[Broken]:
    for row in points:
        if row.measure is None:
            yield Broken("V4", f"Åtagandet ”{row}” hör inte till någon åtgärd.")
        if row.target_kind == TargetKind.NONE and not row.no_target_reason:
            yield Broken("V4", f"Åtagandet ”{row}” har inget mål och inget skäl till det.")


def _v5(promise: Promise) -> Iterator[Broken]:
    for one in waiting_for_judgement(promise):
        yield Broken("V5", one.sentence, certain=one.certain)


def _v7(promise: Promise) -> Iterator[Broken]:
    picture = promise.picture
    if picture is None:
        yield Broken("V7", "Löftet pekar inte ut någon lägesbild.")
    elif picture.state != PictureState.FROZEN:
        yield Broken("V7", f"Lägesbilden ”{picture}” är inte fryst.")
    elif months(picture.last_day, promise.first_day) > OLDEST_MONTHS:
        yield Broken("V7", f"Lägesbilden ”{picture}” är äldre än två år när löftet börjar.")


def months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def _texts(promise: Promise, points: Iterable[Commitment]) -> Iterator[str]:
    """Every text that would be signed."""
    yield from (promise.title, promise.area_text, promise.intro, promise.basis)
    yield from (promise.how_followed_up, promise.contact)
    for line in promise.promise_parties.unscoped("the rules"):
        yield from (line.printed, line.signing_role)
    for focus in promise.focuses.unscoped("the rules"):
        yield focus.text
    for row in points:
        yield from (row.text, row.where, row.owner_role, row.no_target_reason, row.unit)
        for one in row.measured_by:
            yield from (one.name, one.unit, one.geography, one.source, one.method)
            yield one.baseline_period
        if row.measure is not None:
            yield from (row.measure.text, row.measure.expected_short, row.measure.expected_long)
            yield from (cause.statement for cause in row.measure.causes.all())


def _v9(promise: Promise, points: list[Commitment]) -> Iterator[Broken]:
    for text in _texts(promise, points):
        for span in guard.find(text):
            said = text[span.start : span.end][:40]
            yield Broken("V9", f"”{said}” ser ut som personuppgift ({span.kind.label}).")


def _v10(promise: Promise, points: Iterable[Commitment]) -> Iterator[Broken]:
    hidden = set(promise.places.unscoped("the rules").filter(group_only=True))
    hidden |= {place for row in points for place in row.named_places if place.group_only}
    focuses = promise.focuses.unscoped("the rules").select_related("place")
    hidden |= {f.place for f in focuses if f.place is not None and f.place.group_only}
    for place in sorted(hidden, key=str):
        yield Broken("V10", f"”{place}” är en plats som bara gruppen får se.")

"""Read an indicator: by a person, out of the series it follows, or of what a dialogue says."""

import math
from collections.abc import Sequence
from typing import Any

from django.db.models import Model, Q
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.dialogue.models import Dialogue
from lofte.dialogue.results.one import chose_in
from lofte.dialogue.results.tally import Chose
from lofte.dialogue.states import OVER, Mode
from lofte.people.letters.actions import recall_about
from lofte.promises.commitments.asked import question_of
from lofte.promises.commitments.models import Indicator
from lofte.promises.ledger import note
from lofte.promises.readings.inputs import ReadingFacts
from lofte.promises.readings.models import Reading
from lofte.promises.readings.queries import kommun_of
from lofte.promises.texts import columns
from lofte.statistics.models import Figure

LONGEST_SOURCE = 400
NOBODY = "Ingen har svarat på frågan."
FEW = "För få i urvalet har svarat för en skattning av befolkningen."


@action
def read_indicator(*, indicator: Indicator, facts: ReadingFacts, by: Actor) -> Reading:
    """A value that somebody knows, or why there is none. An earlier reading stays and is marked.

    Raises Refused.
    """
    told = columns(facts, kommun_of(indicator))
    _check(facts, told)
    if indicator.dialogue_id is not None and facts.value is not None:
        raise Refused(
            "Värdet läses ur dialoger som ställer samma fråga, och skrivs inte in. Ingenting "
            "sparades. Skriv skälet om ingen dialog kommer att ställa den."
        )
    row = _write(
        indicator,
        told
        | {
            "flag": "" if facts.value is not None else Figure.Flag.MISSING,
            "told_by": by.identity().printed,
        },
    )
    recall_about(about=indicator, by=by)
    _note("indicator.read", indicator, row, by, period=row.period, status=row.flag)
    return row


def _check(facts: ReadingFacts, told: dict[str, Any]) -> None:
    if facts.period_end < facts.period_start:
        raise Refused("Periodens sista dag ligger före den första. Ingenting sparades.")
    if facts.period_end > timezone.localdate():
        raise Refused(f"{facts.period_end} har inte varit än. Ingenting sparades.")
    if facts.value is not None and not math.isfinite(facts.value):
        raise Refused("Värdet är inget tal. Ingenting sparades.")
    if facts.value is None and not told["reason"]:
        raise Refused(
            "Skriv ett värde, eller skälet till att det inte finns något. Ingenting sparades."
        )
    if facts.value is not None and not told["source"]:
        raise Refused("Skriv varifrån värdet kommer. Ingenting sparades.")


def _write(indicator: Indicator, told: dict[str, Any]) -> Reading:
    """A new reading; one of the same period stays and is marked."""
    rows = Reading.objects.unscoped("the reading that stood").filter(indicator=indicator)
    same = rows.filter(period_start=told["period_start"], period_end=told["period_end"])
    same.filter(replaced_at=None).update(replaced_at=timezone.now())
    return Reading.objects.create(indicator=indicator, **told)


def _note(what: str, indicator: Indicator, target: Model, by: Actor, **details: Any) -> None:
    commitment = indicator.commitment
    if commitment is not None:
        note(what, commitment.promise, by=by, target=target, **details)
    else:
        record(what, target, by=by, kommun_code=kommun_of(indicator).code, **details)


@action
def take_figures(*, indicator: Indicator, figures: Sequence[Figure], by: Actor) -> int:
    """What the followed series says now, with year, source and status. How many readings."""
    rows = Reading.objects.unscoped("the readings that stood").filter(indicator=indicator)
    periods = Q()
    for figure in figures:
        periods |= Q(period_start=figure.period_start, period_end=figure.period_end)
    replaced = rows.filter(periods, replaced_at=None).update(replaced_at=timezone.now())
    Reading.objects.bulk_create(
        Reading(
            indicator=indicator,
            period_start=figure.period_start,
            period_end=figure.period_end,
            value=figure.value,
            flag=figure.flag,
            source=_source(figure),
            delivery=figure.delivery,
            told_by=by.identity().name,
        )
        for figure in figures
    )
    recall_about(about=indicator, by=by)
    _note("indicator.followed", indicator, indicator, by, **_told(figures, replaced))
    return len(figures)


def _told(figures: Sequence[Figure], replaced: int) -> dict[str, Any]:
    """What the log says of it: from when to when, how many, and how many without a value."""
    return {
        "first": str(min(figure.period_start for figure in figures)),
        "last": str(max(figure.period_end for figure in figures)),
        "readings": len(figures),
        "without_value": sum(figure.value is None for figure in figures),
        "replaced": replaced,
    }


def _source(figure: Figure) -> str:
    series, delivery = figure.series, figure.delivery
    said = f"{series.source}, {series.name} ({series.code})"
    if delivery is not None:
        said += f", {delivery.file_name}, inläst {timezone.localdate(delivery.imported_at)}"
    return said[:LONGEST_SOURCE]


@action
def read_question(*, indicator: Indicator, dialogue: Dialogue, by: Actor) -> Reading:
    """What the dialogue says, in its own way. Raises Refused where it cannot be compared."""
    of = indicator.dialogue
    if of is None:
        raise Refused("Måttet är ingen fråga i en dialog. Ingenting sparades.")
    if dialogue.state not in OVER:
        raise Refused("Dialogen tar fortfarande emot svar. Ingenting sparades. Avsluta den först.")
    if (dialogue.kommun_id, dialogue.mode, dialogue.audience) != (
        of.kommun_id, of.mode, of.audience,
    ):  # fmt: skip
        raise Refused(
            f"”{dialogue.title}” har frågat andra, eller på ett annat sätt, än ”{of.title}”. "
            "Svaren går inte att jämföra. Ingenting sparades."
        )
    same, answers = question_of(indicator)
    found = chose_in(dialogue, same, answers)
    if found is None:
        raise Refused(
            f"”{dialogue.title}” ställde inte frågan med samma ord och samma svar. Ingenting "
            "sparades."
        )
    row = _write(indicator, _answered(found, dialogue) | {"told_by": by.identity().name})
    _note("indicator.asked", indicator, row, by, dialogue=dialogue.pk)
    return row


def _answered(found: Chose, dialogue: Dialogue) -> dict[str, Any]:
    told = {
        "period_start": dialogue.opens,
        "period_end": dialogue.closes,
        "dialogue": dialogue,
        "source": f"{dialogue.get_mode_display().capitalize()}: {dialogue.title}"[:LONGEST_SOURCE],
    }
    if dialogue.mode == Mode.OPEN and found.base:
        return told | {"value": float(found.count), "base": found.base}
    estimate = found.estimate
    if estimate is None:
        return told | {"flag": Figure.Flag.MISSING, "reason": FEW if found.base else NOBODY}
    value, low, high = (100 * one for one in (estimate.value, estimate.low, estimate.high))
    return told | {"value": value, "low": low, "high": high, "base": found.base}

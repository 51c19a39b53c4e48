"""What a report of a promise says: what was promised, what was done, what came of it, by whom said.

Plain values only, and no place of the group's own: a report is read by politicians and the public.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lofte.promises.counting import figure
from lofte.promises.effects.struck import struck_from
from lofte.promises.follow_up.models import FollowUp, Outcome
from lofte.promises.follow_up.queries import counts_by_point
from lofte.promises.models import Promise
from lofte.promises.queries import Came, by_party, results_of, told_until
from lofte.promises.readings.queries import Measured
from lofte.promises.reports.days import kind_of
from lofte.promises.signed import as_signed, lines_of, texts_beside
from lofte.promises.states import Result, Verdict

WHY = "a report of the promise at hand"


def report_of(promise: Promise, *, today: date, until: date | None = None) -> dict[str, Any]:
    """Everything that the page and the file tell, as of today; or as it was on an earlier day."""
    today = until or today
    rows = results_of(promise, today=today, until=until)
    text = texts_beside([promise]).get(promise.pk)
    lines = lines_of(promise, text)
    promise = as_signed(promise, text)
    counts = counts_by_point([row.commitment for row in rows], until)
    over = promise.last_day < today
    return {
        "title": promise.title,
        "over": over,
        "kind": kind_of(promise, today),
        "area": promise.area_text,
        "first_day": promise.first_day.isoformat(),
        "last_day": promise.last_day.isoformat(),
        "as_of": today.isoformat(),
        "parties": [line.printed for line in lines],
        "summary": _summary(rows),
        "tally": _tally(rows),
        "groups": [
            {
                "heading": _heading(group.heading),
                "color": group.color,
                "points": [_point(row, counts.get(row.commitment.pk, [])) for row in group.rows],
            }
            for group in by_party(rows, lines)
        ],
        "others": [_outcome(row) for row in _unpromised(promise, until)],
        "struck": [one.as_json() for one in struck_from(promise, until)],
        "missing": [
            row.commitment.text for row in rows if row.result == Result.NOT_STATED and over
        ],
    }


def _heading(printed: str) -> str:
    return _("%(party)s lovade") % {"party": printed} if printed else _("Tillsammans lovade vi")


def _tally(rows: Sequence[Came]) -> list[dict[str, Any]]:
    """How many points came to each result, in the order of the results; none that is empty."""
    found = Counter(row.result for row in rows)
    return [{"label": str(one.label), "count": found[one]} for one in Result if found[one]]


def _summary(rows: Sequence[Came]) -> str:
    """The whole in a sentence: counted, never weighed together."""
    judged = [row for row in rows if row.standing]
    kept = sum(1 for row in judged if row.standing and row.standing.verdict == Verdict.KEPT)
    met = sum(1 for row in rows if row.result in (Result.MET, Result.EXCEEDED))
    return _(
        "%(all)d åtaganden. %(met)d har nått sitt mål, räknat på det som är redovisat. "
        "%(judged)d är bedömda av den som lovade, %(kept)d av dem som hållna."
    ) % {"all": len(rows), "met": met, "judged": len(judged), "kept": kept}


def _point(row: Came, counts: Sequence[tuple[str, str, str]]) -> dict[str, Any]:
    point = row.commitment
    places = [place.name for place in point.named_places if not place.group_only]
    return {
        "number": point.number,
        "text": point.text,
        "target": row.target,
        "no_target_reason": point.no_target_reason,
        "where": ", ".join([*places, *([point.where] if point.where else [])]),
        "owner_role": point.owner_role,
        "measure": point.measure.text if point.measure else "",
        "continues": point.continues.promise.title if point.continues else "",
        "result": str(row.result.label),
        "result_code": str(row.result),
        "logged": row.logged_said if row.logged else "",
        "counts": [{"place": place, "party": party, "said": said} for place, party, said in counts],
        "outcomes": [_outcome(one) for one in row.outcomes],
        "not_met_reason": point.not_met_reason,
        "voices": [_voice(one) for one in row.voices],
        "effects": row.effects,
        "late": row.late.isoformat() if row.late else "",
        "measured": [measured_of(one) for one in row.measured],
    }


def measured_of(one: Measured) -> dict[str, Any]:
    """An indicator with what it showed before and now, and whether its day has passed."""
    row, now, before = one.indicator, one.now, one.before
    unit = f" {row.unit}" if row.unit else ""
    met = {True: _("Målet är nått."), False: _("Målet är inte nått."), None: ""}[one.met]
    caution = {"caution": one.caution} if one.caution else {}
    return {
        "name": row.name,
        "kind": str(row.get_kind_display()),
        "now": f"{now.said}{unit if now.value is not None else ''}" if now else "",
        "period": now.period if now else "",
        "reason": now.reason if now else "",
        "before": f"{before.said}{unit}" if before else "",
        "before_period": before.period if before else "",
        "source": (now.source if now else "") or row.source,
        "met": met,
        "late": row.due.isoformat() if one.late and row.due else "",
    } | caution


def _outcome(row: Outcome) -> dict[str, str]:
    said = row.text
    if row.value is not None:
        sure = "" if row.comparator in ("", "=") else f"{row.get_comparator_display()} "
        said = f"{sure}{figure(row.value)} {row.text}".strip()
    elif row.comparator:
        said = f"{row.get_comparator_display()} {row.text}".strip()
    days = "–".join(day.isoformat() for day in (row.first_day, row.last_day) if day)
    return {"name": row.name, "said": said, "days": days, "source": row.source}


def _unpromised(promise: Promise, until: date | None) -> list[Outcome]:
    rows = Outcome.objects.unscoped(WHY).filter(told_until(until), promise=promise)
    return list(rows.filter(commitment=None, withdrawn_at=None))


def _voice(row: FollowUp) -> dict[str, str]:
    return {
        "voice": row.voice,
        "label": str(row.get_voice_display()),
        "who": str(row.promiser or row.told_by),
        "on": row.on.isoformat(),
        "verdict": str(row.get_verdict_display()),
        "partly_rule": row.partly_rule,
        "effect": str(row.get_effect_display()) if row.effect else "",
        "text": row.text,
        "source": row.source,
        "judgement": str(row.get_judgement_display()) if row.judgement else "",
        "judgement_reason": row.judgement_reason,
    }

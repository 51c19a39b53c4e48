"""What the open page of a promise says: the signed text, and what has happened since.

Plain values only. The wording is that of the signed version; places of the group's own never
leave; small figures on crimes and answers are not told.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import override

from lofte.places.models import Area, Kommun
from lofte.promises.commitments.models import Commitment
from lofte.promises.counting import figure
from lofte.promises.effects.struck import struck_from
from lofte.promises.follow_up.models import Activity, FollowUp, Outcome
from lofte.promises.measures.models import Measure
from lofte.promises.models import Promise, PromiseParty
from lofte.promises.queries import Came, by_party, results_of, signatures_of
from lofte.promises.readings.queries import Measured
from lofte.promises.reports.content import measured_of
from lofte.promises.signed import as_signed, lines_of, texts_beside
from lofte.promises.signing.models import Version
from lofte.promises.states import OutcomeKind
from lofte.publishing import editions
from lofte.publishing.promises.asked import as_published
from lofte.situation.problems.models import Evidence, Problem

SCHEMA = "lofte.edition.promise/1"
WHY = "what is published of a promise"
_SENSITIVE = {OutcomeKind.CRIME, OutcomeKind.SURVEY}


def content_of(promise: Promise, version: Version, kommun: Kommun, today: date) -> dict[str, Any]:
    """Exactly what an edition of the promise would tell today, in Swedish whoever asks."""
    with override("sv"):
        return _content(promise, version, kommun, today)


def _content(promise: Promise, version: Version, kommun: Kommun, today: date) -> dict[str, Any]:
    document = version.document
    written = {one["id"]: one for one in document["commitments"]}
    rows = [row for row in results_of(promise, today=today) if row.commitment.pk in written]
    lines = lines_of(promise, texts_beside([promise]).get(promise.pk))
    latest = _latest_days(rows)
    struck = _struck(promise, kommun) if version.number > 1 else []
    return {
        "kind": editions.PROMISE,
        "schema": SCHEMA,
        "code": promise.code,
        "title": document["title"],
        "kommuner": document["kommuner"],
        "area": document["area"],
        "area_codes": _area_codes(promise, document),
        "first_day": document["first_day"],
        "last_day": document["last_day"],
        "period_label": f"{document['first_day']}–{document['last_day']}",
        "intro": document["intro"],
        "basis": document["basis"],
        "picture": document["picture"],
        "focuses": _focuses(promise, document),
        "dialogues": _dialogues(promise, document, rows),
        "lists": [
            {
                "heading": group.heading,
                "color": group.color,
                "points": [_point(row, written, latest, kommun) for row in group.rows],
            }
            for group in by_party(rows, lines)
        ],
        "others": _outcomes(_unpromised(promise), kommun),
        "how_followed_up": document["how_followed_up"],
        "contact": document["contact"],
        "signatures": _signatures(version, lines),
        "version": version.number,
        "version_checksum": version.checksum,
        "file_checksum": version.file_checksum,
        "overruled": [
            {"rule": rule, "reason": one["reason"]}
            for rule, one in sorted(document.get("overruled", {}).items())
        ],
        "follows": _reference(as_signed(promise, document).follows),
    } | ({"struck": struck} if struck else {})


def _struck(promise: Promise, kommun: Kommun) -> list[dict[str, Any]]:
    """What earlier versions promised and this one does not, with what its tests said."""
    return [
        one.as_json() | {"effects": [_effect(row, kommun.minimum_cell) for row in one.effects]}
        for one in struck_from(promise)
    ]


def _reference(promise: Promise | None) -> dict[str, str] | None:
    return {"code": promise.code, "title": promise.title} if promise else None


def _area_codes(promise: Promise, document: dict[str, Any]) -> list[str]:
    """As signed; a text of before areas were kept in it has those of the rows."""
    keys = document.get("keys")
    if keys is None:
        return sorted(promise.areas.unscoped(WHY).values_list("code", flat=True))
    rows = Area.objects.unscoped(WHY).filter(pk__in=keys["areas"])
    return sorted(rows.values_list("code", flat=True))


def _focused(promise: Promise, document: dict[str, Any]) -> list[tuple[str, int | None]]:
    """Each focus as signed, with the key of its problem."""
    keys = document.get("keys")
    if keys is None:
        return list(promise.focuses.unscoped(WHY).values_list("text", "problem"))
    return [(one["text"], one["problem"]) for one in keys["focuses"]]


def _focuses(promise: Promise, document: dict[str, Any]) -> list[dict[str, str]]:
    told = _focused(promise, document)
    known = Problem.objects.unscoped(WHY).in_bulk([key for _, key in told if key])
    return [
        {"text": text, "problem": str(known[key]) if key in known else ""} for text, key in told
    ]


def _dialogues(promise: Promise, document: dict[str, Any], rows: Iterable[Came]) -> list[int]:
    """Dialogues that the promise's problems rest on: those of its focuses and of its measures."""
    focused = [key for _, key in _focused(promise, document) if key]
    measures = [row.commitment.measure_id for row in rows if row.commitment.measure_id]
    caused = Measure.objects.unscoped(WHY).filter(pk__in=measures).values("causes__problem")
    evidence = Evidence.objects.unscoped(WHY).filter(
        Q(problem__in=focused) | Q(problem__in=caused), dialogue__isnull=False
    )
    readings = [told for row in rows for one in row.measured for told in (one.now, one.before)]
    read = {one.dialogue_id for one in readings if one is not None and one.dialogue_id is not None}
    return sorted({*evidence.values_list("dialogue", flat=True), *read})


def _latest_days(rows: Iterable[Came]) -> dict[int, date]:
    """The latest day on which something was logged for each point."""
    points = [row.commitment.pk for row in rows]
    done = Activity.objects.unscoped(WHY).filter(commitment__in=points, undone_at=None)
    return dict(done.order_by().values_list("commitment").annotate(Max("done_on")))


def _point(
    row: Came, written: dict[int, dict[str, Any]], latest: dict[int, date], kommun: Kommun
) -> dict[str, Any]:
    point = row.commitment
    signed = written[point.pk]
    return {
        "number": point.number,
        "text": signed["text"],
        "target": row.target,
        "no_target_reason": point.no_target_reason,
        "where": _where(point),
        "owner_role": point.owner_role,
        "why": _why(signed.get("measure")),
        "continues": point.continues.text if point.continues else "",
        "result": str(row.result),
        "result_label": str(row.result.label),
        "logged": row.logged_said if row.logged else "",
        "outcomes": _outcomes(row.outcomes, kommun),
        "not_met_reason": point.not_met_reason,
        "views": [_view(one) for one in row.voices],
        "late": row.late.isoformat() if row.late else "",
        "measured": [_measured(one, kommun.minimum_cell) for one in row.measured],
        "effects": [_effect(one, kommun.minimum_cell) for one in row.effects],
        "updated": _updated(row, latest.get(point.pk)),
    }


def _where(point: Commitment) -> str:
    """Places that everybody knows of, and the words; never a place of the group's own."""
    open_ = [place.name for place in point.named_places if not place.group_only]
    return ", ".join([*open_, *([point.where] if point.where else [])])


def _why(measure: dict[str, Any] | None) -> dict[str, Any]:
    if not measure:
        return {}
    return {
        "measure": measure["text"],
        "causes": measure["causes"],
        "problems": measure["problems"],
    }


def _outcomes(rows: Iterable[Outcome], kommun: Kommun) -> list[dict[str, str]]:
    return [_outcome(row, kommun.minimum_cell) for row in rows]


def _outcome(row: Outcome, least: int) -> dict[str, str]:
    said = row.text
    if row.value is not None:
        few = row.kind in _SENSITIVE and 0 < row.value < least
        sure = "" if row.comparator in ("", "=") else f"{row.get_comparator_display()} "
        told = f"färre än {least}" if few else f"{sure}{figure(row.value)}"
        said = f"{told} {row.text}".strip()
    elif row.comparator:
        said = f"{row.get_comparator_display()} {row.text}".strip()
    days = "–".join(day.isoformat() for day in (row.first_day, row.last_day) if day)
    return {"name": row.name, "said": said, "days": days, "source": row.source}


def _unpromised(promise: Promise) -> list[Outcome]:
    rows = promise.outcomes.unscoped(WHY)
    return list(rows.filter(commitment=None, withdrawn_at=None))


def _view(row: FollowUp) -> dict[str, str]:
    before = row.corrects
    return {
        "voice": row.voice,
        "who": str(row.promiser or row.get_voice_display()),
        "on": row.on.isoformat(),
        "verdict": row.verdict,
        "verdict_label": str(row.get_verdict_display()),
        "partly_rule": row.partly_rule,
        "effect": str(row.get_effect_display()) if row.effect else "",
        "text": row.text,
        "source": row.source,
        "judgement": str(row.get_judgement_display()) if row.judgement else "",
        "judgement_reason": row.judgement_reason,
        "corrects": f"{before.on.isoformat()}: {before.get_verdict_display()}" if before else "",
    }


def _measured(one: Measured, least: int) -> dict[str, Any]:
    """Official figures as they are; a small number that somebody typed is not told."""
    told = measured_of(one)
    if one.indicator.dialogue_id is not None:
        return as_published(one, told)
    for name, reading in (("now", one.now), ("before", one.before)):
        typed = reading is not None and reading.delivery_id is None
        if typed and reading is not None and reading.value and 0 < reading.value < least:
            told[name] = f"färre än {least}"
    return told


def _effect(told: dict[str, Any], least: int) -> dict[str, Any]:
    """What the planned test said: no counts, and no share where one of them was small."""
    return {
        "name": told["indicator"],
        "as_of": told["as_of"],
        "first_day": told["first_day"],
        "start": told["start"],
        "last_day": told["last_day"],
        "targets": told["targets"],
        "comparisons": told["comparisons"],
        "sources": told["sources"],
        "faults": told["faults"],
        "struck": told.get("struck", ""),
        "answers": [
            {
                "name": one["name"],
                "sentence": one["sentence"],
                "change": "" if 0 < one["smallest"] < least else one["change"],
                "assumptions": one["assumptions"],
                "made_by": one["made_by"],
            }
            for one in told["answers"]
        ],
    }


def _updated(row: Came, logged: date | None) -> str:
    """The latest day on which anything was told of the point; "" when nothing ever was."""
    days = [follow_up.on for follow_up in row.follow_ups]
    days += [timezone.localdate(outcome.told_at) for outcome in row.outcomes]
    days += [logged] if logged else []
    return max(days).isoformat() if days else ""


def _signatures(version: Version, lines: list[PromiseParty]) -> list[dict[str, str]]:
    """By party and role: whose name it was stands in the sealed file."""
    roles = {line.party_id: (line.printed, line.signing_role) for line in lines}
    told = []
    for row in signatures_of(version):
        printed, role = roles.get(row.party_id, (str(row.party), ""))
        day = row.signed_on or timezone.localdate(row.recorded_at)
        told.append({"party": printed, "role": row.role or role, "on": day.isoformat()})
    return told

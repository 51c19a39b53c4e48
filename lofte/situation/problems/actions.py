"""Describe a problem, add what it rests on, take a position, merge, close."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused, swedish
from lofte.dialogue.models import Dialogue
from lofte.dialogue.results.queries import pointing_at, suspected_in
from lofte.dialogue.states import Audience, Mode
from lofte.dialogue.themes.queries import counted, in_use
from lofte.people.free_text import checked, without_secrets
from lofte.places.models import Kommun
from lofte.situation.models import Finding
from lofte.situation.priorities.actions import score
from lofte.situation.priorities.models import Criterion
from lofte.situation.problems.inputs import EvidenceFacts, ProblemFacts
from lofte.situation.problems.models import Evidence, Problem
from lofte.situation.problems.states import (
    EvidenceKind,
    Need,
    ProblemKind,
    ProblemNotOpen,
    Strength,
)
from lofte.situation.states import State, WrongState
from lofte.statistics.models import Figure

CHANGED = (
    "Någon annan hann ändra problemet. Inget av ditt sparades, men det du skrev finns kvar i "
    "formuläret. Läs det nya och försök igen."
)
_RELATIONS = {"places", "areas"}
_ONCE = ("finding", "figure", "dialogue", "theme")
_STRENGTH = {
    "starkt stöd": Strength.STRONG,
    "tydligt stöd": Strength.STRONG,
    "visst stöd": Strength.SOME,
    "beskrivning": Strength.WEAK,
}


@action
def describe_problem(*, kommun: Kommun, facts: ProblemFacts, by: Actor) -> Problem:
    """A new problem. Raises Refused."""
    problem = Problem.objects.create(kommun=kommun, **_columns(facts, kommun))
    _relate(problem, facts)
    record("problem.described", problem, by=by)
    return problem


@action
def change_problem(*, problem: Problem, facts: ProblemFacts, version: int, by: Actor) -> Problem:
    """Raises ProblemNotOpen, WrongState, Refused."""
    _check_open(problem)
    _write(problem, version, **_columns(facts, problem.kommun))
    _relate(problem, facts)
    record("problem.changed", problem, by=by)
    return problem


def _write(problem: Problem, version: int, **columns: Any) -> None:
    """One save of one form. Raises WrongState when somebody else has saved since it was read."""
    rows = Problem.objects.unscoped("the problem at hand").filter(pk=problem.pk, version=version)
    if not rows.update(**columns, version=F("version") + 1):
        raise WrongState(CHANGED)
    problem.refresh_from_db()


def _columns(facts: ProblemFacts, kommun: Kommun) -> dict[str, Any]:
    names = [field.name for field in dataclasses.fields(facts)]
    values = {name: getattr(facts, name) for name in names if name not in _RELATIONS}
    told = {
        name: without_secrets(checked(value), kommun) if isinstance(value, str) else value
        for name, value in values.items()
    }
    if not told["title"]:
        raise Refused("Ge problemet en rubrik som säger vad det gäller. Ingenting sparades.")
    if told["kind"] not in ProblemKind.values:
        raise Refused(f"”{told['kind']}” är inget slag av problem. Ingenting sparades.")
    return told


def _relate(problem: Problem, facts: ProblemFacts) -> None:
    problem.places.clear()
    problem.places.add(*facts.places)
    problem.areas.clear()
    problem.areas.add(*facts.areas)


def _check_open(problem: Problem) -> None:
    if problem.merged_into is not None:
        raise ProblemNotOpen(
            f"Problemet är sammanslaget med ”{problem.merged_into}”. Inget ändrades. "
            "Öppna det problemet och skriv där."
        )
    if problem.closed_at is not None:
        raise ProblemNotOpen("Problemet är avslutat. Inget ändrades. Öppna det igen först.")


@action
def add_evidence(*, problem: Problem, facts: EvidenceFacts, by: Actor) -> Evidence:
    """Something the problem rests on, by hand, always with its source and period."""
    _check_open(problem)
    if facts.kind not in EvidenceKind.values or facts.strength not in Strength.values:
        raise Refused("Välj ett slag av underlag och en styrka. Ingenting sparades.")
    told = {
        name: without_secrets(checked(getattr(facts, name)), problem.kommun)
        for name in ("sentence", "source", "period", "reference")
    }
    if not (told["sentence"] and told["source"] and told["period"]):
        raise Refused(
            "Skriv vad underlaget säger, vilken källa det kommer från och vilken period det "
            "gäller. Ingenting sparades. Det du skrev finns kvar."
        )
    row = Evidence.objects.create(problem=problem, kind=facts.kind, strength=facts.strength, **told)
    record("problem.evidence_added", problem, by=by, kind=row.kind)
    return row


@action
def add_finding(*, problem: Problem, finding: Finding, by: Actor) -> Evidence:
    """A finding of a frozen picture, with one click; a second click changes nothing."""
    _check_open(problem)
    picture = finding.picture
    if picture.kommun_id != problem.kommun_id or picture.state != State.FROZEN:
        raise Refused(
            "Bara iakttagelser ur kommunens egna frysta lägesbilder blir underlag. "
            "Ingenting sparades. Frys lägesbilden först."
        )
    figures = finding.figures
    reference = ""
    if figures.get("low") is not None and figures.get("high") is not None:
        reference = f"normalt {figures['low']}–{figures['high']}"
    return _linked(
        problem,
        by,
        finding=finding,
        kind=EvidenceKind.FINDING,
        sentence=without_secrets(finding.sentence, problem.kommun)[:500],
        source=str(figures.get("source") or "lägesbild")[:200],
        period=picture.period_label,
        reference=reference,
        strength=_STRENGTH.get(str(figures.get("strength")), Strength.SOME),
    )


@action
def add_figure(*, problem: Problem, figure: Figure, by: Actor) -> Evidence:
    """A figure from a source, with one click. A missing value is said, never made a zero."""
    _check_open(problem)
    series = figure.series
    if series.source.kommun_id != problem.kommun_id:
        raise Refused("Uppgiften hör till en annan kommun. Ingenting sparades.")
    if figure.value is None:
        value = swedish(Figure.Flag(figure.flag).label)
    else:
        value = f"{figure.value:g} {series.unit}".replace(".", ",")
    return _linked(
        problem,
        by,
        figure=figure,
        kind=EvidenceKind.FIGURE,
        sentence=f"{series.name}, {_place_of(figure, problem.kommun)}: {value}"[:500],
        source=series.source.name,
        period=f"{figure.period_start}–{figure.period_end}",
        strength=Strength.SOME,
    )


@action
def add_dialogue(*, problem: Problem, dialogue: Dialogue, by: Actor) -> Evidence:
    """What a dialogue says of the problem's places, with one click. Few are told as few."""
    _check_open(problem)
    if dialogue.kommun_id != problem.kommun_id:
        raise Refused("Dialogen hör till en annan kommun. Ingenting sparades.")
    why = "what the problem names"
    places, areas = problem.places.unscoped(why), problem.areas.unscoped(why)
    persons, answers = pointing_at(dialogue, places, areas)
    least = problem.kommun.minimum_cell
    if answers < least:
        raise Refused(f"Färre än {least} har svarat på dialogen. Ingenting sparades.")
    sentence = f"{answers} svarade på ”{dialogue.title}”."
    if places.exists() or areas.exists():
        few = f"färre än {least}" if persons else "ingen"
        told = few if persons < least else str(persons)
        sentence = f"{told} av {answers} som svarade har pekat ut platsen som otrygg.".capitalize()
    return _linked(
        problem,
        by,
        **_from(dialogue),
        sentence=_without_flood(sentence, dialogue),
        reference=_mode_of(dialogue),
        theme="",
    )


@action
def add_theme(*, problem: Problem, dialogue: Dialogue, theme: str, by: Actor) -> Evidence:
    """What people wrote about, with one click: persons, by which version of the words."""
    _check_open(problem)
    if dialogue.kommun_id != problem.kommun_id:
        raise Refused("Dialogen hör till en annan kommun. Ingenting sparades.")
    found = counted(dialogue, in_use(problem.kommun), suspected=False)
    persons, least = found.persons.get(theme, 0), problem.kommun.minimum_cell
    if persons < least:
        raise Refused(f"Färre än {least} har skrivit om temat. Ingenting sparades.")
    name = found.listed.name_of(theme)
    return _linked(
        problem,
        by,
        **_from(dialogue),
        sentence=_without_flood(
            f"{persons} personer skrev om ”{name}” i ”{dialogue.title}”.", dialogue
        ),
        reference=(
            f"egna ord, räknade med temalistan, version {found.listed.version}; "
            f"{_mode_of(dialogue)}"
        ),
        theme=theme,
    )


def _without_flood(sentence: str, dialogue: Dialogue) -> str:
    """The sentence, and that what may be a flood was not counted in it."""
    left_out = suspected_in(dialogue)
    told = f" {left_out} svar som kan ha skickats av ett program är inte med." if left_out else ""
    return sentence[: 500 - len(told)] + told


def _mode_of(dialogue: Dialogue) -> str:
    """Said with every count: whom it is about."""
    sample = dialogue.mode == Mode.SAMPLE
    return f"{'urvalsenkät, inte vägd' if sample else 'öppen enkät'}: gäller bara dem som svarade"


def _from(dialogue: Dialogue) -> dict[str, Any]:
    is_staff = dialogue.audience == Audience.STAFF
    return {
        "dialogue": dialogue,
        "kind": EvidenceKind.STAFF if is_staff else EvidenceKind.DIALOGUE,
        "source": dialogue.title,
        "period": f"{dialogue.opens}–{dialogue.closes}",
        "strength": Strength.SOME,
    }


def _place_of(figure: Figure, kommun: Kommun) -> str:
    return kommun.name if figure.geography_code == kommun.code else figure.geography_code


def _linked(problem: Problem, by: Actor, **columns: Any) -> Evidence:
    key = {name: columns[name] for name in _ONCE if name in columns}
    try:
        with transaction.atomic():
            row = Evidence.objects.create(problem=problem, **columns)
    except IntegrityError:
        row = Evidence.objects.unscoped("the same click again").get(problem=problem, **key)
        record("problem.evidence_added_again", problem, by=by)
        return row
    record("problem.evidence_added", problem, by=by, kind=row.kind)
    return row


@action
def remove_evidence(*, evidence: Evidence, by: Actor) -> None:
    """The problem no longer rests on it; the log keeps that it did."""
    _check_open(evidence.problem)
    record("problem.evidence_removed", evidence.problem, by=by, source=evidence.source)
    Evidence.objects.unscoped("the evidence at hand").filter(pk=evidence.pk).delete()


@action
def take_position(*, problem: Problem, need: str, reason: str, version: int, by: Actor) -> Problem:
    """Whether a measure is needed (the Act 2023:196, section 3): "no" carries its reason.

    Raises ProblemNotOpen, WrongState, Refused.
    """
    _check_open(problem)
    told = without_secrets(checked(reason), problem.kommun)
    if need not in Need.values:
        raise Refused("Svara ja eller nej på om åtgärd behövs. Inget ändrades.")
    if need == Need.NO and not told:
        raise Refused(
            "Skriv varför ingen åtgärd behövs. Ett nej är också ett ställningstagande och "
            "behöver ett skäl (lag 2023:196, 3 §). Inget ändrades."
        )
    decided_at = timezone.now() if need else None
    _write(problem, version, need=need, need_reason=told, need_decided_at=decided_at)
    record("problem.position_taken", problem, by=by, need=need)
    return problem


@action
def prioritise(
    *,
    problem: Problem,
    scores: Mapping[Criterion, int | None],
    decision: str,
    version: int,
    by: Actor,
) -> Problem:
    """A row of the matrix, and why the problem is prioritised or not in words: the sum of points
    never decides. All or none. Raises ProblemNotOpen, WrongState, Refused.
    """
    _check_open(problem)
    told = without_secrets(checked(decision), problem.kommun)
    _write(problem, version, decision=told)
    for criterion, value in scores.items():
        score(problem=problem, criterion=criterion, value=value, by=by)
    record("problem.decision_written", problem, by=by)
    return problem


@action
def merge_problem(*, problem: Problem, into: Problem, by: Actor) -> Problem:
    """Two problems turn out to be one: evidence and causes move along, the old one points on."""
    _check_open(problem)
    _check_open(into)
    if problem.pk == into.pk or problem.kommun_id != into.kommun_id:
        raise Refused("Välj ett annat problem i samma kommun att slå samman med. Inget ändrades.")
    _move_evidence(problem, into)
    problem.causes.unscoped("they move along").update(problem=into)
    problem.merged_into, problem.closed_at = into, timezone.now()
    problem.save(update_fields=["merged_into", "closed_at"])
    record("problem.merged", problem, by=by, into=into.pk)
    record("problem.merged_here", into, by=by, merged=problem.pk)
    return problem


def _move_evidence(problem: Problem, into: Problem) -> None:
    kept = into.evidence.unscoped("what is there already")
    findings = kept.exclude(finding=None).values("finding")
    figures = kept.exclude(figure=None).values("figure")
    moving = problem.evidence.unscoped("it moves along")
    moving = moving.exclude(finding__in=findings).exclude(figure__in=figures)
    for dialogue, theme in kept.exclude(dialogue=None).values_list("dialogue", "theme"):
        moving = moving.exclude(dialogue=dialogue, theme=theme)
    moving.update(problem=into)


@action
def close_problem(*, problem: Problem, by: Actor) -> Problem:
    _check_open(problem)
    problem.closed_at = timezone.now()
    problem.save(update_fields=["closed_at"])
    record("problem.closed", problem, by=by)
    return problem


@action
def reopen_problem(*, problem: Problem, by: Actor) -> Problem:
    if problem.merged_into is not None:
        _check_open(problem)
    problem.closed_at = None
    problem.save(update_fields=["closed_at"])
    record("problem.reopened", problem, by=by)
    return problem

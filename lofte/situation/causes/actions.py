"""The cause tree: ask "why?" once more, change an answer, withdraw one that nothing rests on."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.people.free_text import checked, without_secrets
from lofte.situation.causes.models import Cause
from lofte.situation.problems.models import Problem
from lofte.situation.states import WrongState

DEEPEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseFacts:
    statement: str
    perspective: str
    influence: str
    evidence: str = ""
    confidence: str = Cause.Confidence.GUESS
    influenced_by: str = ""


@action
def add_cause(
    *, problem: Problem, facts: CauseFacts, by: Actor, parent: Cause | None = None
) -> Cause:
    """A probable cause under the problem, or under another cause. Raises Refused."""
    if problem.closed_at is not None:
        raise Refused(
            "Problemet är avslutat eller sammanslaget med ett annat. Ingenting sparades. Öppna "
            "det problem som gäller nu."
        )
    if parent is not None:
        _check_parent(problem, parent)
    cause = Cause.objects.create(problem=problem, parent=parent, **_columns(facts, problem))
    record("cause.added", cause, by=by, kommun_code=problem.kommun.code, problem=problem.pk)
    return cause


def _check_parent(problem: Problem, parent: Cause) -> None:
    if parent.problem_id != problem.pk or parent.withdrawn_at is not None:
        raise Refused("Orsaken hör till ett annat problem eller är borttagen. Ingenting sparades.")
    depth, above = 1, parent
    while above.parent is not None:
        depth, above = depth + 1, above.parent
    if depth >= DEEPEST:
        raise Refused(
            f"Trädet är redan {DEEPEST} steg djupt. Ingenting sparades. Lägg orsaken högre upp."
        )


def _columns(facts: CauseFacts, problem: Problem) -> dict[str, Any]:
    told = {
        field.name: without_secrets(checked(getattr(facts, field.name)), problem.kommun)
        for field in dataclasses.fields(facts)
    }
    known = (
        told["perspective"] in Cause.Perspective.values
        and told["confidence"] in Cause.Confidence.values
        and told["influence"] in Cause.Influence.values
    )
    if not told["statement"] or not known:
        raise Refused(
            "Skriv orsaken och välj perspektiv, hur säkra ni är och om den går att påverka. "
            "Ingenting sparades."
        )
    return told


@action
def change_cause(*, cause: Cause, facts: CauseFacts, version: int, by: Actor) -> Cause:
    rows = Cause.objects.unscoped("the cause at hand")
    rows = rows.filter(pk=cause.pk, version=version, withdrawn_at=None)
    if not rows.update(**_columns(facts, cause.problem), version=F("version") + 1):
        raise WrongState(
            "Någon annan hann ändra eller ta bort orsaken. Inget av ditt sparades, men det du "
            "skrev finns kvar i formuläret."
        )
    cause.refresh_from_db()
    record("cause.changed", cause, by=by, kommun_code=cause.problem.kommun.code)
    return cause


@action
def withdraw_cause(*, cause: Cause, by: Actor) -> Cause:
    """Raises Refused while other causes hang under it."""
    if cause.children.unscoped("does anything hang here?").filter(withdrawn_at=None).exists():
        raise Refused("Andra orsaker hänger under den här. Inget ändrades. Ta bort dem först.")
    cause.withdrawn_at = timezone.now()
    cause.save(update_fields=["withdrawn_at"])
    record("cause.withdrawn", cause, by=by, kommun_code=cause.problem.kommun.code)
    return cause

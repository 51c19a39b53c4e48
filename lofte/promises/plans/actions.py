"""The action plan of the Act: begun, written, decided by a political body, followed up whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused, swedish
from lofte.people.free_text import checked, registered, without_secrets
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.promises.measures.models import Measure
from lofte.promises.plans.document import document_of
from lofte.promises.plans.models import ActionPlan, PlanFollowUp
from lofte.promises.plans.queries import Row, last_follow_up, rows_of, since
from lofte.promises.plans.rules import broken
from lofte.promises.plans.states import PlanState, check_decided, check_move
from lofte.promises.rules import STANDING
from lofte.promises.states import ChangedMeanwhile, Effect, Judgement, RuleBroken, Verdict
from lofte.situation.numbered import checksum, fix
from lofte.situation.overruling import overruled
from lofte.situation.states import SecondPersonNeeded
from lofte.situation.statutory.models import StatutoryPicture

CHANGED = (
    "Någon annan hann ändra åtgärdsplanen. Inget av ditt sparades, men det du skrev finns kvar i "
    "formuläret. Läs det nya och försök igen."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    title: str
    first_day: date
    last_day: date
    picture: StatutoryPicture | None = None
    measures: tuple[Measure, ...] = ()
    intro: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliticalDecision:
    """Who decided, when, and where it stands in the minutes and the registry."""

    organ: str
    on: date
    section: str
    registry: str


@action
def begin_plan(*, kommun: Kommun, facts: PlanFacts, by: Actor) -> ActionPlan:
    """A new draft. Raises Refused."""
    row = ActionPlan.objects.create(
        kommun=kommun, made_by=by if isinstance(by, User) else None, **_columns(facts, kommun)
    )
    _relate(row, facts)
    record("action_plan.begun", row, by=by)
    return row


@action
def write_plan(*, plan: ActionPlan, facts: PlanFacts, version: int, by: Actor) -> ActionPlan:
    """Raises ChangedMeanwhile, Refused."""
    rows = ActionPlan.objects.unscoped("the plan at hand")
    drafts = rows.filter(pk=plan.pk, version=version, state=PlanState.DRAFT)
    if not drafts.update(**_columns(facts, plan.kommun), version=F("version") + 1):
        raise ChangedMeanwhile(CHANGED)
    plan.refresh_from_db()
    _relate(plan, facts)
    record("action_plan.written", plan, by=by)
    return plan


def _columns(facts: PlanFacts, kommun: Kommun) -> dict[str, Any]:
    told = {
        name: without_secrets(checked(getattr(facts, name)), kommun) for name in ("title", "intro")
    }
    if not told["title"]:
        raise Refused("Ge åtgärdsplanen en rubrik. Ingenting sparades.")
    if facts.last_day < facts.first_day:
        raise Refused("Sista dagen ligger före den första. Ingenting sparades.")
    return told | {
        "first_day": facts.first_day,
        "last_day": facts.last_day,
        "picture": facts.picture,
    }


def _relate(row: ActionPlan, facts: PlanFacts) -> None:
    row.measures.clear()
    row.measures.add(*facts.measures)


@action
def decide_plan(
    *,
    plan: ActionPlan,
    version: int,
    decision: PoliticalDecision,
    reasons: Mapping[str, str],
    by: User,
) -> ActionPlan:
    """A second person enters the political decision: the text is fixed as the next number."""
    rows = ActionPlan.objects.unscoped("the plan at hand")
    held = rows.select_for_update().get(pk=plan.pk)
    check_move(held.state, PlanState.DECIDED)
    if held.version != version:
        raise ChangedMeanwhile(CHANGED)
    if held.kommun.four_eyes and held.made_by_id == by.pk:
        raise SecondPersonNeeded(
            "Du skrev planen. En annan person behöver föra in beslutet. Utkastet är kvar. Är ni "
            "bara en kan administratören stänga av kravet på två personer."
        )
    _enter(held, decision)
    held.overruled = _reasons(held, reasons)
    fix(held, document_of(held), to=PlanState.DECIDED, by=by)
    held.save()
    plan.refresh_from_db()
    record("action_plan.decided", plan, by=by, checksum=plan.checksum)
    return plan


def _enter(held: ActionPlan, decision: PoliticalDecision) -> None:
    held.organ = checked(decision.organ)
    held.section, held.registry = registered(decision.section), registered(decision.registry)
    held.decided_on = decision.on
    if not (held.organ and held.section and held.registry):
        raise Refused(
            "Skriv vilket organ som beslutade, paragrafen i protokollet och diarienumret. "
            "Ingenting sparades."
        )
    if decision.on > timezone.localdate():
        raise Refused(f"{decision.on} har inte varit än. Ingenting sparades.")


def _reasons(plan: ActionPlan, given: Mapping[str, str]) -> dict[str, Any]:
    reasons, left = overruled(broken(plan), given, STANDING)
    if left:
        raise RuleBroken(
            f"Planen är kvar som utkast. {left} Rätta det, eller skriv varför regeln inte "
            "ska gälla här. P1, V9 och V10 går inte att bortse från."
        )
    return reasons


@action
def discard_plan(*, plan: ActionPlan, by: Actor) -> ActionPlan:
    check_move(plan.state, PlanState.DISCARDED)
    rows = ActionPlan.objects.unscoped("the plan at hand")
    if not rows.filter(pk=plan.pk, state=PlanState.DRAFT).update(state=PlanState.DISCARDED):
        raise ChangedMeanwhile(CHANGED)
    plan.refresh_from_db()
    record("action_plan.discarded", plan, by=by)
    return plan


@action
def follow_up_plan(
    *, plan: ActionPlan, on: date, text: str, version: int, by: Actor
) -> PlanFollowUp:
    """The whole plan is followed up: each measure was judged since the last time. Kept as JSON.

    Raises WrongState, ChangedMeanwhile, Refused.
    """
    rows = ActionPlan.objects.unscoped("the plan at hand")
    held = rows.select_for_update().get(pk=plan.pk)
    check_decided(held.state)
    if held.version != version:
        raise ChangedMeanwhile(CHANGED)
    told = without_secrets(checked(text), held.kommun)
    if not told:
        raise Refused("Skriv en sammanfattning: hur gick det? Ingenting sparades.")
    last = last_follow_up(held)
    measures = rows_of(held, held.document or {}, last)
    _check_all_judged(measures)
    if not since(held, last) <= on <= timezone.localdate():
        raise Refused(
            "Dagen ligger före beslutet eller förra uppföljningen, eller har inte varit än. "
            "Ingenting sparades."
        )
    document = _followed(held, on, told, measures)
    made = PlanFollowUp.objects.create(
        plan=held,
        on=on,
        text=told,
        document=document,
        checksum=checksum(document),
        told_by=by.identity().printed,
    )
    held.version += 1
    held.save(update_fields=["version"])
    plan.refresh_from_db()
    record("action_plan.followed_up", held, by=by, on=str(on), checksum=made.checksum)
    return made


def _check_all_judged(rows: list[Row]) -> None:
    left = [row.said["text"] for row in rows if not row.fresh]
    if left:
        names = ", ".join(f"”{text}”" for text in left[:3])
        more = f" och {len(left) - 3} till" if len(left) > 3 else ""
        raise Refused(
            f"Följ först upp varje åtgärd. Kvar är {names}{more}. Ingenting sparades, och det du "
            "skrev finns kvar i formuläret."
        )


def _followed(plan: ActionPlan, on: date, text: str, rows: list[Row]) -> dict[str, Any]:
    measures = []
    for row in rows:
        judged = row.standing
        if judged is None:  # pragma: no cover - refused above
            continue
        told = {
            "on": judged.on.isoformat(),
            "light": judged.light,
            "done": swedish(Verdict(judged.verdict).label),
            "effect": swedish(Effect(judged.effect).label),
            "text": judged.text,
            "source": judged.source,
            "next": swedish(Judgement(judged.judgement).label),
            "told_by": judged.told_by,
        }
        measures.append({"id": row.said["id"], "number": row.said["number"], "follow_up": told})
    return {
        "schema": "lofte.action_plan_follow_up/1",
        "plan": {"number": plan.number, "checksum": plan.checksum},
        "on": on.isoformat(),
        "text": text,
        "measures": measures,
    }

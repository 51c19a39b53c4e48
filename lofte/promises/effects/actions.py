"""Choose how an effect shall be seen, before the signature; later, let the numbers say it."""

from datetime import date, timedelta
from typing import Any

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.places.models import NamedPlace
from lofte.promises.commitments.models import Indicator
from lofte.promises.effects.answering import answers, headline
from lofte.promises.effects.counting import Window, counted, window_of
from lofte.promises.effects.inputs import EffectPlanFacts
from lofte.promises.effects.models import EffectAnswer, EffectPlan
from lofte.promises.effects.planned import NOT_SIGNED, afterwards, not_over, signed_on, told
from lofte.promises.effects.pulling import kommuner_of, sources_of
from lofte.promises.effects.spots import COMPARISON, LONGEST_BUFFER, TARGET, check_apart, kept
from lofte.promises.ledger import note
from lofte.promises.models import Promise
from lofte.promises.signed import as_signed, texts_beside
from lofte.promises.states import IndicatorKind, WrongState, check_writable
from lofte.situation.numbered import checksum as checksum_of

FEWEST_DAYS, MOST_YEARS = 56, 10


@action
def plan_effect(
    *, indicator: Indicator, facts: EffectPlanFacts, by: Actor, today: date
) -> EffectPlan:
    """The plan of an indicator of effect, or another in its place while it is not signed.

    Raises WrongState, Refused.
    """
    promise = _held(indicator)
    check_writable(promise.state)
    before = EffectPlan.objects.unscoped("the plan before").filter(indicator=indicator).first()
    if before is not None and signed_on(before) is not None:
        raise WrongState(
            "Planen är undertecknad, och ingen väljer test efteråt. Inget ändrades. Vill ni mäta "
            "på ett annat sätt nästa period skriver ni det i nästa löfte."
        )
    columns = _columns(facts, promise)
    plan, _ = EffectPlan.objects.unscoped("one for an indicator").update_or_create(
        indicator=indicator, defaults=columns
    )
    plan.usual = _usual(plan, promise, today)
    plan.save(update_fields=["usual"])
    note("effect.planned", promise, by=by, target=plan)
    return plan


def _held(indicator: Indicator) -> Promise:
    commitment = indicator.commitment
    if commitment is None or indicator.kind != IndicatorKind.EFFECT:
        raise Refused("Bara ett mått på effekt av ett åtagande kan få en plan. Ingenting sparades.")
    if indicator.dialogue_id is not None:
        raise Refused(
            "Måttet läses ur svaren på en fråga och behöver ingen plan med händelser. Ingenting "
            "sparades."
        )
    rows = Promise.objects.unscoped("held while its test is chosen").select_for_update()
    return rows.get(pk=commitment.promise_id)


def _columns(facts: EffectPlanFacts, promise: Promise) -> dict[str, Any]:
    if not facts.targets:
        raise Refused("Välj var effekten ska synas. Ingenting sparades.")
    if not 0 <= facts.buffer <= LONGEST_BUFFER:
        raise Refused(f"Kanten kan vara 0 till {LONGEST_BUFFER} meter. Ingenting sparades.")
    days = (promise.first_day - facts.before_first).days
    if days < FEWEST_DAYS:
        raise Refused(
            f"Räkna från minst {FEWEST_DAYS} dagar före löftets första dag, helst två år, så att "
            "årstiden går att räkna bort. Ingenting sparades."
        )
    if days > MOST_YEARS * 366:
        raise Refused(f"Räkna högst {MOST_YEARS} år bakåt. Ingenting sparades.")
    hidden = [one for one in (*facts.targets, *facts.comparisons) if _is_hidden(one)]
    if hidden:
        raise Refused(
            "En plats som bara gruppen får se kan inte stå i ett löfte. Ingenting sparades. Välj "
            "området som den ligger i."
        )
    spots = [kept(one, TARGET) for one in facts.targets]
    spots += [kept(one, COMPARISON) for one in facts.comparisons]
    check_apart(spots, facts.buffer)
    known = dict(sources_of(kommuner_of(promise)))
    if not facts.sources or any(key not in known for key in facts.sources):
        raise Refused("Välj vilka källor som räknas. Ingenting sparades.")
    return {
        "spots": spots,
        "buffer": facts.buffer,
        "categories": sorted(facts.categories),
        "sources": [{"key": key, "name": known[key]} for key in facts.sources],
        "before_first": facts.before_first,
    }


def _is_hidden(place: object) -> bool:
    return isinstance(place, NamedPlace) and place.group_only


def _usual(plan: EffectPlan, promise: Promise, today: date) -> dict[str, Any]:
    """Events that are usual in the time before, as they can be known when the plan is written."""
    window = window_of(plan, promise)
    seen = min(window.start, today)
    days = (seen - window.first).days
    if days < FEWEST_DAYS:
        return {}
    found = counted(plan, kommuner_of(promise), Window(window.first, seen, seen))
    share = (window.start - window.first).days / days
    return {
        "target": round(share * sum(pair[0] for pair in found.targets)),
        "comparison": round(share * sum(pair[0] for pair in found.comparisons)),
        "days": (window.start - window.first).days,
        "counted_to": (seen - timedelta(days=1)).isoformat(),
    }


@action
def answer_effect(*, plan: EffectPlan, by: Actor, today: date) -> EffectAnswer:
    """What the planned test says. The same answer again is not written twice.

    Raises WrongState when nobody signed the plan, or the period is not over.
    """
    commitment, signed = plan.indicator.commitment, signed_on(plan)
    if commitment is None or signed is None:
        raise WrongState(NOT_SIGNED)
    promise_of = commitment.promise_id
    promise = as_signed(commitment.promise, texts_beside([commitment.promise]).get(promise_of))
    if today <= promise.last_day:
        raise WrongState(not_over(promise))
    if signed.on > promise.last_day:
        raise WrongState(afterwards(signed))
    content = _content(plan, promise)
    checksum = checksum_of(content)
    rows = EffectAnswer.objects.unscoped("said before?").filter(plan=plan)
    latest = rows.first()
    if latest is not None and latest.checksum == checksum:
        note("effect.same_answer", promise, by=by, target=latest)
        return latest
    row = EffectAnswer.objects.create(plan=plan, as_of=today, content=content, checksum=checksum)
    verdicts = {one["method"]: one["verdict"] for one in content["answers"]}
    note("effect.answered", promise, by=by, target=row, **verdicts)
    return row


def _content(plan: EffectPlan, promise: Promise) -> dict[str, Any]:
    window = window_of(plan, promise)
    found = counted(plan, kommuner_of(promise), window)
    said = [] if found.faults else answers(found)
    return told(plan) | {
        "indicator": plan.indicator.name,
        "first_day": window.first.isoformat(),
        "start": window.start.isoformat(),
        "last_day": promise.last_day.isoformat(),
        "faults": found.faults,
        "headline": found.faults[0] if found.faults else headline(said),
        "answers": [one.plain() for one in said],
    }


@action
def drop_plan(*, plan: EffectPlan, by: Actor) -> None:
    """A plan that nobody has signed is taken away."""
    promise = _held(plan.indicator)
    check_writable(promise.state)
    if signed_on(plan) is not None:
        raise WrongState("Planen är undertecknad och ligger fast. Inget ändrades.")
    record("effect.plan_dropped", plan, by=by, kommun_code=promise.kommun.code)
    EffectPlan.objects.unscoped("the plan at hand").filter(pk=plan.pk).delete()

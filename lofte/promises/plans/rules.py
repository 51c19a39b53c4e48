"""What an action plan must hold when it is decided, never when it is saved.

V2, V3, V7, V9 and V10 are the rules of promises; S5 is the Act's section 5: the plan rests on the
picture, so each problem that needs a measure has one. P1: a plan without measures is no plan.
"""

from collections.abc import Iterator

from lofte import guard
from lofte.promises.measures.models import Measure
from lofte.promises.measures.promised import points_of_measures
from lofte.promises.plans.document import measures_in
from lofte.promises.plans.models import ActionPlan
from lofte.promises.rules import OLDEST_MONTHS, Broken, months, v2, v3
from lofte.situation.problems.states import Need
from lofte.situation.states import State

WHY = "the rules"


def broken(plan: ActionPlan) -> list[Broken]:
    """Everything that the rules find, in their order."""
    measures = measures_in(plan)
    if not measures:
        return [Broken("P1", "Planen har ingen åtgärd."), *_v7(plan)]
    return [
        *v2(measures),
        *v3(measures, points_of_measures(measures)),
        *_closed(measures),
        *_s5(plan, measures),
        *_v7(plan),
        *_v9(plan, measures),
        *_v10(measures),
    ]


def _closed(measures: list[Measure]) -> Iterator[Broken]:
    for row in measures:
        if row.closed_at is not None:
            yield Broken("V3", f"Åtgärden ”{row}” är avslutad.")
        if row.party is not None and row.party.closed_on is not None:
            yield Broken("V3", f"{row.party}, som ska göra ”{row}”, är stängd.")


def _s5(plan: ActionPlan, measures: list[Measure]) -> Iterator[Broken]:
    if plan.picture is None:
        return
    met = {cause.problem_id for row in measures for cause in row.causes.all()}
    rows = plan.picture.problems.unscoped(WHY).filter(need=Need.YES, closed_at=None)
    for problem in rows.exclude(pk__in=met).order_by("title"):
        yield Broken("S5", f"”{problem}” behöver åtgärd enligt lägesbilden men har ingen i planen.")


def _v7(plan: ActionPlan) -> Iterator[Broken]:
    picture = plan.picture
    if picture is None:
        yield Broken("V7", "Planen pekar inte ut någon lägesbild.")
    elif picture.state != State.FROZEN:
        yield Broken("V7", f"Lägesbilden ”{picture}” är inte fryst.")
    elif months(picture.last_day, plan.first_day) > OLDEST_MONTHS:
        yield Broken("V7", f"Lägesbilden ”{picture}” är äldre än två år när planen börjar.")


def _v9(plan: ActionPlan, measures: list[Measure]) -> Iterator[Broken]:
    texts = [plan.title, plan.intro]
    for row in measures:
        texts += [row.text, row.unit, row.contact_role, row.dose, row.cost, row.legal_ground]
        texts += [row.operational_goal, row.expected_short, row.expected_long]
        texts += [cause.statement for cause in row.causes.all()]
    for text in texts:
        for span in guard.find(text):
            said = text[span.start : span.end][:40]
            yield Broken("V9", f"”{said}” ser ut som personuppgift ({span.kind.label}).")


def _v10(measures: list[Measure]) -> Iterator[Broken]:
    rows = Measure.objects.unscoped(WHY).filter(pk__in=[row.pk for row in measures])
    hidden = rows.filter(places__group_only=True).values_list("text", "places__name")
    for text, place in hidden.order_by("text", "places__name"):
        yield Broken("V10", f"”{place}” är en plats som bara gruppen får se. Åtgärd: {text}.")

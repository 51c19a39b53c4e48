"""Lyckeberga's åtgärdsplan: decided a year and a half ago, its clock near the first warning."""

from datetime import date, timedelta

from lofte.demo.problems import Chain
from lofte.promises.follow_up.actions import judge
from lofte.promises.inputs import FollowUpFacts
from lofte.promises.measures.models import Measure
from lofte.promises.plans.actions import PlanFacts, PoliticalDecision, begin_plan, decide_plan
from lofte.promises.plans.clock import months_after
from lofte.promises.plans.models import ActionPlan
from lofte.situation.problems.models import Problem
from lofte.situation.statutory.actions import PictureFacts, begin_picture, freeze_picture
from lofte.situation.statutory.models import StatutoryPicture

MADE_UP = "Påhittad i demonstrationen."
SINCE = 19  # months since the decision: the first warning comes after 18


def make_action_plan(
    chain: Chain, picture: StatutoryPicture, measures: tuple[Measure, Measure]
) -> ActionPlan:
    decided = months_after(chain.today, -SINCE)
    first = months_after(decided.replace(day=1), 1)
    plan = begin_plan(
        kommun=chain.kommun,
        facts=PlanFacts(
            title=f"Åtgärdsplan {first.year}–{first.year + 2}",
            first_day=first,
            last_day=months_after(first, 24) - timedelta(days=1),
            picture=picture,
            measures=measures,
            intro="Planen samlar det som kommunen och Polisen gör åt orsakerna.",
        ),
        by=chain.by,
    )
    done = decide_plan(
        plan=plan,
        version=plan.version,
        decision=PoliticalDecision(
            organ="Kommunstyrelsen", on=decided, section="§ 45", registry=f"KS {decided.year}/17"
        ),
        reasons={},
        by=chain.cast.reviewer,
    )
    _follow_up(chain, *measures)
    return done


def make_earlier_picture(chain: Chain, problem: Problem) -> StatutoryPicture:
    """The picture that the plan was decided on, before the one that is in force."""
    last = months_after(chain.today.replace(day=1), -SINCE - 1)
    draft = begin_picture(
        kommun=chain.kommun,
        facts=PictureFacts(
            title="Lyckebergas första lägesbild",
            first_day=months_after(last, -12),
            last_day=last,
            problems=(problem,),
            mapping="Kvällarna vid Resecentrum väger tyngst.",
            other_information="Trygghetsvandringar och skolundersökningen.",
            analysis="Platsen är mörk och få vuxna rör sig där.",
        ),
        by=chain.by,
    )
    return freeze_picture(picture=draft, version=draft.version, reasons={}, by=chain.cast.reviewer)


def _follow_up(chain: Chain, light: Measure, presence: Measure) -> None:
    lit = FollowUpFacts(
        on=min(date(chain.today.year, 5, 4), chain.today),
        verdict="kept",
        effect="better",
        light="green",
        text="Belysningen är på plats sedan slutet av april.",
        party=chain.unit,
        source=MADE_UP,
    )
    judge(measure=light, facts=lit, by=chain.by)
    wrong = FollowUpFacts(
        on=chain.today - timedelta(days=30),
        verdict="stalled",
        light="red",
        text="Färre kvällar än planerat.",
        party=chain.police,
        source=MADE_UP,
    )
    first = judge(measure=presence, facts=wrong, by=chain.cast.police)
    right = FollowUpFacts(
        on=chain.today - timedelta(days=30),
        verdict="under_way",
        effect="too_few",
        light="yellow",
        text="De flesta kvällar är gjorda. Några fick ställas in.",
        party=chain.police,
        source=MADE_UP,
    )
    judge(measure=presence, facts=right, corrects=first, by=chain.cast.police)

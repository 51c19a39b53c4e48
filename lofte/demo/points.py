"""The points of this year's promise, with what shall be measured of them."""

from datetime import date, timedelta
from decimal import Decimal

from lofte.demo.problems import Chain
from lofte.dialogue.models import Dialogue
from lofte.dialogue.results.questions import items
from lofte.dialogue.states import OVER, Mode
from lofte.people.models import Party
from lofte.promises.asking.actions import measure_with_question
from lofte.promises.commitments.actions import add_commitment, add_indicator
from lofte.promises.commitments.models import Commitment
from lofte.promises.inputs import Asked, CommitmentFacts, IndicatorFacts, Target
from lofte.promises.measures.models import Measure
from lofte.promises.models import Promise
from lofte.statistics.models import Series


def make_point(
    chain: Chain, promise: Promise, words: str, *parties: Party, **more: object
) -> Commitment:
    facts = CommitmentFacts(text=words, parties=parties, **more)  # type: ignore[arg-type]
    return add_commitment(promise=promise, facts=facts, by=chain.by)


def make_points(
    chain: Chain, promise: Promise, last: Promise, measures: tuple[Measure, Measure]
) -> None:
    light, presence = measures
    earlier = list(last.commitments.unscoped("last year's").order_by("number"))
    make_point(
        chain,
        promise,
        "Vi sätter upp ny belysning vid Resecentrum",
        chain.unit,
        target=Target(kind="deadline"),
        due=date(promise.first_day.year, 5, 1),
        measure=light,
        places=(chain.station,),
        owner_role="gatuchef",
        continues=earlier[2],
    )
    patrol = make_point(
        chain,
        promise,
        "Vi fotpatrullerar vid Resecentrum minst två kvällar i veckan",
        chain.police,
        target=Target(kind="rate", comparator=">=", value=Decimal(2), per="week", unit="kvällar"),
        measure=presence,
        places=(chain.station,),
        owner_role="kommunpolis",
        continues=earlier[1],
    )
    _measured(chain, promise, patrol)
    _asked(chain, light)
    make_point(
        chain,
        promise,
        "Vi berättar varje månad om det brottsförebyggande arbetet",
        target=Target(kind="rate", comparator=">=", value=Decimal(1), per="month"),
        owner_role="kommunikatör",
    )


def _asked(chain: Chain, measure: Measure) -> None:
    """A question of the drawn survey: how many feel unsafe, before the lights are there."""
    rows = Dialogue.objects.unscoped("the demo's own").filter(
        kommun=chain.kommun, mode=Mode.SAMPLE, state__in=OVER
    )
    survey = rows.select_related("questionnaire").earliest("closes")
    asked = next(one for one in items(survey.questionnaire.definition) if one.code == "trygg_kvall")
    question = Asked(
        dialogue=survey,
        code=asked.code,
        row=asked.row,
        version=asked.version,
        answers=("otrygg", "mycket_otrygg"),
    )
    facts = IndicatorFacts(
        kind="effect",
        name="Boende som är otrygga på kvällen",
        geography="Hela kommunen",
        comparator="fewer",
        asked=question,
    )
    measure_with_question(facts=facts, measure=measure, by=chain.by)


def _measured(chain: Chain, promise: Promise, patrol: Commitment) -> None:
    """One planned test, one that follows the police's own figures, one that is late."""
    add_indicator(
        commitment=patrol,
        facts=IndicatorFacts(
            kind="effect",
            name="Rapporterade bråk vid Resecentrum",
            geography="Resecentrum",
            source="Rapporter i Löfte",
            baseline=40.0,
            baseline_period=str(promise.first_day.year - 1),
            events=40.0,
            comparator="fewer",
        ),
        by=chain.by,
    )
    series = Series.objects.unscoped("the demo's own").filter(
        source__kommun=chain.kommun, name__icontains="Misshandel"
    )
    add_indicator(
        commitment=patrol,
        facts=IndicatorFacts(
            kind="effect",
            name="Anmälda misshandelsbrott i hela kommunen",
            series=series.first(),
            comparator="fewer",
        ),
        by=chain.by,
    )
    add_indicator(
        commitment=patrol,
        facts=IndicatorFacts(
            kind="output",
            name="Resenärer som märkt av patrullerna",
            unit="av 100 tillfrågade",
            source="Enkät vid Resecentrum",
            comparator=">=",
            target_value=50.0,
            due=chain.today - timedelta(days=12),
        ),
        by=chain.by,
    )

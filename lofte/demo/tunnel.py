"""Half a year's promise about one tunnel: its test planned before, answered when it was over."""

from datetime import date, timedelta
from decimal import Decimal

from lofte.demo.planting import first_day, measure_day
from lofte.demo.problems import Chain
from lofte.people.models import Party
from lofte.places.models import Area
from lofte.promises.actions import draft_promise
from lofte.promises.commitments.actions import add_commitment, add_indicator
from lofte.promises.commitments.models import Commitment
from lofte.promises.effects.actions import answer_effect, plan_effect
from lofte.promises.effects.inputs import REPORTS, EffectPlanFacts
from lofte.promises.follow_up.actions import judge, tell_outcome
from lofte.promises.inputs import (
    CommitmentFacts,
    FollowUpFacts,
    IndicatorFacts,
    OutcomeFacts,
    PartyLine,
    PromiseFacts,
    Target,
)
from lofte.promises.models import Promise
from lofte.promises.signing.actions import freeze, record_ceremony
from lofte.promises.signing.inputs import CeremonyFacts, Signer

TUNNEL = "Gångtunneln vid stationen"
BESIDE = ("Hagalund", "Sjövik", "Solbacken")
HALF_A_YEAR = timedelta(weeks=26)
AROUND = 150
MADE_UP = "Påhittad i demonstrationen."


def make_tunnel_promise(chain: Chain, last_day: date) -> Promise:
    """last_day: of the demo's reports; the lamps were lit 30 weeks before."""
    start = measure_day(last_day)
    end = start + HALF_A_YEAR - timedelta(days=1)
    promise = draft_promise(kommun=chain.kommun, facts=_facts(chain, start, end), by=chain.by)
    point = add_commitment(
        promise=promise,
        facts=CommitmentFacts(
            text="Vi sätter ny belysning i gångtunneln och går ronder där varje kväll",
            parties=(chain.unit,),
            target=Target(kind="rate", comparator=">=", value=Decimal(1), per="day", unit="rond"),
            places=(chain.place(TUNNEL),),
            owner_role="gatuchef",
        ),
        by=chain.by,
    )
    _plan(chain, point, start, last_day)
    reasons = {"V4": "Avtalet med vaktbolaget var åtgärden.", "V7": "Löftet gällde en enda plats."}
    promise.refresh_from_db()
    version = freeze(promise=promise, version=promise.version, overruled=reasons, by=chain.by)
    signers = tuple(
        Signer(party=who.party_in(chain.kommun.pk), name=who.name) for who in chain.signers
    )
    held = CeremonyFacts(held_on=start - timedelta(days=4), signers=signers, place="Gångtunneln")
    record_ceremony(version=version, facts=held, by=chain.by)
    promise.refresh_from_db()
    point = promise.commitments.unscoped("the demo's own").get()
    _came(chain, point, chain.unit, end)
    return promise


def _facts(chain: Chain, start: date, end: date) -> PromiseFacts:
    return PromiseFacts(
        title="Ljusare gångtunnel",
        first_day=start,
        last_day=end,
        area_text=TUNNEL,
        areas=(chain.part_of_town(TUNNEL),),
        parties=(
            PartyLine(party=chain.unit, printed="Kommunen", signing_role="kommunstyrelsens ordf."),
            PartyLine(party=chain.police, printed="Polisen", signing_role="lokalpolisområdeschef"),
        ),
        intro="Ett löfte om en enda plats, ett halvår.",
        basis="Rapporter från bovärdar, väktare och parkering.",
        how_followed_up="Vi räknar händelser före och efter, mot platser där vi inte gör något.",
        contact="Trygghetsenheten, trygghetssamordnare",
    )


def _plan(chain: Chain, point: Commitment, start: date, last_day: date) -> None:
    indicator = add_indicator(
        commitment=point,
        facts=IndicatorFacts(
            kind="effect",
            name="Händelser i gångtunneln",
            geography=TUNNEL,
            source="Rapporter i Löfte",
            comparator="fewer",
        ),
        by=chain.by,
    )
    areas = Area.objects.unscoped("the demo's own").filter(
        kommun=chain.kommun, kind=Area.Kind.OWN, name__in=BESIDE
    )
    facts = EffectPlanFacts(
        targets=(chain.place(TUNNEL),),
        comparisons=tuple(areas.order_by("name")),
        buffer=AROUND,
        sources=(REPORTS,),
        before_first=first_day(last_day),
    )
    plan_effect(indicator=indicator, facts=facts, by=chain.by, today=start - timedelta(days=30))


def _came(chain: Chain, point: Commitment, unit: Party, end: date) -> None:
    told = OutcomeFacts(
        name="ronder",
        kind="activity",
        value=Decimal((end - point.promise.first_day).days + 1),
        first_day=point.promise.first_day,
        last_day=end,
        source=MADE_UP,
    )
    tell_outcome(promise=point.promise, commitment=point, facts=told, by=chain.by)
    said = FollowUpFacts(
        on=min(end + timedelta(days=14), chain.today),
        verdict="kept",
        party=unit,
        effect="better",
        text="Belysningen är på plats och väktarna går varje kväll.",
        source=MADE_UP,
        judgement="continue",
        judgement_reason="Det lugna håller i sig så länge det är ljust.",
    )
    judge(commitment=point, facts=said, by=chain.by)
    for indicator in point.indicators.unscoped("the demo's own").select_related("effect_plan"):
        answer_effect(plan=indicator.effect_plan, by=chain.by, today=chain.today)

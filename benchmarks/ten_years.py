"""A kommun with ten years of promises: 200 commitments, 20,000 activities, and all around them.

Rows are made directly: their actions are tested elsewhere, and what is measured here is reading.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from lofte.people.models import Party
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.document import document_of
from lofte.promises.follow_up.models import Activity, FollowUp, Outcome
from lofte.promises.measures.models import Measure
from lofte.promises.models import Promise, PromiseParty
from lofte.promises.plans.document import document_of as plan_document
from lofte.promises.plans.models import ActionPlan
from lofte.promises.power import planned_tests
from lofte.promises.readings.models import Reading
from lofte.promises.signing.models import Version
from lofte.promises.telling.models import Announcement
from lofte.situation.causes.models import Cause
from lofte.situation.numbered import checksum
from lofte.situation.problems.models import Problem

YEARS, POINTS, EACH, MEASURES = range(2017, 2027), 20, 100, 40


@dataclass(frozen=True, slots=True)
class TenYears:
    promises: list[Promise]
    plan: ActionPlan

    @property
    def latest(self) -> Promise:
        return self.promises[-1]

    @property
    def point(self) -> Commitment:
        return self.latest.commitments.unscoped("the generator's own").order_by("number")[1]


def make_ten_years(kommun: Kommun, party: Party, police: Party) -> TenYears:
    places = list(
        NamedPlace.objects.unscoped("the generator").filter(kommun=kommun, group_only=False)
    )
    measures = _measures(kommun, party)
    made: list[Promise] = []
    for year in YEARS:
        follows = made[-1] if made else None
        promise = Promise.objects.create(
            kommun=kommun, code=f"l-{year}", title=f"Löfte {year}", area_text=kommun.name,
            first_day=date(year, 1, 1), last_day=date(year, 12, 31), state="signed",
            follows=follows,
        )  # fmt: skip
        promise.kommuner.add(kommun)
        for order, one in enumerate((party, police)):
            PromiseParty.objects.create(promise=promise, party=one, printed=one.name, order=order)
        _points(promise, (party, police), places, measures)
        document = document_of(promise) | {"tests": planned_tests(promise), "overruled": {}}
        Version.objects.create(
            promise=promise, number=1, document=document, checksum=checksum(document),
            state="signed", frozen_by="x", signed_at=datetime(year, 1, 15, tzinfo=UTC),
        )  # fmt: skip
        made.append(promise)
    return TenYears(made, _plan(kommun, measures))


def _measures(kommun: Kommun, party: Party) -> list[Measure]:
    problem = Problem.objects.create(kommun=kommun, title="Bråk vid stationen", kind="disorder")
    cause = Cause.objects.create(problem=problem, statement="Mörkt", perspective="situation")
    rows = [
        Measure.objects.create(
            kommun=kommun, text=f"Åtgärd {n}", kind="situation", party=party,
            first_day=date(2026, 1, 1), last_day=date(2026, 12, 31),
        )
        for n in range(MEASURES)
    ]  # fmt: skip
    for row in rows:
        row.causes.add(cause)
    return rows


def _points(
    promise: Promise,
    parties: tuple[Party, Party],
    places: list[NamedPlace],
    measures: list[Measure],
) -> None:
    party, police = parties
    first, year = promise.first_day, promise.first_day.year
    points = Commitment.objects.bulk_create(
        Commitment(
            promise=promise, number=n + 1, text=f"Vi gör {n}", joint=n % 3 == 0,
            target_kind="count", comparator=">=", target_value=50, unit="gånger",
            measure=measures[n % len(measures)], due=date(year, 11, 1) if n % 5 == 0 else None,
        )
        for n in range(POINTS)
    )  # fmt: skip
    for n, point in enumerate(points):
        if n % 3:
            point.parties.add(police if n % 2 else party)
        point.places.add(places[n % len(places)])
    Activity.objects.bulk_create(
        Activity(
            commitment=point, party=police, place=places[k % len(places)],
            done_on=first + timedelta(days=k * 3),
        )
        for point in points
        for k in range(EACH)
    )  # fmt: skip
    Outcome.objects.bulk_create(
        Outcome(
            promise=promise, commitment=point, kind="activity", name="gånger",
            value=Decimal(60), source="Loggen",
        )
        for point in points[: POINTS // 2]
    )  # fmt: skip
    FollowUp.objects.bulk_create(
        FollowUp(
            commitment=point, on=date(year, 12, 1), verdict="kept", voice=voice, told_by="x",
            party=party, text="Det gick som vi hade tänkt.", judgement="continue",
            judgement_reason="Det hjälper.",
        )
        for point in points
        for voice in ("promiser", "residents")
    )  # fmt: skip
    indicators = Indicator.objects.bulk_create(
        Indicator(
            commitment=point, kind="effect" if n % 4 == 0 else "output", name=f"Mått {n}",
            events=200.0, due=date(year, 12, 1),
        )
        for n, point in enumerate(points)
    )  # fmt: skip
    Reading.objects.bulk_create(
        Reading(
            indicator=indicator, period_start=date(earlier, 1, 1),
            period_end=date(earlier, 12, 31), value=12.5, source="Kolada", told_by="x",
        )
        for indicator in indicators
        for earlier in range(year - 3, year)
    )  # fmt: skip
    Announcement.objects.bulk_create(
        Announcement(
            promise=promise, commitment=points[0], audience="Boende", channel="newsletter",
            message=f"Nyheter {month}", due=date(year, month, 15),
        )
        for month in range(1, 13)
    )  # fmt: skip


def _plan(kommun: Kommun, measures: list[Measure]) -> ActionPlan:
    plan = ActionPlan.objects.create(
        kommun=kommun, title="Åtgärdsplan", first_day=date(2026, 1, 1), last_day=date(2027, 12, 31)
    )
    plan.measures.add(*measures)
    plan.document = plan_document(plan)
    plan.state, plan.number, plan.decided_on = "decided", 1, date(2026, 1, 10)
    plan.frozen_at = datetime(2026, 1, 10, tzinfo=UTC)
    plan.save()
    FollowUp.objects.bulk_create(
        FollowUp(
            measure=measure, on=date(2026, 6, 1), verdict="under_way", light="green", told_by="x",
            text="Det går som planerat.",
        )
        for measure in measures
    )  # fmt: skip
    return plan

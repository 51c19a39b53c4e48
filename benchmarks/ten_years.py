"""A kommun with ten years of promises: 200 commitments, 20,000 activities, and all around them.
Each promise is told anew every month on the open pages, beside a picture and two press releases.

Rows are made directly: their actions are tested elsewhere, and what is measured here is reading.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings

from lofte.audit.actions import SYSTEM
from lofte.people.models import Party, User
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.agreements.models import Agreement
from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.document import document_of
from lofte.promises.follow_up.models import Activity, FollowUp, Outcome
from lofte.promises.measures.models import Measure
from lofte.promises.models import Promise, PromiseParty
from lofte.promises.plans.document import document_of as plan_document
from lofte.promises.plans.models import ActionPlan
from lofte.promises.power import planned_tests
from lofte.promises.readings.models import Reading
from lofte.promises.signed import signed_version
from lofte.promises.signing.models import Version
from lofte.promises.telling.models import Announcement
from lofte.publishing import editions
from lofte.publishing.actions import announce
from lofte.publishing.models import Edition
from lofte.publishing.numbering import next_number
from lofte.publishing.promises.content import content_of
from lofte.publishing.releases.content import content_of as release_of
from lofte.publishing.releases.models import Release
from lofte.situation.causes.models import Cause
from lofte.situation.models import Picture
from lofte.situation.numbered import checksum
from lofte.situation.problems.models import Problem
from lofte.situation.statutory.models import StatutoryPicture

YEARS, POINTS, EACH, MEASURES = range(2017, 2027), 20, 100, 40
TODAY = date(2026, 11, 20)
TITLE = "Bråk vid stationen"


@dataclass(frozen=True, slots=True)
class TenYears:
    promises: list[Promise]
    plan: ActionPlan
    agreement: Agreement
    statutory: StatutoryPicture
    problem: Problem

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
    problem = Problem.objects.unscoped("the generator").get(kommun=kommun, title=TITLE)
    return TenYears(
        made, _plan(kommun, measures), _agreement(kommun, (party, police)), _statutory(kommun),
        problem,
    )  # fmt: skip


def _agreement(kommun: Kommun, parties: Sequence[Party]) -> Agreement:
    made = Agreement.objects.create(
        kommun=kommun, title="Överenskommelse", purposes="Trygghet", areas="Centrum",
        first_day=date(2017, 1, 1), last_day=date(2027, 12, 31),
    )  # fmt: skip
    made.kommuner.add(kommun)
    made.parties.add(*parties)
    return made


def _statutory(kommun: Kommun) -> StatutoryPicture:
    made = StatutoryPicture.objects.create(
        kommun=kommun, title="Lägesbilden", first_day=date(2025, 1, 1), last_day=date(2025, 12, 31)
    )
    made.problems.add(*Problem.objects.unscoped("the generator").filter(kommun=kommun))
    return made


def tell(told: TenYears, by: User) -> list[Edition]:
    """On the open pages: every promise anew each month, a picture a month, two releases a year."""
    kommun = told.latest.kommun
    announce(kommun=kommun, by=SYSTEM)
    made: list[Edition] = []
    for promise in told.promises:
        version = signed_version(promise)
        assert version is not None
        content = content_of(promise, version, kommun, min(promise.last_day, TODAY))
        release = Release.objects.create(
            kommun=kommun, promise=promise, heading=f"Nya löften {promise.first_day.year}",
            lead="Ord. " * 80, state="published",
        )  # fmt: skip
        for month in range(1, 13):
            day = date(promise.first_day.year, month, 20)
            if day <= TODAY:
                made.append(_out(kommun, promise, content, day, by))
                made.append(_picture(kommun, day, by))
                if month in (2, 8):
                    made.append(_out(kommun, release, release_of(release) | _on(day), day, by))
        if promise.last_day < TODAY:  # and how it ended
            made.append(_out(kommun, promise, content, promise.last_day + timedelta(20), by))
    return made


def _on(day: date) -> dict[str, str]:
    return {"first_day": day.isoformat(), "last_day": day.isoformat()}


def _picture(kommun: Kommun, day: date, by: User) -> Edition:
    """As large as a real one; what it says is of no consequence here."""
    picture = Picture.objects.create(
        kommun=kommun, period_key=f"{day:%Y-%m}", period_label=f"{day:%Y-%m}", document={},
        period_start=day.replace(day=1), period_end=day, checksum="x", extract_checksum="x",
    )  # fmt: skip
    areas = [{"code": f"{n:04}", "name": f"Område {n}", "ring": [n] * 100} for n in range(60)]
    content = {
        "kind": editions.PICTURE, "period_label": picture.period_label, "map": areas,
        "summary": [],
    }  # fmt: skip
    return _out(kommun, picture, content | _on(day), day, by)


def _out(
    kommun: Kommun, about: Promise | Release | Picture, told: dict[str, Any], day: date, by: User
) -> Edition:
    number = next_number(kommun)
    content = told | {"number": number, "kommun": kommun.name, "published": day.isoformat()}
    kind: str = content["kind"]
    row = Edition.objects.create(
        kommun=kommun, kind=kind, number=number, published_by=by,
        path=f"{kommun.slug}/{number}/{editions.EDITION}",
        checksum=hashlib.sha256(editions.to_bytes(content)).hexdigest(),
        published_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC), **{kind: about},
    )  # fmt: skip
    editions.write(settings.EDITIONS_DIR, kommun.slug, number, content)
    return row


def _measures(kommun: Kommun, party: Party) -> list[Measure]:
    problem = Problem.objects.create(kommun=kommun, title=TITLE, kind="disorder")
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


def numbers_of(told: TenYears, made: Sequence[Edition]) -> dict[str, int | None]:
    """What stands in the addresses of its pages."""
    why, point = "the generator's own", told.point
    indicators = Indicator.objects.unscoped(why).filter(commitment__promise=told.latest)
    verdicts = FollowUp.objects.unscoped(why)
    release = next(one for one in made if one.release is not None)
    return {
        "promise": told.latest.pk,
        "point": point.pk,
        "indicator": indicators.get(commitment=point).pk,
        "effect": indicators.filter(kind="effect").earliest("pk").pk,
        "row": told.latest.announcements.unscoped(why).earliest("pk").pk,
        "verdict": verdicts.filter(commitment=point, voice="promiser").earliest("pk").pk,
        "light": verdicts.filter(measure=point.measure).earliest("pk").pk,
        "measure": point.measure_id,
        "plan": told.plan.pk,
        "agreement": told.agreement.pk,
        "statutory": told.statutory.pk,
        "problem": told.problem.pk,
        "release": release.release_id,
        "news": release.number,
    }

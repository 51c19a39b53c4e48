"""Lyckeberga's chain: problem, cause, measure, last year's promise judged, this year's in force."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lofte.audit.actions import SYSTEM
from lofte.demo.action_plan import make_action_plan, make_earlier_picture
from lofte.demo.duties import make_duties
from lofte.demo.people import Cast
from lofte.demo.points import make_point, make_points
from lofte.demo.problems import Chain, make_measures, make_picture, make_problems
from lofte.demo.seal import make_seal
from lofte.demo.tunnel import make_tunnel_promise
from lofte.people.models import Party, User
from lofte.places.clock import STOCKHOLM
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.actions import draft_promise
from lofte.promises.agreements.actions import enter_agreement
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.actions import judge, log_activity, tell_outcome
from lofte.promises.inputs import (
    ActivityFacts,
    AgreementFacts,
    FocusLine,
    FollowUpFacts,
    OutcomeFacts,
    PartyLine,
    PromiseFacts,
    Target,
)
from lofte.promises.measures.models import Measure
from lofte.promises.models import Promise
from lofte.promises.queries import signatures_of
from lofte.promises.readings.actions import take_figures
from lofte.promises.readings.queries import behind
from lofte.promises.render.pdf import pdf
from lofte.promises.signing import sealing
from lofte.promises.signing.actions import freeze, keep_sealed, record_ceremony, sign
from lofte.promises.signing.inputs import CeremonyFacts, Factor, Signer
from lofte.promises.signing.models import Version
from lofte.promises.telling.actions import plan_announcements, tell
from lofte.promises.telling.inputs import AnnouncementFacts
from lofte.situation.problems.models import Problem
from lofte.situation.statutory.models import StatutoryPicture

OLD = "Åtgärderna skrevs innan kommunen började arbeta i Löfte."
OLD_PICTURE = "Förra årets lägesbild finns bara på papper."
MADE_UP = "Påhittad i demonstrationen."


def make_promises(kommun: Kommun, cast: Cast, today: date, last_day: date) -> None:
    chain = Chain(kommun, cast, today)
    evenings, drugs = make_problems(chain)
    earlier = make_earlier_picture(chain, evenings)
    picture = make_picture(chain, (evenings, drugs))
    light, presence = make_measures(chain, evenings)
    last = _last_year(chain)
    make_tunnel_promise(chain, last_day)
    now = _this_year(chain, last, picture, (evenings, drugs), (light, presence))
    _what_was_done(chain, now)
    for indicator, figures in list(behind()):
        take_figures(indicator=indicator, figures=figures, by=SYSTEM)
    make_action_plan(chain, earlier, (light, presence))
    make_duties(chain)


def _lines(chain: Chain) -> tuple[PartyLine, PartyLine]:
    return (
        PartyLine(
            party=chain.unit,
            printed="Kommunen",
            signing_role="kommunstyrelsens ordförande",
        ),
        PartyLine(party=chain.police, printed="Polisen", signing_role="lokalpolisområdeschef"),
    )


def _promise(chain: Chain, year: int, title: str, **more: object) -> Promise:
    facts = PromiseFacts(
        title=title,
        first_day=date(year, 1, 1),
        last_day=date(year, 12, 31),
        area_text=f"{chain.kommun.name} kommun",
        parties=_lines(chain),
        intro=f"Kommunens och polisens gemensamma löfte till dig som bor i {chain.kommun}.",
        basis="Dialog med invånare och medarbetare, rapporter, lägesbilder och statistik.",
        how_followed_up="Vi berättar varje månad vad som har hänt och sammanfattar efteråt.",
        contact="Trygghetsenheten, trygghetssamordnare",
        **more,  # type: ignore[arg-type]
    )
    return draft_promise(kommun=chain.kommun, facts=facts, by=chain.by)


def _last_year(chain: Chain) -> Promise:
    year = chain.today.year - 1
    promise = _promise(chain, year, f"Tryggare Lyckeberga {year}")
    walks = make_point(
        chain,
        promise,
        "Vi går trygghetsvandringar",
        target=Target(kind="count", comparator=">=", value=Decimal(4)),
    )
    patrols = make_point(
        chain,
        promise,
        "Vi fotpatrullerar där invånare känner sig otrygga",
        chain.police,
        no_target_reason="Vi visste inte hur ofta vi kunde.",
    )
    lights = make_point(
        chain,
        promise,
        "Vi byter trasiga lampor inom 24 timmar",
        chain.unit,
        target=Target(kind="within", comparator="<=", value=Decimal(24), per="hour"),
    )
    reasons = {"V4": OLD, "V7": OLD_PICTURE}
    version = freeze(promise=promise, version=promise.version, overruled=reasons, by=chain.by)
    signers = tuple(
        Signer(party=who.party_in(chain.kommun.pk), name=who.name) for who in chain.signers
    )
    record_ceremony(
        version=version,
        facts=CeremonyFacts(held_on=date(year, 2, 4), signers=signers, place="Rådhuset"),
        by=chain.by,
    )
    promise.refresh_from_db()
    stop = "Vandringarna har gett vad de kunde."
    _judged(chain, walks, Came("vandringar", "=", 4, "kept", "stop", stop))
    change = "Nu vet vi hur ofta vi kan."
    _judged(chain, patrols, Came("patruller", "~", 80, "kept", "change", change))
    change = "En ny anläggning behöver färre byten."
    why = "Leverantören hade brist på reservdelar under våren."
    _judged(chain, lights, Came("timmar i snitt", "~", 40, "not_kept", "change", change, why))
    return promise


@dataclass(frozen=True, slots=True)
class Came:
    """What a point of last year came to, and what was decided of it."""

    name: str
    comparator: str
    value: int
    verdict: str
    judgement: str
    reason: str
    why: str = ""


def _judged(chain: Chain, point: Commitment, came: Came) -> None:
    year = point.promise.first_day.year
    by = chain.cast.police if chain.police in point.parties.unscoped("demo") else chain.by
    outcome = OutcomeFacts(
        name=came.name,
        kind="activity",
        comparator=came.comparator,
        value=Decimal(came.value),
        first_day=date(year, 1, 1),
        last_day=date(year, 12, 31),
        source=MADE_UP,
    )
    tell_outcome(promise=point.promise, commitment=point, facts=outcome, by=by)
    said = FollowUpFacts(
        on=date(year + 1, 1, 15),
        verdict=came.verdict,
        party=by.party_in(chain.kommun.pk),
        judgement=came.judgement,
        judgement_reason=came.reason,
        not_met_reason=came.why,
        source=MADE_UP,
    )
    judge(commitment=point, facts=said, by=by)


def _this_year(
    chain: Chain,
    last: Promise,
    picture: StatutoryPicture,
    problems: tuple[Problem, ...],
    measures: tuple[Measure, Measure],
) -> Promise:
    year = chain.today.year
    agreement = enter_agreement(
        kommun=chain.kommun,
        facts=AgreementFacts(
            title=f"Samverkansöverenskommelse {year - 1}–{year + 2}",
            purposes="Färre brott och större trygghet.",
            areas="Resecentrum, centrum, unga och narkotika.",
            parties=(chain.unit, chain.police),
            first_day=date(year - 1, 1, 1),
            last_day=date(year + 2, 12, 31),
            signed_on=date(year - 1, 1, 20),
            registry=f"KS {year - 1}/12",
        ),
        by=chain.by,
    )
    focuses = tuple(FocusLine(text=problem.title, problem=problem) for problem in problems)
    promise = _promise(
        chain,
        year,
        f"Tryggare kvällar vid Resecentrum {year}",
        areas=(chain.part_of_town("Resecentrum"),),
        follows=last,
        picture=picture,
        agreement=agreement,
        focuses=focuses,
    )
    make_points(chain, promise, last, measures)
    reasons = {"V4": "Att berätta är ett löfte i sig och behöver ingen åtgärd."}
    version = freeze(promise=promise, version=promise.version, overruled=reasons, by=chain.by)
    for who in chain.signers:
        factor = Factor("totp", timezone.now())
        sign(version=version, read=version.checksum, factor=factor, by=who)
    version.refresh_from_db()
    _seal(chain, version)
    promise.refresh_from_db()
    return promise


def _seal(chain: Chain, version: Version) -> None:
    if not settings.LOFTE_SEAL:
        return
    make_seal(Path(settings.LOFTE_SEAL), datetime.now(STOCKHOLM))
    content = sealing.sealed(pdf(version, signatures_of(version)))
    keep_sealed(version=version, content=content, by=chain.by)


def _what_was_done(chain: Chain, promise: Promise) -> None:
    """Two evenings a week since January, a few missed."""
    points = list(promise.commitments.unscoped("this year's").order_by("number"))
    _lit(chain, promise, points[0])
    _told(chain, points[2])
    day = promise.first_day
    while day <= chain.today:
        if day.isoweekday() in (5, 6) and day.day % 9:
            _log(points[1], chain.police, chain.cast.police, day, chain.station)
        day += timedelta(days=1)


def _told(chain: Chain, point: Commitment) -> None:
    """A newsletter each month; this month's is late. Two things more are planned."""
    year, promise = point.promise.first_day.year, point.promise
    monthly = AnnouncementFacts(
        audience="Alla som bor eller arbetar i Lyckeberga",
        channel="newsletter",
        message="Det här har vi gjort den senaste månaden, och det här blev det av.",
        due=date(year, 1, 15),
        every="month",
        commitment=point,
        party=chain.unit,
        owner_role="kommunikatör",
    )
    rows = plan_announcements(promise=promise, facts=monthly, by=chain.by)
    month = chain.today.replace(day=1)
    for row in rows:
        if row.due < month:
            tell(announcement=row, done_on=row.due, what="", party=chain.unit, by=chain.by)
    for audience, channel, message in (
        ("De som svarade i dialogen", "open_page", "Ni sa att tunneln är mörk. Nu lyser det."),
        ("Ungdomar i årskurs 7–9", "meeting", "Vad vi lovade er i våras, och hur det gick."),
    ):
        more = AnnouncementFacts(
            audience=audience,
            channel=channel,
            message=message,
            due=date(year, 12, 10),
            commitment=point,
        )
        plan_announcements(promise=promise, facts=more, by=chain.by)


def _lit(chain: Chain, promise: Promise, point: Commitment) -> None:
    done = date(promise.first_day.year, 4, 28)
    if done < chain.today:
        facts = OutcomeFacts(
            name="ny belysning",
            kind="activity",
            text="på plats",
            last_day=done,
            source=MADE_UP,
        )
        tell_outcome(promise=promise, commitment=point, facts=facts, by=chain.by)


def _log(point: Commitment, party: Party, by: User, day: date, place: NamedPlace | None) -> None:
    facts = ActivityFacts(party=party, done_on=day, place=place, key=f"demo:{point.pk}:{day}")
    log_activity(commitment=point, facts=facts, by=by)

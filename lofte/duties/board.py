"""Where the kommun stands with the Act, computed from what it has done: nobody types a status."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lofte.duties.clocks import Clock, picture_clock, picture_of, plan_clock
from lofte.duties.council.models import CouncilMeeting, CouncilMember
from lofte.duties.models import DutyRecord
from lofte.duties.paragraphs import PARAGRAPHS, Paragraph
from lofte.duties.queries import coordinators_of, latest, meetings_of, members_of, records_of
from lofte.duties.reports.models import AssemblyReport
from lofte.duties.states import RecordKind, Status, Strength
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.agreements.queries import Register, register_of
from lofte.promises.measures.models import Measure
from lofte.promises.plans.clock import months_after
from lofte.promises.plans.models import ActionPlan
from lofte.promises.plans.queries import decided_for
from lofte.promises.states import MeasureKind
from lofte.situation.problems.models import Problem
from lofte.situation.problems.states import Need
from lofte.situation.statutory.models import StatutoryPicture

LATEST = 5
REPORTED_WITHIN = 12  # months: "continuously", as kommuner do it; the Act names no number


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What is found for one paragraph."""

    status: Status
    sentence: str
    links: list[Link] = field(default_factory=list)
    last: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    paragraph: Paragraph
    standing: Standing
    records: list[DutyRecord]


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything the paragraphs are judged from, read once."""

    kommun: Kommun
    today: date
    problems: list[Problem]
    picture: StatutoryPicture | None
    plan: ActionPlan | None
    clocks: dict[str, Clock]
    agreements: Register
    members: list[CouncilMember]
    met: CouncilMeeting | None
    coordinators: int
    cameras: list[Measure]
    reports: list[AssemblyReport]
    records: dict[int, list[DutyRecord]]

    def url(self, name: str, *args: object) -> str:
        return reverse(name, args=[self.kommun.slug, *args])


def board_of(kommun: Kommun, viewer: User, today: date) -> list[Duty]:
    ground = _ground(kommun, viewer, today)
    return [
        Duty(one, _STANDINGS[one.number](ground), ground.records.get(one.number, []))
        for one in PARAGRAPHS
    ]


def _ground(kommun: Kommun, viewer: User, today: date) -> Ground:
    picture, plan = picture_of(kommun), decided_for(kommun)
    clocks = [picture_clock(picture, today)] if picture else []
    clocks += [plan_clock(plan, today)] if plan else []
    records: dict[int, list[DutyRecord]] = {}
    for row in records_of(kommun, viewer):
        records.setdefault(row.paragraph, []).append(row)
    cameras = Measure.objects.visible_to(viewer).filter(kommun=kommun, kind=MeasureKind.CAMERA)
    problems = Problem.objects.visible_to(viewer).filter(kommun=kommun, closed_at=None)
    return Ground(
        kommun=kommun,
        today=today,
        problems=list(problems),
        picture=picture,
        plan=plan,
        clocks={one.kind: one for one in clocks},
        agreements=register_of(kommun, viewer, today),
        members=list(members_of(kommun, viewer)),
        met=meetings_of(kommun, viewer).first(),
        coordinators=coordinators_of(kommun),
        cameras=list(cameras.filter(closed_at=None)),
        reports=list(AssemblyReport.objects.visible_to(viewer).filter(kommun=kommun)[:LATEST]),
        records=records,
    )


def _clocked(clock: Clock) -> Status:
    if clock.late:
        return Status.LATE
    return Status.SOON if clock.mark else Status.IN_PLACE


def _position(ground: Ground) -> Standing:
    """Section 3."""
    open_ = [row for row in ground.problems if row.need == Need.OPEN]
    links = [Link(_("Problemen"), ground.url("situation:problems"))]
    taken = [row.need_decided_at for row in ground.problems if row.need_decided_at]
    last = latest([timezone.localdate(moment) for moment in taken])
    if not ground.problems:
        return Standing(Status.MISSING, _("Inget problem är beskrivet."), links)
    if open_:
        text = ngettext(
            "%(n)d problem saknar ställningstagande.",
            "%(n)d problem saknar ställningstagande.",
            len(open_),
        ) % {"n": len(open_)}
        status = Status.PARTLY if len(open_) < len(ground.problems) else Status.MISSING
        return Standing(status, text, links, last)
    return Standing(Status.IN_PLACE, _("Varje problem har ett ställningstagande."), links, last)


def _picture(ground: Ground) -> Standing:
    """Section 4."""
    if ground.picture is None:
        links = [Link(_("Lagens lägesbild"), ground.url("situation:statutory-list"))]
        return Standing(Status.MISSING, _("Ingen lägesbild är fryst."), links)
    clock = ground.clocks["picture"]
    link = Link(str(ground.picture), ground.url("situation:statutory", ground.picture.pk))
    text = _("Den senaste beskriver läget till och med %(day)s.") % {"day": clock.start}
    frozen = ground.picture.frozen_at
    last = timezone.localdate(frozen) if frozen else clock.start
    return Standing(Status.IN_PLACE, text, [link], last)


def _plan(ground: Ground) -> Standing:
    """Section 5."""
    plan = ground.plan
    if plan is None:
        links = [Link(_("Åtgärdsplan"), ground.url("promises:plans"))]
        return Standing(Status.MISSING, _("Ingen åtgärdsplan är beslutad."), links)
    link = Link(str(plan), ground.url("promises:plan", plan.pk))
    text = _("Beslutad av %(organ)s, %(section)s, diarienummer %(registry)s.") % {
        "organ": plan.organ,
        "section": plan.section,
        "registry": plan.registry,
    }
    if plan.last_day < ground.today:
        ended = _("Planens tid gick ut %(day)s.") % {"day": plan.last_day}
        return Standing(Status.LATE, f"{text} {ended}", [link], plan.decided_on)
    return Standing(Status.IN_PLACE, text, [link], plan.decided_on)


def _clocks(ground: Ground) -> Standing:
    """Section 6: the clock that is nearest its end decides."""
    if len(ground.clocks) < 2:
        text = _("Klockorna går när en lägesbild är fryst och en åtgärdsplan är beslutad.")
        return Standing(Status.MISSING, text)
    picture, plan = ground.clocks["picture"], ground.clocks["plan"]
    nearest = min(picture, plan, key=lambda clock: clock.due)
    text = _(
        "Lägesbilden uppdateras senast %(picture)s (räknat från dess sista dag). Åtgärdsplanen "
        "följs upp senast %(plan)s."
    ) % {"picture": picture.due, "plan": plan.due}
    links = [
        Link(_("Lagens lägesbild"), ground.url("situation:statutory-list")),
        Link(_("Åtgärdsplan"), ground.url("promises:plan", plan.what.pk)),
    ]
    return Standing(_clocked(nearest), text, links, max(picture.start, plan.start), nearest.due)


def _agreements(ground: Ground) -> Standing:
    """Section 9: work for it; attempts are shown as attempts."""
    found, links = ground.agreements, [Link(_("Registret"), ground.url("promises:agreements"))]
    if found.in_force:
        signed = latest([row.signed_on for row in found.in_force])
        ends = [row.last_day for row in found.in_force if row.last_day]
        text = ngettext(
            "%(n)d överenskommelse gäller.", "%(n)d överenskommelser gäller.", len(found.in_force)
        ) % {"n": len(found.in_force)}
        due = min(ends) if len(ends) == len(found.in_force) else None
        return Standing(Status.IN_PLACE, text, links, signed, due)
    if found.tried:
        text = _("Ingen gäller. Försöken är redovisade.")
        return Standing(Status.TRIED, text, links)
    return Standing(Status.NOT_TOLD, _("Varken överenskommelse eller försök är redovisat."), links)


def _council(ground: Ground) -> Standing:
    """Section 10."""
    links = [Link(_("Rådet"), ground.url("duties:council"))]
    met = ground.met.held_on if ground.met else None
    if not ground.members:
        return Standing(Status.NOT_TOLD, _("Inget råd är redovisat."), links, met)
    chair = next((row for row in ground.members if row.chair), None)
    lacking = []
    if chair is None:
        lacking.append(_("Rådet saknar ordförande."))
    elif chair.party.kind != Party.Kind.KOMMUN:
        lacking.append(_("Rådet leds inte av kommunen."))
    if met is None:
        lacking.append(_("Inget möte är redovisat."))
    if lacking:
        return Standing(Status.PARTLY, " ".join(lacking), links, met)
    text = ngettext(
        "%(n)d ledamot. Ordförande: %(chair)s.",
        "%(n)d ledamöter. Ordförande: %(chair)s.",
        len(ground.members),
    ) % {"n": len(ground.members), "chair": chair}
    return Standing(Status.IN_PLACE, text, links, met)


def _coordination(ground: Ground) -> Standing:
    """Section 8 shows itself in 9 and 10."""
    parts = [_agreements(ground).status, _council(ground).status]
    text = _("Syns i överenskommelserna och rådet (9 och 10 §§).")
    if parts == [Status.IN_PLACE, Status.IN_PLACE]:
        return Standing(Status.IN_PLACE, text)
    none = parts == [Status.NOT_TOLD, Status.NOT_TOLD]
    return Standing(Status.NOT_TOLD if none else Status.PARTLY, text)


def _function(ground: Ground) -> Standing:
    """Section 11: a function, counted."""
    if not ground.coordinators:
        return Standing(Status.MISSING, _("Ingen har rollen samordnare."))
    text = ngettext(
        "%(n)d person har rollen samordnare.",
        "%(n)d personer har rollen samordnare.",
        ground.coordinators,
    ) % {"n": ground.coordinators}
    return Standing(Status.IN_PLACE, text)


def _told(ground: Ground, number: int) -> date | None:
    return latest([row.on for row in ground.records.get(number, [])])


def _contact(ground: Ground) -> Standing:
    """Section 12."""
    last = _told(ground, 12)
    if not ground.kommun.contact:
        return Standing(Status.MISSING, _("Ingen kontaktpunkt visas öppet."), [], last)
    text = _("Kontakten som visas öppet: %(contact)s") % {"contact": ground.kommun.contact}
    return Standing(Status.IN_PLACE, text, [], last)


def _reports(ground: Ground) -> Standing:
    """Section 13."""
    rows = [row for row in ground.records.get(13, []) if row.kind == RecordKind.REPORT]
    links = [Link(str(row), ground.url("duties:report", row.pk)) for row in ground.reports]
    last = latest([*(row.on for row in rows), *(row.on for row in ground.reports)])
    if last is None:
        text = _("Ingen rapport till kommunfullmäktige är redovisad.")
        return Standing(Status.NOT_TOLD, text, links)
    due = months_after(last, REPORTED_WITHIN)
    if due <= ground.today:
        text = _("Det är mer än ett år sedan den senaste rapporten.")
        return Standing(Status.SOON, text, links, last)
    return Standing(Status.IN_PLACE, _("Kommunfullmäktige har fått rapporter."), links, last)


def _by_record(ground: Ground) -> Standing:
    """Section 7: what the product cannot see is entered."""
    last = _told(ground, 7)
    if last is None:
        text = _("Skriv vilka planer arbetet hänger ihop med: skolan, socialtjänsten, krisarbetet.")
        return Standing(Status.NOT_TOLD, text)
    return Standing(Status.IN_PLACE, _("Redovisat nedan."), [], last)


def _cameras(ground: Ground) -> Standing:
    """Section 14: may, so nothing is ever lacking."""
    links = [Link(row.text, ground.url("promises:measure", row.pk)) for row in ground.cameras]
    if not links:
        return Standing(Status.UNUSED, _("Ingen åtgärd är kamerabevakning."))
    return Standing(Status.IN_PLACE, _("Varje åtgärd anger sin rättsliga grund."), links)


_STANDINGS: dict[int, Callable[[Ground], Standing]] = {
    3: _position,
    4: _picture,
    5: _plan,
    6: _clocks,
    7: _by_record,
    8: _coordination,
    9: _agreements,
    10: _council,
    11: _function,
    12: _contact,
    13: _reports,
    14: _cameras,
}
LACKING = frozenset({Status.MISSING, Status.LATE})


def lacking(board: list[Duty]) -> list[Duty]:
    """What the Act demands and the kommun cannot show."""
    shall = [one for one in board if one.paragraph.strength == Strength.SHALL]
    return [one for one in shall if one.standing.status in LACKING]

"""The agenda makes itself: eight points, filled from the picture, the decisions and the stops.

Minutes are the same points as plain values, so that page, projector and paper say the same.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils import translation

from lofte.audit.refusals import swedish
from lofte.coordination import queries
from lofte.coordination.calendar import next_meeting
from lofte.coordination.models import Attendance, Decision, Meeting, MeetingNote
from lofte.coordination.states import DecisionState, Light
from lofte.patrol.models import Stop
from lofte.patrol.queries import PUT_FORWARD, current
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.situation.document import FEWER, MORE, PictureDocument
from lofte.situation.models import Picture
from lofte.situation.own.queries import joint_of
from lofte.situation.queries import document_for

TITLES = (
    "Förra periodens beslut",
    "Den nya lägesbilden",
    "Parternas korta kompletteringar",
    "Det här prioriterar vi",
    "Beslut: vem gör vad till när",
    "Patrullönskemål till polisen",
    "Vad vi berättar, och för vem",
    "Nästa möte",
)
HINTS = (
    "Grönt är gjort, gult pågår och är i tid, rött är försenat eller inte gjort.",
    "Topplatser mot det normala.",
    "Muntligt och kort. Frågor om en person hör hemma i SSPF eller OP-gruppen, inte här.",
    "Högst tre saker till nästa möte.",
    "Ett beslut har en ansvarig och en dag.",
    "Polisen svarar på önskemålen och bestämmer själv.",
    "Internt, boende och rapportörer.",
    "",
)
WORDS = {Light.GREEN: "gjort", Light.YELLOW: "pågår, i tid", Light.RED: "försenat"}
NO_PICTURE = "Ingen lägesbild är framtagen för perioden före mötet."
TOP = 5
CHOOSABLE = 3  # as many as may be prioritised


@dataclass(frozen=True, slots=True)
class Line:
    """A row under a point; `light` with its word when it is a decision; `back` is the number of a
    point above, where more of it stands."""

    text: str
    detail: str = ""
    light: str = ""
    word: str = ""
    back: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    number: int
    title: str
    hint: str
    lines: tuple[Line, ...]
    note: str = ""
    version: int = 0


def agenda(
    meeting: Meeting, viewer: User, today: date, *, suggest: bool = True
) -> tuple[Point, ...]:
    """The eight points as they are now, in Swedish. suggest: what the group may choose again."""
    notes = {
        note.point: note for note in MeetingNote.objects.visible_to(viewer).filter(meeting=meeting)
    }
    with translation.override(settings.LANGUAGE_CODE):
        rows = _rows(meeting, viewer, today, suggest=suggest)
    return tuple(
        Point(
            number,
            title,
            hint,
            tuple(lines),
            notes[number].text if number in notes else "",
            notes[number].version if number in notes else 0,
        )
        for number, (title, hint, lines) in enumerate(
            zip(TITLES, HINTS, rows, strict=True), start=1
        )
    )


def _rows(meeting: Meeting, viewer: User, today: date, *, suggest: bool) -> tuple[list[Line], ...]:
    picture = queries.picture_for(meeting, viewer)
    document = document_for(picture, viewer) if picture else None
    own = queries.decisions_of(meeting.kommun, viewer).filter(meeting=meeting).order_by("pk")
    priorities = meeting.priorities.visible_to(viewer).select_related("place")
    tellings = meeting.tellings.visible_to(viewer)
    next_on = meeting.next_on or next_meeting(meeting.kommun, meeting.held_on)
    return (
        [_decision(one, today) for one in queries.to_follow_up(meeting, viewer)],
        _picture(picture, document, meeting.kommun, viewer),
        [],
        [Line(one.text, str(one.place or "")) for one in priorities]
        or (_to_choose(meeting, document, viewer) if suggest else []),
        [_decision(one, today) for one in own],
        _stops(meeting, viewer),
        [Line(one.text, f"Till {one.get_audience_display()}") for one in tellings]
        + _lines_back(meeting, viewer),
        [Line(str(next_on))],
    )


def _to_choose(meeting: Meeting, document: PictureDocument | None, viewer: User) -> list[Line]:
    """Until the group has chosen: what it chose the last time, and where there is more than normal
    now, by name: the figures stand under the second point."""
    more = [one for one in document.findings if one.kind == MORE] if document else []
    where = dict.fromkeys(one.place or one.area for one in more)
    names = ", ".join([name for name in where if name][:CHOOSABLE])
    new = [Line(f"Fler än normalt: {names}", "Vad ska prioriteras?", back=2)] if names else []
    return _last_time(meeting, viewer) + new


def _last_time(meeting: Meeting, viewer: User) -> list[Line]:
    if (last := queries.before(meeting)) is None:
        return []
    rows = last.priorities.visible_to(viewer).select_related("place")
    told = f"Prioriterades {last.held_on}. Gäller det än?"
    return [Line(one.text, f"{one.place}. {told}" if one.place else told) for one in rows]


def _lines_back(meeting: Meeting, viewer: User) -> list[Line]:
    """How many reporters hear of a decision when the meeting is closed."""
    rows = queries.decisions_of(meeting.kommun, viewer).filter(meeting=meeting)
    told = rows.exclude(line_back="").order_by()
    n = told.aggregate(n=Count("incidents__reporter", distinct=True))["n"]
    if not n:
        return []
    who = "1 rapportör" if n == 1 else f"{n} rapportörer"
    return [Line(f"{who} får besked om vad gruppen beslutade.", "När mötet är avslutat")]


def _decision(one: Decision, today: date) -> Line:
    light = one.light(today)
    word = "inte gjort" if one.state == DecisionState.NOT_DONE else WORDS[light]
    detail = f"{one.owner_name}, senast {one.due}"
    if one.place:
        detail = f"{one.place}. {detail}"
    if one.reason:
        detail = f"{detail}. {one.reason}"
    return Line(one.text, detail, light, word)


def _picture(
    picture: Picture | None, document: PictureDocument | None, kommun: Kommun, viewer: User
) -> list[Line]:
    if picture is None or document is None:
        return [Line(NO_PICTURE)]
    state = f"{picture}, {picture.get_state_display()}. Källa: {document.source.name}."
    lines = [Line(document.total_sentence, state)]
    deviating = [one for one in document.findings if one.kind in (MORE, FEWER)]
    lines += [Line(one.sentence, f"{one.kind}, {one.strength}") for one in deviating[:TOP]]
    if not deviating:
        lines += [Line(sentence) for sentence in document.summary[1:]]
    if picture.summary:
        lines.append(Line(picture.summary, "Samordnarens ord"))
    return lines + _joint(picture, kommun, viewer)


def _joint(picture: Picture, kommun: Kommun, viewer: User) -> list[Line]:
    """What the parties agreed to say of the same period, and where they had differed."""
    rows = joint_of(kommun, viewer).filter(period_key=picture.period_key)
    joint = rows.first()
    told = joint.document["rows"] if joint else []
    return [
        Line(f"{row['where']}: {row['joint']}", f"Gemensamt. {', '.join(row['marks'])}")
        for row in told
        if row["joint"]
    ]


def _stops(meeting: Meeting, viewer: User) -> list[Line]:
    """What the police are asked for from now on, out of a picture or wished by somebody."""
    rows = current(meeting.kommun, viewer, meeting.held_on, *PUT_FORWARD)
    return [_stop(stop) for stop in rows]


def _stop(stop: Stop) -> Line:
    answer = stop.get_state_display().capitalize()
    reason = f": {stop.reason.rstrip('.')}" if stop.reason else ""
    return Line(f"{stop.place_name}, {stop.window.label}", f"{stop.why} {answer}{reason}.")


def minutes(meeting: Meeting, viewer: User, today: date) -> dict[str, Any]:
    """The whole meeting as plain values, ready to be frozen."""
    present = Attendance.objects.visible_to(viewer).filter(meeting=meeting).select_related("party")
    return {
        "title": str(meeting),
        "kommun": meeting.kommun.name,
        "held_on": str(meeting.held_on),
        "picture": str(meeting.picture or ""),
        "picture_checksum": meeting.picture.checksum if meeting.picture else "",
        "present": [swedish(one) for one in present],
        "points": [asdict(point) for point in agenda(meeting, viewer, today, suggest=False)],
    }


def points_of(meeting: Meeting, viewer: User, today: date) -> tuple[Point, ...]:
    """The agenda of a meeting: live while it is open, as it was once it is closed."""
    if meeting.document is None:
        return agenda(meeting, viewer, today)
    return tuple(
        Point(**(point | {"lines": tuple(Line(**line) for line in point["lines"])}))
        for point in meeting.document["points"]
    )

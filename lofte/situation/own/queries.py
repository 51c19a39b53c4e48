"""The columns of a period: the group's computed picture, and each party's own."""

from dataclasses import dataclass

from django.db.models import QuerySet

from lofte.analysis.periods import Period
from lofte.people.models import Party, User
from lofte.places.models import Kommun, NamedPlace
from lofte.places.swedish import folded
from lofte.situation.document import FEWER, MORE
from lofte.situation.models import Picture
from lofte.situation.own.differing import Row, Said, fingerprint, side_by_side
from lofte.situation.own.models import JointPicture, OwnPicture, OwnSentence
from lofte.situation.own.states import Course
from lofte.situation.queries import document_for, pictures_of

COURSES = {MORE: Course.MORE, FEWER: Course.FEWER}
LATEST = 30


@dataclass(frozen=True, slots=True)
class Beside:
    """columns: whose pictures; rows: a place each. fingerprint: of all that was read."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    fingerprint: str

    @property
    def differing(self) -> int:
        return sum(row.differs for row in self.rows)


def beside(kommun: Kommun, period: Period, viewer: User) -> Beside:
    """The computed picture first, then every party that has handed in, by name."""
    picture = pictures_of(kommun, viewer).filter(period_key=period.key).first()
    own = handed_in(kommun, period.key, viewer)
    sentences = OwnSentence.objects.visible_to(viewer).filter(picture__in=own)
    group = f"{kommun.method_name}-rapporterna"
    columns = (*([group] if picture else []), *(row.party.name for row in own))
    said = _computed(group, picture, viewer) if picture else []
    said += [_said(row) for row in sentences.select_related("picture__party", "place")]
    rows = side_by_side(columns, said)
    return Beside(columns, rows, fingerprint(columns, rows))


def _computed(column: str, picture: Picture, viewer: User) -> list[Said]:
    document = document_for(picture, viewer)
    return [
        Said(
            column=column,
            key=f"p{found.place_id}" if found.place_id else f"t{folded(found.place or found.area)}",
            where=found.place or found.area or "hela kommunen",
            sentence=found.sentence,
            course=COURSES.get(found.kind, Course.UNKNOWN),
            count=found.figures.count,
            source=found.source,
        )
        for found in document.findings
    ]


def _said(row: OwnSentence) -> Said:
    where = row.place.name if row.place else row.where
    return Said(
        column=row.picture.party.name,
        key=f"p{row.place_id}" if row.place_id else f"t{folded(row.where)}",
        where=where or "hela kommunen",
        sentence=row.sentence,
        course=row.course,
        count=row.count,
        sureness=row.sureness,
        source=row.source,
    )


def handed_in(kommun: Kommun, key: str, viewer: User) -> QuerySet[OwnPicture]:
    rows = OwnPicture.objects.visible_to(viewer).filter(kommun=kommun, period_key=key)
    return rows.filter(handed_in_at__isnull=False).select_related("party").order_by("party__name")


def own_of(kommun: Kommun, key: str, party: Party, viewer: User) -> OwnPicture | None:
    rows = OwnPicture.objects.visible_to(viewer).filter(kommun=kommun, period_key=key)
    return rows.filter(party=party).select_related("party", "kommun").first()


def joint_of(kommun: Kommun, viewer: User) -> QuerySet[JointPicture]:
    return JointPicture.objects.visible_to(viewer).filter(kommun=kommun)


def places_of(kommun: Kommun, viewer: User) -> QuerySet[NamedPlace]:
    rows = NamedPlace.objects.visible_to(viewer).filter(kommun=kommun, closed_on=None)
    return rows.order_by("name")

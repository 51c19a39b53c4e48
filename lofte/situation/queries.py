from django.db.models import QuerySet

from lofte.people.models import User
from lofte.places.models import Kommun, NamedPlace
from lofte.places.swedish import folded
from lofte.situation.document import PictureDocument
from lofte.situation.models import Finding, Picture
from lofte.situation.precision import at_area_level
from lofte.situation.states import State


def pictures_of(kommun: Kommun, viewer: User) -> QuerySet[Picture]:
    """Drafts for the group, frozen pictures for everybody who may see pictures; latest first."""
    rows = Picture.objects.visible_to(viewer).filter(kommun=kommun)
    if not viewer.sees_group_of(kommun.pk):
        rows = rows.filter(state=State.FROZEN)
    return (
        rows.exclude(state=State.DISCARDED)
        .select_related("compiled_by", "frozen_by")
        .defer("document")
    )


def document_for(picture: Picture, viewer: User) -> PictureDocument:
    """The picture's content at the precision of the viewer's role."""
    document = content_of(picture)
    if viewer.sees_group_of(picture.kommun_id):
        return document
    return at_area_level(document)


def content_of(picture: Picture) -> PictureDocument:
    return PictureDocument.from_data(picture.document)


def secret_names(document: PictureDocument, kommun: Kommun) -> list[str]:
    """The places of the group's own that the picture names."""
    rows = NamedPlace.objects.unscoped("names that must not be told")
    names = rows.filter(kommun=kommun, group_only=True).values_list("name", flat=True)
    text = folded(document.to_json().decode())
    return [name for name in names.order_by("name") if folded(name) in text]


def latest_frozen(kommun: Kommun, viewer: User) -> Picture | None:
    return pictures_of(kommun, viewer).filter(state=State.FROZEN).first()


def findings_at(place: NamedPlace, viewer: User) -> QuerySet[Finding]:
    """What frozen pictures have said of a place, latest first."""
    rows = Finding.objects.visible_to(viewer).filter(place=place, picture__state=State.FROZEN)
    return rows.select_related("picture").order_by("-picture__period_end", "number")


def frozen_of(kommun: Kommun) -> QuerySet[Picture]:
    """For publishing and the scheduler: frozen pictures, latest period first."""
    rows = Picture.objects.unscoped("what may become an edition")
    return rows.filter(kommun=kommun, state=State.FROZEN).order_by("-period_end")


def has_picture(kommun: Kommun, period_key: str) -> bool:
    rows = Picture.objects.unscoped("is there one?").filter(kommun=kommun, period_key=period_key)
    return rows.exclude(state=State.DISCARDED).exists()


def is_frozen(kommun: Kommun, period_key: str) -> bool:
    rows = Picture.objects.unscoped("is there one?").filter(kommun=kommun, period_key=period_key)
    return rows.filter(state=State.FROZEN).exists()


def earlier(picture: Picture, viewer: User, *, with_content: bool) -> list[Picture]:
    """Up to eleven frozen pictures of the same length before this one, oldest first."""
    rows = Picture.objects.visible_to(viewer).filter(
        kommun=picture.kommun_id, state=State.FROZEN, period_end__lte=picture.period_start
    )
    rows = rows if with_content else rows.defer("document")
    days = picture.period_end - picture.period_start
    alike = [
        one
        for one in rows.order_by("-period_end")[:30]
        if one.period_end - one.period_start == days
    ]
    return alike[:11][::-1]

"""Compile -> draft -> freeze by a second person. A frozen picture never changes."""

import hashlib
import json

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from lofte.analysis.periods import Period
from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.people.free_text import checked
from lofte.people.models import User
from lofte.places.models import Kommun, NamedPlace
from lofte.places.swedish import folded
from lofte.situation.compose import compose
from lofte.situation.counts import NothingToCompose
from lofte.situation.document import PictureDocument
from lofte.situation.extract import NothingToShow, extract
from lofte.situation.models import Finding, Picture, PictureQuerySet
from lofte.situation.states import State, WrongState, check_move, check_second_person

CHANGED = "Någon annan hann ändra lägesbilden. Inget ändrades. Läs in sidan igen."


@action
def compile_picture(*, kommun: Kommun, period: Period, by: Actor) -> Picture:
    """Make the draft of a period anew. The coordinator's own words are carried over."""
    if _pictures(kommun, period).filter(state=State.FROZEN).exists():
        raise Refused(
            f"Lägesbilden för {period.label} är redan fryst och ändras inte. "
            "Ta fram en bild för en annan period."
        )
    extracted = extract(kommun, period)
    try:
        document = compose(
            extracted.points, source=extracted.source, period=period, around=extracted.around
        )
    except NothingToCompose as nothing:
        raise NothingToShow(str(nothing)) from nothing
    words = _retire_drafts(kommun, period)
    content = document.to_json()
    picture = Picture.objects.create(
        kommun=kommun,
        period_key=period.key,
        period_label=period.label,
        period_start=period.start,
        period_end=period.end,
        document=json.loads(content),
        checksum=hashlib.sha256(content).hexdigest(),
        extract_checksum=extracted.checksum,
        summary=words,
        compiled_by=by if isinstance(by, User) else None,
    )
    Finding.objects.bulk_create(_findings(picture, document, extracted.area_ids))
    record(
        "picture.compiled",
        picture,
        by=by,
        period=period.key,
        checksum=picture.checksum,
        extract=extracted.checksum,
    )
    return picture


def _pictures(kommun: Kommun, period: Period) -> PictureQuerySet:
    rows = Picture.objects.unscoped("the same period's pictures")
    return rows.filter(kommun=kommun, period_key=period.key)


def _retire_drafts(kommun: Kommun, period: Period) -> str:
    drafts = list(_pictures(kommun, period).filter(state=State.DRAFT).order_by("pk"))
    _pictures(kommun, period).filter(state=State.DRAFT).update(state=State.DISCARDED)
    return drafts[-1].summary if drafts else ""


def _findings(
    picture: Picture, document: PictureDocument, area_ids: dict[str, int]
) -> list[Finding]:
    return [
        Finding(
            picture=picture,
            number=found.number,
            kind=found.kind,
            sentence=found.sentence[:500],
            figures={
                "count": found.figures.count,
                "low": found.figures.low,
                "high": found.figures.high,
                "q": found.figures.q,
                "source": found.source,
                "method": found.method,
                "strength": found.strength,
            },
            place_id=int(found.place_id) if found.place_id else None,
            area_id=area_ids.get(found.area),
        )
        for found in document.findings
    ]


@action
def write_summary(*, picture: Picture, summary: str, version: int, by: User) -> Picture:
    """The coordinator's own words above the findings; guarded like every text."""
    if picture.state != State.DRAFT:
        raise WrongState("Lägesbilden är inte ett utkast längre. Inget ändrades.")
    checked(summary)
    if secret := _group_only(picture.kommun, summary):
        raise Refused(
            f"Texten nämner ”{secret}”, en plats som bara gruppen får se, men alla som ser "
            "lägesbilden läser texten. Skriv om den. Det du skrev finns kvar i rutan."
        )
    rows = Picture.objects.unscoped("the picture at hand").filter(pk=picture.pk, version=version)
    if not rows.update(summary=summary, version=F("version") + 1):
        raise WrongState(
            "Någon annan hann ändra texten. Din text finns kvar i rutan. "
            "Läs den nya och försök igen."
        )
    picture.refresh_from_db()
    record("picture.summary_written", picture, by=by)
    return picture


def _group_only(kommun: Kommun, text: str) -> str:
    """The first place of the group's own that the text names, or nothing."""
    rows = NamedPlace.objects.unscoped("names that must not be told")
    names = rows.filter(kommun=kommun, group_only=True).values_list("name", flat=True)
    return next((name for name in names if folded(name) in folded(text)), "")


@action
def freeze(*, picture: Picture, version: int, by: User) -> Picture:
    """A second person reads the draft and freezes it: from now on it is the picture."""
    check_move(picture.state, State.FROZEN)
    kommun = picture.kommun
    check_second_person(
        four_eyes=kommun.four_eyes, compiled_by=picture.compiled_by_id, freezing=by.pk
    )
    rows = Picture.objects.unscoped("the picture at hand").filter(
        pk=picture.pk, version=version, state=State.DRAFT
    )
    try:
        with transaction.atomic():
            frozen = rows.update(
                state=State.FROZEN,
                frozen_at=timezone.now(),
                frozen_by=by,
                one_person=picture.compiled_by_id == by.pk,
                version=F("version") + 1,
            )
    except IntegrityError as error:
        raise WrongState("Perioden har redan en fryst lägesbild. Inget ändrades.") from error
    if not frozen:
        raise WrongState(CHANGED)
    picture.refresh_from_db()
    record("picture.frozen", picture, by=by, checksum=picture.checksum)
    return picture


@action
def discard(*, picture: Picture, by: User) -> Picture:
    """The draft is not used; it stays in the list as discarded."""
    check_move(picture.state, State.DISCARDED)
    rows = Picture.objects.unscoped("the picture at hand").filter(pk=picture.pk)
    drafts = rows.filter(state=State.DRAFT)
    if not drafts.update(state=State.DISCARDED, version=F("version") + 1):
        raise WrongState(CHANGED)
    picture.refresh_from_db()
    record("picture.discarded", picture, by=by)
    return picture

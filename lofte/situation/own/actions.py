"""A party writes its own picture and hands it in; the pictures are merged row by row."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from lofte.analysis.periods import Period
from lofte.audit.actions import action, record
from lofte.audit.refusals import Refused, swedish
from lofte.people.free_text import checked
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.situation.own.differing import Row, Said
from lofte.situation.own.inputs import Decided, SentenceFacts
from lofte.situation.own.models import JointPicture, OwnPicture, OwnSentence
from lofte.situation.own.queries import Beside, beside
from lofte.situation.own.states import Mark

NOT_YOURS = "Bilden är en annan parts. Inget ändrades."


@action
def add_sentence(*, kommun: Kommun, period: Period, facts: SentenceFacts, by: User) -> OwnSentence:
    """A sentence in the own party's picture. Raises PersonalData, also for a case number."""
    if facts.place is not None and facts.place.kommun_id != kommun.pk:
        raise Refused(f"Platsen ligger inte i {kommun.name}. Inget sparades.")
    told = {name: checked(getattr(facts, name)) for name in ("sentence", "where", "source")}
    if not told["sentence"]:
        raise Refused("Skriv en mening. Inget sparades.")
    own, made = OwnPicture.objects.unscoped("the party's own").get_or_create(
        kommun=kommun,
        party=by.party_in(kommun.pk),
        period_key=period.key,
        defaults={"period_label": period.label, "period_end": period.end},
    )
    row = OwnSentence.objects.create(
        picture=own,
        place=facts.place,
        course=facts.course,
        count=facts.count,
        sureness=facts.sureness,
        **told,
    )
    record("own_picture.written", own, by=by, begun=made)
    return row


@action
def remove_sentence(*, sentence: OwnSentence, by: User) -> None:
    """Taken out of the own picture; a joint one that was made of it keeps its copy."""
    own = _own(sentence.picture, by)
    OwnSentence.objects.unscoped("the row at hand").filter(pk=sentence.pk).delete()
    record("own_picture.sentence_removed", own, by=by)


@action
def hand_in(*, own: OwnPicture, shown: bool, by: User) -> OwnPicture:
    """Show the party's picture to the group, or take it back."""
    _own(own, by)
    own.handed_in_at = timezone.now() if shown else None
    own.save(update_fields=["handed_in_at"])
    record("own_picture.handed_in" if shown else "own_picture.taken_back", own, by=by)
    return own


def _own(own: OwnPicture, by: User) -> OwnPicture:
    if own.party != by.party_in(own.kommun_id):
        raise Refused(NOT_YOURS)
    return own


@action
def merge_pictures(
    *, kommun: Kommun, period: Period, seen: str, decided: Mapping[str, Decided], by: User
) -> JointPicture:
    """Every row gets joint words, or a reason why it has none. Raises Refused or PersonalData.

    seen: the fingerprint of what was read. decided: by the row's key.
    """
    told = beside(kommun, period, by)
    if not told.rows:
        raise Refused("Ingen har skrivit något om perioden. Det finns inget att slå ihop.")
    if told.fingerprint != seen:
        raise Refused(
            "Någon part hann ändra sin bild. Inget slogs ihop. Läs in sidan igen; det du skrev "
            "finns kvar i rutorna."
        )
    document = _document(told, decided)
    content = json.dumps(document, ensure_ascii=False, sort_keys=True)
    rows = JointPicture.objects.unscoped("the next number").filter(
        kommun=kommun, period_key=period.key
    )
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            made = JointPicture.objects.create(
                kommun=kommun,
                period_key=period.key,
                period_label=period.label,
                period_end=period.end,
                number=number,
                document=document,
                checksum=hashlib.sha256(content.encode()).hexdigest(),
                made_by=by,
            )
    except IntegrityError as error:
        raise Refused("Någon annan hann slå ihop bilderna. Läs in sidan igen.") from error
    record("joint_picture.made", made, by=by, checksum=made.checksum, differing=told.differing)
    return made


def _document(told: Beside, decided: Mapping[str, Decided]) -> dict[str, Any]:
    return {
        "columns": list(told.columns),
        "rows": [_row(row, decided.get(row.key, Decided())) for row in told.rows],
    }


def _row(row: Row, decided: Decided) -> dict[str, Any]:
    text, reason = checked(decided.text), checked(decided.reason)
    if bool(text) == bool(reason):
        raise Refused(
            f"{row.where}: skriv den gemensamma meningen, eller varför platsen inte är med. Inget "
            "slogs ihop. Det du skrev finns kvar i rutorna."
        )
    return {
        "where": row.where,
        "cells": [[_said(one) for one in cell] for cell in row.cells],
        "marks": [swedish(Mark(mark).label) for mark in row.marks],
        "differs": row.differs,
        "joint": text,
        "left_out": reason,
    }


def _said(one: Said) -> dict[str, Any]:
    return {
        "sentence": one.sentence,
        "course": one.course,
        "count": one.count,
        "sureness": one.sureness,
        "source": one.source,
        "facts": one.facts,
    }

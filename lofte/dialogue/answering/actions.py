"""An answer comes in, once; and apart from it an address. No row of one leads to the other."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from lofte.audit.actions import Actor, Identity, action, record
from lofte.audit.refusals import Refused
from lofte.dialogue.keys import key_from
from lofte.dialogue.models import (
    Answer,
    Contacts,
    DayCount,
    Dialogue,
    LetterCode,
    Mark,
    Questionnaire,
    Receipt,
    Stratum,
)
from lofte.dialogue.questionnaires.questions import Given, GivenMark
from lofte.dialogue.states import Channel, Mode, check_open
from lofte.people.free_text import marked
from lofte.places import queries as places
from lofte.places.models import Area, Kommun, NamedPlace

BUCKETS = 16
OWN = (Area.Kind.OWN, Area.Kind.SUB)


class Resident:
    """Whoever answers: the audit never says who."""

    def identity(self) -> Identity:
        return Identity(id="resident", name="Någon som svarar")


RESIDENT = Resident()


class BadCode(Refused):
    """The letter's code is not one that is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One posted form: what it says, of which version, and what it calls itself."""

    given: Given
    questionnaire: Questionnaire
    client_id: str
    channel: Channel = Channel.WEB
    code: str = ""
    suspected: bool = False


@action
def receive(*, dialogue: Dialogue, sending: Sending, today: date, by: Actor) -> bool:
    """Keep the answer. False: the same sending was here before, and is not counted again."""
    key = key_from("receipt", dialogue.pk, sending.client_id)
    if not _first_time(dialogue, key):
        record("dialogue.answer_came_again", dialogue, by=by)
        return False
    check_open(dialogue.state, dialogue.opens, dialogue.closes, today)
    answer = Answer.objects.create(
        dialogue=dialogue,
        questionnaire=sending.questionnaire,
        stratum=_burn(dialogue, sending.code),
        channel=sending.channel,
        values=sending.given.values,
        warnings=marked(**sending.given.texts),
        suspected=sending.suspected,
    )
    Mark.objects.bulk_create([_mark(answer, dialogue, mark) for mark in sending.given.marks])
    _count(dialogue, today, sending.channel)
    record("dialogue.answered", dialogue, by=by)
    return True


def _first_time(dialogue: Dialogue, key: int) -> bool:
    try:
        with transaction.atomic():
            Receipt(pk=key, dialogue=dialogue).save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _burn(dialogue: Dialogue, code: str) -> Stratum | None:
    """The part of the sample that the code belongs to; the code is gone in the same moment."""
    if dialogue.mode != Mode.SAMPLE:
        return None
    key = key_from("code", dialogue.pk, "".join(code.lower().split()).replace("-", ""))
    rows = LetterCode.objects.unscoped("whoever holds the letter").filter(dialogue=dialogue, pk=key)
    row = rows.select_related("stratum").select_for_update(of=("self",)).first()
    if row is None:
        raise BadCode(
            _(
                "Koden finns inte eller är redan använd. Ditt svar är inte skickat, men det du "
                "skrev finns kvar. Läs av koden i brevet igen."
            )
        )
    stratum: Stratum = row.stratum
    rows.delete()
    return stratum


def _mark(answer: Answer, dialogue: Dialogue, mark: GivenMark) -> Mark:
    place = _place(dialogue.kommun, mark.place)
    x, y = mark.x, mark.y
    if x is None and place is None and mark.near:
        place = places.the_place(dialogue.kommun, mark.near)
    if x is None and place is not None:
        x, y = place.x, place.y
    elif x is None and mark.near and (address := places.the_address(dialogue.kommun, mark.near)):
        x, y = address.x, address.y
    return Mark(
        answer=answer,
        dialogue=dialogue,
        question=mark.question,
        kind=Mark.Kind.SAFE if mark.safe else Mark.Kind.UNSAFE,
        place=place,
        near=mark.near,
        when=list(mark.when),
        why=list(mark.why),
        help=mark.help,
        **_where(dialogue.kommun, x, y),
    )


def _where(kommun: Kommun, x: float | None, y: float | None) -> Mapping[str, Any]:
    if x is None or y is None:
        return {}
    area = places.smallest_own_area(x, y, kommun=kommun)
    return {
        "x": x,
        "y": y,
        "cell": places.cell_of(x, y),
        "area_id": area.pk if area else None,
        "outside": not places.is_inside(kommun, x, y),
    }


def _place(kommun: Kommun, pk: int | None) -> NamedPlace | None:
    if pk is None:
        return None
    place = places.open_places(kommun).filter(pk=pk).first()
    if place is None:
        raise BadPlace(
            _(
                "Platsen finns inte längre i listan. Ditt svar är inte skickat, men det du skrev "
                "finns kvar. Välj plats igen."
            )
        )
    return place


class BadPlace(Refused):
    """A place that is not in the open list."""


def _count(dialogue: Dialogue, day: date, channel: Channel) -> None:
    counts = DayCount.objects.unscoped("one more")
    counts.get_or_create(dialogue=dialogue, day=day, channel=channel)
    counts.filter(dialogue=dialogue, day=day, channel=channel).update(count=models.F("count") + 1)


@action
def leave_address(*, dialogue: Dialogue, address: str, by: Actor) -> bool:
    """Keep an address to tell the result to, and that it is not confirmed yet. False: it was there
    already, and nothing changes."""
    name = address.strip().lower()
    bucket = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % BUCKETS
    rows = Contacts.objects.unscoped("one more address").select_for_update()
    row = rows.get_or_create(dialogue=dialogue, bucket=bucket)[0]
    is_new = name not in [entry[0] for entry in row.entries]
    if is_new:
        row.entries = sorted([*row.entries, [name, False]])
        row.save(update_fields=["entries"])
    record("dialogue.address_left", dialogue, by=by)
    return is_new


@action
def shuffle(*, by: Actor) -> None:
    """Lay the rows in the order of their keys, written by one and the same transaction.

    SQLite keeps them so from the start. PostgreSQL lays a row where there is room and notes which
    transaction wrote it, so that the order would be left for somebody with the server's own files.
    """
    Answer.objects.unscoped("all rows alike").update(suspected=models.F("suspected"))
    Mark.objects.unscoped("all rows alike").update(outside=models.F("outside"))
    Contacts.objects.unscoped("all rows alike").update(bucket=models.F("bucket"))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("lofte_answer", "lofte_mark", "lofte_contacts"):
                cursor.execute(f"CLUSTER {table} USING {table}_pkey")
    record("dialogue.shuffled", Dialogue(), by=by)

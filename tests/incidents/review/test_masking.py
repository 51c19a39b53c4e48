"""What was masked is gone: from the report, its copies, the letters, the log and the disk."""

from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.utils import timezone

from lofte.audit.refusals import Refused
from lofte.incidents.models import Incident
from lofte.incidents.review.actions import (
    Marked,
    answer,
    confirm,
    mask,
    merge,
    reject,
    reopen,
    return_to_reporter,
)
from lofte.incidents.review.marks import joined, words_of
from lofte.people.letters.actions import Draft, queue
from lofte.people.models import Letter, User
from lofte.places.models import Kommun
from lofte.situation.actions import compile_picture, freeze
from tests.incidents.conftest import Send
from tests.incidents.reports import FRIDAY, PHONE, kept, told
from tests.write_guard import arrange

NICKNAME = "Kvistaryd-Gurkan"  # no rule knows it; a person's in the group


def marked(incident: Incident, words: str, field: str = "text") -> Marked:
    start = getattr(incident, field).index(words)
    return Marked(field, start, start + len(words))


def everywhere() -> list[str]:
    """Every value of every text and JSON column of every table, as text."""
    found = []
    for model in apps.get_models():
        names = [
            field.column
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        if names:
            rows = model._base_manager.values_list(*names)
            found += [f"{model.__name__}: {value}" for row in rows for value in row]
    return found


def on_disk(words: str) -> list[Path]:
    """The files under the data folder that hold the words, in any of the ways of writing them."""
    wanted = [words.encode(), words.encode("utf-16-le")]
    files = [path for path in Path(settings.DATA_DIR).rglob("*") if path.is_file()]
    return [path for path in files if any(word in path.read_bytes() for word in wanted)]


def a_letter(kommun: Kommun, about: Incident, text: str, by: User) -> Letter:
    draft = Draft(
        key=f"line-back-{about.pk}",
        kind="line-back",
        to="rapportor@example.se",
        subject=f"Om din rapport: {text}",
        text=f"Du skrev: {text}",
        about=about,
    )
    return queue(draft=draft, kommun=kommun, now=timezone.now(), by=by)


@pytest.mark.django_db(transaction=True)
@time_machine.travel(FRIDAY)
def test_a_planted_string_is_nowhere_after_it_is_masked(
    send: Send, kommun: Kommun, reviewer: User, coordinator: User
) -> None:
    """Database, history, letters, pictures and every file, the database's own included."""
    incident = send(text=f"Det var {NICKNAME} vid stationen.", near=f"Bakom {NICKNAME} lya")
    other = send()
    a_letter(kommun, incident, f"Det var {NICKNAME}", reviewer)
    with arrange():  # an older wording that quotes it
        Incident.objects.unscoped("test").filter(pk=incident.pk).update(
            question=f"Menar du {NICKNAME}?", reason=f"Inte {NICKNAME}"
        )
    incident.refresh_from_db()
    assert [place for place in everywhere() if NICKNAME in place]
    own = [marked(incident, NICKNAME), marked(incident, NICKNAME, "near")]
    masked = mask(incident=incident, version=1, own=own, by=reviewer)
    assert (masked.question, masked.reason) == ("Menar du [personuppgift]?", "Inte [personuppgift]")
    for one in (masked, other):
        confirm(incident=one, version=one.version, by=reviewer)
    picture = compile_picture(kommun=kommun, period=kommun.period_of(FRIDAY.date()), by=coordinator)
    freeze(picture=picture, version=picture.version, by=reviewer)

    assert kept(incident).text == "Det var [personuppgift] vid stationen."
    assert kept(incident).near == "Bakom [personuppgift] lya"
    assert [place for place in everywhere() if NICKNAME in place] == []
    assert on_disk(NICKNAME) == []
    letter = Letter.objects.unscoped("test").get()
    assert letter.text == "Du skrev: Det var [personuppgift]"
    assert letter.state == Letter.State.WAITING


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the file is SQLite's")
def test_the_file_of_the_database_held_it_before(send: Send, reviewer: User) -> None:
    """Otherwise the search of the disk would find nothing whatever we did."""
    incident = send(text=f"Det var {NICKNAME} här.")
    assert on_disk(NICKNAME)
    mask(incident=incident, version=1, own=[marked(incident, NICKNAME)], by=reviewer)
    assert on_disk(NICKNAME) == []


def test_the_log_says_that_something_was_masked_never_what(send: Send, reviewer: User) -> None:
    incident = send(text=f"Ring {PHONE}, {NICKNAME}")
    mask(incident=incident, version=1, spans=[0], own=[marked(incident, NICKNAME)], by=reviewer)
    rows = told()
    assert any("incident.masked" in row and "['other', 'phone']" in row for row in rows)
    assert not [row for row in rows if PHONE in row or NICKNAME in row]


def test_own_words_and_marked_words_go_together(send: Send, reviewer: User) -> None:
    incident = send(text=f"Ring {PHONE}, {NICKNAME} svarar på {PHONE}")
    incident = mask(
        incident=incident, version=1, spans=[0], own=[marked(incident, NICKNAME)], by=reviewer
    )
    assert incident.text == f"Ring [telefonnummer], [personuppgift] svarar på {PHONE}"
    [left] = incident.warnings
    assert incident.text[left["start"] : left["end"]] == PHONE
    incident = mask(incident=incident, version=2, spans=[0], by=reviewer)
    assert incident.warnings == []


def test_own_words_alone_leave_what_was_said_to_be_harmless(send: Send, reviewer: User) -> None:
    """A reviewer who cleared the marks and then masks a word does not get the marks back."""
    incident = send(text=f"Skylt {PHONE}, {NICKNAME}")
    with arrange():
        Incident.objects.unscoped("test").filter(pk=incident.pk).update(warnings=[])
    incident.refresh_from_db()
    incident = mask(incident=incident, version=1, own=[marked(incident, NICKNAME)], by=reviewer)
    assert incident.text == f"Skylt {PHONE}, [personuppgift]"
    assert incident.warnings == []


def test_a_confirmed_report_can_still_be_masked(send: Send, reviewer: User) -> None:
    incident = confirm(incident=send(text=NICKNAME), version=1, by=reviewer)
    incident = mask(incident=incident, version=2, own=[marked(incident, NICKNAME)], by=reviewer)
    assert (incident.state, incident.text) == ("confirmed", "[personuppgift]")


@pytest.mark.parametrize("put_away", ["reject", "merge"])
def test_a_report_that_is_put_away_keeps_none_of_its_marked_words(
    send: Send, kommun: Kommun, reviewer: User, put_away: str
) -> None:
    incident, into = send(text=f"Ring {PHONE}"), send()
    a_letter(kommun, incident, PHONE, reviewer)
    if put_away == "reject":
        reject(incident=incident, version=1, reason="Hör inte hit", by=reviewer)
    else:
        merge(incident=incident, into=into, version=1, by=reviewer)
    assert kept(incident).text == "Ring [telefonnummer]"
    assert kept(incident).warnings == []
    assert PHONE not in Letter.objects.unscoped("test").get().text
    again = reopen(incident=kept(incident), version=2, by=reviewer)
    assert (again.state, again.masked) == ("received", True)


def test_a_question_that_names_somebody_is_refused_and_the_words_are_said(
    send: Send, reviewer: User
) -> None:
    with pytest.raises(Refused, match="Ingenting sparades"):
        return_to_reporter(
            incident=send(), version=1, question="Var det Anna Svensson?", by=reviewer
        )


def test_every_word_but_the_marked_and_masked_can_be_chosen(send: Send) -> None:
    incident = send(text=f"”Gurkan” (lång), ring {PHONE}! – [namn] gick", near="Torget")
    assert [(word.field, word.text) for word in words_of(incident)] == [
        ("text", "Gurkan"),
        ("text", "lång"),
        ("text", "ring"),
        ("text", "–"),
        ("text", "gick"),
        ("near", "Torget"),
    ]
    first = words_of(incident)[0]
    assert first.value == "text:1-7"
    assert incident.text[first.start : first.end] == "Gurkan"


def test_words_beside_each_other_become_one_mark(send: Send) -> None:
    words = words_of(send(text="Långe Gurkan, sprang", near="Torget"))
    chosen: list[Any] = [words[0], words[1], words[3]]
    assert joined(chosen) == [Marked("text", 0, 12), Marked("near", 0, 6)]
    assert joined([words[0], words[2]]) == [Marked("text", 0, 5), Marked("text", 14, 20)]


def test_words_that_the_reporter_takes_away_leave_the_copies_too(
    send: Send, kommun: Kommun, reviewer: User, reporter: User
) -> None:
    incident = send(text=f"Ring {PHONE}")
    letter = a_letter(kommun, incident, f"Ring {PHONE}", reviewer)
    incident = return_to_reporter(incident=incident, version=1, question="Var?", by=reviewer)
    answer(incident=incident, text="Vid dörren", by=reporter)
    letter.refresh_from_db()
    assert PHONE not in letter.subject + letter.text
    assert not [text for text in everywhere() if PHONE in text]

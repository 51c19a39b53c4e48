"""Somebody with the whole database in hand does not find who answered what.

Thirty people answer, and each leaves an address at once, in the same order. The attacker knows
that order and the tables, and tries every way that a database offers.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from scipy.stats import spearmanr

from lofte.audit.actions import SYSTEM
from lofte.dialogue.answering import actions
from lofte.dialogue.contacts.actions import ask
from lofte.dialogue.models import Answer, Contacts, Mark, Receipt
from lofte.dialogue.questionnaires.questions import Given, GivenMark
from tests.dialogue.conftest import TODAY

PEOPLE = 30
START = datetime(2026, 10, 5, 9, tzinfo=UTC)


@pytest.fixture
def order(dialogue) -> list[str]:
    """The texts of the answers in the order in which they came."""
    texts = [f"svar nummer {n}" for n in range(PEOPLE)]
    for n, text in enumerate(texts):
        given = Given(
            values={"ovrigt": text}, marks=[GivenMark(question="otrygg", safe=False, near=text)]
        )
        sending = actions.Sending(
            given=given, questionnaire=dialogue.questionnaire, client_id=f"telefon-{n}"
        )
        actions.receive(dialogue=dialogue, sending=sending, today=TODAY, by=actions.RESIDENT)
        now = START + timedelta(minutes=n)
        ask(dialogue=dialogue, address=f"p{n}@example.se", now=now, by=actions.RESIDENT)
    return texts


def columns(model: type[models.Model]) -> list[models.Field]:
    return list(model._meta.concrete_fields)


def rows(table: str, order: str = "") -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" {order}')
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def physical() -> str:
    return "ORDER BY rowid" if connection.vendor == "sqlite" else "ORDER BY ctid"


def is_ordered(found: list[int]) -> bool:
    """Whether the rows follow the order in which people came (by chance: one in a billion)."""
    return bool(spearmanr(found, range(len(found))).pvalue < 1e-9)


def number_of(row: dict[str, Any]) -> int:
    values = row["values"]
    values = json.loads(values) if isinstance(values, str) else values
    return int(values["ovrigt"].rsplit(" ", 1)[1])


@pytest.mark.parametrize("model", [Answer, Mark, Receipt, Contacts])
def test_no_table_of_the_answering_has_a_time(model):
    kinds = models.DateField | models.DateTimeField | models.TimeField | models.DurationField
    assert not [f.name for f in columns(model) if isinstance(f, kinds)]


def test_by_key_answers_and_addresses_meet_in_the_dialogue_only():
    def targets(model):
        return {f.related_model.__name__ for f in columns(model) if f.is_relation}

    assert targets(Contacts) == targets(Receipt) == {"Dialogue"}
    assert targets(Answer) == {"Dialogue", "Questionnaire", "Stratum"}
    pointing = {
        model.__name__
        for model in apps.get_app_config("lofte").get_models()
        if {"Answer", "Contacts", "Receipt"} & targets(model)
    }
    assert pointing == {"Mark"}  # a part of the answer itself


def test_no_value_of_an_answer_stands_anywhere_else(order):
    answers = {row["id"] for row in rows("lofte_answer")}
    own = {"lofte_answer", "lofte_mark"}
    for model in apps.get_app_config("lofte").get_models():
        if model._meta.db_table not in own:
            said = json.dumps(rows(model._meta.db_table), default=repr)
            assert not [key for key in answers if str(key) in said], model.__name__
            assert not [key for key in order if f'"{key}"' in said], model.__name__


def test_by_time_the_log_names_the_dialogue_and_nothing_of_the_answer(order, dialogue):
    events = [row for row in rows("lofte_auditevent") if row["by_id"] == "resident"]
    of_dialogue = [row for row in events if row["target_kind"] == "dialogue"]
    assert len(of_dialogue) == 3 * PEOPLE
    assert {row["target_id"] for row in of_dialogue} == {str(dialogue.pk)}
    assert {str(row["details"]) for row in of_dialogue} == {"{}"}
    assert {row["target_kind"] for row in events} == {"dialogue", "letter"}


@pytest.mark.parametrize("how", ["ORDER BY id", physical()])
@pytest.mark.parametrize("table", ["lofte_answer", "lofte_mark"])
def test_by_order_of_rows(order, table, how):
    actions.shuffle(by=SYSTEM)
    key = "values" if table == "lofte_answer" else "near"
    found = rows(table, how)
    numbers = (
        [number_of(row) for row in found]
        if key == "values"
        else [int(row["near"].rsplit(" ", 1)[1]) for row in found]
    )
    assert sorted(numbers) == list(range(PEOPLE))
    assert not is_ordered(numbers)


def test_the_letters_tell_who_left_an_address_when_and_no_answer_lies_in_that_order(order):
    """A letter has a time: the order of people is known. The shuffled answers do not follow it."""
    letters = rows("lofte_letter", "ORDER BY not_before")
    assert [row["to"] for row in letters] == [f"p{n}@example.se" for n in range(PEOPLE)]
    actions.shuffle(by=SYSTEM)
    for how in ("ORDER BY id", physical()):
        assert not is_ordered([number_of(row) for row in rows("lofte_answer", how)])


def test_until_the_shuffle_postgresql_lies_in_order_as_the_decision_says(order):
    """What docs/decisions.md admits: only SQLite keeps no order from the start."""
    before = [number_of(row) for row in rows("lofte_answer", physical())]
    assert is_ordered(before) == (connection.vendor == "postgresql")


def test_by_order_of_addresses(order):
    entries = [e for row in Contacts.objects.unscoped("the attacker") for e in row.entries]
    assert len(entries) == PEOPLE
    for row in Contacts.objects.unscoped("the attacker"):
        assert row.entries == sorted(row.entries)
        assert {len(entry) for entry in row.entries} == {2}
    assert {type(entry[1]) for entry in entries} == {bool}


def test_the_attack_would_find_an_order(order):
    """The test of the test: rows kept in the order they came are found out."""
    assert is_ordered(list(range(PEOPLE)))
    assert is_ordered(list(reversed(range(PEOPLE))))


def test_by_the_numbers_of_transactions(order):
    """PostgreSQL keeps in each row which transaction wrote it: after the shuffle, one for all."""
    if connection.vendor == "postgresql":
        actions.shuffle(by=SYSTEM)
        for table in ("lofte_answer", "lofte_mark", "lofte_contacts"):
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(DISTINCT xmin::text) FROM {table}")
                assert cursor.fetchone() == (1,)

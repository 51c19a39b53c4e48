"""A dialogue from plan to end, and what cannot be done."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction

from lofte.audit.models import AuditEvent
from lofte.dialogue import actions
from lofte.dialogue.actions import BadPlan
from lofte.dialogue.answering import actions as answering
from lofte.dialogue.models import Contacts, Dialogue, LetterCode, Questionnaire
from lofte.dialogue.one_way import OneWay
from lofte.dialogue.questionnaires.questions import BadQuestionnaire, Given
from lofte.dialogue.states import Format, Mode, State, WrongState, can_move
from lofte.people.free_text import PersonalData
from tests.dialogue.conftest import DEFINITION, TODAY, planned


def send(dialogue, **changed):
    given = {"given": Given(values={"kvall": "3"}), "client_id": "a"} | changed
    sending = answering.Sending(questionnaire=dialogue.questionnaire, **given)
    return answering.receive(dialogue=dialogue, sending=sending, today=TODAY, by=answering.RESIDENT)


def test_a_draft_is_written_over_and_a_locked_form_gets_a_new_version(questionnaire, coordinator):
    changed = DEFINITION | {"title": {"sv": "Nytt"}}
    same = actions.change_questionnaire(
        questionnaire=questionnaire, definition=changed, by=coordinator
    )
    assert (same.pk, same.version) == (questionnaire.pk, 1)
    actions.open_(dialogue=planned(same, coordinator), by=coordinator)
    new = actions.change_questionnaire(
        questionnaire=questionnaire, definition=DEFINITION, by=coordinator
    )
    assert (new.version, new.locked) == (2, False)
    kept = Questionnaire.objects.unscoped("test").get(pk=questionnaire.pk)
    assert (kept.locked, kept.definition["title"]) == (True, {"sv": "Nytt"})


def test_a_definition_that_does_not_hold_together_is_refused(kommun, coordinator):
    with pytest.raises(BadQuestionnaire, match="Ingenting sparades"):
        actions.write_questionnaire(
            kommun=kommun, name="X", definition={"title": {"sv": "x"}}, by=coordinator
        )
    assert not Questionnaire.objects.unscoped("test").exists()


def test_a_title_with_a_person_in_it_is_refused(questionnaire, coordinator):
    with pytest.raises(PersonalData):
        planned(questionnaire, coordinator, title="Ring Anna Svensson 070-123 45 67")


def test_a_dialogue_does_not_close_before_it_opens(questionnaire, coordinator):
    with pytest.raises(BadPlan, match="Sista dagen"):
        planned(questionnaire, coordinator, closes=date(2026, 9, 1))


def test_from_draft_to_end_every_step_is_in_the_log(dialogue, coordinator):
    send(dialogue)
    actions.end(dialogue=dialogue, by=coordinator)
    assert dialogue.state == State.ENDED
    with pytest.raises(WrongState, match="Inget ändrades"):
        actions.end(dialogue=dialogue, by=coordinator)
    told = AuditEvent.objects.filter(target_kind="dialogue").order_by("id")
    assert [row.what.removeprefix("dialogue.") for row in told] == [
        "planned",
        "opened",
        "answered",
        "ended",
    ]


def test_a_closed_dialogue_stays_closed():
    assert not any(can_move(State.CLOSED, to) for to in State)


def test_anonymity_goes_one_way(questionnaire, coordinator):
    walk = planned(questionnaire, coordinator, format=Format.WALK, anonymous=False)
    assert actions.make_anonymous(dialogue=walk, by=coordinator).anonymous
    assert not [name for name in dir(actions) if "anonymous" in name and name != "make_anonymous"]


def test_the_database_itself_lets_no_anonymity_be_taken_back(questionnaire, coordinator, arrange):
    walk = planned(questionnaire, coordinator, format=Format.WALK)
    named = planned(questionnaire, coordinator, format=Format.WALK, anonymous=False)
    rows = Dialogue.objects.unscoped("test")
    with arrange(), pytest.raises(IntegrityError, match="one_way"), transaction.atomic():
        rows.filter(pk=walk.pk).update(anonymous=False)
    by_hand = "UPDATE lofte_dialogue SET anonymous = false"
    with arrange(), pytest.raises(IntegrityError, match="one_way"), transaction.atomic():
        connection.cursor().execute(by_hand)
    with arrange():
        assert rows.filter(pk=named.pk).update(anonymous=False, title="Namngiven") == 1
        assert rows.filter(pk=walk.pk).update(title="Anonym än", anonymous=True) == 1


def test_the_lock_of_anonymity_can_be_taken_off_and_put_on_by_a_migration(
    questionnaire, coordinator, arrange
):
    lock = next(one for one in Dialogue._meta.constraints if isinstance(one, OneWay))
    assert lock == OneWay(field="anonymous", name="dialogue_anonymous_one_way")
    assert hash(lock) == hash(lock.clone())
    walk = planned(questionnaire, coordinator, format=Format.WALK)
    lock.validate(Dialogue, walk)
    rows = Dialogue.objects.unscoped("test").filter(pk=walk.pk)
    editor = SimpleNamespace(connection=connection)
    with arrange(), connection.cursor() as cursor:
        cursor.execute(lock.remove_sql(Dialogue, editor))
        assert rows.update(anonymous=False) == 1
        cursor.execute(lock.create_sql(Dialogue, editor))


def test_the_database_itself_refuses_answers_with_names(dialogue, arrange):
    with arrange(), pytest.raises(IntegrityError), transaction.atomic():
        Dialogue.objects.unscoped("test").filter(pk=dialogue.pk).update(anonymous=False)


def test_another_kommuns_form_is_not_asked(dialogue, other_kommun, coordinator):
    other = actions.write_questionnaire(
        kommun=other_kommun, name="Annan", definition=DEFINITION, by=coordinator
    )
    with pytest.raises(BadPlan, match="annan kommun"):
        actions.use_version(dialogue=dialogue, questionnaire=other, by=coordinator)


def test_a_sample_needs_strata_and_gives_each_letter_a_code(questionnaire, coordinator):
    dialogue = planned(questionnaire, coordinator, mode=Mode.SAMPLE)
    with pytest.raises(BadPlan, match="Urvalet saknas"):
        actions.open_(dialogue=dialogue, by=coordinator)
    stratum, codes = actions.draw_stratum(
        dialogue=dialogue, name="Väst", population=400, drawn=20, by=coordinator
    )
    assert len(set(codes)) == 20
    actions.open_(dialogue=dialogue, by=coordinator)
    assert send(dialogue, code=f" {codes[0][:4]}-{codes[0][4:].upper()} ")
    left = LetterCode.objects.unscoped("test").filter(dialogue=dialogue)
    assert left.count() == 19
    answer = dialogue.answers.unscoped("test").get()
    assert answer.stratum == stratum
    with pytest.raises(answering.BadCode, match="redan använd"):
        send(dialogue, code=codes[0], client_id="b")
    assert dialogue.answers.unscoped("test").count() == 1
    assert send(dialogue, code=codes[1], client_id="b"), "what was refused can be sent again"


@pytest.mark.parametrize(("population", "drawn"), [(10, 11), (10, 0)])
def test_a_sample_is_a_part_of_the_population(questionnaire, coordinator, population, drawn):
    dialogue = planned(questionnaire, coordinator, mode=Mode.SAMPLE)
    with pytest.raises(BadPlan, match="minst 1"):
        actions.draw_stratum(
            dialogue=dialogue, name="V", population=population, drawn=drawn, by=coordinator
        )


def test_an_open_survey_draws_nobody(dialogue, coordinator):
    with pytest.raises(BadPlan, match="inget urval"):
        actions.draw_stratum(dialogue=dialogue, name="V", population=9, drawn=3, by=coordinator)


def test_addresses_are_kept_once_and_erased_when_the_time_is_up(dialogue, coordinator):
    for address in ("B@example.se", "b@example.se ", "a@example.se"):
        answering.leave_address(dialogue=dialogue, address=address, by=answering.RESIDENT)
    rows = Contacts.objects.unscoped("test").filter(dialogue=dialogue)
    kept = sorted(entry[0] for row in rows for entry in row.entries)
    assert kept == ["a@example.se", "b@example.se"]
    actions.erase_contacts(dialogue=dialogue, by=coordinator)
    assert not rows.all().exists()

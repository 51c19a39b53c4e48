"""A dialogue made from a format, changed, and taken back while nobody has answered."""

from datetime import date

import pytest

from lofte.audit.models import AuditEvent
from lofte.dialogue import actions
from lofte.dialogue.actions import BadPlan, Plan
from lofte.dialogue.models import Dialogue, Questionnaire
from lofte.dialogue.planning import actions as planning
from lofte.dialogue.planning.formats import STARTS, start_of
from lofte.dialogue.questionnaires import bank, questions
from lofte.dialogue.states import Audience, Format, Mode, State, WrongState
from tests.dialogue.test_actions import send

PLAN = Plan(
    title="Var är du trygg?",
    format=Format.WEB,
    audience=Audience.RESIDENTS,
    mode=Mode.OPEN,
    opens=date(2026, 10, 1),
    closes=date(2026, 10, 31),
)


@pytest.fixture
def draft(kommun, coordinator) -> Dialogue:
    return planning.start(
        kommun=kommun, chosen=PLAN, definition=bank.starting(Format.WEB), by=coordinator
    )


def changed(draft, coordinator, **given):
    given = {"title": draft.title, "opens": draft.opens, "closes": draft.closes} | given
    return planning.change_plan(dialogue=draft, **given, by=coordinator)


@pytest.mark.parametrize("format_", list(Format))
def test_every_format_starts_from_questions_that_can_be_asked(format_):
    definition = bank.starting(format_)
    questions.check(definition)
    assert start_of(format_) in STARTS
    texts = [definition["title"], *(q["text"] for q in definition["questions"])]
    assert all({"sv", "en"} <= set(text) and all(text.values()) for text in texts)


def test_every_question_of_the_bank_can_be_asked_with_the_ones_before_it():
    rows = [row for _theme, found in bank.themes() for row in found]
    questions.check({"title": {"sv": "Alla"}, "questions": rows})
    assert {row["code"] for row in rows} == bank.codes()


def test_only_a_drawn_sample_speaks_for_the_population():
    assert [start.format for start in STARTS if start.mode == Mode.SAMPLE] == [Format.SAMPLE]


def test_a_draft_has_a_form_of_its_own_headed_by_the_title(draft, kommun, coordinator):
    again = planning.start(
        kommun=kommun, chosen=PLAN, definition=bank.starting(Format.WEB), by=coordinator
    )
    assert draft.questionnaire.definition["title"]["sv"] == "Var är du trygg?"
    assert (draft.state, draft.questionnaire.name) == (State.DRAFT, "Var är du trygg?")
    assert again.questionnaire.name == "Var är du trygg? (2)"
    told = AuditEvent.objects.order_by("id").values_list("what", flat=True)
    assert list(told) == ["questionnaire.written", "dialogue.planned"] * 2


def test_the_title_and_the_days_of_a_draft_are_changed(draft, coordinator):
    changed(draft, coordinator, title=" Nytt ", opens=date(2026, 10, 3), closes=date(2026, 10, 9))
    draft.refresh_from_db()
    assert (draft.title, draft.opens.day, draft.closes.day) == ("Nytt", 3, 9)
    with pytest.raises(BadPlan, match="Inget ändrades"):
        changed(draft, coordinator, closes=date(2026, 10, 1))


def test_another_title_is_translated_and_approved_anew(draft, coordinator, arrange):
    with arrange():
        draft.questionnaire.reviewed = ["fi"]
        draft.questionnaire.save()
    changed(draft, coordinator, closes=date(2026, 11, 9))
    assert Questionnaire.objects.unscoped("test").get().reviewed == ["fi"]
    changed(draft, coordinator, title="Var är du otrygg?")
    assert Questionnaire.objects.unscoped("test").get().reviewed == []


def test_an_open_dialogue_keeps_its_first_day_and_an_ended_one_both(draft, coordinator):
    actions.open_(dialogue=draft, by=coordinator)
    assert changed(draft, coordinator, closes=date(2026, 11, 9)).closes.month == 11
    with pytest.raises(WrongState, match="första dagen"):
        changed(draft, coordinator, opens=date(2026, 10, 2))
    actions.end(dialogue=draft, by=coordinator)
    with pytest.raises(WrongState, match="Svarstiden är slut"):
        changed(draft, coordinator)


def test_opened_too_early_it_is_a_draft_again_until_somebody_answers(draft, coordinator):
    actions.open_(dialogue=draft, by=coordinator)
    assert planning.take_back(dialogue=draft, by=coordinator).state == State.DRAFT
    assert draft.questionnaire.locked, "an answer on its way is of no other form"
    actions.open_(dialogue=draft, by=coordinator)
    send(draft, given=questions.Given(values={"fritt": "Hej"}))
    with pytest.raises(WrongState, match="redan svarat"):
        planning.take_back(dialogue=draft, by=coordinator)
    assert Dialogue.objects.unscoped("test").get(pk=draft.pk).state == State.OPEN


def test_a_draft_is_thrown_away_with_its_form(draft, coordinator):
    planning.discard(dialogue=draft, by=coordinator)
    assert not Dialogue.objects.unscoped("test").exists()
    assert not Questionnaire.objects.unscoped("test").exists()
    assert AuditEvent.objects.filter(what="dialogue.discarded").exists()


def test_a_form_that_was_asked_elsewhere_stays(draft, coordinator):
    other = actions.plan(questionnaire=draft.questionnaire, plan=PLAN, by=coordinator)
    planning.discard(dialogue=other, by=coordinator)
    assert Questionnaire.objects.unscoped("test").count() == 1
    actions.open_(dialogue=draft, by=coordinator)
    with pytest.raises(WrongState, match="Bara ett utkast"):
        planning.discard(dialogue=draft, by=coordinator)

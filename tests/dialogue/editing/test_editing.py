"""Changes to the questions: pure first, then as staff make them."""

from datetime import date

import pytest
from django.urls import reverse

from lofte.dialogue import actions
from lofte.dialogue.editing import actions as edits
from lofte.dialogue.editing.forms import IntroForm, QuestionForm
from lofte.dialogue.models import Dialogue, Questionnaire
from lofte.dialogue.planning import actions as planning
from lofte.dialogue.questionnaires import bank, editing, questions
from lofte.dialogue.questionnaires.editing import CannotEdit
from lofte.dialogue.states import Format, State, WrongState
from lofte.people.free_text import PersonalData
from lofte.places.models import Area
from tests.dialogue.planning.test_planning_actions import PLAN
from tests.dialogue.test_actions import send

WEB = bank.starting(Format.WEB)
OWN = {"kind": "single", "text": {"sv": "Ny?"}, "options": [{"code": "a", "text": {"sv": "A"}}]}


def codes(definition):
    questions.check(definition)
    return [row["code"] for row in definition["questions"]]


def without_kanner():
    return editing.remove(editing.remove(WEB, "fatt_veta"), "kanner_loftet")


def test_questions_of_the_bank_come_last_and_once():
    made = editing.add_from_bank(WEB, ["oro", "trygg_dag", "ingen"])
    assert codes(made) == [*codes(WEB), "oro"]
    assert codes(WEB)[-1] == "fritt", "what came in is not changed"


def test_a_condition_on_what_is_not_asked_is_left_out():
    made = editing.add_from_bank(without_kanner(), ["fatt_veta"])
    assert "if" not in editing.find(made, "fatt_veta")
    made = editing.add_from_bank(without_kanner(), ["kanner_loftet", "fatt_veta"])
    assert editing.find(made, "fatt_veta")["if"]["question"] == "kanner_loftet"


def test_other_words_make_another_question_and_the_condition_follows():
    words = {**editing.find(WEB, "kanner_loftet"), "text": {"sv": "Känner du till löftet?"}}
    made = editing.rewrite(WEB, "kanner_loftet", words, new_code="egen_1")
    assert "kanner_loftet" not in codes(made)
    assert editing.find(made, "fatt_veta")["if"] == {"question": "egen_1", "any": ["ja"]}
    same = {**editing.find(WEB, "fatt_veta"), "required": True}
    made = editing.rewrite(WEB, "fatt_veta", same, new_code="egen_1")
    assert codes(made) == codes(WEB)
    assert editing.find(made, "fatt_veta")["if"], "the condition stays"


def saved(form):
    assert form.is_valid(), form.errors
    return form


SEVERAL = {"sv": "Hej", "en": "Hello", "ar": "مرحبا", "fi": "Hei"}


def test_saving_the_introduction_as_it_is_keeps_every_language():
    before = {**WEB, "title": SEVERAL, "intro": SEVERAL}
    posted = {"title": "Hej", "title_en": "Hello", "intro": "Hej", "intro_en": "Hello"}
    assert saved(IntroForm(posted)).change(before) == before
    made = saved(IntroForm({**posted, "title_en": "Welcome", "intro_en": ""})).change(before)
    assert made["title"] == {**SEVERAL, "en": "Welcome"}
    assert made["intro"] == {k: v for k, v in SEVERAL.items() if k != "en"}
    made = saved(IntroForm({**posted, "title": "Hallå"})).change(before)
    assert made["title"] == {"sv": "Hallå", "en": "Hello"}, "the others said something else"


def test_a_better_translation_of_a_question_keeps_its_code_and_its_languages():
    before = {**editing.find(WEB, "trygg_dag"), "text": SEVERAL}
    web = {**WEB, "questions": [before]}
    posted = QuestionForm(before=before).initial | {"text_en": "Good day"}
    given = {name: value for name, value in posted.items() if value is not None}
    after = saved(QuestionForm(given, before=before)).question
    made = editing.find(editing.rewrite(web, "trygg_dag", after, new_code="egen_1"), "trygg_dag")
    assert made["text"] == {**SEVERAL, "en": "Good day"}
    other = {**after, "text": {**SEVERAL, "sv": "Hallå"}}
    assert codes(editing.rewrite(web, "trygg_dag", other, new_code="egen_1")) == ["egen_1"]


def test_an_answer_that_leads_on_cannot_be_taken_away():
    with pytest.raises(CannotEdit, match="inte längre finns"):
        editing.rewrite(WEB, "kanner_loftet", OWN, new_code="egen_1")


def test_what_another_question_depends_on_stays_before_it():
    with pytest.raises(CannotEdit, match="Ta bort villkoret"):
        editing.remove(WEB, "kanner_loftet")
    with pytest.raises(CannotEdit, match="måste stå efter"):
        editing.move(WEB, "fatt_veta", -1)
    assert codes(editing.move(WEB, "trygg_dag", -1)) == codes(WEB)
    assert codes(editing.move(WEB, "trygg_dag", 1))[:2] == ["trygg_kvall", "trygg_dag"]


def test_the_last_question_and_the_hundred_and_first():
    one = {**WEB, "questions": WEB["questions"][:1]}
    with pytest.raises(CannotEdit, match="minst en fråga"):
        editing.remove(one, "trygg_dag")
    many = WEB
    for n in range(100 - len(codes(WEB))):
        many = editing.add_own(many, OWN, new_code=f"egen_{n}")
    with pytest.raises(CannotEdit, match="högst 100"):
        editing.add_own(many, OWN, new_code="egen_x")
    with pytest.raises(CannotEdit, match="finns inte längre"):
        editing.find(WEB, "borta")


def test_a_condition_is_on_one_earlier_question():
    leading = [row["code"] for row in editing.leading_to(WEB, "viktigast")]
    assert leading == ["trygg_dag", "trygg_kvall", "avstatt"], "places lead nowhere"
    made = editing.only_if(WEB, "avstatt", {"trygg_dag": ["otrygg"]})
    assert editing.find(made, "avstatt")["if"] == {"question": "trygg_dag", "any": ["otrygg"]}
    assert "if" not in editing.find(editing.only_if(made, "avstatt", {}), "avstatt")
    with pytest.raises(CannotEdit, match="inte flera"):
        editing.only_if(WEB, "avstatt", {"trygg_dag": ["otrygg"], "trygg_kvall": ["otrygg"]})


@pytest.fixture
def draft(kommun, coordinator) -> Dialogue:
    return planning.start(kommun=kommun, chosen=PLAN, definition=WEB, by=coordinator)


@pytest.fixture
def opened(draft, coordinator) -> Dialogue:
    return actions.open_(dialogue=draft, by=coordinator)


def without_text(definition):
    return editing.remove(definition, "fritt")


def test_the_draft_of_a_draft_is_asked_as_it_is(draft, coordinator):
    new = edits.edit(dialogue=draft, change=without_text, by=coordinator)
    assert (new.pk, new.version) == (draft.questionnaire_id, 1)
    assert "fritt" not in codes(new.definition)


def test_an_open_dialogue_asks_the_old_version_until_the_new_is_used(opened, coordinator):
    send(opened, given=questions.Given(values={"fritt": "Hej"}))
    new = edits.edit(dialogue=opened, change=without_text, by=coordinator)
    again = edits.edit(dialogue=opened, change=lambda d: editing.remove(d, "kon"), by=coordinator)
    assert (new.pk, again.version) == (again.pk, 2)
    opened.refresh_from_db()
    assert opened.questionnaire.version == 1
    edits.use_draft(dialogue=opened, by=coordinator)
    opened.refresh_from_db()
    assert (opened.questionnaire.version, opened.questionnaire.locked) == (2, True)
    answer = opened.answers.unscoped("test").select_related("questionnaire").get()
    assert (answer.questionnaire.version, answer.values) == (1, {"fritt": "Hej"})
    with pytest.raises(WrongState, match="ingen ny version"):
        edits.use_draft(dialogue=opened, by=coordinator)


def test_a_new_version_is_thrown_away(opened, coordinator):
    edits.edit(dialogue=opened, change=without_text, by=coordinator)
    edits.drop_draft(dialogue=opened, by=coordinator)
    assert Questionnaire.objects.unscoped("test").get().version == 1
    with pytest.raises(WrongState, match="att kasta"):
        edits.drop_draft(dialogue=opened, by=coordinator)


def test_a_dialogue_taken_back_gets_a_new_version_at_once(opened, coordinator):
    planning.take_back(dialogue=opened, by=coordinator)
    new = edits.edit(dialogue=opened, change=without_text, by=coordinator)
    assert (new.version, opened.questionnaire) == (2, new)


def test_an_ended_dialogue_keeps_its_questions(opened, coordinator):
    actions.end(dialogue=opened, by=coordinator)
    with pytest.raises(WrongState, match="står fast"):
        edits.edit(dialogue=opened, change=without_text, by=coordinator)


def test_a_question_with_a_person_in_it_is_refused(draft, coordinator):
    named = {**OWN, "text": {"sv": "Känner du Anna Svensson 070-123 45 67?"}}
    with pytest.raises(PersonalData):
        edits.edit(
            dialogue=draft,
            change=lambda d: editing.add_own(d, named, new_code="egen_1"),
            by=coordinator,
        )


def to(name, dialogue, *more):
    return reverse(f"editing:{name}", args=[dialogue.kommun.slug, dialogue.pk, *more])


def now(dialogue):
    return Questionnaire.objects.unscoped("test").get(pk=dialogue.questionnaire_id).definition


def test_the_page_shows_every_question(as_, coordinator, draft, django_assert_num_queries):
    client = as_(coordinator)
    with django_assert_num_queries(8):
        page = client.get(to("questions", draft)).content.decode()
    assert "12 frågor" in page
    assert "Bara för dig som svarade ”Ja”" in page
    assert "Hur ofta oroar du dig" in page


def test_questions_are_added_moved_and_removed(as_, coordinator, draft):
    client = as_(coordinator)
    client.post(to("from_bank", draft), {"theme-2": ["oro"], "theme-5": ["ar_har"]})
    client.post(to("move", draft, "trygg_dag"), {"riktning": "ner"})
    client.post(to("move", draft, "ar_har"), {"riktning": "upp"})
    client.post(to("remove", draft, "fritt"))
    assert codes(now(draft))[:2] == ["trygg_kvall", "trygg_dag"]
    assert codes(now(draft))[-2:] == ["ar_har", "oro"]
    refused = client.post(to("remove", draft, "kanner_loftet"), follow=True).content.decode()
    assert "Ta bort villkoret" in refused
    nothing = client.post(to("from_bank", draft), follow=True).content.decode()
    assert "Ingen fråga valdes" in nothing


def test_where_somebody_lives_is_asked_with_the_kommuns_own_areas(
    as_, coordinator, kommun, arrange
):
    asked = {"title": {"sv": "Ny"}, "questions": [OWN | {"code": "ny", "version": 1}]}
    draft = planning.start(kommun=kommun, chosen=PLAN, definition=asked, by=coordinator)
    url, areas = to("from_bank", draft), Area.objects.unscoped("test").filter(kind=Area.Kind.OWN)
    with arrange():
        areas.update(valid_to=date(2020, 1, 1))
    refused = as_(coordinator).post(url, {"theme-5": ["omrade"]}, follow=True).content.decode()
    assert "inga egna områden" in refused
    assert "omrade" not in codes(now(draft))
    with arrange():
        areas.update(valid_to=None, name="Erik Anderssons plan")
    as_(coordinator).post(url, {"theme-5": ["omrade"]})
    asked = editing.find(now(draft), "omrade")
    assert [one["text"]["sv"] for one in asked["options"]] == [
        "Erik Anderssons plan",
        "Någon annanstans",
    ]


def test_an_own_question_is_written_and_changed(as_, coordinator, draft):
    client = as_(coordinator)
    assert client.get(to("own", draft)).status_code == 200
    bare = {"text": "Vilken buss?", "text_en": "Which bus?", "kind": "multiple"}
    assert "Skriv minst ett svar" in client.post(to("own", draft), bare).content.decode()
    written = bare | {"options": "Ettan | One\nTvåan", "most": "1", "required": "on"}
    client.post(to("own", draft), written)
    made = now(draft)["questions"][-1]
    assert made["text"] == {"sv": "Vilken buss?", "en": "Which bus?"}
    assert (made["most"], made["required"]) == (1, True)
    assert [one["code"] for one in made["options"]] == ["svar_1", "svar_2"]
    url = to("rewrite", draft, made["code"])
    assert "Ettan | One" in client.get(url).content.decode()
    client.post(url, written | {"options": "Trean\nTvåan"})
    after = now(draft)["questions"][-1]
    assert [one["code"] for one in after["options"]] == ["svar_3", "svar_2"]
    assert after["code"] != made["code"]
    assert client.get(url).status_code == 404


def test_a_person_in_a_question_is_said_and_what_was_typed_stays(as_, coordinator, draft):
    named = {"text": "Känner du Anna Svensson 070-123 45 67?", "kind": "text"}
    for url in (to("own", draft), to("rewrite", draft, "fritt")):
        page = as_(coordinator).post(url, named).content.decode()
        assert "personuppgifter" in page
        assert "070-123 45 67" in page


def test_rows_places_and_numbers_keep_what_the_page_does_not_ask(as_, coordinator, draft):
    client = as_(coordinator)
    matrix = {"text": "Hur?", "hint": "Välj", "kind": "matrix", "options": "Bra\nDåligt"}
    assert "minst en rad" in client.post(to("own", draft), matrix).content.decode()
    client.post(to("own", draft), matrix | {"rows": "Ljus\nSkräp"})
    client.post(to("own", draft), {"text": "Var är det fint?", "kind": "safe_place"})
    client.post(to("from_bank", draft), {"theme-5": ["ar_har"]})
    same = {"text": "Hur många år?", "kind": "number"}
    client.post(to("rewrite", draft, "ar_har"), same)
    rows, place, years = now(draft)["questions"][-3:]
    assert [row["code"] for row in rows["rows"]] == ["svar_1", "svar_2"]
    assert rows["hint"] == {"sv": "Välj"}
    assert place["why"]
    assert (years["from"], years["to"]) == (0, 110)


def test_unchanged_words_keep_the_question_as_it_was(as_, coordinator, draft):
    before = editing.find(now(draft), "viktigast")
    posted = {
        "text": before["text"]["sv"],
        "text_en": before["text"]["en"],
        "hint": before["hint"]["sv"],
        "hint_en": before["hint"]["en"],
        "kind": "multiple",
        "most": "3",
        "options": "\n".join(f"{o['text']['sv']} | {o['text']['en']}" for o in before["options"]),
    }
    as_(coordinator).post(to("rewrite", draft, "viktigast"), posted)
    assert editing.find(now(draft), "viktigast") == before


def test_a_condition_is_chosen_among_the_answers_before(as_, coordinator, draft):
    client, url = as_(coordinator), to("condition", draft, "avstatt")
    assert "Mycket otrygg" in client.get(url).content.decode()
    client.post(url, {"trygg_dag": ["otrygg", "mycket_otrygg"]})
    assert editing.find(now(draft), "avstatt")["if"]["any"] == ["otrygg", "mycket_otrygg"]
    assert "checked" in client.get(url).content.decode()
    both = {"trygg_dag": ["otrygg"], "trygg_kvall": ["otrygg"]}
    assert "inte flera" in client.post(url, both).content.decode()


def test_the_introduction_is_changed(as_, coordinator, draft):
    client, url = as_(coordinator), to("intro", draft)
    assert "Det tar fem minuter" in client.get(url).content.decode()
    client.post(url, {"title": "Nytt", "intro": ""})
    assert now(draft)["title"] == {"sv": "Nytt"}
    assert "intro" not in now(draft)
    client.post(url, {"title": "Nytt", "intro": "Kort.", "intro_en": "Short."})
    assert now(draft)["intro"] == {"sv": "Kort.", "en": "Short."}
    named = {"title": "Ring Anna Svensson 070-123 45 67"}
    assert "personuppgifter" in client.post(url, named).content.decode()


def test_the_new_version_of_an_open_dialogue(as_, coordinator, opened):
    client = as_(coordinator)
    assert "låsta" in client.get(to("questions", opened)).content.decode()
    page = client.post(to("remove", opened, "fritt"), follow=True).content.decode()
    assert "Börja ställa version 2" in page
    assert "Kasta version 2" in page
    used = client.post(to("use", opened), follow=True).content.decode()
    assert "Version 2 ställs från och med nu" in used
    assert "Inget ändrades" in client.post(to("use", opened), follow=True).content.decode()
    client.post(to("remove", opened, "kon"))
    assert "kastad" in client.post(to("drop", opened), follow=True).content.decode()
    assert "Inget ändrades" in client.post(to("drop", opened), follow=True).content.decode()


@pytest.mark.parametrize("name", ["questions", "intro", "own", "use", "drop", "from_bank"])
def test_who_reads_may_not_change_the_questions(as_, reviewer, opened, name):
    client = as_(reviewer)
    assert client.post(to(name, opened)).status_code in {403, 405}
    assert client.get(to("questions", opened)).status_code == 403
    assert opened.state == State.OPEN

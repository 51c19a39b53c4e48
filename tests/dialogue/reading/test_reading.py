"""A reviewer reads; what is masked is gone; a quote is told only when approved."""

import json

import pytest
from django.urls import reverse

from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.dialogue.models import Answer, Mark
from lofte.dialogue.reading import actions, queries
from lofte.dialogue.reading.texts import parts
from lofte.dialogue.themes.models import Quote
from lofte.dialogue.themes.queries import approved_quotes
from tests.dialogue.results.conftest import send

pytestmark = pytest.mark.usefixtures("_today")
SAID = "Grannen Anna Svensson har nummer 070-174 06 05. Det är mörkt."


@pytest.fixture
def answer(dialogue, client) -> Answer:
    client.post(
        f"/d/{dialogue.link}/",
        {
            "version": 1,
            "ovrigt": SAID,
            "kvall": "2",
            "otrygg-near": "hos Kalle P",
            "otrygg-help": "Mer ljus",
        },
    )
    return Answer.objects.unscoped("test").select_related("dialogue__kommun").get()


def address(name, dialogue, *more):
    return reverse(f"reading:{name}", args=[dialogue.kommun.slug, dialogue.pk, *more])


def test_the_parts_of_a_text_give_it_back(answer):
    found = list(parts(SAID, "ovrigt", answer.warnings))
    assert "".join(part.text for part in found) == SAID
    assert {part.label for part in found} == {"", "namn", "telefonnummer"}


def test_what_the_reviewer_masks_is_gone_everywhere(answer, reviewer):
    kept = json.dumps(answer.warnings)
    assert "Anna" not in kept
    numbers = range(len(answer.warnings))
    after = actions.read_answer(answer=answer, chosen=numbers, own=["kalle p", " "], by=reviewer)
    answer.refresh_from_db()
    assert answer.read
    assert answer.warnings == []
    assert answer.values["ovrigt"] == "Grannen [namn] har nummer [telefonnummer]. Det är mörkt."
    assert answer.values["kvall"] == "2"
    mark = Mark.objects.unscoped("test").get()
    assert (mark.near, mark.help) == ("hos [personuppgift]", "Mer ljus")
    assert after.texts["ovrigt"] == answer.values["ovrigt"]
    told = AuditEvent.objects.get(what="dialogue.answer_read")
    assert (told.target_kind, told.details) == ("dialogue", {"masked": 2})
    with pytest.raises(Refused, match="redan läst"):
        actions.read_answer(answer=answer, chosen=[], own=[], by=reviewer)


def test_what_is_no_personal_data_stays(answer, reviewer):
    actions.read_answer(answer=answer, chosen=[], own=[], by=reviewer)
    answer.refresh_from_db()
    assert (answer.values["ovrigt"], answer.warnings) == (SAID, [])


def test_a_reviewer_reads_on_the_page(answer, as_, reviewer, django_assert_num_queries):
    client, dialogue = as_(reviewer), answer.dialogue
    send(dialogue, "utan ord", kvall="1")
    client.get(address("texts", dialogue))
    with django_assert_num_queries(11):
        shown = client.get(address("texts", dialogue)).content.decode()
    assert "1 text väntar" in shown
    assert "<mark" in shown
    assert "Ljus och mörker" in shown
    url = address("read", dialogue, answer.pk)
    page = client.post(url, {"ord": ["0", "1", "x"], "egna": "Kalle P"}, follow=True)
    assert "Alla texter är lästa" in page.content.decode()
    assert "Anna" not in client.get(address("texts", dialogue), {"visa": "lasta"}).content.decode()
    assert "redan läst" in client.post(url, follow=True).content.decode()


def test_only_who_reviews_reads_what_people_wrote(answer, as_, communicator, police, outsider):
    for person in (communicator, police):
        assert as_(person).get(address("texts", answer.dialogue)).status_code == 403
    assert as_(outsider).get(address("texts", answer.dialogue)).status_code == 404


def test_a_quote_is_cut_from_what_was_read_and_waits_for_another(
    answer, as_, reviewer, coordinator
):
    dialogue, one, other = answer.dialogue, as_(reviewer), as_(coordinator)
    url = address("propose", dialogue, answer.pk)
    given = {"citat": "Det är  mörkt.", "tema": "ljus"}
    assert "Läs svaret först" in one.post(url, given, follow=True).content.decode()
    actions.read_answer(answer=answer, chosen=[0, 1], own=[], by=reviewer)
    for text in ("Det är ljust.", "", "Anna Svensson 070-174 06 05"):
        one.post(url, {"citat": text})
    assert not Quote.objects.unscoped("test").exists()
    assert "väntar på godkännande" in one.post(url, given, follow=True).content.decode()
    assert "redan föreslaget" in one.post(url, given, follow=True).content.decode()
    quote = Quote.objects.unscoped("test").get()
    assert (quote.text, quote.theme) == ("Det är mörkt.", "ljus")
    yes = address("approve", dialogue, quote.pk)
    assert "Någon annan" in one.post(yes, follow=True).content.decode()
    assert approved_quotes(dialogue) == []
    assert "får berättas" in other.post(yes, follow=True).content.decode()
    assert approved_quotes(dialogue) == [quote]
    page = one.post(address("remove", dialogue, quote.pk), follow=True).content.decode()
    assert "borttaget" in page
    assert approved_quotes(dialogue) == []


def test_one_person_approves_where_the_kommun_has_one(answer, reviewer, kommun, arrange):
    with arrange():
        type(kommun).objects.unscoped("test").filter(pk=kommun.pk).update(four_eyes=False)
    answer = Answer.objects.unscoped("test").select_related("dialogue__kommun").get()
    actions.read_answer(answer=answer, chosen=[0, 1], own=[], by=reviewer)
    answer.refresh_from_db()
    quote = actions.propose_quote(answer=answer, theme="", text="Det är mörkt.", by=reviewer)
    assert str(quote) == "Citat om annat"
    assert actions.approve_quote(quote=quote, by=reviewer).approved_by == reviewer


def test_a_form_without_words_has_nothing_to_read(kommun, coordinator):
    from lofte.dialogue.actions import open_, write_questionnaire
    from tests.dialogue.conftest import DEFINITION, planned

    only = {**DEFINITION, "questions": DEFINITION["questions"][:1]}
    form = write_questionnaire(kommun=kommun, name="Kort", definition=only, by=coordinator)
    dialogue = open_(dialogue=planned(form, coordinator), by=coordinator)
    send(dialogue, 1, kvall="1")
    assert not queries.with_words(dialogue).exists()

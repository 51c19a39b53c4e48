"""What the answers say, in either mode and never in the other."""

from copy import deepcopy
from datetime import date

import pytest
from django.urls import reverse

from lofte.audit.refusals import Refused
from lofte.dialogue import actions
from lofte.dialogue.results.actions import enter_population
from lofte.dialogue.results.page import results_page
from tests.dialogue.conftest import DEFINITION, YES_NO, planned
from tests.dialogue.results.conftest import send


def question(page, code, row=""):
    return next(
        one for one in page.shown if (one.result.item.code, one.result.item.row) == (code, row)
    )


def text_of(client, dialogue, **asked):
    url = reverse("results:results", args=[dialogue.kommun.slug, dialogue.pk])
    answer = client.get(url, asked)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def forty(dialogue):
    for n in range(40):
        send(dialogue, n, kvall="1" if n < 10 else "2", avstatt=["torg", "buss"], ar=n)
    return dialogue


def test_an_open_survey_counts_persons_and_has_no_interval(forty, coordinator):
    page = results_page(forty, coordinator)
    line = question(page, "kvall").result.lines[0]
    assert (line.count, line.percent, line.estimate, line.low) == (10, 25, None, None)
    several = question(page, "avstatt").result
    assert (several.base, [one.count for one in several.lines]) == (40, [40, 40])
    assert page.weighed is None


def test_an_open_survey_never_speaks_of_the_residents(forty, coordinator, as_):
    client = as_(coordinator)
    said = text_of(client, forty)
    assert "Av dem som svarade" in said
    assert "% av invånarna" not in said
    assert "Skattning av befolkningen" not in said
    page = results_page(forty, coordinator)
    numbers = 1  # one table for all questions that are answered with a number
    assert said.count("Öppen enkät: gäller bara dem som svarade.") == len(page.shown) + numbers


def test_below_thirty_there_are_counts_and_no_percentages(dialogue, coordinator, as_):
    for n in range(29):
        send(dialogue, n, kvall="1")
    client = as_(coordinator)
    result = question(results_page(dialogue, coordinator), "kvall").result
    assert (result.base, result.lines[0].percent) == (29, None)
    said = text_of(client, dialogue)
    assert "Färre än 30 svarade" in said
    assert "100 %" not in said


def test_tables_of_two_populations_are_said_to_be_so_and_not_used(survey, coordinator):
    enter_population(
        dialogue=survey, question="kvall", counts={"1": 600, "2": 400}, source="SCB", by=coordinator
    )
    form = survey.questionnaire
    form.definition["questions"].append(
        {**form.definition["questions"][0], "code": "dag", "text": {"sv": "På dagen?"}}
    )
    enter_population(
        dialogue=survey, question="dag", counts={"1": 900}, source="SCB", by=coordinator
    )
    said = results_page(survey, coordinator).weighed.said
    assert said[-1].startswith("Befolkningstabellerna har olika summor: ”På dagen?” 900, ”Hur")


def test_a_sample_is_weighed_by_its_strata(survey, coordinator, as_):
    page = results_page(survey, coordinator)
    assert [(part.name, part.answered, round(part.rate)) for part in page.weighed.parts] == [
        ("Norr", 20, 67),
        ("Söder", 12, 40),
    ]
    line = question(page, "kvall").result.lines[0]
    assert line.count == 26
    assert line.estimate.value == pytest.approx(0.3 + 0.7 / 2)  # 300 of 300 and half of 700
    assert line.estimate.low < 0.65 < line.estimate.high
    assert line.estimate.deff > 0
    client = as_(coordinator)
    said = text_of(client, survey)
    assert "Urvalsenkät: skattning av befolkningen" in said
    assert f"65 % ({line.low}–{line.high})" in said
    assert "Av dem som svarade" not in said


def test_a_question_that_few_in_the_sample_answered_gets_no_estimate(survey, coordinator):
    result = question(results_page(survey, coordinator), "avstatt").result
    assert (result.base, result.lines[0].estimate) == (20, None)


def test_population_tables_move_the_weights(survey, coordinator):
    enter_population(
        dialogue=survey, question="kvall", counts={"1": 500, "2": 500}, source="SCB 2025",
        by=coordinator,
    )  # fmt: skip
    page = results_page(survey, coordinator)
    weighed_by = question(page, "kvall").result  # put in, not found out
    assert (weighed_by.weighed_by, weighed_by.lines[0].estimate) == (True, None)
    assert page.weighed.sample.weights.sum() == pytest.approx(1_000)
    assert "stämmer med befolkningen" in page.weighed.said[-1]
    assert [group.answered for group in page.axes[0].groups][:2] == [26, 6]


def test_a_table_that_does_not_fit_is_said_and_the_strata_are_used(survey, coordinator):
    enter_population(
        dialogue=survey, question="kvall", counts={"1": 500, "2": 400, "5": 100},
        source="SCB 2025", by=coordinator,
    )  # fmt: skip
    page = results_page(survey, coordinator)
    assert "kunde inte användas" in page.weighed.said[-1]
    assert question(page, "kvall").result.lines[0].estimate.value == pytest.approx(0.65)


def test_a_sample_without_answers_says_so(questionnaire, coordinator):
    made = planned(questionnaire, coordinator, "sample")
    actions.draw_stratum(dialogue=made, name="Norr", population=9, drawn=3, by=coordinator)
    page = results_page(actions.open_(dialogue=made, by=coordinator), coordinator)
    assert page.weighed.said[-1] == "Inga svar hör till urvalet än."


@pytest.mark.parametrize(
    ("code", "counts", "source"),
    [
        ("problem", {"ja": 1}, "SCB"),
        ("kvall", {"9": 1}, "SCB"),
        ("kvall", {}, "SCB"),
        ("kvall", {"1": 5}, " "),
    ],
)
def test_a_population_that_does_not_hold_together_is_refused(
    dialogue, coordinator, code, counts, source
):
    with pytest.raises(Refused):
        enter_population(
            dialogue=dialogue, question=code, counts=counts, source=source, by=coordinator
        )


def test_few_in_a_group_are_not_shown(forty, coordinator):
    send(forty, "one more", kvall="3")
    counts = {"1": 50, "2": 50, "3": 50}
    enter_population(dialogue=forty, question="kvall", counts=counts, source="SCB", by=coordinator)
    groups = results_page(forty, coordinator).axes[0].groups
    assert groups[2].answered is None
    assert sum(group.answered is None for group in groups[:3]) >= 2  # not to be subtracted back


def test_a_suspected_flood_is_shown_with_and_without(forty, coordinator, as_):
    send(forty, "bot", suspected=True, kvall="5")
    client = as_(coordinator)
    assert question(results_page(forty, coordinator), "kvall").result.base == 41
    without = results_page(forty, coordinator, suspected=False)
    assert (question(without, "kvall").result.base, without.suspected) == (40, 1)
    assert "Visa utan dem" in text_of(client, forty)
    assert "Visa med dem" in text_of(client, forty, misstankta="utan")


def test_only_the_same_wording_in_the_same_mode_is_compared(forty, coordinator, survey):
    later = {"opens": date(2026, 11, 1), "closes": date(2026, 11, 30)}
    changed = [dict(q) for q in DEFINITION["questions"]]
    changed[1]["version"] = 2
    form = actions.change_questionnaire(
        questionnaire=forty.questionnaire,
        definition=DEFINITION | {"questions": changed},
        by=coordinator,
    )
    new = actions.open_(dialogue=planned(form, coordinator, **later), by=coordinator)
    page = results_page(new, coordinator)
    assert page.before == forty  # not the sample survey
    assert question(page, "kvall").compared
    assert question(page, "kvall").lines[0].before.percent == 25
    assert not question(page, "avstatt").compared


def test_an_answer_to_an_earlier_wording_is_told_and_not_counted(forty, coordinator):
    changed = [dict(q) for q in DEFINITION["questions"]]
    changed[0]["version"] = 2
    form = actions.change_questionnaire(
        questionnaire=forty.questionnaire,
        definition=DEFINITION | {"questions": changed},
        by=coordinator,
    )
    actions.use_version(dialogue=forty, questionnaire=form, by=coordinator)
    result = question(results_page(forty, coordinator), "kvall").result
    assert (result.base, result.other_wording) == (0, 40)


def test_the_queries_do_not_grow_with_the_answers(forty, coordinator, django_assert_num_queries):
    with django_assert_num_queries(6):
        results_page(forty, coordinator)


def test_the_population_is_entered_on_its_page(forty, coordinator, as_):
    client = as_(coordinator)
    url = reverse("results:population", args=[forty.kommun.slug, forty.pk, "kvall"])
    assert client.get(url).status_code == 200
    assert client.post(url, {"n-1": "4"}).status_code == 200  # without a source
    named = {"n-1": "4", "source": "Anna Svensson 070-123 45 67"}
    assert "personuppgifter" in client.post(url, named).content.decode()
    answer = client.post(url, {"n-1": "4", "n-2": "6", "source": "SCB 2025"}, follow=True)
    assert "omräknat" in answer.content.decode()
    assert 'value="4"' in client.get(url).content.decode()
    nothing = reverse("results:population", args=[forty.kommun.slug, forty.pk, "problem"])
    assert client.get(nothing).status_code == 404


def test_who_was_not_led_to_a_question_has_not_skipped_it(kommun, coordinator, as_):
    definition = deepcopy(DEFINITION)
    follow = {"version": 1, "kind": "single", "text": {"sv": "Varför?"}, "options": YES_NO}
    definition["questions"] += [
        {**follow, "code": "varfor", "if": {"question": "kvall", "any": ["4", "5"]}},
        {**follow, "code": "vad", "if": {"question": "avstatt", "any": ["torg"]}},
    ]
    form = actions.write_questionnaire(
        kommun=kommun, name="Villkor", definition=definition, by=coordinator
    )
    dialogue = actions.open_(dialogue=planned(form, coordinator), by=coordinator)
    for n in range(12):
        send(dialogue, n, kvall=str(1 + n % 5), avstatt=["buss"])
    send(dialogue, "one more", kvall="5", varfor="ja", avstatt=["torg", "buss"])
    page = results_page(dialogue, coordinator)
    result = question(page, "varfor").result
    assert (result.base, result.missing) == (1, 4), "two at step 4 and two at step 5"
    assert question(page, "vad").result.missing == 1
    assert "Bara de som ett tidigare svar ledde hit fick frågan." in text_of(
        as_(coordinator), dialogue
    )


def test_a_number_has_a_median_and_a_range(forty, coordinator, as_):
    send(forty, "silent", kvall="1")
    (years,) = results_page(forty, coordinator).amounts
    assert (years.base, years.missing) == (40, 1)
    assert (years.median, years.least, years.most) == (19.5, 0, 39)
    assert "19,5" in text_of(as_(coordinator), forty)


def test_a_ranking_tells_how_many_put_each_first(kommun, coordinator, as_):
    ranking = {
        "code": "viktigast",
        "version": 1,
        "kind": "ranking",
        "text": {"sv": "Vad är viktigast?"},
        "options": [{"code": c, "text": {"sv": c.upper()}} for c in "abc"],
    }
    form = actions.write_questionnaire(
        kommun=kommun,
        name="Ordning",
        definition={"title": {"sv": "Ordning"}, "questions": [ranking]},
        by=coordinator,
    )
    dialogue = actions.open_(dialogue=planned(form, coordinator), by=coordinator)
    for n, order in enumerate(["ab", "ab", "ba", "ca"]):
        send(dialogue, n, viktigast=list(order))
    lines = question(results_page(dialogue, coordinator), "viktigast").result.lines
    assert [(line.count, line.first) for line in lines] == [(4, 2), (3, 1), (1, 1)]
    assert "Först" in text_of(as_(coordinator), dialogue)


def test_questions_of_an_earlier_version_are_told_with_their_answers(forty, coordinator, as_):
    without = DEFINITION | {
        "questions": [q for q in DEFINITION["questions"] if q["code"] != "kvall"]
    }
    form = actions.change_questionnaire(
        questionnaire=forty.questionnaire, definition=without, by=coordinator
    )
    actions.use_version(dialogue=forty, questionnaire=form, by=coordinator)
    send(forty, "later", avstatt=["buss"])
    page = results_page(forty, coordinator)
    assert not [one for one in page.shown if one.result.item.code == "kvall"]
    (gone,) = page.gone
    assert (gone.result.item.code, gone.result.base, gone.result.missing) == ("kvall", 40, 0)
    assert [line.count for line in gone.result.lines] == [10, 30, 0, 0, 0]
    assert question(page, "avstatt").result.base == 41
    said = text_of(as_(coordinator), forty)
    assert "Frågor som inte ställs längre" in said


def test_a_question_that_changed_its_kind_under_the_same_code_is_told_twice(forty, coordinator):
    changed = [dict(q) for q in DEFINITION["questions"]]
    changed[0] |= {"kind": "multiple", "version": 2}
    form = actions.change_questionnaire(
        questionnaire=forty.questionnaire,
        definition=DEFINITION | {"questions": changed},
        by=coordinator,
    )
    actions.use_version(dialogue=forty, questionnaire=form, by=coordinator)
    send(forty, "later", kvall=["1", "2"])
    page = results_page(forty, coordinator)
    assert [line.count for line in question(page, "kvall").result.lines][:2] == [1, 1]
    assert [line.count for line in page.gone[0].result.lines][:2] == [10, 30]

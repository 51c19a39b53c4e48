"""The population by several questions at once: from a sheet, weighed by, never told small."""

from copy import deepcopy

import pytest
from django.urls import reverse

from lofte.audit.refusals import Refused
from lofte.dialogue import actions as dialogues
from lofte.dialogue.models import Answer
from lofte.dialogue.questionnaires import own_areas
from lofte.dialogue.questionnaires.bank import question, starting
from lofte.dialogue.results import sheets
from lofte.dialogue.results.actions import enter_crossed, enter_population, remove_crossed
from lofte.dialogue.results.models import PopulationTable
from lofte.dialogue.results.page import results_page
from lofte.dialogue.results.questions import background
from lofte.dialogue.states import Format, Mode
from tests.dialogue.conftest import planned
from tests.dialogue.results.conftest import send

pytestmark = pytest.mark.usefixtures("_today")
PEOPLE = {
    ("norr", "30_49", "kvinna"): 300,
    ("norr", "30_49", "man"): 200,
    ("soder", "30_49", "kvinna"): 100,
    ("soder", "65", "man"): 400,
}
ANSWERED = {
    ("norr", "30_49", "kvinna"): 12,
    ("norr", "30_49", "man"): 8,
    ("soder", "30_49", "kvinna"): 6,
    ("soder", "65", "man"): 9,
}
ASKED = ("omrade", "alder", "kon")


@pytest.fixture
def form(kommun, coordinator):
    asked = {"title": {"sv": "Trygghet"}, "questions": [question(code) for code in ASKED]}
    definition = own_areas.with_areas(asked, ["Söder", "Norr"])
    evening = {
        **deepcopy(question("trygg_kvall")),
        "options": [{"code": "1", "text": {"sv": "Trygg"}}, {"code": "2", "text": {"sv": "Nej"}}],
    }
    definition["questions"].insert(0, evening)
    return dialogues.write_questionnaire(
        kommun=kommun, name="Trygghet", definition=definition, by=coordinator
    )


def sample(form, by, answered):
    made = planned(form, by, Mode.SAMPLE, format=Format.SAMPLE)
    _, codes = dialogues.draw_stratum(
        dialogue=made, name="Alla", population=1_000, drawn=100, by=by
    )
    dialogues.open_(dialogue=made, by=by)
    free = iter(codes)
    for cell, many in answered.items():
        for n in range(many):
            said = dict(zip(ASKED, cell, strict=True))
            send(made, f"{cell} {n}", next(free), trygg_kvall="1" if n % 3 else "2", **said)
    return made


def enter(dialogue, by, people=PEOPLE, questions=ASKED, source="SCB 2025"):
    return enter_crossed(
        dialogue=dialogue, questions=questions, counts=people, source=source, by=by
    )


def test_the_kommuns_own_areas_are_the_answers():
    rows = own_areas.with_areas(starting(Format.SAMPLE), ["Åsen", "Östra by", "Asen", "Åsen"])
    row = next(row for row in rows["questions"] if row["code"] == "omrade")
    assert [one["text"]["ar"] for one in row["options"]][:3] == ["Asen", "Åsen", "Östra by"]
    assert [one["code"] for one in row["options"]] == ["asen", "asen_2", "ostra_by", "annat_omrade"]
    again = own_areas.with_areas(rows, ["Nyby"])
    assert again == rows, "a question that has its areas keeps them"
    assert not own_areas.asked_in(own_areas.with_areas(starting(Format.SAMPLE), []))


def test_weights_agree_with_the_groups_together_where_each_has_answers_enough(form, coordinator):
    survey = sample(form, coordinator, ANSWERED)
    enter(survey, coordinator)
    page = results_page(survey, coordinator)
    assert "tillsammans, grupp för grupp" in page.weighed.said[-1]
    weights, shares = page.weighed.sample.weights, [300 / 12, 200 / 8, 100 / 6, 400 / 9]
    assert sorted(set(weights.round(9))) == sorted({round(share, 9) for share in shares})
    found = next(one.result for one in page.shown if one.result.item.code == "trygg_kvall")
    safe = {cell: sum(1 for n in range(many) if n % 3) for cell, many in ANSWERED.items()}
    told = sum(PEOPLE[cell] * safe[cell] / ANSWERED[cell] for cell in PEOPLE) / 1_000
    assert found.lines[0].estimate.value == pytest.approx(told)


def test_weights_agree_with_each_question_where_a_group_has_few(form, coordinator):
    survey = sample(form, coordinator, ANSWERED | {("norr", "30_49", "man"): 4})
    enter(survey, coordinator)
    page = results_page(survey, coordinator)
    assert "1 av 4 grupper" in page.weighed.said[-1]
    weights = page.weighed.sample.weights
    rows = Answer.objects.unscoped("the test's own").filter(dialogue=survey).order_by("pk")
    said = list(rows.values_list("values", flat=True))
    for code, counts in (("omrade", {"norr": 500}), ("alder", {"65": 400}), ("kon", {"man": 600})):
        for answer, people in counts.items():
            mine = [one[code] == answer for one in said]
            assert weights[mine].sum() == pytest.approx(people)


def test_few_in_a_group_are_hidden_and_cannot_be_worked_out(form, coordinator):
    ages = ("16_29", "30_49", "50_64", "65")
    answered = {("norr", age, sex): 9 for age in ages for sex in ("kvinna", "man")}
    survey = sample(form, coordinator, answered | {("norr", "30_49", "man"): 4})
    enter(survey, coordinator, dict.fromkeys(answered, 100))
    crossed = results_page(survey, coordinator).crossed
    assert crossed.columns == ("Norr",)
    cells = {
        (*names, crossed.columns[n]): cell and (cell.answered, cell.population)
        for names, row in crossed.rows
        for n, cell in enumerate(row)
    }
    told = [one for one in cells.values() if one]
    assert told, "those that are enough are told"
    assert not [one for one in told if one[0] < 5 and one[0]]
    assert crossed.few >= 2, "one hidden alone is the rest of its line"
    assert crossed.without == 0


def test_what_each_question_tells_alone_does_not_give_away_a_group(form, coordinator):
    few = {("norr", "65", "kvinna"): 12, ("norr", "65", "man"): 4}
    survey = sample(
        form, coordinator, few | {("soder", "65", "kvinna"): 6, ("soder", "65", "man"): 9}
    )
    people = {(area, sex): 100 for area in ("norr", "soder") for sex in ("kvinna", "man")}
    enter(survey, coordinator, people, ("omrade", "kon"))
    page = results_page(survey, coordinator)
    alone = {group.label: group.answered for axis in page.axes for group in axis.groups}
    assert (alone["Norr"], alone["Man"]) == (16, 13)
    assert (page.crossed.rows, page.crossed.few) == ((), 4)


def test_an_answer_outside_the_population_is_counted_as_left_out(form, coordinator):
    survey = sample(form, coordinator, ANSWERED | {("norr", "30_49", "vill_ej"): 3})
    enter(survey, coordinator)
    assert results_page(survey, coordinator).crossed.without == 3


def test_each_question_alone_follows_and_is_not_changed_beside_it(form, coordinator):
    survey = sample(form, coordinator, ANSWERED)
    enter(survey, coordinator)
    alone = {
        row.question: row.counts for row in PopulationTable.objects.unscoped("test").order_by("pk")
    }
    assert alone == {
        "omrade": {"norr": 500, "soder": 500},
        "alder": {"30_49": 600, "65": 400},
        "kon": {"kvinna": 400, "man": 600},
    }
    said = {"dialogue": survey, "question": "kon", "counts": {"man": 1}, "source": "SCB"}
    with pytest.raises(Refused, match="tabellen med flera frågor"):
        enter_population(**said, by=coordinator)
    remove_crossed(dialogue=survey, by=coordinator)
    with pytest.raises(Refused, match="redan borttagen"):
        remove_crossed(dialogue=survey, by=coordinator)
    enter_population(**said, by=coordinator)


@pytest.mark.parametrize(
    ("people", "questions", "source"),
    [
        ({("norr",): 5}, ("omrade",), "SCB"),
        ({("norr", "norr"): 5}, ("omrade", "omrade"), "SCB"),
        ({("norr", "hund"): 5}, ("omrade", "kon"), "SCB"),
        ({("norr",): 5}, ("omrade", "kon"), "SCB"),
        ({("norr", "man"): -5}, ("omrade", "kon"), "SCB"),
        ({("norr", "man"): 0}, ("omrade", "kon"), "SCB"),
        ({("norr", "man"): 5}, ("omrade", "kon"), " "),
        ({("norr", "man"): 5}, ("omrade", "finns_inte"), "SCB"),
    ],
)
def test_a_table_that_does_not_hold_together_is_refused(
    form, coordinator, people, questions, source
):
    survey = sample(form, coordinator, {})
    with pytest.raises(Refused, match=r"sparades|Välj en annan"):
        enter(survey, coordinator, people, questions, source)
    assert not PopulationTable.objects.unscoped("test").exists()


def test_the_sheet_comes_back_as_it_went_out(form):
    items = [one for one in background(form.definition) if one.code in ASKED]
    out = sheets.blank(items, PEOPLE)
    read, found = sheets.read(out, background(form.definition))
    assert [one.code for one in read] == list(ASKED)
    assert {codes: n for codes, n in found.items() if n} == PEOPLE
    moved = "antal\tÄr du kvinna eller man?\tvar bor du?\n1\xa0234\tKVINNA\tNorr\n\t\t\n"
    read, found = sheets.read(moved, background(form.definition))
    assert ([one.code for one in read], found) == (["kon", "omrade"], {("kvinna", "norr"): 1234})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "tom"),
        ("Var bor du?;Antal", "tom"),
        ("Var bor du?;Summa\nNorr;3", "”Summa”"),
        ("Var bor du?;Var bor du?;Antal\nNorr;Norr;3", "två gånger"),
        ("Var bor du?\nNorr", "”Antal”"),
        ("Var bor du?;Antal\nNorr;tre", "Rad 2: ”tre”"),
        ("Var bor du?;Antal\nNorr;-3", "Rad 2: ”-3”"),
        ("Var bor du?;Antal\nVäster;3", "Rad 2: ”Väster”"),
        ("Var bor du?;Antal\nNorr;3\nNorr;4", "Rad 3: samma grupp"),
        ("Var bor du?;Antal\nNorr", "Rad 2: kolumner saknas"),
        ("Var bor du?;Antal" + "\nx;1" * 8, "Och 3 fel till"),
        ("x" * 1_000_001, "för stor"),
    ],
)
def test_a_sheet_that_does_not_fit_is_told_line_by_line(form, text, told):
    with pytest.raises(sheets.BadSheet, match=told):
        sheets.read(text, background(form.definition))


def test_staff_fetch_the_sheet_and_send_it_filled_in(form, coordinator, as_):
    survey = sample(form, coordinator, ANSWERED)
    at = (survey.kommun.slug, survey.pk)
    client, page = as_(coordinator), reverse("results:crossed", args=at)
    assert "Hämta mallen" in client.get(page).content.decode()
    one = client.get(reverse("results:sheet", args=at), {"fragor": ["kon"]}, follow=True)
    assert "Välj två eller tre frågor" in one.content.decode()
    sheet = client.get(reverse("results:sheet", args=at), {"fragor": list(ASKED)})
    lines = sheet.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Var bor du?;Hur gammal är du?;Är du kvinna eller man?;Antal"
    assert len(lines) == 1 + 3 * 5 * 4
    wrong = client.post(page, {"pasted": f"{lines[0]}\nNorr;3\n", "source": "SCB"})
    assert "kolumner saknas" in wrong.content.decode()
    assert "Norr;3" in wrong.content.decode(), "what was pasted stays in the field"
    empty = client.post(page, {"source": "SCB"})
    assert "Klistra in tabellen eller välj en fil" in empty.content.decode()
    filled = "\n".join([lines[0], *(f"{line}25" for line in lines[1:])])
    sent = client.post(page, {"pasted": filled, "source": "SCB 2025"}, follow=True)
    assert "omräknat" in sent.content.decode()
    assert "12 av 25" in sent.content.decode()
    again = client.get(reverse("results:sheet", args=at), {"fragor": list(ASKED)})
    assert ";25\r\n" in again.content.decode()
    gone = client.post(reverse("results:remove_crossed", args=at), follow=True)
    assert "Talen för varje fråga för sig är kvar" in gone.content.decode()

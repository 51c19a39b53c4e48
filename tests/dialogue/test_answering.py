"""Answering in the open, without scripts, without a cookie."""

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.conf import settings

from lofte.audit.models import AuditEvent
from lofte.dialogue import actions
from lofte.dialogue.models import Answer, DayCount, Mark, Receipt
from lofte.dialogue.states import WrongState
from lofte.management.dues import shuffling
from lofte.management.dues.receipts import due
from lofte.places.crs import SWEREF99_TM, WGS84, convert
from lofte.places.models import Address, NamedPlace
from lofte.places.swedish import folded
from tests import cast
from tests.dialogue.conftest import DEFINITION, planned
from tests.dialogue.test_questions import FOLLOW_UP

pytestmark = pytest.mark.usefixtures("_today")


def address(dialogue):
    return f"/d/{dialogue.link}/"


def post(client, dialogue, follow=False, **answers):
    given = {"sandning": "telefon", "version": dialogue.questionnaire.version, "kvall": "2"}
    given |= {name.replace("__", "-"): value for name, value in answers.items()}
    return client.post(address(dialogue), given, follow=follow)


def answers():
    return list(Answer.objects.unscoped("test"))


def the_mark():
    return Mark.objects.unscoped("test").select_related("area", "place").get()


def test_the_page_asks_and_sets_no_cookie(client, dialogue, django_assert_num_queries):
    client.get(address(dialogue))
    with django_assert_num_queries(3):  # the dialogue; the places to choose from; the map
        page = client.get(address(dialogue))
    assert page.status_code == 200
    assert not page.cookies
    html = page.content.decode()
    assert "Hur trygg är du på kvällen?" in html
    assert "Resecentrum" in html
    assert cast.GROUP_ONLY not in html
    assert len(page.content) < 100_000


def test_every_field_has_a_label_and_no_script_is_needed(client, dialogue):
    html = client.get(address(dialogue)).content.decode()
    main = html[html.index("<main") : html.index("</main")]
    tags = re.findall(r"<(?:input|select|textarea)\b[^>]*>", main)
    ids = [re.search(r'\bid="([^"]+)"', tag) for tag in tags if 'type="hidden"' not in tag]
    assert ids
    assert all(f'for="{found[1]}"' in main for found in ids)
    assert "<script" not in main


def test_an_answer_is_kept_whole_and_says_nothing_of_who(client, dialogue):
    place = NamedPlace.objects.unscoped("test").get(name="Stortorget")
    response = post(
        client,
        dialogue,
        follow=True,
        avstatt=["torg", "buss"],
        problem__ljus="ja",
        otrygg__place=place.pk,
        otrygg__when="kvall",
        otrygg__why="morkt",
        otrygg__help="Fler lampor",
        ar="12,5",
        ovrigt="Ring Anna Svensson på 070-123 45 67",
    )
    assert "Tack, svaret har kommit fram" in response.content.decode()
    assert not response.cookies
    (answer,) = answers()
    assert answer.values == {
        "kvall": "2",
        "avstatt": ["torg", "buss"],
        "problem": {"ljus": "ja"},
        "ar": 12.5,
        "ovrigt": "Ring Anna Svensson på 070-123 45 67",
    }
    assert {warning["field"] for warning in answer.warnings} == {"ovrigt"}
    mark = the_mark()
    assert (mark.place, mark.kind, mark.when, mark.why) == (place, "unsafe", ["kvall"], ["morkt"])
    assert mark.area.name == "Lyckeberga väst"
    assert mark.cell
    day = DayCount.objects.unscoped("test").get()
    assert (day.day, day.channel, day.count) == (date(2026, 10, 5), "web", 1)
    assert AuditEvent.objects.get(what="dialogue.answered").by_id == "resident"


def test_the_same_sending_twice_is_one_answer(client, dialogue):
    for _ in range(2):
        assert post(client, dialogue).status_code == 302
    assert post(client, dialogue, sandning="en annan").status_code == 302
    assert len(answers()) == 2
    assert DayCount.objects.unscoped("test").get().count == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kvall": "99"}, "inte något av alternativen"),
        ({"kvall": ["1", "2"]}, "Välj högst 1"),
        ({"skonummer": "43"}, "är ingen fråga här"),
        ({"ovrigt": "a" * 2_001}, "för lång: 2001 tecken"),
        ({"ar": "många"}, "Skriv ett tal"),
        ({"ar": "400"}, "från 0 till 110"),
        ({"otrygg__place": "9999999"}, "Platsen finns inte längre"),
        ({"otrygg__place": "<b>"}, "Platsen finns inte i listan"),
        ({"otrygg__lon": "13.5"}, "går inte att läsa"),
        ({"otrygg__lon": "nan", "otrygg__lat": "58"}, "går inte att läsa"),
        ({"otrygg__lon": "hej", "otrygg__lat": "58"}, "går inte att läsa"),
        ({"otrygg__lon": "2.35", "otrygg__lat": "48.86"}, "går inte att läsa"),
        ({"otrygg__help": "Fler lampor"}, "vilken plats du menar"),
        ({"kvall": ""}, "inte svarat på någon fråga"),
    ],
)
def test_what_cannot_be_kept_is_told_and_what_was_typed_stays(client, dialogue, changed, sentence):
    page = post(client, dialogue, **{"otrygg__near": "", "problem__skrap": "", **changed})
    html = page.content.decode()
    assert page.status_code == 422
    assert sentence in html
    assert not answers()
    assert 'value="telefon"' in html
    if changed.get("kvall") is None:
        assert re.search(r'value="2"\s+checked', html)


def test_what_was_refused_is_received_when_it_is_right(client, dialogue):
    assert post(client, dialogue, otrygg__place="9999999").status_code == 422
    assert post(client, dialogue).status_code == 302
    assert len(answers()) == 1


def as_browser(client, dialogue, fields):
    """As a browser posts a form, and not as the test client does."""
    form = "application/x-www-form-urlencoded"
    return client.post(f"/d/{dialogue.link}/", urlencode(fields), content_type=form)


def test_a_text_of_five_megabytes_is_told_where_it_is_too_long_and_kept(client, dialogue):
    page = as_browser(
        client, dialogue, {"version": "1", "kvall": "2", "ovrigt": "Mörkt. " * 700_000}
    )
    shown = page.content.decode()
    assert page.status_code == 422
    assert "Texten är för lång: 4899999 tecken, högst 2000 får plats." in shown
    assert shown.count("Mörkt. Mörkt.") > 300_000, "what was written is there"
    assert 'value="2" checked' in " ".join(shown.split())
    assert not answers()


@pytest.mark.parametrize(
    "fields",
    [{"ovrigt": "å" * 3_000_000}, {f"x{n}": "1" for n in range(1_500)}],
)
def test_more_than_anybody_types_is_refused_without_an_empty_form(client, dialogue, fields):
    page = as_browser(client, dialogue, fields)
    assert page.status_code == 413
    assert "för stort" in page.content.decode()
    assert "<form" not in page.content.decode(), "an empty form would look as if all were lost"
    assert not answers()


@pytest.mark.parametrize(
    ("point", "outside"),
    [((cast.OX + 100, cast.OY + 100), False), ((cast.OX - 9_000, cast.OY), True)],
)
def test_a_mark_outside_the_kommun_is_kept_and_said(client, dialogue, point, outside):
    lon, lat = convert([point[0]], [point[1]], SWEREF99_TM, WGS84)
    thanks = post(client, dialogue, otrygg__lon=lon[0], otrygg__lat=lat[0], follow=True)
    mark = the_mark()
    assert (mark.outside, round(mark.x), round(mark.y)) == (outside, *map(round, point))
    assert (mark.area is None) == outside
    assert ("ligger utanför kommunen" in thanks.content.decode()) == outside


@pytest.mark.parametrize(
    ("near", "point"),
    [
        ("åkervägen 1", (cast.OX + 500, cast.OY + 600)),
        (" RESECENTRUM ", (cast.OX + 1_050, cast.OY + 2_050)),
        ("Åkervägen", None),
        ("Åkervägen 1, vid grinden", None),
        ("Lindängens källargångar", None),
    ],
)
def test_an_address_or_a_place_that_is_written_just_so_is_on_the_map(
    client, dialogue, arrange, near, point
):
    with arrange():
        for number, x in (("1", 500), ("10", 900)):
            Address.objects.create(
                kommun=dialogue.kommun, street="Åkervägen", street_key=folded("Åkervägen"),
                number=number, x=cast.OX + x, y=cast.OY + 600,
            )  # fmt: skip
    post(client, dialogue, otrygg__near=near)
    mark = the_mark()
    assert mark.near == near.strip()
    assert (mark.x, mark.y) == (point or (None, None))
    assert (mark.area is not None) == (point is not None)


def test_a_place_in_words_needs_no_map(client, dialogue):
    post(client, dialogue, otrygg__near="vid tunneln")
    mark = the_mark()
    assert (mark.near, mark.x, mark.cell) == ("vid tunneln", None, "")


def test_an_earlier_version_is_kept_as_what_it_was(client, dialogue, coordinator):
    first = dialogue.questionnaire
    changed = DEFINITION | {"questions": DEFINITION["questions"][1:]}
    new = actions.change_questionnaire(questionnaire=first, definition=changed, by=coordinator)
    actions.use_version(dialogue=dialogue, questionnaire=new, by=coordinator)
    page = post(client, dialogue, follow=True, version=1)
    assert "Frågorna ändrades medan du skrev" in page.content.decode()
    assert answers()[0].questionnaire == first


@pytest.mark.parametrize("version", ["", "77", "x", "9" * 40])
def test_a_version_that_is_not_there_is_read_as_the_one_of_today(client, dialogue, version):
    assert post(client, dialogue, version=version).url.endswith("/tack/")
    assert answers()[0].questionnaire == dialogue.questionnaire


def test_a_closed_dialogue_says_so_and_keeps_what_was_typed(client, dialogue, coordinator):
    actions.end(dialogue=dialogue, by=coordinator)
    assert "stängde 2026-10-31" in client.get(address(dialogue)).content.decode()
    page = post(client, dialogue, ovrigt="Lampor tack")
    assert page.status_code == 422
    assert "Lampor tack" in page.content.decode()
    assert not answers()


def test_before_the_first_day_nothing_is_received(client, questionnaire, coordinator):
    dialogue = planned(questionnaire, coordinator, opens=date(2026, 10, 20))
    assert client.get(address(dialogue)).status_code == 404
    actions.open_(dialogue=dialogue, by=coordinator)
    assert "öppnar 2026-10-20" in client.get(address(dialogue)).content.decode()
    assert post(client, dialogue).status_code == 422


def test_another_site_cannot_answer_in_a_visitors_browser(client, dialogue):
    given = {"kvall": "2"}
    page = client.post(address(dialogue), given, headers={"Sec-Fetch-Site": "cross-site"})
    assert page.status_code == 422
    assert not answers()


def test_the_trap_for_robots_marks_and_drops_nothing(client, dialogue):
    post(client, dialogue, hemsida="https://example.com")
    assert answers()[0].suspected


def test_in_english_the_questions_that_have_english_are_in_english(client, dialogue):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    html = client.get(address(dialogue)).content.decode()
    assert "How safe are you in the evening?" in html
    assert "Något mer?" in html


def test_raw_answers_are_read_by_the_group_only(client, dialogue, coordinator, leader, outsider):
    post(client, dialogue)
    seen = [Answer.objects.visible_to(who).count() for who in (coordinator, leader, outsider)]
    assert seen == [1, 0, 0]


def test_the_page_says_whom_a_question_is_for_and_asks_for_an_order(client, kommun, coordinator):
    form = actions.write_questionnaire(
        kommun=kommun, name="Följdfråga", definition=FOLLOW_UP, by=coordinator
    )
    made = actions.open_(dialogue=planned(form, coordinator), by=coordinator)
    html = " ".join(client.get(address(made)).content.decode().split())
    assert "Bara för dig som svarade ”Ja” eller ”Kanske” på frågan ”Har du varit utsatt?”." in html
    assert html.count('type="radio"') == 3 + 2 * 3
    assert "Nummer 2" in html
    given = {"sandning": "x", "version": 1, "utsatt": "nej", "efter-1": "b", "efter-2": "a"}
    assert client.post(address(made), given).status_code == 302
    (answer,) = answers()
    assert answer.values == {"utsatt": "nej", "efter": ["b", "a"]}


def test_a_phone_that_never_heard_is_told_after_the_end_that_its_answer_came(
    client, dialogue, coordinator
):
    post(client, dialogue, sandning="telefon 1")
    actions.end(dialogue=dialogue, by=coordinator)
    again = post(client, dialogue, sandning="telefon 1", follow=True)
    assert again.redirect_chain[-1][0] == f"/d/{dialogue.link}/tack/"
    late = post(client, dialogue, sandning="telefon 2")
    assert late.status_code == 422
    assert len(answers()) == 1


def test_receipts_go_when_no_phone_tries_any_more(client, dialogue, coordinator):
    post(client, dialogue, sandning="telefon 1")
    actions.end(dialogue=dialogue, by=coordinator)
    last = datetime(2026, 11, 14, 12, tzinfo=UTC)
    assert not list(due(last))
    (job,) = due(last + timedelta(days=1))
    job.work()
    assert not Receipt.objects.unscoped("test").exists()
    assert not list(due(last + timedelta(days=2)))


def test_what_has_ended_is_not_opened_again(dialogue, coordinator):
    actions.end(dialogue=dialogue, by=coordinator)
    with pytest.raises(WrongState, match="kan inte bli"):
        actions.open_(dialogue=dialogue, by=coordinator)


def test_the_rows_are_shuffled_every_night_while_answers_come_and_after(dialogue, coordinator):
    night = datetime(2026, 10, 6, 3, tzinfo=UTC)
    (due,) = shuffling.due(night)
    due.work()
    assert AuditEvent.objects.filter(what="dialogue.shuffled").count() == 1
    actions.end(dialogue=dialogue, by=coordinator)
    (after,) = shuffling.due(night + timedelta(days=60))
    assert after.key != due.key


def test_nothing_is_shuffled_without_a_dialogue_that_takes_answers(questionnaire, coordinator):
    planned(questionnaire, coordinator)
    assert not list(shuffling.due(datetime(2026, 10, 6, 3, tzinfo=UTC)))

"""Each party keeps its own picture; they stand side by side with what differs, then are merged."""

from datetime import date

import pytest
import time_machine

from lofte.audit.refusals import Refused
from lofte.people.free_text import PersonalData
from lofte.situation.own.actions import add_sentence, hand_in, merge_pictures, remove_sentence
from lofte.situation.own.differing import Said, side_by_side
from lofte.situation.own.inputs import Decided, SentenceFacts
from lofte.situation.own.models import JointPicture, OwnPicture, OwnSentence
from lofte.situation.own.queries import beside
from lofte.situation.own.states import Course, Mark, Sureness
from tests.incidents.reports import PHONE, place
from tests.situation.pictures import WEEK

COLUMNS = ("Kommunen", "Polisen")
ROOT = "/arbete/lyckeberga/lagesbilder/parterna/"


def said(column="Kommunen", key="p1", **given):
    told = {"where": "Torget", "sentence": "Bråk på kvällar."} | given
    return Said(column=column, key=key, **told)


@pytest.mark.parametrize(
    ("one", "other", "marks"),
    [
        ({}, None, (Mark.ONLY_ONE,)),
        ({}, {}, (Mark.ALIKE,)),
        ({"course": Course.MORE}, {"course": Course.MORE}, (Mark.ALIKE,)),
        ({"course": Course.MORE}, {"course": Course.NORMAL}, (Mark.COURSES,)),
        ({"course": Course.MORE}, {"course": Course.UNKNOWN}, (Mark.ALIKE,)),
        ({"count": 80, "sureness": Sureness.ABOUT}, {"count": 75}, (Mark.ALIKE,)),
        ({"count": 80}, {"count": 75}, (Mark.COUNTS,)),
        ({"count": 30, "sureness": Sureness.AT_LEAST}, {"count": 500}, (Mark.ALIKE,)),
        ({"count": 30, "sureness": Sureness.AT_LEAST}, {"count": 12}, (Mark.COUNTS,)),
        (
            {"course": Course.MORE, "count": 9},
            {"course": Course.FEWER, "count": 2},
            (Mark.COURSES, Mark.COUNTS),
        ),
    ],
)
def test_what_differs_is_marked(one, other, marks):
    told = [said(**one)] + ([] if other is None else [said("Polisen", **other)])
    (row,) = side_by_side(COLUMNS, told)
    assert row.marks == marks


def test_rows_that_differ_come_first_and_each_column_keeps_its_place():
    told = [said(key="p1"), said("Polisen", key="p1"), said("Polisen", key="p2", sentence="Ny.")]
    first, second = side_by_side(COLUMNS, told)
    assert (first.key, first.differs, first.only) == ("p2", True, "Ny.")
    assert [len(cell) for cell in first.cells] == [0, 1]
    assert (second.differs, second.only) == (False, "")


def test_facts_are_said_in_words():
    told = said(count=80, sureness=Sureness.ABOUT, course=Course.MORE, source="egen bedömning")
    assert told.facts == "cirka 80, mer än vanligt. Källa: egen bedömning"
    assert said().facts == ""


@pytest.fixture
def tell(kommun):
    def make(by, sentence="Unga kvinnor undviker parken.", *, shown=True, **given):
        facts = SentenceFacts(**({"sentence": sentence, "place": place(kommun)} | given))
        row = add_sentence(kommun=kommun, period=WEEK, facts=facts, by=by)
        return hand_in(own=row.picture, shown=shown, by=by)

    return make


pytestmark = pytest.mark.django_db


def test_until_it_is_handed_in_only_the_party_sees_it(tell, police, coordinator, leader):
    own = tell(police, shown=False)
    assert list(OwnPicture.objects.visible_to(police)) == [own]
    assert not OwnPicture.objects.visible_to(coordinator).exists()
    hand_in(own=own, shown=True, by=police)
    assert OwnSentence.objects.visible_to(coordinator).count() == 1
    assert not OwnSentence.objects.visible_to(leader).exists()


def test_the_computed_picture_is_a_column_of_its_own(tell, draft, kommun, police, coordinator):
    tell(police, "Lugnt här.", course=Course.FEWER, count=2)
    told = beside(kommun, WEEK, coordinator)
    assert told.columns == ("EST-rapporterna", "Polisen i Lyckeberga")
    row = next(one for one in told.rows if one.where == "Resecentrum")
    assert row.marks == (Mark.COURSES, Mark.COUNTS)


def test_a_case_or_a_person_is_refused(tell, police):
    for text in (f"Ring {PHONE}.", "Ärende 5000-K123456-26 på torget."):
        with pytest.raises(PersonalData):
            tell(police, text)
    assert not OwnPicture.objects.unscoped("test").exists()


def test_only_the_party_itself_changes_its_picture(tell, police, coordinator):
    own = tell(police)
    (row,) = OwnSentence.objects.visible_to(coordinator)
    for act in (
        lambda: remove_sentence(sentence=row, by=coordinator),
        lambda: hand_in(own=own, shown=False, by=coordinator),
    ):
        with pytest.raises(Refused, match="en annan parts"):
            act()
    remove_sentence(sentence=row, by=police)
    assert not OwnSentence.objects.visible_to(police).exists()


def test_a_place_of_another_kommun_and_no_words_are_refused(tell, police, other_kommun):
    with pytest.raises(Refused, match="ligger inte i"):
        tell(police, place=place(other_kommun))
    with pytest.raises(Refused, match="Skriv en mening"):
        tell(police, "  ")


def merged(kommun, by, seen=None, **decided):
    told = beside(kommun, WEEK, by)
    default = Decided(**(decided or {"text": "Vi ser samma sak."}))
    rows = {row.key: default for row in told.rows}
    seen = told.fingerprint if seen is None else seen
    return merge_pictures(kommun=kommun, period=WEEK, seen=seen, decided=rows, by=by)


def test_the_joint_picture_keeps_what_each_said_and_what_differed(
    tell, kommun, police, coordinator
):
    tell(police)
    joint = merged(kommun, coordinator)
    (row,) = joint.document["rows"]
    assert row["joint"] == "Vi ser samma sak."
    assert row["marks"] == ["bara en part säger något"]
    assert row["cells"][0][0]["sentence"] == "Unga kvinnor undviker parken."
    again = merged(kommun, coordinator, reason="Gäller en annan period.")
    assert (joint.number, again.number) == (1, 2)
    assert again.document["rows"][0]["left_out"] == "Gäller en annan period."
    assert joint.checksum != again.checksum


def test_every_row_is_decided_and_nothing_unread_is_merged(tell, kommun, police, coordinator):
    with pytest.raises(Refused, match="inget att slå ihop"):
        merged(kommun, coordinator)
    tell(police)
    for decided in ({"text": "", "reason": ""}, {"text": "A", "reason": "B"}):
        with pytest.raises(Refused, match="skriv den gemensamma meningen"):
            merged(kommun, coordinator, **decided)
    with pytest.raises(Refused, match="hann ändra sin bild"):
        merged(kommun, coordinator, seen="x")
    assert not JointPicture.objects.unscoped("test").exists()


@time_machine.travel(date(2026, 11, 24))
def test_from_own_to_joint_on_the_pages(as_, police, coordinator, kommun):
    officer, chair = as_(police), as_(coordinator)
    assert officer.get(ROOT).url.endswith("/2026-W47/")
    url = f"{ROOT}2026-W47/"
    assert "Varje part kan ha sin egen bild" in chair.get(url).content.decode()
    given = {
        "place": place(kommun).pk, "where": "", "sentence": "Färre bråk än vanligt.",
        "course": "fewer", "count": "80", "sureness": "about", "source": "egen bedömning",
    }  # fmt: skip
    assert officer.post(f"{url}egen/", given).status_code == 302
    refused = officer.post(f"{url}egen/", given | {"sentence": f"Ring {PHONE}"}).content.decode()
    assert "personuppgifter" in refused
    assert PHONE in refused
    assert "Färre bråk" not in chair.get(url).content.decode()
    officer.post(f"{url}egen/visa/", {"shown": "1"})
    page = chair.get(url)
    text = page.content.decode()
    assert "Parternas bilder skiljer sig på 1 plats" in text
    assert "cirka 80, mindre än vanligt. Källa: egen bedömning" in text
    seen = page.context["told"].fingerprint
    empty = chair.post(f"{url}sla-ihop/", {"seen": seen, "text0": "", "reason0": ""})
    assert "skriv den gemensamma meningen" in empty.content.decode()
    kept = chair.post(f"{url}sla-ihop/", {"seen": "x", "text0": "Lugnare nu.", "reason0": ""})
    assert "Lugnare nu." in kept.content.decode()
    done = chair.post(
        f"{url}sla-ihop/", {"seen": seen, "text0": "Lugnare nu.", "reason0": ""}, follow=True
    )
    assert "Lugnare nu." in done.content.decode()
    assert "Så sade var och en" in done.content.decode()
    assert officer.post(f"{url}sla-ihop/", {"seen": seen}).status_code == 403
    assert officer.get(f"{ROOT}2026-W99/").status_code == 404


@time_machine.travel(date(2026, 11, 24))
def test_a_sentence_is_removed_and_the_picture_taken_back(as_, police, coordinator, kommun, tell):
    tell(police)
    url, officer = f"{ROOT}2026-W47/", as_(police)
    row = OwnSentence.objects.visible_to(police).get()
    as_(coordinator).post(f"{url}egen/{row.pk}/bort/")
    assert OwnSentence.objects.visible_to(police).exists()
    officer.post(f"{url}egen/visa/", {"shown": "0"})
    officer.post(f"{url}egen/{row.pk}/bort/")
    assert not OwnSentence.objects.visible_to(police).exists()
    assert as_(coordinator).post(f"{url}egen/visa/", {"shown": "1"}).status_code == 404


def test_outside_the_group_there_is_nothing(as_, leader, reporter, kommun):
    for other in (leader, reporter):
        assert as_(other).get(f"{ROOT}2026-W47/").status_code == 403


def test_the_pictures_side_by_side_ask_a_fixed_number_of_times(
    as_, tell, draft, police, coordinator, django_assert_num_queries
):
    client = as_(coordinator)
    for by, text in ((police, "Ett."), (coordinator, "Två."), (police, "Tre.")):
        tell(by, text)
        client.get(f"{ROOT}2026-W47/")
        with django_assert_num_queries(10):
            client.get(f"{ROOT}2026-W47/")

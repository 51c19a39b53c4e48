"""A kommun that calls its way of working something else than EST reads its own word everywhere."""

import re
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from lofte.coordination.actions import close_meeting
from lofte.patrol.actions import accept_stop, add_stop
from lofte.patrol.hours import Window
from lofte.patrol.inputs import Answer, DutyInput, StopInput
from lofte.patrol.plans.actions import make_plan
from lofte.situation.actions import compile_picture
from tests.incidents.reports import place
from tests.situation.pictures import WEEK

pytestmark = pytest.mark.django_db
ROOT = "/arbete/lyckeberga/"


@pytest.fixture(params=["EEST", "VEST", "Trygghetsmöte"])
def name(request, kommun, arrange):
    with arrange():
        kommun.method_name = request.param
        kommun.save()
    return request.param


def said_by(answer) -> str:
    """The words of a page or a PDF."""
    if answer["Content-Type"] != "application/pdf":
        return answer.content.decode()
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


def check(text: str, words: str) -> None:
    assert words in text
    assert not re.search(r"\bEST\b", text)


def test_the_meeting_and_its_minutes(name, kommun, meeting, coordinator, as_):
    chair = as_(coordinator)
    title = f"{name}-möte 2026-11-26"
    for page in ("moten/", f"moten/{meeting.pk}/", f"moten/{meeting.pk}/visa/1/"):
        check(said_by(chair.get(ROOT + page)), name)
    check(said_by(chair.get(f"{ROOT}moten/{meeting.pk}/")), title)
    close_meeting(meeting=meeting, next_on=None, by=coordinator)
    pdf = chair.post(f"{ROOT}moten/{meeting.pk}/protokoll.pdf", {"receiver": "group"})
    check(said_by(pdf), title)


def test_the_source_of_the_picture(name, town, coordinator, as_):
    picture = compile_picture(kommun=town, period=WEEK, by=coordinator)
    page = said_by(as_(coordinator).get(f"{ROOT}lagesbilder/{picture.pk}/"))
    check(page, f"{name}-rapporter, Lyckeberga kommun")


@pytest.mark.parametrize("kind", ["pdf", "html"])
def test_the_plan_on_paper_and_saved_in_the_phone(name, kommun, coordinator, police, as_, kind):
    friday = Window(4, 4, 20, 22)
    wish = StopInput(
        place=place(kommun),
        window=friday,
        first=date(2026, 11, 23),
        end=date(2026, 11, 30),
        why="Klotter flera kvällar i rad.",
        activity="Synlig fotpatrull.",
    )
    stop = add_stop(kommun=kommun, wish=wish, by=coordinator)
    answer = Answer(window=friday, activity=wish.activity)
    accept_stop(stop=stop, version=stop.version, answer=answer, by=police)
    duty = DutyInput(day=date(2026, 11, 27), first_hour=18, hours=6, patrols=1, minutes=15)
    plan = make_plan(kommun=kommun, duty=duty, by=police)
    given = {"receiver": "group"}
    paper = as_(police).post(f"{ROOT}patrull/pass/{plan.pk}/pass.{kind}", given)
    check(said_by(paper), f"{name} Lyckeberga")

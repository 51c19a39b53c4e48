"""Answers to a question on the open page: what the dialogue's own edition tells, nothing else."""

from pathlib import Path
from typing import Any

import pytest

from lofte.dialogue.states import Mode
from lofte.management.dues.asked import read_all
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.commitments.models import Commitment
from lofte.promises.models import Promise
from lofte.promises.readings.models import Reading
from lofte.promises.reports.content import report_of
from lofte.promises.reports.pdf import pdf
from lofte.publishing.dialogues.actions import publish_dialogue
from lofte.publishing.promises.actions import publish_promise
from lofte.publishing.promises.content import content_of
from tests.promises.asking.held import AFTER, BEFORE, TODAY, Made, _today, ask, asked_in, point
from tests.promises.drafts import draft, sign
from tests.promises.test_amending import version_of

__all__ = ["_today", "asked_in", "point", "promise"]


@pytest.fixture
def promise(kommun: Kommun, party: Party, police_party: Party) -> Promise:
    return draft(kommun, party, police_party)


def open_point(promise: Promise, kommun: Kommun) -> Made:
    content = content_of(promise, version_of(promise), kommun, TODAY)
    (shown,) = content["lists"][0]["points"][0]["measured"]
    return {**shown, "dialogues": content["dialogues"]}


def test_the_open_page_tells_only_what_the_dialogue_has_told(
    asked_in: Any, promise: Promise, point: Commitment, party: Party, police_party: Party,
    kommun: Kommun, communicator: User, editions_dir: Path,
) -> None:  # fmt: skip
    before, after = asked_in(BEFORE, 12, 40), None
    ask(point, before)
    sign(promise, party, police_party)
    after = asked_in(AFTER, 30, 45)
    read_all()
    told = open_point(promise, kommun)
    assert (told["now"], told["before"]) == ("svaren är inte publicerade",) * 2
    assert "caution" not in told
    for one in (before, after):
        publish_dialogue(dialogue=one, suspected=False, by=communicator, today=TODAY)
    told = open_point(promise, kommun)
    assert told["now"] == "30 av 45 som svarade på frågan"
    assert told["before"] == "12 av 40 som svarade på frågan"
    assert "inte alla som bor här" in told["caution"]
    assert {before.pk, after.pk} <= set(told["dialogues"])
    publish_promise(promise=promise, by=communicator, today=TODAY)
    report = report_of(promise, today=TODAY)
    assert report["groups"][0]["points"][0]["measured"][0]["caution"]
    assert pdf(report, for_council=False)


def test_small_figures_stay_hidden(
    asked_in: Any, promise: Promise, point: Commitment, party: Party, police_party: Party,
    kommun: Kommun, communicator: User, editions_dir: Path,
) -> None:  # fmt: skip
    made = asked_in(AFTER, 3, 45)
    ask(point, made)
    sign(promise, party, police_party)
    edition = publish_dialogue(dialogue=made, suspected=False, by=communicator, today=TODAY)
    told = open_point(promise, kommun)
    assert told["now"] == "för få svar för att visas"
    assert "caution" not in told
    (editions_dir / edition.path).write_text("{}")
    assert open_point(promise, kommun)["now"] == "svaren är inte publicerade"


@pytest.mark.parametrize("answers", [("1",), ("1", "2")])
def test_a_sample_is_told_as_its_edition_tells_it(
    asked_in: Any, promise: Promise, point: Commitment, party: Party, police_party: Party,
    kommun: Kommun, communicator: User, answers: tuple[str, ...], arrange: Any,
) -> None:  # fmt: skip
    made = asked_in(AFTER, 60, 200, mode=Mode.SAMPLE)
    row = ask(point, made, answers=answers)
    sign(promise, party, police_party)
    publish_dialogue(dialogue=made, suspected=False, by=communicator, today=TODAY)
    told = open_point(promise, kommun)
    said = {("1",): "30 procent (24–37)", ("1", "2"): "100 procent"}[answers]
    assert told["now"].startswith(said)
    with arrange():
        Reading.objects.unscoped("test").filter(indicator=row).update(base=199)
    again = open_point(promise, kommun)["now"]
    assert again == (told["now"] if len(answers) == 1 else "för få svar för att visas")

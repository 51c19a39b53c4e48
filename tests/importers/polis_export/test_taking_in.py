"""A real dialogue comes in whole, and its groups made small on purpose are told to nobody."""

import csv
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from lofte.audit.actions import SYSTEM
from lofte.audit.refusals import Refused
from lofte.dialogue.models import Answer, Dialogue
from lofte.dialogue.themes.queries import counted, in_use
from lofte.importers.polis_export.actions import take_in
from lofte.importers.polis_export.reading import COMMENTS, VOTES, Export, read
from lofte.publishing.dialogues.content import content_of

DATA = Path(os.environ.get("LOFTE_REAL_DATA", Path(__file__).parents[3] / "shared" / "data"))
REAL = DATA / "polis-dialogue" / "american-assembly.bowling-green"
SMALL = 3
needs_data = pytest.mark.skipif(not REAL.exists(), reason="needs the shared data")


@pytest.fixture(scope="module")
def whole() -> Export:
    return read(REAL)


@pytest.fixture
def some(whole) -> Export:
    """Everybody of one group and three of the other, and a few who were in none."""
    by_group = {group: [p for p in whole.people if p.group == group] for group in ("0", "1", "")}
    people = (*by_group["0"][:90], *by_group["1"][:SMALL], *by_group[""][:20])
    authors = {person.id for person in people}
    comments = tuple(one for one in whole.comments if one.author in authors)
    return Export(whole.topic, whole.about, comments, people)


@needs_data
def test_the_export_is_read_whole(whole):
    assert (len(whole.people), len(whole.comments)) == (2_031, 896)
    first = whole.people[0]
    assert [list(first.votes.values()).count(one) for one in ("med", "emot")] == [397, 100]


@needs_data
def test_votes_and_words_become_a_dialogue_that_is_over(kommun, some):
    taken = take_in(kommun=kommun, export=some, by=SYSTEM)
    dialogue = taken.dialogue
    assert (dialogue.state, str(dialogue.opens)[:4]) == ("ended", "2018")
    answers = Answer.objects.unscoped("test").filter(dialogue=dialogue)
    assert answers.count() == len(some.people)
    said = "\n".join(
        text for row in answers for name, text in row.values.items() if name.startswith("ord_")
    )
    assert all(one.text in said for one in some.comments), "no comment is lost"
    assert taken.left == sum(one.shown for one in some.comments) - 60
    assert answers.exclude(warnings=[]).exists(), "the guard has read what people wrote"


@needs_data
def test_groups_made_small_on_purpose_are_told_to_nobody(kommun, some, coordinator):
    dialogue = take_in(kommun=kommun, export=some, by=SYSTEM).dialogue
    content = content_of(dialogue, kommun, coordinator, suspected=True)
    group = next(one for one in content["questions"] if one["code"] == "grupp")
    told = {line["code"]: line["count"] for line in group["lines"]}
    assert told["grupp_1"] is None
    hidden = [code for code, count in told.items() if count is None]
    assert len(hidden) >= 2, "and another, or the sum would tell it"
    for question in content["questions"]:
        for line in question["lines"]:
            assert line["count"] is None or line["count"] == 0 or line["count"] >= 5
    assert content["themes"]["base"] is not None
    for line in content["themes"]["lines"]:
        assert line["count"] is None or line["count"] == 0 or line["count"] >= 5


@needs_data
def test_a_swedish_list_finds_little_in_english_and_says_so(kommun, some):
    dialogue = take_in(kommun=kommun, export=some, by=SYSTEM).dialogue
    found = counted(dialogue, in_use(kommun), suspected=True)
    assert found.of_none > found.wrote / 2


def folder(path: Path, comments: str, votes: str) -> Path:
    (path / COMMENTS).write_text(comments)
    (path / VOTES).write_text(votes)
    return path


HEAD = "timestamp,comment-id,author-id,moderated,comment-body\n"
ONE = f"{HEAD}1517603680343,0,a,1,Mer ljus\n"


def test_a_small_export_comes_in_by_the_command(kommun, tmp_path, capsys):
    call_command("dialogue", str(folder(tmp_path, ONE, "participant,group-id,0\na,0,1\nb,,-1\n")))
    told = capsys.readouterr().out
    assert "2 personer, 1 kommentarer, 1 påståenden" in told
    assert "lästes inte in" not in told
    assert Dialogue.objects.unscoped("test").get().title == tmp_path.name


@pytest.mark.parametrize(
    ("comments", "votes", "said"),
    [
        ("x\n1\n", "participant,group-id\na,0\n", "rad 2: det ska finnas"),
        (ONE, "x\n1\n", "participant och group-id"),
        (ONE, "participant,group-id,0\na,0,7\n", "”7” är ingen röst"),
        (ONE, "participant,group-id,0\nb,0,1\n", "skribenten a finns inte"),
        (ONE, "participant,group-id,0\na,0,1\na,0,1\n", "samma deltagare"),
        (HEAD, "participant,group-id\na,0\n", "inga kommentarer"),
        (ONE.replace("1517603680343", "9" * 30), "participant,group-id\na,0\n", "rad 2"),
    ],
)
def test_what_does_not_hold_together_is_refused_whole(tmp_path, comments, votes, said):
    with pytest.raises(Refused, match=said):
        read(folder(tmp_path, comments, votes))


def test_the_same_export_again_is_refused_and_changes_nothing(kommun, tmp_path):
    export = read(folder(tmp_path, ONE, "participant,group-id,0\na,0,1\nb,,-1\n"))
    take_in(kommun=kommun, export=export, by=SYSTEM)
    with pytest.raises(Refused, match="finns redan"):
        take_in(kommun=kommun, export=export, by=SYSTEM)
    assert Answer.objects.unscoped("test").count() == 2


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(Refused, match="går inte att läsa"):
        read(tmp_path / "finns inte")


def test_a_comment_that_no_form_could_hold(kommun, tmp_path):
    with (tmp_path / COMMENTS).open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEAD.strip().split(","))
        rows.writerow(["1517603680343", "0", "a", "1", "x" * 2_001])
    (tmp_path / VOTES).write_text("participant,group-id,0\na,0,1\n")
    with pytest.raises(Refused, match="för lång"):
        take_in(kommun=kommun, export=read(tmp_path), by=SYSTEM)
    assert not Dialogue.objects.unscoped("test").exists()

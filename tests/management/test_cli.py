"""The `lofte` command: what it lists, and how it ends."""

import os
import sys

import pytest
from django.core import management
from django.db import OperationalError

from lofte.audit.refusals import Refused
from lofte.importers.registers.sentences import refuse
from lofte.management import cli


@pytest.fixture
def ending(monkeypatch, capsys):
    """How the program ends when a command ends so."""

    def _ending(error=None):
        def execute(argv):
            if error is not None:
                raise error

        monkeypatch.setattr(management, "execute_from_command_line", execute)
        with pytest.raises(SystemExit) as ended:
            cli.main(["import", "a.csv"])
        return ended.value.code, capsys.readouterr().err.strip()

    return _ending


@pytest.mark.parametrize("arguments", [[], ["help"], ["--help"]])
def test_without_a_command_it_lists_its_own(capsys, arguments):
    cli.main(arguments)
    listed = capsys.readouterr().out
    assert "import" in listed
    assert "picture" in listed
    assert "runserver" not in listed


def test_done_is_zero(ending):
    assert ending() == (0, "")


@pytest.mark.parametrize("refusal", [Refused("Nej."), refuse("Nej.", "No.", "Gör så.", "Do so.")])
def test_a_refusal_is_two_and_its_sentence(ending, refusal):
    assert ending(refusal) == (2, str(refusal))


def test_a_database_that_does_not_answer_says_what_to_do(ending):
    code, said = ending(OperationalError("no such table: lofte_kommun"))
    assert code == 1
    assert "lofte migrate" in said
    assert "no such table" in said


def test_who_develops_sees_the_error_itself(ending, monkeypatch):
    monkeypatch.setenv("LOFTE_DEBUG", "1")
    with pytest.raises(OperationalError):
        ending(OperationalError("no such table"))


def test_an_interruption_says_that_nothing_was_kept(ending):
    assert ending(KeyboardInterrupt()) == (130, "Avbrutet. Inget sparades av det som pågick.")


def test_a_reader_that_stops_reading_is_no_error(ending, monkeypatch):
    closed = []
    monkeypatch.setattr(os, "dup2", lambda *ends: closed.append(ends))
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1, raising=False)
    assert ending(BrokenPipeError()) == (1, "")
    assert closed

"""Setting up a kommun by commands: the same acts, a sentence and exit code 2 when refused."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core import mail
from django.db import connections

from lofte.audit.models import AuditEvent
from lofte.management.cli import main
from lofte.people.models import Invitation, Party
from lofte.places.models import Area, Basemap, Kommun, NamedPlace
from tests.cast import OX, OY
from tests.importers.setup.test_readers import line, square

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], settings: object, tmp_path: Path, monkeypatch: object
) -> Run:
    """The command as the shell runs it, except that it leaves the test's connection open."""
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setattr(connections, "close_all", lambda: None)

    def lofte(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return int(stop.value.code or 0), told.out, told.err

    return lofte


def collection(path: Path, shape: dict, **properties: str) -> Path:
    feature = {"type": "Feature", "properties": properties, "geometry": shape}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return path


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_a_kommun_is_made_and_changed(db: None, run: Run) -> None:
    assert run("kommun", "1495", "--name", "Skara") == (0, "Skara (1495) är upplagd.\n", "")
    code, out, _ = run("kommun", "1495", "--rhythm", "month", "--one-person")
    assert code == 0
    assert "rytm" in out
    assert run("kommun", "1495")[1] == "Inget var ändrat.\n"
    kommun = Kommun.objects.unscoped("test").get(code="1495")
    assert (kommun.slug, kommun.rhythm, kommun.four_eyes) == ("skara", "month", False)
    assert AuditEvent.objects.first().by_name == "Kommandoraden"


def test_a_whole_kommun_is_set_up_from_files(kommun: Kommun, run: Run, tmp_path: Path) -> None:
    files = {
        "areas": collection(tmp_path / "a.geojson", square(), kod="Ä", namn="Ängen"),
        "streets": collection(tmp_path / "s.geojson", line(), namn="Ågatan"),
        "basemap": collection(tmp_path / "b.geojson", square()),
        "places": written(tmp_path / "p.csv", f"namn;öst;nord\nÅn;{OX};{OY}\nÖn;{OX};{OY}\n"),
        "addresses": written(
            tmp_path / "d.csv", f"adress;öst;nord\nÅgatan 1;{OX};{OY}\nÅgatan 2;{OX};{OY}\n"
        ),
        "parties": written(tmp_path / "o.csv", "part;slag\nBo AB;bostadsföretag\nÖ;Polisen\n"),
        "users": written(
            tmp_path / "u.csv",
            "e-post;namn;part;roll\na@x.example;A;Bo AB;rapportör\nb@x.example;B;Ö;kommunpolis\n",
        ),
    }
    more = {"areas": ("--area-version", "9", "--kind", "sub"), "basemap": ("--attribution", "©")}
    for command, file in files.items():
        code, out, err = run(command, file, *more.get(command, ()))
        assert (code, err) == (0, ""), command
        assert "klart i Lyckeberga" in out
    assert Area.objects.unscoped("test").filter(version="9", name="Ängen").exists()
    assert NamedPlace.objects.unscoped("test").filter(name="Ån").exists()
    assert Basemap.objects.unscoped("test").exists()
    assert {m.to[0] for m in mail.outbox} == {"a@x.example", "b@x.example"}
    assert "http://localhost:8000/konto/inbjudan/" in mail.outbox[0].body
    assert "2 oförändrade" in run("places", files["places"])[1]


def test_a_dry_run_saves_nothing(kommun: Kommun, run: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "p.csv", f"namn;öst;nord\nStortorget;{OX};{OY}\nÖn;{OX};{OY}\n")
    code, out, _ = run("places", file, "--dry-run")
    assert code == 0
    assert "1 nya, 1 ändrade" in out
    assert "Stortorget: " in out
    assert not NamedPlace.objects.unscoped("test").filter(name="Ön").exists()


def test_the_first_administrator_gets_the_link_on_the_screen(
    kommun: Kommun, party: Party, run: Run, tmp_path: Path
) -> None:
    file = written(
        tmp_path / "u.csv", f"e-post;namn;part;roll\na@x.example;A;{party.name};administratör\n"
    )
    code, out, _ = run("users", file, "--print", "--site", "https://lofte.example/")
    assert code == 0
    assert "a@x.example: https://lofte.example/konto/inbjudan/" in out
    assert not mail.outbox


def test_a_letter_that_does_not_leave_is_said(
    kommun: Kommun, party: Party, run: Run, tmp_path: Path, settings: object
) -> None:
    settings.EMAIL_BACKEND = "tests.people.broken_mail.EmailBackend"
    file = written(
        tmp_path / "u.csv", f"e-post;namn;part;roll\na@x.example;A;{party.name};ledare\n"
    )
    _, _, err = run("users", file)
    assert "gick inte iväg" in err
    assert Invitation.objects.unscoped("test").get().withdrawn_at


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("kommun", "14", "--name", "X"), "fyra siffror"),
        (("kommun", "9901", "--minimum-cell", "1"), "ska vara 3"),
        (("places", "finns-inte.csv"), "ingen fil"),
        (("places", "."), "mapp"),
        (("places", "tom.csv"), "tom"),
        (("areas", "skräp.bin"), "slag"),
        (("areas", "skräp.bin", "--valid-from", "igår"), "ingen dag"),
        (("streets", "skräp.bin"), "slag"),
        (("basemap", "skräp.bin", "--attribution", "©"), "varken PMTiles"),
        (("basemap", "skräp.bin"), "Skriv vem kartan kommer från"),
        (("parties", "delvis.csv"), "saknar en kolumn"),
        (("users", "delvis.csv"), "saknar en kolumn"),
        (("places", "delvis.csv", "--kommun", "0000"), "ingen kommun med kod 0000"),
        (("check_setup",), "saknas i Lyckeberga"),
    ],
)
def test_bad_input_is_a_sentence_and_exit_code_2(
    kommun: Kommun, run: Run, tmp_path: Path, monkeypatch: object, arguments: tuple, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tom.csv").touch()
    (tmp_path / "skräp.bin").write_bytes(b"\x00\x01\x02" * 500)
    (tmp_path / "delvis.csv").write_text("vem;var\nx;y\nz;w\n")
    code, _, err = run(*arguments)
    assert code == 2
    assert says in err
    assert "Traceback" not in err
    assert not AuditEvent.objects.exists()


def test_which_kommun_must_be_said_when_there_are_several_or_none(
    db: None, run: Run, request: pytest.FixtureRequest
) -> None:
    assert "ingen kommun än" in run("check_setup")[2]


def test_of_several_kommuner_one_is_named(kommun: Kommun, other_kommun: Kommun, run: Run) -> None:
    assert "Ange vilken med --kommun" in run("check_setup")[2]
    assert "saknas i Grannby" in run("check_setup", "--kommun", "9902")[2]


def test_the_categories_come_along(db: None, run: Run) -> None:
    run("kommun", "1495", "--name", "Skara")
    code, out, _ = run("categories")
    assert code == 0
    assert "kategorier är inlagda" in out

"""`lofte picture FILE`: the arguments reach the picture, and bad ones are refused in words."""

import pytest

from lofte.management import cli, picture
from lofte.situation import first_use
from tests.importers.registers import files


class Written:
    """What a picture gives back, without the minutes of drawing one."""

    class document:
        summary = ("Resecentrum: 14 händelser, normalt 4–9.",)

    assumed = ("tiderna är lokala.",)
    files = ("bild/picture.html",)


@pytest.fixture
def run(monkeypatch, capsys):
    asked = {}

    def draw(file, **given):
        asked.update(given, file=file)
        return Written

    monkeypatch.setattr(picture, "picture_from_file", draw)

    def _run(*arguments):
        with pytest.raises(SystemExit) as ended:
            cli.main(["picture", *map(str, arguments)])
        return ended.value.code, capsys.readouterr(), asked

    return _run


def test_it_says_what_it_found_assumed_and_wrote(run):
    code, said, asked = run("a.csv", "--period", "2026-W47", "--answer", "zone=local")
    assert code == 0
    assert "Antaget: tiderna är lokala." in said.err
    assert "normalt 4–9" in said.out
    assert "bild/picture.html" in said.out
    assert (asked["period"], asked["options"].answers) == ("2026-W47", {"zone": "local"})


def test_a_mapping_goes_along(run, tmp_path):
    karta = files.write(tmp_path / "karta.yaml", "lofte-mapping: 1\nsource: Brott\nstart: Datum\n")
    assert run("a.csv", "--mapping", karta)[2]["options"].mapping.start == "Datum"


@pytest.mark.parametrize(
    "bad", [["--mapping", "borta.yaml"], ["--mapping", "karta.yaml"], ["--answer", "zone"]]
)
def test_a_bad_argument_is_refused(run, tmp_path, monkeypatch, bad):
    monkeypatch.chdir(tmp_path)
    files.write(tmp_path / "karta.yaml", "start: [")
    code, said, asked = run("a.csv", *bad)
    assert code == 2
    assert said.err.strip()
    assert not asked


def test_the_first_time_on_a_machine_it_says_why_it_takes_longer(run, monkeypatch):
    monkeypatch.setattr(first_use, "_kept", lambda _: False)
    _, said, _ = run("a.csv")
    assert said.err.startswith(first_use.SENTENCE)

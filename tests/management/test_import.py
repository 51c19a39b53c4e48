"""`lofte import FILE`: everything of the file or nothing, and a sentence instead of a traceback."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import time_machine

from lofte.importers.web.status import DONE, REFUSED, progress_in
from lofte.management import cli
from lofte.statistics.models import Delivery, RegisterRow, Source
from tests.importers.files_of_interest import FORMULA, register, table
from tests.importers.registers import files


def count(model) -> int:
    return model.objects.unscoped("test").count()


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(capsys, monkeypatch):
    """The command with its exit code and what it said on either stream."""
    # a program closes its database when it ends; the tests go on with theirs
    monkeypatch.setattr("django.core.management.base.connections.close_all", lambda: None)

    def _run(*arguments):
        with pytest.raises(SystemExit) as ended:
            cli.main(["import", *map(str, arguments)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return ended.value.code, said.out, said.err

    return _run


class TestReadsIn:
    def test_a_register_into_the_only_kommun(self, tmp_path, run, kommun):
        code, out, err = run(register(tmp_path / "brott.csv"))
        assert (code, err) == (0, "")
        assert "Inläst till brott: 6 nya" in out
        assert (count(RegisterRow), Source.objects.unscoped("t").get().kommun) == (6, kommun)

    def test_a_table_that_lacks_only_its_period_is_asked_for_it(self, tmp_path, run, kommun):
        path = table(tmp_path / "brå.csv", period=False)
        code, _, err = run(path)
        assert code == 2
        assert "vilken tid" in err
        assert "--answer period=2025" in err
        code, out, _ = run(path, "--answer", "period=2025")
        assert code == 0
        assert "Inläst till brå: 2 uppgifter, 1 utan värde." in out

    def test_without_a_kommun_it_is_a_trial_that_says_so(self, tmp_path, run, db):
        code, out, _ = run(register(tmp_path / "a.csv"))
        assert code == 0
        assert "6 rader lästa" in out
        assert "servern har ingen kommun än" in out
        assert count(Source) == 0

    def test_with_two_kommuner_one_is_named(self, tmp_path, run, kommun, other_kommun):
        path = register(tmp_path / "a.csv")
        code, _, err = run(path)
        assert (code, "Ange vilken med --kommun" in err) == (2, True)
        assert run(path, "--kommun", "9902")[0] == 0
        assert Source.objects.unscoped("t").get().kommun == other_kommun
        assert run(path, "--kommun", "0000")[0] == 2

    def test_a_trial_writes_nothing_but_the_rejects_that_were_asked_for(
        self, tmp_path, run, kommun
    ):
        path = register(tmp_path / "a.csv", last="K9;ingen dag;1.00;Stöld;6472500;408700\n")
        code, out, _ = run(path, "--dry-run", "--rejects", tmp_path / "fel.csv")
        assert code == 0
        assert "Provläsning" in out
        assert "ingen dag" in (tmp_path / "fel.csv").read_text(encoding="utf-8-sig")
        assert count(Source) == 0

    def test_a_question_that_nobody_answered_is_a_warning(self, tmp_path, run, kommun):
        rows = [(f"2026-03-0{i}T10:00:00Z", f"647250{i}", f"40870{i}") for i in range(1, 9)]
        path = files.csv_file(tmp_path, ("Tid", "N", "E"), *rows)
        code, _, err = run(path, "--answer", "crs=EPSG:3006")
        assert code == 0
        assert "Ingen har svarat" in err
        assert "Löfte antar: lokal tid" in err
        assert "antar: lokal tid" not in run(path, "--answer", "zone=utc", "--source", "b")[2]

    def test_a_question_that_has_no_default_is_asked(self, tmp_path, run, kommun):
        path = files.csv_file(tmp_path, ("Datum", "x", "y"), ("2026-03-04", "1050", "2050"))
        code, _, err = run(path)
        assert code == 2
        assert "--answer FRÅGA=SVAR" in err

    def test_the_rejected_rows_are_handed_over_and_come_in_when_mended(self, tmp_path, run, kommun):
        path = register(tmp_path / "a.csv", last="K9-26;ingen dag;1.00;Stöld;6472500;408700\n")
        _, out, _ = run(path)
        rejects = tmp_path / "a.csv.avvisade.csv"
        assert f"Avvisade rader med skäl: {rejects.name}" in out
        mended = rejects.read_text(encoding="utf-8-sig").replace("ingen dag", "2026-09-18")
        rejects.write_text(mended, encoding="utf-8-sig")
        assert run(rejects, "--source", "a")[0] == 0
        assert count(RegisterRow) == 7

    def test_rejects_that_cannot_be_written_do_not_undo_the_import(self, tmp_path, run, kommun):
        path = register(tmp_path / "a.csv", last="K9;ingen dag;1.00;Stöld;6472500;408700\n")
        code, out, err = run(path, "--rejects", tmp_path / "finns inte" / "fel.csv")
        assert code == 0
        assert "kunde inte skrivas" in err
        assert str(tmp_path / "media" / "rejects") in out

    def test_progress_is_shown_at_a_terminal(self, tmp_path, run, kommun, monkeypatch):
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        assert "6 av 6 rader" in run(register(tmp_path / "a.csv"))[2]


class TestMapping:
    def test_it_is_written_answered_by_hand_and_read(self, tmp_path, run, kommun):
        path, kept = register(tmp_path / "a.csv"), tmp_path / "karta.yaml"
        run(path, "--dry-run", "--source", "Brott", "--save-mapping", kept)
        text = kept.read_text(encoding="utf-8").replace("- Brottstyp", "- Tid")
        kept.write_text(text, encoding="utf-8")
        assert run(path, "--mapping", kept)[0] == 0
        assert Source.objects.unscoped("t").get().name == "Brott"
        kinds = RegisterRow.objects.unscoped("t").values_list("category", flat=True)
        assert "1.00" in kinds

    def test_the_sources_own_is_used_next_time(self, tmp_path, run, kommun):
        run(register(tmp_path / "a.csv"), "--source", "Brott", "--answer", "category=Tid")
        _, out, _ = run(register(tmp_path / "b.csv", 7), "--source", "Brott")
        assert "1 nya, 6 kända sedan förut" in out
        kinds = RegisterRow.objects.unscoped("t").values_list("category", flat=True)
        assert not {"Stöld", "Skadegörelse"} & set(kinds)

    def test_one_that_does_not_fit_says_how_to_get_a_new(self, tmp_path, run, kommun):
        run(register(tmp_path / "a.csv"), "--source", "Brott")
        other = files.text(("Ärendenr", "Datum", "Klocka", "Slag", "N", "E"), files.rows(8))
        path = files.write(tmp_path / "b.csv", other)
        code, _, err = run(path, "--source", "Brott")
        assert (code, "--propose" in err) == (2, True)
        assert run(path, "--source", "Brott", "--propose")[0] == 0

    def test_broken_yaml_names_the_line(self, tmp_path, run, kommun):
        broken = files.write(tmp_path / "karta.yaml", "lofte-mapping: 1\nstart: [\n")
        code, _, err = run(register(tmp_path / "a.csv"), "--mapping", broken)
        assert (code, "fel på rad" in err) == (2, True)

    @pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * 1_000_001, None])
    def test_what_is_no_text_is_no_mapping(self, tmp_path, run, kommun, content):
        path = tmp_path / "karta.yaml"
        if content is not None:
            path.write_bytes(content)
        code, _, err = run(register(tmp_path / "a.csv"), "--mapping", path)
        assert (code, "olumnkarta" in err) == (2, True)

    def test_it_is_not_read_in_when_the_mapping_cannot_be_written(self, tmp_path, run, kommun):
        nowhere = tmp_path / "finns inte" / "karta.yaml"
        code, _, err = run(register(tmp_path / "a.csv"), "--save-mapping", nowhere)
        assert (code, "kunde inte skrivas" in err) == (2, True)
        assert count(Source) == 0


def _bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("a.csv", b"a;b\n" + b"0" * (64 << 20))
    return path


def _sparse(path: Path) -> Path:
    with path.open("wb") as stream:
        stream.truncate(1 << 30)
    return path


def _area(path: Path) -> Path:
    import shapely

    return files.spatial(path, [shapely.box(13, 58, 14, 59)], {"namn": ["A"]}, kind="Polygon")


BAD = {
    "empty": (lambda p: files.write(p / "a.csv", b""), "Filen är tom"),
    "a folder": (lambda p: p, "är en mapp"),
    "not there": (lambda p: p / "borta.csv", "Det finns ingen fil"),
    "junk": (lambda p: files.write(p / "a.csv", bytes(range(256)) * 40), "inte av ett slag"),
    "areas": (lambda p: _area(p / "a.geojson"), "lofte areas"),
    "a zip bomb": (lambda p: _bomb(p / "a.zip"), "zip-bomb"),
    "a gigabyte": (lambda p: _sparse(p / "a.csv"), "för stor"),
    "UTF-16 junk": (lambda p: files.write(p / "a.csv", "a;b\n1;2\n", "utf-16"), ""),
    "years long gone": (
        lambda p: files.csv_file(p, files.HEADER, *_dated("1900-01-01")),
        "Ingen av",
    ),
    "tomorrow": (lambda p: files.csv_file(p, files.HEADER, *_dated("2026-11-24")), "Ingen av"),
}


def _dated(day: str) -> list[tuple[str, ...]]:
    return [(row[0], day, *row[2:]) for row in files.rows(4)]


class TestBadInput:
    @pytest.fixture(autouse=True)
    def _on_a_known_day(self):
        with time_machine.travel("2026-11-23 12:00", tick=False):
            yield

    @pytest.mark.parametrize("kind", BAD)
    def test_it_is_refused_in_a_sentence(self, tmp_path, run, kommun, kind):
        make, words = BAD[kind]
        code, out, err = run(make(tmp_path))
        assert code == 2
        assert words in err
        assert err.strip().endswith((".", ")"))
        assert (out, count(Source), count(Delivery)) == ("", 0, 0)

    @pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read every file")
    def test_a_file_that_may_not_be_read(self, tmp_path, run, kommun):
        path = register(tmp_path / "a.csv")
        path.chmod(0)
        assert run(path)[0] == 2

    def test_a_file_that_will_not_open(self, tmp_path, run, kommun, monkeypatch):
        path = register(tmp_path / "a.csv")
        opened = Path.open

        def closed(self, *args, **kwargs):
            if self == path:
                raise PermissionError(13, "Permission denied")
            return opened(self, *args, **kwargs)

        monkeypatch.setattr(Path, "open", closed)
        code, _, err = run(path)
        assert (code, "går inte att öppna" in err) == (2, True)

    def test_a_formula_stays_text_and_never_runs(self, tmp_path, run, kommun):
        rows = [(*row[:3], FORMULA, *row[4:]) for row in files.rows(4)]
        rows.append(("K9", FORMULA, "1.00", "Stöld", "6472500", "408700"))
        code, _, _ = run(files.write(tmp_path / "a.csv", files.text(body=rows)))
        assert code == 0
        kept = RegisterRow.objects.unscoped("t").first()
        assert kept.category.startswith("=HYPERLINK")
        rejects = (tmp_path / "a.csv.avvisade.csv").read_text(encoding="utf-8-sig")
        assert "'=HYPERLINK" in rejects

    def test_swapped_coordinates_are_put_right(self, tmp_path, run, kommun):
        rows = [(*row[:4], row[5], row[4]) for row in files.rows(8)]
        assert run(files.csv_file(tmp_path, files.HEADER, *rows))[0] == 0
        places = RegisterRow.objects.unscoped("t").values_list("x", "y")
        assert all(408_000 < x < 409_000 and y > 6_472_000 for x, y in places)

    def test_a_place_in_the_sea_is_told(self, tmp_path, run, kommun):
        rows = [*files.rows(8), ("K9", "2026-03-04", "1.00", "Stöld", "6100000", "-90000")]
        code, out, _ = run(files.csv_file(tmp_path, files.HEADER, *rows))
        print(out)
        assert (code, "långt" in out) == (0, True)

    @pytest.mark.parametrize(
        "answer", ["zone", "zone=mars", "start=Borta", "finns=inte", "crs=EPSG:banan"]
    )
    def test_an_answer_that_means_nothing(self, tmp_path, run, kommun, answer):
        code, _, err = run(register(tmp_path / "a.csv"), "--answer", answer)
        assert code == 2
        assert err
        assert count(Source) == 0

    def test_a_full_database_leaves_nothing(self, tmp_path, run, kommun, monkeypatch):
        from django.db import OperationalError

        def locked(done, total):
            raise OperationalError("database is locked")

        monkeypatch.setattr("lofte.management.commands.import._count_up", locked)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        code, _, err = run(register(tmp_path / "a.csv"))
        assert (code, "låst" in err) == (1, True)
        assert (count(Source), count(RegisterRow)) == (0, 0)


class TestForTheWeb:
    """What the page hands over: where to tell how far it has come, for whom, and which file."""

    @pytest.fixture
    def start(self, tmp_path, run, kommun):
        path = register(tmp_path / "file")

        def _start(*arguments):
            ended = run(
                path,
                *("--source=Brott", "--file-name=brott nov.csv"),
                *("--status", tmp_path / "status.json", *arguments),
            )
            return ended[0], progress_in(tmp_path / "status.json")

        return _start

    def test_the_log_names_the_person(self, start, coordinator):
        from lofte.audit.models import AuditEvent

        code, progress = start("--by", coordinator.pk)
        assert (code, progress.state) == (0, DONE)
        assert progress.said[0].startswith("Inläst till Brott: 6 nya")
        assert progress.source == Source.objects.unscoped("t").get().pk
        assert set(AuditEvent.objects.values_list("by_name", flat=True)) == {coordinator.name}
        assert Delivery.objects.unscoped("t").get().file_name == "brott nov.csv"

    def test_who_no_longer_may_does_not(self, start, leader):
        code, progress = start("--by", leader.pk)
        assert (code, progress.state) == (2, REFUSED)
        assert "får inte längre" in progress.said[0]

    def test_another_file_than_the_one_seen_is_not_read_in(self, start):
        code, progress = start("--checksum", "0" * 64)
        assert (code, progress.state) == (2, REFUSED)
        assert "inte den som förhandsgranskades" in progress.said[0]

    def test_a_busy_database_is_told(self, start, monkeypatch):
        from django.db import OperationalError

        from lofte.importers.web.status import Status

        def locked(self, done, total):
            raise OperationalError("database is locked")

        monkeypatch.setattr(Status, "progress", locked)
        code, progress = start()
        assert (code, progress.state) == (1, REFUSED)
        assert "upptagen" in progress.said[0]


@pytest.fixture(scope="module")
def lofte(tmp_path_factory):
    home = tmp_path_factory.mktemp("lofte")
    (home / "data").mkdir()
    environment = {n: v for n, v in os.environ.items() if not n.startswith("DATABASE")} | {
        "LOFTE_DATA": str(home / "data"),
        "DJANGO_SETTINGS_MODULE": "lofte.project.settings",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }

    def _run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "lofte.management.cli", *map(str, arguments)],
            cwd=home,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return _run


class TestAsAProgram:
    """The real thing in a process of its own, with a database file."""

    def test_without_a_database_it_is_a_trial(self, tmp_path, lofte):
        done = lofte("import", register(tmp_path / "a.csv"))
        assert (done.returncode, done.stderr) == (0, "")
        assert "Provläsning" in done.stdout

    def test_it_refuses_with_two_and_one_sentence(self, tmp_path, lofte):
        done = lofte("import", files.write(tmp_path / "a.csv", b""))
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("Filen är tom.")
        assert len(done.stderr.splitlines()) == 1

    def test_a_named_kommun_demands_a_database(self, tmp_path, lofte):
        done = lofte("import", register(tmp_path / "a.csv"), "--kommun", "9901")
        assert done.returncode == 1
        assert "lofte migrate" in done.stderr
        assert "Traceback" not in done.stderr

"""A file is read as what it is, and kept whole or not at all."""

import os
import time
from datetime import date

import pytest

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.importers import intake, storing
from lofte.importers.intake import Wish, read_file
from lofte.importers.registers import ImportRefused, Kept, Register, from_yaml
from lofte.importers.registers.sentences import Sentence
from lofte.importers.storing import Target, store
from lofte.importers.tables import PeriodMissing, Tables
from lofte.statistics.models import Delivery, Figure, RegisterRow, Series, Source
from tests.importers.files_of_interest import register, table
from tests.importers.registers import files

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


def count(model) -> int:
    return model.objects.unscoped("test").count()


def only(model):
    return model.objects.unscoped("test").get()


@pytest.fixture
def target(kommun) -> Target:
    return Target(kommun, "Polisens register", SYSTEM)


@pytest.fixture
def put(tmp_path, target):
    """Read a file and keep it, with whatever answers are given."""

    def _put(path, mapping=None, progress=None, **answers):
        wish = Wish(mapping=mapping, answers=answers, name=target.name, today=TODAY)
        return store(read_file(path, wish), target, progress=progress)

    return _put


class TestReading:
    def test_a_register_is_read_as_a_register(self, tmp_path):
        found = read_file(register(tmp_path / "a.csv"), Wish(name="Register"))
        assert isinstance(found.content, Register)
        assert found.mapping.source == "Register"

    def test_a_table_is_read_as_a_table(self, tmp_path):
        found = read_file(table(tmp_path / "a.csv"), Wish())
        assert isinstance(found.content, Tables)
        assert found.mapping is None

    def test_a_table_without_period_asks_for_it(self, tmp_path):
        path = table(tmp_path / "a.csv", period=False)
        with pytest.raises(PeriodMissing, match="vilken tid"):
            read_file(path, Wish())
        found = read_file(path, Wish(answers={"period": "2025"}))
        assert {f.start for s in found.content.series for f in s.figures} == {date(2025, 1, 1)}

    def test_a_register_without_times_is_told_so_and_not_that_it_is_a_bad_table(self, tmp_path):
        path = files.csv_file(tmp_path, ("N", "E"), ("6472500", "408700"), ("6472600", "408800"))
        with pytest.raises(ImportRefused, match="saknar en tidskolumn"):
            read_file(path, Wish())

    def test_an_answer_for_a_register_does_not_fit_a_table(self, tmp_path):
        with pytest.raises(ImportRefused, match="gäller register"):
            read_file(table(tmp_path / "a.csv"), Wish(answers={"period": "2025", "zone": "utc"}))

    def test_an_answer_to_nothing_is_refused(self, tmp_path):
        with pytest.raises(ImportRefused, match="svaret"):
            read_file(register(tmp_path / "a.csv"), Wish(answers={"månfas": "ny"}))

    def test_the_mapping_is_told_before_the_rows_are_read(self, tmp_path):
        told = []
        read_file(register(tmp_path / "a.csv"), Wish(), proposed=told.append)
        assert told[0].start == "Datum"

    def test_a_report_says_what_was_found(self, tmp_path):
        lines = intake.report(read_file(register(tmp_path / "a.csv"), Wish()).content)
        assert lines[0].startswith("a.csv: 6 rader lästa, 6 tas in, 0 avvisade")
        lines = intake.report(read_file(table(tmp_path / "b.csv"), Wish()).content)
        assert lines[0] == "b.csv: 2 uppgifter, 1 mått, 2 områden."


class TestKeeping:
    def test_a_register_fills_a_new_source_and_its_mapping_is_saved(self, tmp_path, put, target):
        delivery = put(register(tmp_path / "a.csv"))
        assert delivery.counts["new"] == count(RegisterRow) == 6
        assert intake.saved_mapping(target.kommun, target.name).start == "Datum"
        events = AuditEvent.objects.values_list("what", flat=True)
        assert {"source.added", "register.imported"} <= set(events)

    def test_the_saved_mapping_reads_a_file_whose_columns_have_moved(self, tmp_path, put, target):
        put(register(tmp_path / "a.csv"))
        moved = [row[::-1] for row in files.rows(7)]
        again = files.write(tmp_path / "b.csv", files.text(files.HEADER[::-1], moved))
        delivery = put(again, mapping=intake.saved_mapping(target.kommun, target.name))
        assert (delivery.counts["new"], delivery.counts["known_before"]) == (1, 6)

    def test_a_question_that_nobody_answered_is_asked_again_next_time(self, tmp_path, put, target):
        rows = [
            ("2026-03-04T10:00:00Z", "6472500", "408700"),
            ("2026-03-05T11:00:00Z", "6472501", "408701"),
        ]
        path = files.csv_file(tmp_path, ("Tid", "N", "E"), *rows)
        put(path)
        saved = intake.saved_mapping(target.kommun, target.name)
        assert "zone" in [question.id for question in saved.questions]

    def test_rows_that_are_gone_are_kept_and_marked(self, tmp_path, put):
        put(register(tmp_path / "a.csv"))
        delivery = put(register(tmp_path / "b.csv", 7))
        assert delivery.counts["vanished"] == 0
        missing = files.rows(7)
        del missing[2]
        delivery = put(files.write(tmp_path / "d.csv", files.text(body=missing)))
        assert (delivery.counts["vanished"], count(RegisterRow)) == (1, 7)

    def test_another_key_would_count_every_row_twice(self, tmp_path, put):
        put(register(tmp_path / "a.csv"))
        with pytest.raises(Refused, match="känner igen sina rader på Ärendenr"):
            put(register(tmp_path / "b.csv", 7), key="innehållet")
        assert count(RegisterRow) == 6

    def test_another_key_is_fine_while_nothing_has_come_in(self, tmp_path, put, target, arrange):
        put(register(tmp_path / "a.csv"))
        with arrange():
            Delivery.objects.unscoped("test").delete()
        put(register(tmp_path / "b.csv", 7), key="innehållet")
        assert from_yaml(only(Source).mapping).key == ()

    def test_an_older_export_is_cautioned(self, tmp_path, put, target):
        put(register(tmp_path / "a.csv", 6))
        older = read_file(register(tmp_path / "b.csv", 3), Wish(today=TODAY))
        (caution,) = storing.cautions(older, target)
        assert "äldre" in caution
        newer = read_file(register(tmp_path / "c.csv", 8), Wish(today=TODAY))
        assert storing.cautions(newer, target) == []
        figures = read_file(table(tmp_path / "d.csv"), Wish())
        assert storing.cautions(figures, target) == []

    def test_a_table_and_a_register_do_not_share_a_source(self, tmp_path, put):
        put(register(tmp_path / "a.csv"))
        with pytest.raises(Refused, match="annat slag"):
            put(table(tmp_path / "b.csv"))
        assert count(Figure) == 0

    @pytest.mark.parametrize("name", ["", "x" * 121])
    def test_a_source_has_a_name_that_fits(self, tmp_path, target, name):
        found = read_file(register(tmp_path / "a.csv"), Wish())
        with pytest.raises(Refused, match="1–120 tecken"):
            store(found, Target(target.kommun, name, SYSTEM))

    def test_a_further_column_brings_its_legal_ground_to_the_source(self, tmp_path, put):
        first = read_file(register(tmp_path / "a.csv"), Wish())
        mapping = first.mapping.keeping((Kept("Tid", "PDL 2 kap. 7 §"),))
        put(register(tmp_path / "a.csv"), mapping=mapping)
        assert only(Source).legal_ground == "PDL 2 kap. 7 §"
        assert RegisterRow.objects.unscoped("test").first().extra == {"Tid": "1.00"}
        changed = first.mapping.keeping((Kept("Tid", "Något nyare"),))
        put(register(tmp_path / "b.csv", 7), mapping=changed)
        assert only(Source).legal_ground == "PDL 2 kap. 7 §"


class TestTables:
    def test_one_series_holds_a_measure_for_every_place(self, tmp_path, put):
        delivery = put(table(tmp_path / "a.csv"))
        assert count(Series) == 1
        found = Figure.objects.unscoped("test").values_list("geography_code", "value", "flag")
        assert sorted(found) == [("9901", 12.0, ""), ("9902", None, "secret")]
        assert delivery.counts == {"figures": 2, "without_value": 1}

    def test_places_without_codes_stay_apart_by_name(self, tmp_path, put):
        body = [("Ön", "2025", "1"), ("Fastlandet", "2025", "2")]
        put(files.write(tmp_path / "a.csv", files.text(("Område", "År", "Antal"), body)))
        names = Figure.objects.unscoped("test").values_list("geography_code", flat=True)
        assert set(names) == {"Ön", "Fastlandet"}

    def test_the_kommuns_own_name_stands_for_its_code(self, kommun):
        assert intake.area_codes(kommun) == {"Lyckeberga": "9901", "Lyckeberga kommun": "9901"}

    def test_long_names_are_cut_and_stay_apart(self):
        first, second = (storing.short("m" * 80 + end, 60) for end in "ab")
        assert len(first) == len(second) == 60
        assert first != second
        assert storing.short("kort", 60) == "kort"


class TestAllOrNothing:
    def broken_file(self, tmp_path):
        return register(tmp_path / "a.csv", 6, last="K9;ingen dag;1.00;Stöld;6472500;408700\n")

    def test_a_stop_in_the_middle_leaves_nothing(self, tmp_path, put, settings):
        settings.MEDIA_ROOT = tmp_path / "media"

        def stop(done, total):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            put(self.broken_file(tmp_path), progress=stop)
        assert [count(m) for m in (Source, Delivery, RegisterRow)] == [0, 0, 0]
        assert not AuditEvent.objects.exists()
        assert not list((tmp_path / "media").rglob("*.csv"))

    def test_a_disk_that_takes_no_rejects_takes_nothing(self, tmp_path, put, settings, monkeypatch):
        settings.MEDIA_ROOT = tmp_path / "media"

        def full(register, path):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(storing, "write_rejects", full)
        with pytest.raises(OSError, match="No space"):
            put(self.broken_file(tmp_path))
        assert count(Source) == 0

    def test_rejected_rows_lie_beside_and_are_swept_after_two_weeks(
        self, tmp_path, put, settings, kommun
    ):
        settings.MEDIA_ROOT = tmp_path / "media"
        delivery = put(self.broken_file(tmp_path))
        (kept,) = storing.rejects_home(kommun).iterdir()
        assert kept.name == delivery.rejects_file
        assert "ingen dag" in kept.read_text(encoding="utf-8-sig")
        storing.sweep_rejects(kommun)
        assert kept.exists()
        old = time.time() - 15 * 86_400
        os.utime(kept, (old, old))
        storing.sweep_rejects(kommun)
        assert not kept.exists()

    def test_what_an_import_did_is_one_sentence(self, tmp_path, put):
        said = storing.told(put(register(tmp_path / "a.csv")))
        assert said.startswith("Inläst till Polisens register: 6 nya, 0 kända sedan förut")


def test_a_refusal_is_a_refusal_wherever_it_is_caught():
    assert issubclass(ImportRefused, Refused)
    assert str(ImportRefused(Sentence("Nej.", "No."), Sentence("Gör så.", "Do so."))) == (
        "Nej. Gör så."
    )


def test_one_is_one_and_the_system_of_the_file_is_named(tmp_path):
    body = [(f"2026-01-{day:02d} 10:00", "13.43", "58.38") for day in range(1, 9)]
    path = files.csv_file(tmp_path, ("datum", "lat", "lon"), *body, ("", "13.43", "58.38"))
    said = intake.report(read_file(path, Wish()).content)
    assert "1 avvisad," in said[0]
    assert said[1].endswith("Koordinater i WGS84, omräknade till SWEREF 99 TM.")
    assert any("Kolumnerna lon och lat har bytt plats i filen" in line for line in said)

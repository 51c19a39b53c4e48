"""A register file is taken in whole or not at all, and its rows are known again."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from django.db import IntegrityError

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.statistics import actions
from lofte.statistics.actions import add_source, change_source, import_register
from lofte.statistics.models import Delivery, RegisterRow, Source
from lofte.statistics.queries import (
    deliveries_of,
    occurrences,
    row_counts,
    source_named,
    sources_of,
)
from tests.incidents.reports import PERSONNUMMER, last_act, told
from tests.statistics.registers import NAT, keyed, register, rows_of


@pytest.fixture
def source(kommun: Kommun, coordinator: User) -> Source:
    return add_source(
        kommun=kommun, name="Polisens register", kind=Source.Kind.REGISTER, by=coordinator
    )


FIRST = {"K1": "2026-11-02", "K2": "2026-11-05 Klotter", "K3": "2026-11-08"}
NEWER = {"K2": "2026-11-05 Skadegörelse", "K3": "2026-11-08", "K4": "2026-11-12"}


def test_a_source_is_named_once_and_its_changes_are_logged(
    kommun: Kommun, source: Source, coordinator: User
) -> None:
    with pytest.raises(Refused, match="finns redan"):
        add_source(kommun=kommun, name=source.name, kind="table", by=coordinator)
    change_source(source=source, licence="CC0", publisher="", by=coordinator)
    assert last_act().what == "source.changed"
    assert last_act().details == {"fields": ["licence"]}
    change_source(source=source, licence="CC0", by=coordinator)
    assert last_act().details == {"fields": []}
    assert str(source) == "Polisens register"


def test_a_first_file_is_kept_row_by_row(source: Source, coordinator: User) -> None:
    file = register(FIRST, counts={"read": 4, "rejected": 1}, notes=["Tiderna är lokala."])
    delivery = import_register(source=source, file=file, by=coordinator)
    assert delivery.counts == {
        "read": 4,
        "rejected": 1,
        "rows": 3,
        "new": 3,
        "known_before": 0,
        "vanished": 0,
        "left_window": 0,
    }
    assert (delivery.period_start, delivery.period_end) == (date(2026, 11, 2), date(2026, 11, 8))
    assert delivery.notes == ["Tiderna är lokala."]
    assert [row.category for row in rows_of(source)] == ["Inbrott", "Klotter", "Inbrott"]
    assert rows_of(source)[0].extra is None
    event = last_act()
    assert (event.what, event.kommun_code, event.details["new"]) == ("register.imported", "9901", 3)
    assert str(delivery) == "Polisens register: export.csv"


def test_the_same_file_again_is_refused(source: Source, coordinator: User) -> None:
    import_register(source=source, file=register(FIRST), by=coordinator)
    with pytest.raises(Refused, match="redan inläst"):
        import_register(source=source, file=register(FIRST), by=coordinator)


def test_the_same_file_read_with_another_map_is_taken_in(source: Source) -> None:
    import_register(source=source, file=register(FIRST, read_as="a map"), by=SYSTEM)
    corrected = {key: f"{day} Klotter" for key, day in FIRST.items()}
    file = register(FIRST, read_as="a corrected map", category=["Klotter"] * len(corrected))
    import_register(source=source, file=file, by=SYSTEM)
    assert {row.category for row in rows_of(source)} == {"Klotter"}
    with pytest.raises(Refused, match="rättad kolumnkarta"):
        import_register(source=source, file=file, by=SYSTEM)


def test_a_newer_file_makes_no_doubles_and_marks_what_vanished(
    source: Source, coordinator: User
) -> None:
    import_register(source=source, file=register({**FIRST, "K5": "2026-11-06"}), by=SYSTEM)
    delivery = import_register(source=source, file=register(NEWER), by=SYSTEM)
    counts = delivery.counts
    assert (counts["new"], counts["known_before"], counts["vanished"]) == (1, 2, 1)
    gone = [row for row in rows_of(source) if row.vanished_in]
    assert [(row.started_at.day, row.left_window) for row in gone] == [(2, True), (6, False)]
    assert counts["left_window"] == 1, "older than what the file covers: marked, and it counts"
    assert rows_of(source)[1].category == "Skadegörelse"
    assert row_counts(source) == {"rows": 5, "without_place": 0, "vanished": 1, "left_window": 1}


def test_a_row_that_comes_back_loses_its_mark_and_keeps_its_origin(source: Source) -> None:
    first = import_register(source=source, file=register(FIRST), by=SYSTEM)
    import_register(source=source, file=register({"K1": FIRST["K1"], "K3": FIRST["K3"]}), by=SYSTEM)
    assert rows_of(source)[1].vanished_in is not None
    third = import_register(source=source, file=register({**FIRST, "K6": "2026-11-08"}), by=SYSTEM)
    back = rows_of(source)[1]
    assert (back.vanished_in, back.first_delivery, back.last_delivery) == (None, first, third)


def test_of_a_key_that_is_repeated_the_last_row_stands(source: Source) -> None:
    days = ["2026-11-02", "2026-11-03", "2026-11-04"]
    file = keyed(["A", "B", "A"], days, ["Klotter", "Inbrott", "Rån"])
    assert import_register(source=source, file=file, by=SYSTEM).counts["rows"] == 2
    assert [row.category for row in rows_of(source)] == ["Inbrott", "Rån"]


def test_rows_without_coordinates_are_kept_and_counted(source: Source) -> None:
    nowhere = np.array([np.nan, 561_050.0, 561_050.0])
    ends = np.array([NAT, NAT, np.datetime64("2026-11-08T14:00:00")])
    import_register(source=source, file=register(FIRST, x=nowhere, end=ends), by=SYSTEM)
    assert rows_of(source)[0].x is rows_of(source)[0].y is None
    assert rows_of(source)[2].ended_at == datetime(2026, 11, 8, 13, tzinfo=ZoneInfo("UTC"))
    assert row_counts(source)["without_place"] == 1


def test_the_key_cannot_be_read_from_the_row(source: Source, kommun: Kommun) -> None:
    other = add_source(kommun=kommun, name="Ett till", kind=Source.Kind.REGISTER, by=SYSTEM)
    for one in (source, other):
        import_register(source=one, file=register({"0201-K123-26": "2026-11-02"}), by=SYSTEM)
    [row], [same] = rows_of(source), rows_of(other)
    assert "K123" not in str(RegisterRow.objects.unscoped("test").values().first())
    assert row.key_hash != same.key_hash, "each source has its own salt"
    assert str(row) == f"{source.pk}:{row.key_hash}"


def test_personal_data_in_a_category_never_reaches_the_table(source: Source) -> None:
    file = register({"K1": f"2026-11-02 Stöld hos {PERSONNUMMER}"})
    import_register(source=source, file=file, by=SYSTEM)
    assert rows_of(source)[0].category == "Stöld hos [personnummer]"
    assert not [row for row in told() if PERSONNUMMER in row]


def test_further_columns_need_a_legal_ground(source: Source) -> None:
    extra = [{"gods": "Cykel", "not": PERSONNUMMER, "antal": 2}] * 3
    file = register(FIRST, extra=extra)
    with pytest.raises(Refused, match="rättslig grund"):
        import_register(source=source, file=file, by=SYSTEM)
    assert not rows_of(source)
    change_source(source=source, legal_ground="Avtal 2026-3, art. 6.1 e", by=SYSTEM)
    import_register(source=source, file=file, by=SYSTEM)
    assert rows_of(source)[0].extra == {"gods": "Cykel", "not": "[personnummer]", "antal": 2}


def test_an_empty_file_is_refused(source: Source) -> None:
    with pytest.raises(Refused, match="inga rader"):
        import_register(source=source, file=register({}), by=SYSTEM)


def test_a_source_keeps_to_one_system_of_coordinates(source: Source) -> None:
    utm = "EPSG:32616"
    import_register(source=source, file=register(FIRST, crs=utm), by=SYSTEM)
    assert Source.objects.unscoped("test").get(pk=source.pk).crs == utm
    with pytest.raises(Refused, match="koordinater i EPSG:32616"):
        import_register(source=source, file=register(NEWER), by=SYSTEM)


def test_a_file_that_fails_midway_leaves_nothing(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    import_register(source=source, file=register(FIRST), by=SYSTEM)
    before = [(row.pk, row.category, row.vanished_in) for row in rows_of(source)]
    acts = AuditEvent.objects.count()

    def fail_at_the_end(done: int, total: int) -> None:
        if done == total:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        import_register(source=source, file=register(NEWER), by=SYSTEM, progress=fail_at_the_end)
    assert [(row.pk, row.category, row.vanished_in) for row in rows_of(source)] == before
    assert AuditEvent.objects.count() == acts
    assert Delivery.objects.unscoped("test").count() == 1


def test_a_batch_that_the_table_refuses_leaves_nothing(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH", 1)
    kept = actions._hash
    monkeypatch.setattr(actions, "_hash", lambda of, key: None if key == "K2" else kept(of, key))
    with pytest.raises(IntegrityError):
        import_register(source=source, file=register(FIRST), by=SYSTEM)
    assert not rows_of(source)
    assert not Delivery.objects.unscoped("test").exists()


def test_a_long_file_tells_how_far_it_has_come(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    told_: list[tuple[int, int]] = []
    file = keyed(["A", "B", "C", "A"], ["2026-11-02"] * 4, ["Rån"] * 4)
    import_register(
        source=source, file=file, by=SYSTEM, progress=lambda done, n: told_.append((done, n))
    )
    assert told_ == [(2, 3), (3, 3)]


# --- what leaves the room -------------------------------------------------------------------------


def test_registers_that_count_leave_place_time_and_category(kommun: Kommun, source: Source) -> None:
    import_register(source=source, file=register(FIRST), by=SYSTEM)
    import_register(source=source, file=register({"K1": FIRST["K1"], "K3": FIRST["K3"]}), by=SYSTEM)
    [found] = occurrences(kommun, date(2026, 11, 1), date(2026, 11, 8))
    assert found.category == ("Inbrott",)
    assert found.start.tolist() == [datetime(2026, 11, 2, 12)]
    change_source(source=source, in_picture=False, by=SYSTEM)
    assert occurrences(kommun, date(2026, 11, 1), date(2026, 12, 1)) == []


def test_an_event_in_the_hour_that_is_skipped_does_not_end_before_it_starts(
    kommun: Kommun, source: Source
) -> None:
    start = np.array(["2026-03-29T02:50:00"], "datetime64[s]")
    end = np.array(["2026-03-29T03:10:00"], "datetime64[s]")
    import_register(
        source=source, file=register({"K1": "2026-03-29"}, start=start, end=end), by=SYSTEM
    )
    [found] = occurrences(kommun, date(2026, 3, 1), date(2026, 4, 1))
    assert found.end[0] >= found.start[0]


def test_sources_are_seen_with_their_deliveries(
    kommun: Kommun, source: Source, coordinator: User, outsider: User
) -> None:
    import_register(source=source, file=register(FIRST), by=SYSTEM)
    [row] = sources_of(kommun, coordinator)
    assert (row.deliveries_n, row.last_import.date()) == (1, row.created_at.date())
    assert deliveries_of(source, coordinator).count() == 1
    assert source_named(kommun, coordinator, "Polisens register") == source
    assert source_named(kommun, outsider, "Polisens register") is None
    assert not sources_of(kommun, outsider).exists()
    assert not deliveries_of(source, outsider).exists()
    assert not RegisterRow.objects.visible_to(outsider).exists()

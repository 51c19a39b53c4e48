"""A typed file is read as it is kept: the same events, rejects and sentences as from its text."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.importers.registers import Mapping, open_file, propose, read
from lofte.importers.registers.keys import keys_of, repeats_of
from lofte.importers.registers.mapping import Kept
from lofte.importers.registers.raw import RawTable
from lofte.importers.registers.when import read_times
from lofte.importers.registers.where import read_places
from tests.importers.registers.files import SKARA, csv_file

NORTH, EAST = SKARA
MAPPING = Mapping("t", start="datum", x="E", y="N", crs="EPSG:3006", category=("typ",))
NUMBERS = st.one_of(
    st.none(), st.just(float("nan")), st.just(float("inf")), st.just(0.0), st.floats(-5e3, 5e3)
)
TIMES = st.one_of(st.none(), st.datetimes(dt.datetime(1940, 1, 1), dt.datetime(2030, 1, 1)))
KINDS = st.sampled_from([None, "", " Rån ", "Rån", "Stöld", "stöld\u00a0"])


def parquet(folder, name="a.parquet", **columns):
    path = folder / name
    pq.write_table(pa.table(columns), path)
    return path


def typed_and_text(folder, rows):
    """The same table twice: as a typed file, and as everything that it says in text."""
    n, e, when, kind = zip(*rows, strict=True)
    path = parquet(
        folder,
        N=pa.array(n, pa.float64()),
        E=pa.array(e, pa.float64()),
        datum=pa.array(when, pa.timestamp("us")),
        typ=pa.array(kind, pa.string()).dictionary_encode(),
    )
    typed = open_file(path)
    plain = {name: typed.text(name) for name in typed.names}
    return typed, RawTable(plain, typed.rows, typed.file, typed.format, typed.size, typed.checksum)


def near(value, start):
    """Around the town, or nowhere: 0 stays 0."""
    return value if value in (None, 0.0) else value + start


@given(st.lists(st.tuples(NUMBERS, NUMBERS, TIMES, KINDS), max_size=20))
def test_typed_columns_read_as_their_text_would(tmp_path_factory, drawn):
    rows = [(near(n, NORTH), near(e, EAST), when, kind) for n, e, when, kind in drawn]
    rows.append((NORTH, EAST, dt.datetime(2026, 1, 5, 10), "Rån"))
    typed, text = typed_and_text(tmp_path_factory.getbasetemp(), rows)
    a, b = read(typed, MAPPING), read(text, MAPPING)
    for name in ("x", "y", "start", "end", "category"):
        np.testing.assert_array_equal(getattr(a.points, name), getattr(b.points, name))
    assert (a.points.categories, a.counts, a.rejects) == (b.points.categories, b.counts, b.rejects)
    assert a.keys == b.keys


def test_a_time_with_a_zone_is_utc(tmp_path):
    stamp = pa.array([dt.datetime(2026, 7, 1, 22)], pa.timestamp("us", "UTC"))
    path = parquet(tmp_path, N=[NORTH], E=[EAST], datum=stamp)
    mapping = Mapping("t", start="datum", x="E", y="N", crs="EPSG:3006", zone="utc")
    assert str(read(open_file(path), mapping).points.start[0]) == "2026-07-02T00:00:00"


def test_times_beyond_this_age_are_read_as_text(tmp_path):
    times = pa.array([dt.datetime(2026, 1, 5), dt.datetime(3000, 1, 1)], pa.timestamp("us"))
    raw = open_file(parquet(tmp_path, N=[NORTH] * 2, E=[EAST] * 2, datum=times))
    assert "datum" not in raw.typed
    assert raw.text("datum").to_pylist()[1].startswith("3000-01-01")


def test_a_file_in_several_pieces_is_one_table(tmp_path):
    path = tmp_path / "pieces.parquet"
    table = pa.table({"N": [NORTH] * 10, "E": [EAST] * 10, "datum": ["2026-01-05 10:00"] * 10})
    pq.write_table(table, path, row_group_size=3)
    raw = open_file(path)
    assert read(raw, propose(raw)).counts.kept == 10


def test_a_preview_and_a_proposal_see_the_text_of_a_long_typed_file(tmp_path):
    n = 60_000
    when = np.datetime64("2026-01-05", "s") + np.arange(n)
    path = parquet(tmp_path, N=np.full(n, NORTH), E=np.full(n, EAST), datum=when)
    raw = open_file(path)
    assert raw.head(1) == [(str(NORTH)[:-2], str(EAST)[:-2], "2026-01-05 00:00:00")]
    assert propose(raw).start == "datum"


ROWS = st.lists(
    st.tuples(st.integers(1, 3), st.integers(0, 2), st.sampled_from(["Rån", "Rån ", "Stöld"])),
    min_size=1,
    max_size=25,
)


@pytest.mark.parametrize("keep", [(), (Kept("typ", "kamerabevakningslagen"),)])
@given(ROWS, st.integers(0, 3))
def test_repeats_are_counted_as_the_keys_count_them(tmp_path_factory, keep, drawn, bad):
    body = [(f"2026-01-0{day} 10:00", kind, str(NORTH + m), str(EAST)) for day, m, kind in drawn]
    body += [("", "Rån", str(NORTH), str(EAST))] * bad
    folder = tmp_path_factory.getbasetemp()
    raw = open_file(csv_file(folder, ("datum", "typ", "N", "E"), *body))
    mapping = Mapping("t", "datum", x="E", y="N", crs="3006", category=("typ",), keep=keep)
    when, where = read_times(raw, mapping, None), read_places(raw, mapping)
    good = ~np.isnat(when.start)
    _, repeats = keys_of(raw, mapping, when, where, good)
    assert repeats_of(raw, mapping, when, where, good) == repeats

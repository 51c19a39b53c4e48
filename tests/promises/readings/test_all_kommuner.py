"""Kolada for all 290 kommuner: each one's value is there by itself, a status is never a zero."""

import os
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.importers.intake import Wish, read_file
from lofte.importers.storing import Target, store
from lofte.management.dues.readings import read_all
from lofte.people.models import Party
from lofte.places.models import Kommun
from lofte.promises.commitments.actions import add_indicator
from lofte.promises.inputs import IndicatorFacts
from lofte.promises.models import Promise
from lofte.promises.readings.models import Reading
from lofte.statistics.models import Series
from tests.promises.drafts import commit

DATA = Path(os.environ.get("LOFTE_REAL_DATA", Path(__file__).parents[4] / "shared" / "data"))
FILE = DATA / "kolada" / "2023-03-28_KOLADA_data_raw.parquet"
pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="the real data is not at hand")
MIXED = "N17813"  # has all three statuses
FLAGS = {"Missing": "missing", "Privacy": "secret", "Not applicable": "not_applicable"}


@pytest.mark.parametrize(("kpi", "statuses"), [("U07452", set()), (MIXED, set(FLAGS.values()))])
def test_every_kommun_has_its_value(
    kommun: Kommun, party: Party, promise: Promise, tmp_path: Path, kpi: str, statuses: set[str]
) -> None:
    table = pq.read_table(FILE)
    wanted = pc.and_(pc.equal(table["kpi"], kpi), pc.equal(table["gender"], "T"))
    few = table.filter(wanted)
    path = tmp_path / "kolada.parquet"
    pq.write_table(few, path)
    store(read_file(path, Wish(name="Kolada")), Target(kommun, "Kolada", SYSTEM))
    series = Series.objects.unscoped("test").get(code=kpi)
    point = commit(promise, party)
    codes = sorted({code.zfill(4) for code in few["municipality_id"].to_pylist()})
    assert len(codes) == 290
    made = {
        code: add_indicator(
            commitment=point,
            facts=IndicatorFacts(
                kind="effect", name=f"{kpi} {code}", series=series, series_area=code
            ),
            by=SYSTEM,
        )
        for code in codes
    }
    assert read_all() == few.num_rows
    rows = Reading.objects.unscoped("test").values_list(
        "indicator", "period_start__year", "value", "flag"
    )
    read = {(pk, year): (value, flag) for pk, year, value, flag in rows}
    expected: dict[Any, Any] = {}
    for row in few.to_pylist():
        flag = FLAGS.get(row["status"], "")
        value = None if flag else row["value"]
        key = (made[row["municipality_id"].zfill(4)].pk, row["year"])
        expected[key] = (value, flag or ("missing" if value is None else ""))
    assert read == expected
    assert {flag for _value, flag in read.values()} - {""} == statuses
    assert all(value is None for value, flag in read.values() if flag)
    assert AuditEvent.objects.filter(what="indicator.followed").count() == 290
    assert read_all() == 0

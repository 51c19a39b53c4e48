"""Points into the cube, beside a group-by of the same points."""

from typing import Any

from benchmarks.figure import Figure, Peer, Target
from benchmarks.town import FIRST, GRID, WEEKS, points
from lofte.analysis.cube import cube
from lofte.analysis.points import Points

EPOCH = (FIRST.toordinal() - 719_163) * 86_400
KEYS = f"""
    (cast(floor(y / 100) as int) - {int(GRID.y0) // 100}) * {GRID.nx}
        + cast(floor(x / 100) as int) - {int(GRID.x0) // 100} as cell,
    cast((start - {EPOCH}) // 604800 as int) as week, category
"""


def ours(data: Points) -> Any:
    return cube(data, GRID, WEEKS)


def as_arrow(data: Points) -> Any:
    import pyarrow

    start = data.start.view("int64")
    columns = {"x": data.x, "y": data.y, "start": start, "category": data.category}
    return pyarrow.table(columns)


def duckdb(table: Any) -> Any:
    import duckdb

    with duckdb.connect() as database:
        database.register("points", table)
        return database.execute(f"select {KEYS}, count(*) from points group by all").fetchnumpy()


def polars(table: Any) -> Any:
    import polars as pl

    keys = (
        ((pl.col("y") / 100).floor() * GRID.nx + (pl.col("x") / 100).floor()).cast(pl.Int64),
        ((pl.col("start") - EPOCH) // 604_800).alias("week"),
        "category",
    )
    return pl.from_arrow(table).lazy().group_by(*keys).len().collect()


PEERS = (
    Peer("duckdb group by", "duckdb", duckdb, prepare=as_arrow),
    Peer("polars group_by", "polars", polars, prepare=as_arrow),
)
FIGURES = (
    Figure("cube of 1 M points", 10**6, lambda: points(10**6), ours, PEERS),
    Figure(
        "cube of 10 M points",
        10**7,
        lambda: points(10**7),
        ours,
        PEERS[:1],
        Target(ratio=1 / 1.5, mib=1024),
        recorded=(("pandas", 4.9), ("geopandas sjoin", 36.0)),
    ),
    Figure(
        "cube, growth",
        10**7,
        points,
        ours,
        target=Target(slope=1.1),
        growth=(10**4, 10**5, 10**6, 10**7),
    ),
)

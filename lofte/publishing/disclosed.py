"""From a frozen picture to what the public may see: areas only, small figures hidden, no ranking.

Pure: a document in, plain values out. The figures of areas and of categories share their total, so
they are protected as one linked table. Earlier editions are out already: what they hid of the same
period stays hidden, and the trend tells their own totals again and nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lofte.analysis.disclosure import Table, protect
from lofte.analysis.periods import parse
from lofte.places.swedish import swedish_key
from lofte.publishing.editions import PublishedEdition
from lofte.situation import sentences
from lofte.situation.document import FEWER, MORE, TOO_FEW, Area, Category, Figures, PictureDocument
from lofte.situation.render.area_geojson import outline_geometry

SCHEMA = "lofte/edition/1"
UNSAID = "visas inte"
TOO_SHORT = "för kort historik"
# With fewer periods behind it, what is "normal" gives away single periods that were hidden.
LONG_HISTORY = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures that may be told; None where they may not."""

    areas: list[int | None]
    elsewhere: int | None
    kinds: list[int | None]
    total: int | None
    method: str
    version: str


def public_picture(
    document: PictureDocument,
    *,
    minimum: int,
    earlier: Sequence[PublishedEdition] = (),
    wholes: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What the edition holds of the picture. Hidden figures are None.

    wholes: a kind's name to the name of the larger kind that it is told as part of.
    """
    areas = sorted(document.areas, key=lambda area: swedish_key(area.name))
    kinds = _whole_kinds(document.categories, wholes or {})
    same = [one.content for one in earlier if one.content["period_key"] == document.period_key]
    shown = _shown(document.total.count, areas, kinds, minimum, same)
    compared = document.history.periods >= LONG_HISTORY
    rows = [_area(area, n, compared) for area, n in zip(areas, shown.areas, strict=True)]
    return {
        "schema": SCHEMA,
        "period_key": document.period_key,
        "period_label": document.period_label,
        "first_day": document.first_day,
        "last_day": document.last_day,
        "source": document.source.name,
        "history": document.history.sentence,
        "minimum": minimum,
        "total": shown.total,
        "total_normal": _normal(document.total) if compared and shown.total is not None else None,
        "summary": _summary(document, areas, rows, shown.total),
        "areas": rows,
        "elsewhere": shown.elsewhere,
        "categories": [
            {"name": kind.name, "count": n} for kind, n in zip(kinds, shown.kinds, strict=True)
        ],
        "trend": _trend(document, shown.total, earlier),
        "map": _map(document, areas, rows),
        "methods": [
            {"family": m.family, "name": m.name, "version": m.version} for m in document.methods
        ],
        "disclosure": {"method": shown.method, "version": shown.version},
    }


def _whole_kinds(kinds: Sequence[Category], wholes: Mapping[str, str]) -> list[Category]:
    """Small kinds told as one, by name: fewer figures have to be hidden."""
    counts: dict[str, int] = {}
    for kind in kinds:
        name = wholes.get(kind.name, kind.name)
        counts[name] = counts.get(name, 0) + kind.figures.count
    return [
        Category(name, Figures(counts[name]), klass="") for name in sorted(counts, key=swedish_key)
    ]


def _shown(
    total: int,
    areas: Sequence[Area],
    kinds: Sequence[Category],
    minimum: int,
    same: Sequence[dict[str, Any]],
) -> Shown:
    """Cells in order: areas, elsewhere, the sum of those, categories, the total."""
    by_area = [area.figures.count for area in areas]
    # On the border between two areas an event counts in both. Then their sum is a cell of its own,
    # protected too: whoever takes it for the total is nearly right.
    overlap = sum(by_area) > total
    by_area.append(0 if overlap else total - sum(by_area))
    by_kind = [kind.figures.count for kind in kinds]
    counts = np.array([*by_area, sum(by_area), *by_kind, total], dtype=np.int64)
    middle, last = len(by_area), len(counts) - 1
    sums = [(middle, tuple(range(middle))), (last, tuple(range(middle + 1, last)))]
    if not overlap:
        sums.append((last, (middle,)))
    hidden = _hidden_before(same, areas, kinds)
    if total < minimum:  # nothing is large enough to hide the rest behind: only zeros are told
        sums, hidden = [], np.ones(len(counts), dtype=np.bool_)
    protected = protect(Table(counts, tuple(sums), (len(counts),)), minimum=minimum, also=hidden)
    told = [None if figure < 0 else int(figure) for figure in protected.shown.tolist()]
    return Shown(
        areas=told[: middle - 1],
        elsewhere=None if overlap else told[middle - 1],
        kinds=told[middle + 1 : last],
        total=None if told[middle] is None else told[last],
        method=protected.method,
        version=protected.version,
    )


def _hidden_before(
    same: Sequence[dict[str, Any]], areas: Sequence[Area], kinds: Sequence[Category]
) -> NDArray[np.bool_]:
    """bool[cells]: hidden in an edition of the same period; showing it now could tell another."""
    hidden = np.zeros(len(areas) + len(kinds) + 3, dtype=np.bool_)
    for content in same:
        of_area = {row["code"]: row["count"] for row in content["areas"]}
        of_kind = {row["name"]: row["count"] for row in content["categories"]}
        if set(of_kind) != {kind.name for kind in kinds}:
            of_kind = {}  # grouped in another way: the difference of two groups could be small
        total = content["total"]
        counts = [of_area.get(area.code) for area in areas]
        counts += [content["elsewhere"], total]
        counts += [of_kind.get(kind.name) for kind in kinds] + [total]
        hidden |= np.array([count is None for count in counts])
    return hidden


def _normal(figures: Figures) -> list[int] | None:
    if figures.low is None or figures.high is None:
        return None
    return [figures.low, figures.high]


def _area(area: Area, count: int | None, compared: bool) -> dict[str, Any]:
    klass = area.klass if compared else TOO_SHORT
    return {
        "code": area.code,
        "name": area.name,
        "count": count,
        "normal": _normal(area.figures) if compared and count is not None else None,
        "klass": UNSAID if count is None else klass,
    }


def _summary(
    document: PictureDocument,
    areas: Sequence[Area],
    rows: list[dict[str, Any]],
    total: int | None,
) -> list[str]:
    said = []
    if total is not None:
        compared = document.history.periods >= LONG_HISTORY
        alone = sentences.total(Figures(total), TOO_FEW)
        said.append(document.total_sentence if compared else alone)
    said += [
        sentences.finding(area.name, area.figures)
        for area, row in zip(areas, rows, strict=True)
        if row["klass"] in (MORE, FEWER)
    ]
    return said or ["Det är för få händelser för att säga något utan att peka ut någon."]


def _trend(
    document: PictureDocument, total: int | None, earlier: Sequence[PublishedEdition]
) -> list[dict[str, Any]]:
    """The totals of open editions of such periods, oldest first: nothing that is not yet told."""
    kind = parse(document.period_key).kind
    points = {
        one.content["first_day"]: _point(one.content, one.content["total"], now=False)
        for one in earlier
        if one.is_open
        and one.content["first_day"] < document.first_day
        and parse(one.content["period_key"]).kind == kind
    }
    now = {"period_label": document.period_label, "first_day": document.first_day}
    return [*(points[day] for day in sorted(points)), _point(now, total, now=True)]


def _point(content: dict[str, Any], total: int | None, *, now: bool) -> dict[str, Any]:
    return {
        "label": content["period_label"],
        "start": content["first_day"],
        "count": total,
        "now": now,
    }


def _map(
    document: PictureDocument, areas: Sequence[Area], rows: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": row["code"],
                "properties": {
                    "id": row["code"],
                    "name": row["name"],
                    "count": row["count"],
                    "class": row["klass"],
                },
                "geometry": outline_geometry(area, document.source.crs),
            }
            for area, row in zip(areas, rows, strict=True)
            if area.outline
        ],
    }

"""From a frozen picture to what the public may see: areas only, small figures hidden, no ranking.

Pure: a document in, plain values out. The figures of areas and of categories share their total, so
they are protected as one linked table.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lofte.analysis.disclosure import Protected, Table, protect
from lofte.places.swedish import swedish_key
from lofte.situation import sentences
from lofte.situation.document import FEWER, MORE, Area, Figures, PictureDocument
from lofte.situation.render.area_geojson import outline_geometry

SCHEMA = "lofte/edition/1"
USUAL = "som normalt"
UNSAID = "visas inte"


def public_picture(document: PictureDocument, *, minimum: int) -> dict[str, Any]:
    """What the edition holds of the picture. Hidden figures are None."""
    areas = sorted(document.areas, key=lambda area: swedish_key(area.name))
    kinds = sorted(document.categories, key=lambda kind: swedish_key(kind.name))
    protected = _protect(document, areas, [kind.figures.count for kind in kinds], minimum)
    shown = protected.shown.ravel().tolist()
    area_rows = [_area(area, shown[i]) for i, area in enumerate(areas)]
    kind_rows = [
        {"name": kind.name, "count": _visible(shown[len(areas) + 1 + i])}
        for i, kind in enumerate(kinds)
    ]
    total = _visible(shown[-1])
    return {
        "schema": SCHEMA,
        "period_key": document.period_key,
        "period_label": document.period_label,
        "first_day": document.first_day,
        "last_day": document.last_day,
        "source": document.source.name,
        "history": document.history.sentence,
        "minimum": minimum,
        "total": total,
        "total_normal": _normal(document.total) if total is not None else None,
        "summary": _summary(document, areas, area_rows, total),
        "areas": area_rows,
        "elsewhere": _visible(shown[len(areas)]),
        "categories": kind_rows,
        "trend": _trend(document, minimum, total),
        "map": _map(document, areas, area_rows),
        "methods": [
            {"family": m.family, "name": m.name, "version": m.version} for m in document.methods
        ],
        "disclosure": {"method": protected.method, "version": protected.version},
    }


def _protect(
    document: PictureDocument, areas: Sequence[Area], kinds: list[int], minimum: int
) -> Protected:
    """Cells: areas, elsewhere, categories, other categories, total; two sums share the total."""
    by_area = [area.figures.count for area in areas]
    total = document.total.count
    by_area.append(total - sum(by_area))
    kinds = [*kinds, total - sum(kinds)]
    counts = np.array([*by_area, *kinds, total], dtype=np.int64)
    last, cut = len(counts) - 1, len(by_area)
    sums = ((last, tuple(range(cut))), (last, tuple(range(cut, last))))
    return protect(Table(counts, sums, (len(counts),)), minimum=minimum)


def _visible(figure: int) -> int | None:
    return None if figure < 0 else int(figure)


def _normal(figures: Figures) -> list[int] | None:
    if figures.low is None or figures.high is None:
        return None
    return [figures.low, figures.high]


def _area(area: Area, figure: int) -> dict[str, Any]:
    count = _visible(figure)
    said = count is not None
    return {
        "code": area.code,
        "name": area.name,
        "count": count,
        "normal": _normal(area.figures) if said else None,
        "klass": area.klass if said else UNSAID,
    }


def _summary(
    document: PictureDocument,
    areas: Sequence[Area],
    rows: list[dict[str, Any]],
    total: int | None,
) -> list[str]:
    said = [document.total_sentence] if total is not None else []
    said += [
        sentences.finding(area.name, area.figures)
        for area, row in zip(areas, rows, strict=True)
        if row["klass"] in (MORE, FEWER)
    ]
    return said or ["Det är för få händelser för att säga något utan att peka ut någon."]


def _trend(document: PictureDocument, minimum: int, total: int | None) -> dict[str, Any]:
    points = [
        {
            "label": point.label,
            "start": point.start,
            "now": point.now,
            "count": None
            if 0 < point.count < minimum or (point.now and total is None)
            else point.count,
        }
        for point in document.trend.points
    ]
    return {
        "step": document.trend.step,
        "points": points,
        "low": document.trend.low,
        "high": document.trend.high,
    }  # fmt: skip


def _map(
    document: PictureDocument, areas: Sequence[Area], rows: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": row["code"],
                "properties": {name: row[name] for name in ("code", "name", "count", "klass")},
                "geometry": outline_geometry(area, document.source.crs),
            }
            for area, row in zip(areas, rows, strict=True)
            if area.outline
        ],
    }

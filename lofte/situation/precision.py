"""How exact a picture is for whom: the group sees squares and places, others see areas."""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from lofte.situation import sentences
from lofte.situation.document import ALARM, FEWER, MORE, Area, Finding, PictureDocument

HIDDEN = "plats som bara gruppen ser"


def at_area_level(document: PictureDocument) -> PictureDocument:
    """The same picture without squares, places and points: findings of areas and of kinds."""
    others = (f for f in document.findings if _is_wide(f) and (not f.area or f.kind == ALARM))
    found = tuple(
        replace(one, number=i)
        for i, one in enumerate([*_of_areas(document), *others], start=1)
    )  # fmt: skip
    said = tuple(one.sentence for one in found[:4]) or (sentences.NOTHING,)
    number = {one.area: one.number for one in found if one.area}
    return replace(
        document,
        findings=found,
        summary=(document.total_sentence, *said),
        cells=(),
        places=(),
        sections=tuple(section for section in document.sections if section.wide),
        areas=tuple(replace(a, finding=number.get(a.code, 0)) for a in document.areas),
    )


def without_names(document: PictureDocument, names: Collection[str]) -> PictureDocument:
    """The same picture with other words where it names one of the places."""
    text = document.to_json().decode()
    for name in sorted(names, key=len, reverse=True):
        spelt = re.escape(json.dumps(name, ensure_ascii=False)[1:-1])
        text = re.sub(spelt, HIDDEN, text, flags=re.IGNORECASE)
    return PictureDocument.from_data(json.loads(text))


def _wide_ones(document: PictureDocument) -> list[Finding]:
    return [f for f in document.findings if f.area and _is_wide(f) and f.kind != ALARM]


def _is_wide(found: Finding) -> bool:
    return not found.cells and not found.place_id and found.x is None


def _of_areas(document: PictureDocument) -> Iterator[Finding]:
    """Every area that deviates, also where the full picture told it as a place inside the area."""
    told = {found.area: found for found in _wide_ones(document)}
    deviating = [area for area in document.areas if area.klass in (MORE, FEWER)]
    for area in sorted(deviating, key=_order):
        yield told.get(area.code) or _finding(area, document.register)


def _order(area: Area) -> tuple[bool, float, str]:
    """More before fewer, the farthest from normal first."""
    off = abs(area.figures.count - (area.figures.expected or 0))
    return area.klass != MORE, -off, area.code


def _finding(area: Area, source: str) -> Finding:
    more = area.klass == MORE
    return Finding(
        number=0,
        kind=area.klass,
        place=area.name,
        sentence=sentences.finding(area.name, area.figures),
        figures=area.figures if more else replace(area.figures, p=None, q=None),
        strength=sentences.strength(area.figures.q) if more else "visst stöd",
        source=source,
        method="more_than_normal",
        area=area.code,
    )

"""How exact a picture is for whom: the group sees squares and places, others see areas."""

from dataclasses import replace

from lofte.situation.document import Finding, PictureDocument


def at_area_level(document: PictureDocument) -> PictureDocument:
    """The same picture without squares, places and points: findings of areas, kinds, the whole."""
    kept = tuple(found for found in document.findings if _of_area(found))
    numbered = tuple(replace(found, number=i) for i, found in enumerate(kept, start=1))
    summary = (document.total_sentence, *(found.sentence for found in numbered[:4]))
    areas = tuple(
        replace(area, finding=next((f.number for f in numbered if f.area == area.code), 0))
        for area in document.areas
    )
    return replace(document, findings=numbered, summary=summary, cells=(), places=(), areas=areas)


def _of_area(found: Finding) -> bool:
    return not found.cells and not found.place_id and found.x is None

"""Emerging places, as a picture tells them: a new or growing place among those with most."""

from benchmarks.honesty.simple import NEAR, Simple
from lofte.analysis.emerging import Kind
from lofte.situation.deeper.emerging import WORDS
from lofte.situation.document import MORE

NAME = "Nya platser med flest"
SAYS = "någon plats är ny eller tydligare bland dem med flest"
LEVEL = 0.05
PLANTED = "rise"
CHANGES = {WORDS[kind].capitalize() for kind in (Kind.NEW, Kind.CONSECUTIVE, Kind.INTENSIFYING)}


def falsely(town: Simple) -> bool:
    """Anything that is printed as new or growing: in the title, a sentence or the table."""
    told = town.section("varaktighet")
    listed = any(row[1] for row in told.rows if row[0] in CHANGES)
    return told.title.startswith("Nytt") or listed


def found(town: Simple) -> bool:
    """It is told of some square, which is more than normal: one lies near the planted place."""
    x, y = town.planted
    near = any(
        max(abs(cell.x - x), abs(cell.y - y)) <= NEAR
        for cell in town.document.cells
        if cell.klass == MORE
    )
    return near and falsely(town)

""" "Fler än normalt", as a picture says it of a square."""

from benchmarks.honesty.simple import NEAR, Simple
from lofte.situation.document import MORE

NAME = "Fler än normalt"
SAYS = "någon ruta har fler än normalt"
LEVEL = 0.05
PLANTED = "rise"


def falsely(town: Simple) -> bool:
    return any(cell.klass == MORE for cell in town.document.cells)


def found(town: Simple) -> bool:
    """A square that is told lies within 300 metres of the planted place."""
    x, y = town.planted
    return any(
        max(abs(cell.x - x), abs(cell.y - y)) <= NEAR
        for cell in town.document.cells
        if cell.klass == MORE
    )

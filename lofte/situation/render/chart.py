"""A chart is a message, a drawing, a description and the same content as a table."""

from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with headings; columns from `numbers` on hold figures and stand to the right."""

    caption: str
    columns: Row
    rows: tuple[Row, ...]
    numbers: int = 1
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """`title` says the message; `description` is the drawing in words; `legend` may be empty."""

    ident: str
    title: str
    description: str
    svg: str
    caption: str
    table: Table
    legend: tuple[tuple[str, str], ...] = ()

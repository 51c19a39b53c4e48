"""A chart is a message, a drawing, a description and the same content as a table."""

from dataclasses import dataclass

from lofte.situation.document import MOST, Finding, PictureDocument

Row = tuple[str, ...]
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with headings; columns from `numbers` on hold figures and stand to the right."""

    caption: str
    columns: Row
    rows: tuple[Row, ...]
    numbers: int = 1
    keys: tuple[str, ...] = ()

    def keyed(self) -> list[tuple[str, Row]]:
        """Each row with the id of what it tells of, empty where there is none."""
        return list(zip(self.keys or ("",) * len(self.rows), self.rows, strict=True))


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


def on_show(document: PictureDocument) -> tuple[Finding, ...]:
    """The findings that get a card and a sign: no more than a person can use, and where most is."""
    return tuple(f for f in document.findings if f.number <= SHOWN or f.kind == MOST)

"""The same content as the drawings, as tables. Long ones say what they leave out."""

from lofte.situation.document import FEWER, MORE, Cell, Figures, PictureDocument, Section
from lofte.situation.render.chart import Table
from lofte.situation.sentences import normal, number

MOST_ROWS = 200


def cells(document: PictureDocument) -> Table:
    """Deviating squares first, then those with most events."""
    chosen = sorted(document.cells, key=_order)
    shown = chosen[:MOST_ROWS]
    rows = tuple(
        (
            cell.id,
            cell.klass + (", flest" if cell.most else ""),
            number(cell.count),
            number(cell.window.count),
            _band(cell.window),
            str(cell.finding or ""),
            cell.lasting or "–",
        )
        for cell in shown
    )
    around = f"{document.window_size} × {document.window_size} m"
    columns = (
        "Ruta",
        "Jämfört med normalt",
        "Antal",
        f"Antal i {around}",
        "Normalt där",
        "Fynd",
        "Flest genom tiden",
    )
    caption = f"Alla {number(len(chosen))} rutor"
    if len(shown) < len(chosen):
        caption = (
            f"{number(len(shown))} av {number(len(chosen))} rutor: först de som avviker, sedan de "
            "med flest händelser. Resten finns i filen cells.geojson"
        )
    return Table(caption, columns, rows, 2, tuple(cell.id for cell in shown))


def _order(cell: Cell) -> tuple[object, ...]:
    return (
        cell.finding or 10**9,
        cell.klass not in (MORE, FEWER),
        -cell.count,
        -cell.window.count,
        cell.id,
    )


def _first(klass: str) -> tuple[bool, bool]:
    return klass != MORE, klass != FEWER


def areas(document: PictureDocument) -> Table:
    """Every area: those that deviate first, then by name."""
    rows = tuple(
        (a.name, a.klass, number(a.figures.count), _band(a.figures), str(a.finding or ""))
        for a in sorted(document.areas, key=lambda a: (*_first(a.klass), a.name, a.code))
    )
    columns = ("Område", "Jämfört med normalt", "Antal", "Normalt", "Fynd")
    return Table("Händelser per område", columns, rows, 2)


def places(document: PictureDocument) -> Table:
    """Every named place: those that deviate first, then by name."""
    rows = tuple(
        (p.name, p.klass, number(p.figures.count), _band(p.figures), str(p.finding or ""))
        for p in sorted(document.places, key=lambda p: (*_first(p.klass), p.name, p.id))
    )
    columns = ("Plats", "Jämfört med normalt", "Antal", "Normalt", "Fynd")
    return Table("Händelser per namngiven plats", columns, rows, 2)


def categories(document: PictureDocument) -> Table:
    """Every kind of event."""
    rows = tuple(
        (c.name, c.klass, number(c.figures.count), _band(c.figures)) for c in document.categories
    )
    columns = ("Kategori", "Jämfört med normalt", "Antal", "Normalt")
    return Table("Händelser per kategori", columns, rows, 2)


def section(told: Section) -> Table:
    """The whole of what a method said."""
    rows = tuple(tuple(_cell(value) for value in row) for row in told.rows)
    return Table(told.caption, told.columns, rows, told.numbers)


def _cell(value: str | float | None) -> str:
    if value is None:
        return "–"
    return value if isinstance(value, str) else number(value)


def _band(figures: Figures) -> str:
    return normal(figures).removeprefix("normalt ") or "–"

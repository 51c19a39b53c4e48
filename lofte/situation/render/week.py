"""When in the week: 7 x 24 squares, the darker the more."""

from lofte.situation.document import HotWindow, Hours, PictureDocument
from lofte.situation.render.chart import Chart, Table
from lofte.situation.render.svg import GROUND, INK, MUTED, RAMP, RUST, drawing, el, text
from lofte.situation.sentences import WEEKDAYS, hot_hours, number

WIDTH, HEIGHT = 560.0, 250.0
LEFT, TOP = 56.0, 32.0
WIDE, TALL = 20.5, 29.0


def chart(document: PictureDocument, ident: str = "timmar") -> Chart:
    """Events per weekday and hour of the period."""
    hours = document.hours
    title = _title(hours)
    description = _description(hours)
    header = ("Timme", *(day[:3].capitalize() for day in WEEKDAYS))
    rows = tuple(
        (f"{hour:02}–{(hour + 1) % 24:02}", *(number(day[hour]) for day in hours.counts))
        for hour in range(24)
    )
    return Chart(
        ident=ident,
        title=title,
        description=description,
        svg=drawing(WIDTH, HEIGHT, _picture(hours), names=(ident, title, description)),
        caption=f"{document.period_label}. Källa: {document.register}.",
        table=Table("Antal händelser per veckodag och timme", header, rows),
        legend=_legend(hours),
    )


def _title(hours: Hours) -> str:
    if not any(any(day) for day in hours.counts):
        return "Inga händelser att visa i tid"
    if not hours.most:
        return "Inga timmar på veckan sticker ut"
    return f"Flest händelser {hours.most[0].label}"


def _description(hours: Hours) -> str:
    told = "Rutnät med sju veckodagar och 24 timmar. Starkare färg betyder fler händelser."
    if hours.most or hours.more:
        told += f" {hot_hours(hours.most, hours.more)}"
    return told


def _top(hours: Hours) -> float:
    return max(max(day) for day in hours.counts)


def _step(value: float, top: float) -> int:
    """1-5, equal steps from zero; 0 = nothing happened."""
    return min(5, int(5 * value / top) + 1) if value > 0 else 0


def _legend(hours: Hours) -> tuple[tuple[str, str], ...]:
    top = _top(hours)
    if top <= 0:
        return ()
    steps = (("c1", "få"), ("c3", "fler"), ("c5", f"flest (upp till {number(top)})"))
    return (*steps, ("k-frame", hours.most[0].label)) if hours.most else steps


def _picture(hours: Hours) -> str:
    top = _top(hours)
    parts = []
    for hour in range(0, 25, 3):
        x = LEFT + hour * WIDE
        parts.append(text(f"{hour:02}", x, TOP - 10, text_anchor="middle", fill=MUTED))
    for day, counts in enumerate(hours.counts):
        y = TOP + day * TALL
        parts.append(
            text(WEEKDAYS[day][:3], LEFT - 10, y + TALL / 2 + 6, text_anchor="end", fill=INK)
        )
        for hour, value in enumerate(counts):
            step = _step(value, top)
            look = {"fill": RAMP[step - 1] if step else GROUND, "class_": f"c{step}"}
            x = LEFT + hour * WIDE + 1
            box = el("rect", x=x, y=y + 1, width=WIDE - 2, height=TALL - 2, rx=2, **look)
            parts.append(box)
    return "".join(parts) + "".join(_frame(window) for window in hours.most[:1])


def _frame(window: HotWindow) -> str:
    """The line around the hours with most; a night goes on in the row of the next day."""
    first, last = window.first_hour, window.last_hour
    days = (window.last_weekday - window.first_weekday) % 7 + 1
    inside = set()
    for step in range(days):
        day = (window.first_weekday + step) % 7
        for hour in range(first, last if last > first else last + 24):
            inside.add(((day + hour // 24) % 7, hour % 24))
    sides: set[tuple[int, int, int, int]] = set()
    for row, column in inside:
        # A side that two squares share is inside, so the second visit takes it away.
        sides ^= {
            (column, row, column + 1, row),
            (column, row + 1, column + 1, row + 1),
            (column, row, column, row + 1),
            (column + 1, row, column + 1, row + 1),
        }
    path = "".join(
        f"M{LEFT + a * WIDE:.1f} {TOP + b * TALL:.1f}L{LEFT + c * WIDE:.1f} {TOP + d * TALL:.1f}"
        for a, b, c, d in sorted(sides)
    )
    look = {"stroke": RUST, "stroke_linecap": "square", "class_": "frame"}
    return el("path", d=path, fill="none", stroke_width=2.5, **look)

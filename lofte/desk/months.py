"""A place's reports per month as bars: pure, the counts come in and a chart comes out."""

from collections.abc import Sequence
from datetime import date

from lofte.analysis.periods import MONTHS
from lofte.situation.render.chart import Chart, Table
from lofte.situation.render.svg import MUTED, drawing, el, text
from lofte.situation.sentences import number

SHOWN = 12
WIDTH, TOP, BOTTOM = 560.0, 30.0, 190.0
Months = Sequence[tuple[date, int]]


def filled(months: Months) -> list[tuple[date, int]]:
    """Twelve months up to the latest with a report, oldest first; those without count zero."""
    known = dict(months)
    last = max(known)
    at = last.year * 12 + last.month - 1
    days = [date(i // 12, i % 12 + 1, 1) for i in range(at - SHOWN + 1, at + 1)]
    return [(day, known.get(day, 0)) for day in days]


def chart(months: Months, *, source: str) -> Chart:
    """Bars from zero, each with its number. `months` is not empty."""
    bars = filled(months)
    day, most = max(bars, key=lambda bar: bar[1])
    word = "rapport" if most == 1 else "rapporter"
    title = f"Flest i {MONTHS[day.month - 1]} {day.year}: {number(most)} {word}"
    description = f"Staplar med antal rapporter i tolv månader, {_name(bars[0])}–{_name(bars[-1])}."
    drawn = "".join(_bar(i, bar, most) for i, bar in enumerate(bars))
    rows = tuple((day.isoformat()[:7], number(count)) for day, count in reversed(bars))
    return Chart(
        ident="manader",
        title=title,
        description=description,
        svg=drawing(WIDTH, BOTTOM + 50, drawn, names=("manader", title, description)),
        caption=source,
        table=Table("Rapporter härifrån, senaste månaden först", ("Månad", "Antal"), rows),
    )


def _name(bar: tuple[date, int]) -> str:
    return f"{MONTHS[bar[0].month - 1]} {bar[0].year}"


def _bar(i: int, bar: tuple[date, int], most: int) -> str:
    day, count = bar
    step = WIDTH / SHOWN
    x, middle = i * step + 5, (i + 0.5) * step
    height = (BOTTOM - TOP) * count / most
    parts = [
        el("rect", x=x, y=BOTTOM - height, width=step - 10, height=height, rx=2, class_="bar"),
        el("path", d=f"M{i * step} {BOTTOM}h{step:.1f}", stroke=MUTED, class_="rule"),
        text(number(count), middle, BOTTOM - height - 8, text_anchor="middle"),
        text(MONTHS[day.month - 1][:3], middle, BOTTOM + 22, text_anchor="middle", fill=MUTED),
    ]
    if i == 0 or day.month == 1:
        parts.append(text(str(day.year), middle, BOTTOM + 44, text_anchor="middle", fill=MUTED))
    return "".join(parts)

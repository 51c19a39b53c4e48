"""The whole register over time: a line before the band of what is normal."""

from collections.abc import Callable
from datetime import date

from lofte.analysis.periods import MONTHS
from lofte.situation.document import Figures, PictureDocument, TrendPoint
from lofte.situation.render.chart import Chart, Table
from lofte.situation.render.svg import (
    BAND,
    BLUE,
    GROUND,
    LINE,
    MUTED,
    PAPER,
    PINE,
    drawing,
    el,
    text,
)
from lofte.situation.sentences import events, normal, number

_HALO = {"stroke": PAPER, "stroke_width": 4, "stroke_linejoin": "round", "paint_order": "stroke"}
Height = Callable[[float], float]
WIDTH, HEIGHT = 560.0, 320.0
LEFT, RIGHT, TOP, BOTTOM = 70.0, 490.0, 36.0, 266.0


def chart(document: PictureDocument, ident: str = "utveckling") -> Chart:
    """Counts per week or period."""
    trend = document.trend
    band = Figures(0, trend.low, trend.high)
    title = _title(document)
    description = (
        f"Linje med antal händelser per {trend.step}, {len(trend.points)} värden. "
        + (f"Det normala är markerat som ett band: {normal(band)}." if normal(band) else "")
    ).strip()
    rows = tuple((p.label, number(p.count), "ja" if p.now else "") for p in reversed(trend.points))
    return Chart(
        ident=ident,
        title=title,
        description=description,
        svg=drawing(WIDTH, HEIGHT, _picture(document), names=(ident, title, description)),
        caption=f"{_span(trend.points)}. Källa: {document.register}.",
        table=Table(
            f"Antal händelser per {trend.step}",
            (trend.step.capitalize(), "Antal", "Perioden"),
            rows,
        ),
    )


def _title(document: PictureDocument) -> str:
    """The message: how the steps of the period lie against the band."""
    trend = document.trend
    now = [p.count for p in trend.points if p.now]
    if trend.low is None or trend.high is None:
        return f"{events(document.total.count).capitalize()} i perioden; historiken är för kort"
    above, below = sum(n > trend.high for n in now), sum(n < trend.low for n in now)
    which = f"{len(now)} {'veckor' if trend.step == 'vecka' else 'perioder'}"
    if len(now) == 1:
        word = "över" if above else "under" if below else "inom"
        return f"Perioden ligger {word} det normala"
    if above == 0 and below == 0:
        return f"Alla {which} ligger inom det normala"
    if above >= below:
        return f"{above} av {which} ligger över det normala"
    return f"{below} av {which} ligger under det normala"


def _span(points: tuple[TrendPoint, ...]) -> str:
    first, last = points[0], points[-1]
    return first.label if first is last else f"{first.label} till {last.label}"


def _picture(document: PictureDocument) -> str:
    trend = document.trend
    top = _nice(max([p.count for p in trend.points] + [trend.high or 0, 1]))
    xs = _places(len(trend.points))

    def height(count: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * count / top

    parts = [_period(trend.points, xs), _band(trend.low, trend.high, height), _axis(top, height)]
    parts += [_band_label(trend.low, trend.high, height), _dates(trend.points, xs)]
    line = [(x, height(p.count)) for x, p in zip(xs, trend.points, strict=True)]
    parts.append(_line(line, trend.points))
    return "".join(parts)


def _places(count: int) -> list[float]:
    if count == 1:
        return [(LEFT + RIGHT) / 2]
    return [LEFT + 8 + (RIGHT - LEFT - 20) * i / (count - 1) for i in range(count)]


def _nice(value: int) -> int:
    """The next round number: 1, 2, 4, 5 or 10 times a power of ten, and at least 4."""
    scale = 1
    while True:
        for step in (1, 2, 4, 5, 6, 8):
            if step * scale >= max(value, 4):
                return step * scale
        scale *= 10


def _period(points: tuple[TrendPoint, ...], xs: list[float]) -> str:
    now = [x for x, p in zip(xs, points, strict=True) if p.now]
    half = (xs[1] - xs[0]) / 2 if len(xs) > 1 else 45.0
    left, right = max(now[0] - half, LEFT), min(now[-1] + half, RIGHT + 6)
    shade = el(
        "rect",
        x=left,
        y=TOP - 22,
        width=right - left,
        height=BOTTOM - TOP + 22,
        fill=GROUND,
        class_="shade",
    )
    label = text("perioden", right, TOP - 8, text_anchor="end", fill=MUTED)
    return shade + label


def _band(low: int | None, high: int | None, height: Height) -> str:
    if low is None or high is None:
        return ""
    tall = max(height(low) - height(high), 2.0)
    band = el(
        "rect",
        x=LEFT,
        y=height(high),
        width=RIGHT - LEFT,
        height=tall,
        fill=BAND,
        class_="band",
    )
    return band


def _band_label(low: int | None, high: int | None, height: Height) -> str:
    """Over the rules, above the band where there is room, else inside it."""
    if low is None or high is None:
        return ""
    room = height(high) - TOP > 16
    y = height(high) - 8 if room else height(high) + 20
    words = normal(Figures(0, low, high))
    return text(words, LEFT + 8, y, fill=PINE, class_="t halo band-t", **_HALO)


def _axis(top: int, height: Height) -> str:
    parts = []
    for value in (0, top // 2, top):
        y = height(value)
        stroke = {"stroke": MUTED if value == 0 else LINE, "class_": "rule"}
        parts.append(el("path", d=f"M{LEFT} {y:.1f}H{RIGHT}", fill="none", **stroke))
        label = text(number(value), LEFT - 10, y + 6, text_anchor="end", fill=MUTED)
        parts.append(label)
    return "".join(parts)


def _dates(points: tuple[TrendPoint, ...], xs: list[float]) -> str:
    """A month name under the first step of each month, as many as there is room for."""
    parts, free, year = [], 0.0, 0
    for i, (x, point) in enumerate(zip(xs, points, strict=True)):
        day = date.fromisoformat(point.start)
        new = i == 0 or day.month != date.fromisoformat(points[i - 1].start).month
        if not new or x < free or x > RIGHT - 24:
            continue
        name = MONTHS[day.month - 1][:3]
        parts.append(text(name, x, BOTTOM + 24, text_anchor="middle", fill=MUTED))
        if day.year != year:
            year = day.year
            parts.append(text(str(year), x, BOTTOM + 46, text_anchor="middle", fill=MUTED))
        free = x + 58
    return "".join(parts)


def _line(line: list[tuple[float, float]], points: tuple[TrendPoint, ...]) -> str:
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line)
    parts = [
        el("path", d=path, fill="none", stroke=BLUE, stroke_width=2, stroke_linejoin="round",
           class_="line")
    ]  # fmt: skip
    for (x, y), point in zip(line, points, strict=True):
        if point.now:
            dot = {"fill": BLUE, "stroke": PAPER, "stroke_width": 1.5, "class_": "dot"}
            parts.append(el("circle", cx=x, cy=y, r=4.5, **dot))
    x, y = line[-1]
    parts.append(
        text(number(points[-1].count), x + 12, y + 6, font_weight=700, class_="t halo", **_HALO)
    )
    return "".join(parts)

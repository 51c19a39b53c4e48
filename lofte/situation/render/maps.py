"""Maps of the cells: where it is more than normal, and where most is. North is up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from lofte.situation.document import FEWER, MORE, MOST, TOO_FEW, Finding, PictureDocument
from lofte.situation.render import tables
from lofte.situation.render.basemap import XY, Frame, Ground
from lofte.situation.render.chart import Chart
from lofte.situation.render.svg import (
    BLUE,
    GROUND,
    INK,
    PAPER,
    PINE,
    RAMP,
    RUST,
    clean,
    drawing,
    el,
    hatch,
    text,
)
from lofte.situation.sentences import number

WIDTH = 560.0
TALLEST = 1.25
USUAL_FILL = "#e2ddcf"
MARGIN = 0.04


def deviations(
    document: PictureDocument, ground: Ground | None = None, ident: str = "karta"
) -> Chart:
    """Cells by how they lie against their own normal, with numbered findings."""
    title = _headline(document)
    words = (
        ("k-more", "fler än normalt"),
        ("k-fewer", "färre än normalt"),
        ("k-usual", "som normalt"),
        ("k-few", "få händelser – ingen slutsats"),
    )
    kinds = {cell.klass for cell in document.cells}
    present = {"k-more": MORE, "k-fewer": FEWER, "k-few": TOO_FEW}
    legend = tuple(one for one in words if present.get(one[0], "") in kinds | {""})
    return _map(
        document,
        ground or Ground(),
        _Theme(
            ident=ident,
            title=title,
            layers=_klasses,
            marks=[f for f in document.findings if f.kind in (MORE, FEWER)],
            legend=legend,
            areas=True,
        ),
    )


def concentration(
    document: PictureDocument, ground: Ground | None = None, ident: str = "flest"
) -> Chart:
    """Cells by count, the group that holds most drawn with a line around."""
    top = max((cell.count for cell in document.cells), default=0)
    steps = thresholds([cell.count for cell in document.cells])
    found = [f for f in document.findings if f.kind == MOST]
    title = found[0].sentence.split(". ")[0] if found else "Ingen plats har tydligt flest händelser"
    legend = tuple(
        (f"c{i + 1}", _span(low, high))
        for i, (low, high) in enumerate(zip(steps, [*(s - 1 for s in steps[1:]), top], strict=True))
    )
    if any(cell.most for cell in document.cells):
        legend = (*legend, ("k-most", "hör till de rutor som tydligt har flest"))
    return _map(
        document,
        ground or Ground(),
        _Theme(
            ident=ident,
            title=title,
            layers=lambda cells, _: _ramp(cells, steps),
            marks=found,
            legend=legend,
        ),
    )


def _headline(document: PictureDocument) -> str:
    more = sum(f.kind == MORE for f in document.findings)
    fewer = sum(f.kind == FEWER for f in document.findings)
    if not document.cells:
        return "Ingen karta: händelserna saknar koordinater"
    if not more and not fewer:
        return "Ingen plats avviker från det normala"
    told = f"{more} {'plats' if more == 1 else 'platser'} med fler händelser än normalt"
    return f"{told}, {fewer} med färre" if fewer else told


def thresholds(counts: list[int]) -> list[int]:
    """Lower limits of at most five classes, each about twice the one before, up to the top."""
    top = max(counts, default=0)
    if top <= 5:
        return list(range(1, top + 1))
    return sorted({max(1, round(top ** (i / 5))) for i in range(5)})


def _span(low: int, high: int) -> str:
    return number(low) if low >= high else f"{number(low)}–{number(high)}"


@dataclass(frozen=True, slots=True)
class _Theme:
    """What one map is about."""

    ident: str
    title: str
    layers: Callable[["_Cells", str], str]
    marks: list[Finding]
    legend: tuple[tuple[str, str], ...]
    areas: bool = False


def _map(document: PictureDocument, ground: Ground, theme: _Theme) -> Chart:
    ident, title, marks = theme.ident, theme.title, theme.marks
    frame = frame_of(document)
    table = tables.cells(document)
    caption = f"{document.period_label}. Källa: {document.register}. {document.cell_choice}"
    if ground.attribution:
        caption += f" Bakgrund: {ground.attribution}."
    description = (
        f"Karta med {number(len(document.cells))} rutor, norr uppåt. "
        + " ".join(f"{f.number}: {f.sentence}" for f in marks[:12])
        + " Samma innehåll finns i tabellen."
    )
    if frame is None:
        return Chart(ident, title, description, "", caption, table)
    drawn = "".join(
        [
            hatch(ident),
            _back(frame, ground, document),
            theme.layers(_Cells(document, frame), ident),
            _streets(frame, ground),
            _outlines(frame, document) + (_off_areas(frame, document) if theme.areas else ""),
            _scale_bar(frame),
            _marks(frame, marks),
        ]
    )
    data = {
        "data_west": round(frame.west),
        "data_north": round(frame.north),
        "data_scale": f"{frame.scale:.8f}",
        "data_size": document.cell_size,
    }
    svg = drawing(WIDTH, frame.height, drawn, names=(ident, title, description), **data)
    return Chart(ident, title, description, svg, caption, table, theme.legend)


def frame_of(document: PictureDocument) -> Frame | None:
    """The box around nearly all events and every finding; None without coordinates."""
    cells = document.cells
    if not cells:
        return None
    half = document.cell_size / 2
    xs, ys = _middle([c.x for c in cells]), _middle([c.y for c in cells])
    xs += [f.x for f in document.findings if f.x is not None]
    ys += [f.y for f in document.findings if f.y is not None]
    west, east, south, north = min(xs) - half, max(xs) + half, min(ys) - half, max(ys) + half
    side = max(east - west, (north - south) / TALLEST, 10 * document.cell_size) * (1 + 2 * MARGIN)
    tall = max(north - south + 2 * MARGIN * side, 0.6 * side)
    x, y = (west + east) / 2, (south + north) / 2
    return Frame(x - side / 2, y - tall / 2, x + side / 2, y + tall / 2, WIDTH)


def _middle(values: list[float]) -> list[float]:
    """Without the farthest half per cent at each end."""
    ordered = sorted(values)
    cut = len(ordered) // 200
    return [ordered[cut], ordered[-1 - cut]]


class _Cells:
    """The cells of a document on a frame."""

    def __init__(self, document: PictureDocument, frame: Frame) -> None:
        self.cells = [c for c in document.cells if frame.holds(c.x, c.y)]
        self.size, self.frame = document.cell_size, frame

    def path(self, wanted: set[str]) -> str:
        """One path for all cells of a kind; neighbours in a row share a rectangle."""
        chosen = sorted((c.y, c.x) for c in self.cells if c.id in wanted)
        parts = []
        for y, row in groupby(chosen, key=lambda pair: pair[0]):
            for x, count in _runs([pair[1] for pair in row], self.size):
                left, top = self.frame.at(x - self.size / 2, y + self.size / 2)
                side = self.size * self.frame.scale
                parts.append(f"M{left:.1f} {top:.1f}h{side * count:.1f}v{side:.1f}H{left:.1f}z")
        return "".join(parts)

    def edge(self, wanted: set[str]) -> str:
        """The outer line around all cells of a kind."""
        half = self.size / 2
        sides: set[tuple[float, float, float, float]] = set()
        for c in (c for c in self.cells if c.id in wanted):
            west, east, south, north = c.x - half, c.x + half, c.y - half, c.y + half
            # A side that two cells share is inside, so the second visit takes it away.
            sides ^= {
                (west, south, east, south),
                (west, north, east, north),
                (west, south, west, north),
                (east, south, east, north),
            }
        lines = [((x, y), (z, w)) for x, y, z, w in sorted(sides)]
        return self.frame.path(lines, close=False)


def _runs(xs: list[float], size: float) -> Iterable[tuple[float, int]]:
    start, count = xs[0], 1
    for x in xs[1:]:
        if abs(x - start - count * size) < 0.5:
            count += 1
        else:
            yield start, count
            start, count = x, 1
    yield start, count


def _klasses(cells: _Cells, ident: str) -> str:
    kinds = (
        (TOO_FEW, {"fill": f"url(#{ident}-hatch)", "class_": "k-few"}),
        ("", {"fill": USUAL_FILL, "class_": "k-usual"}),
        (FEWER, {"fill": PAPER, "stroke": BLUE, "stroke_width": 1.6, "class_": "k-fewer"}),
        (MORE, {"fill": RUST, "stroke": RUST, "stroke_width": 2, "class_": "k-more"}),
    )
    named = {TOO_FEW, FEWER, MORE}
    parts = []
    for klass, look in kinds:
        path = cells.path(
            {c.id for c in cells.cells if (c.klass if c.klass in named else "") == klass}
        )
        if path:
            parts.append(el("path", d=path, **look))
    return "".join(parts)


def _ramp(cells: _Cells, steps: list[int]) -> str:
    parts = []
    for i, low in enumerate(steps):
        high = steps[i + 1] if i + 1 < len(steps) else None
        path = cells.path(
            {c.id for c in cells.cells if low <= c.count and (high is None or c.count < high)}
        )
        if path:
            fill = RAMP[i if len(steps) == 5 else min(4, i + 5 - len(steps))]
            parts.append(el("path", d=path, fill=fill, class_=f"c{RAMP.index(fill) + 1}"))
    most = cells.edge({c.id for c in cells.cells if c.most})
    if most:
        line = {"fill": "none", "stroke": INK, "stroke_width": 1.1, "class_": "k-most"}
        parts.append(el("path", d=most, **line))
    return "".join(parts)


def _back(frame: Frame, ground: Ground, document: PictureDocument) -> str:
    paper = {"width": WIDTH, "height": frame.height, "fill": GROUND, "class_": "g-back"}
    parts = [el("rect", x=0, y=0, **paper)]
    land = frame.path([ring for area in document.areas for ring in area.outline], close=True)
    if land:
        parts.append(el("path", d=land, fill="#fbf8f1", fill_rule="evenodd", class_="g-land"))
    for rings, fill, name in (
        (ground.greenery, "#e3ead9", "g-green"),
        (ground.water, "#d3e0ea", "g-water"),
        (ground.buildings, "#e6dfd1", "g-house"),
    ):
        if rings:
            path = frame.path(rings, close=True)
            parts.append(el("path", d=path, fill=fill, fill_rule="evenodd", class_=name))
    return "".join(parts)


def _streets(frame: Frame, ground: Ground) -> str:
    """Drawn over the cells, so that people find their way in them."""
    if not ground.streets:
        return ""
    path = frame.path(ground.streets, close=False)
    look = {"stroke": "#fffdf8", "stroke_opacity": 0.8, "stroke_width": 1.1}
    return el("path", d=path, fill="none", class_="g-street", **look)


def _outlines(frame: Frame, document: PictureDocument) -> str:
    rings = [ring for area in document.areas for ring in area.outline]
    if not rings:
        return ""
    path = frame.path(rings, close=True)
    return el("path", d=path, fill="none", stroke="#a79d88", stroke_width=0.7, class_="g-area")


def _off_areas(frame: Frame, document: PictureDocument) -> str:
    """A strong line around the areas that are findings themselves."""
    lines = []
    for area in document.areas:
        if area.finding and area.klass in (MORE, FEWER):
            stroke, name = (RUST, "g-more") if area.klass == MORE else (BLUE, "g-fewer")
            look = {"stroke": stroke, "stroke_width": 2.2, "class_": name}
            path = frame.path(area.outline, close=True)
            lines.append(el("path", d=path, fill="none", **look))
    return "".join(lines)


def _scale_bar(frame: Frame) -> str:
    """A round length of about a fifth of the width, and an arrow to the north."""
    goal = (frame.east - frame.west) / 5
    length = max(m for m in _ROUND if m <= goal) if goal >= _ROUND[0] else _ROUND[0]
    wide, y = length * frame.scale, frame.height - 16
    label = f"{length // 1000} km" if length >= 1000 else f"{length} m"
    plate = {"fill": PAPER, "fill_opacity": 0.85, "rx": 4, "class_": "plate"}
    bar = f"M14 {y - 5:.1f}v5h{wide:.1f}v-5"
    north = WIDTH - 24
    return "".join(
        [
            el("rect", x=6, y=y - 28, width=max(wide + 16, 70.0), height=36, **plate),
            el("path", d=bar, fill="none", stroke=INK, stroke_width=1.5, class_="line-ink"),
            text(label, 14, y - 10),
            el("rect", x=north - 14, y=8, width=28, height=46, **plate),
            el("path", d=f"M{north} 12l6 14l-6 -4l-6 4z", fill=INK, class_="ink"),
            text("N", north, 46, text_anchor="middle"),
        ]
    )


_ROUND = tuple(n * 10**k for k in range(1, 7) for n in (1, 2, 5))


def _marks(frame: Frame, marks: list[Finding]) -> str:
    """Numbered signs beside the spot, with a line to it, that lead to the finding."""
    taken: list[tuple[float, float]] = []
    parts = []
    for one in marks:
        if one.x is None or one.y is None or not frame.holds(one.x, one.y):
            continue
        spot = frame.at(one.x, one.y)
        sign = _free(spot, taken, frame)
        taken.append(sign)
        parts.append(_mark(one, spot, sign))
    return "".join(reversed(parts))


def _free(spot: tuple[float, float], taken: list[tuple[float, float]], frame: Frame) -> XY:
    """The first place around the spot where a sign covers no other sign."""
    around = [
        (spot[0] + away * right, spot[1] + away * down)
        for away in (32.0, 62.0, 92.0)
        for right, down in _COMPASS
    ]
    inside = [(x, y) for x, y in around if 16 < x < frame.width - 16 and 16 < y < frame.height - 16]
    clear = (p for p in inside if all(abs(p[0] - t[0]) + abs(p[1] - t[1]) > 36 for t in taken))
    return next(clear, inside[0] if inside else spot)


_COMPASS = ((0.9, -0.7), (-0.9, -0.7), (0.9, 0.7), (-0.9, 0.7), (1.1, 0), (0, -1.1), (-1.1, 0))
_LOOKS = {MORE: (RUST, "mark"), FEWER: (BLUE, "mark fewer"), MOST: (PINE, "mark most")}


def _mark(one: Finding, spot: XY, sign: XY) -> str:
    """A ring; a square for fewer, so that colour is not alone."""
    (x, y), (stroke, kind) = sign, _LOOKS[one.kind]
    look = {"fill": PAPER, "stroke": stroke, "stroke_width": 2.5, "class_": kind}
    lead = f"M{spot[0]:.1f} {spot[1]:.1f}L{x:.1f} {y:.1f}"
    line = el("path", d=lead, fill="none", stroke=INK, stroke_width=1.2, class_="lead-line")
    if one.kind == FEWER:
        shape = el("rect", x=x - 12, y=y - 12, width=24, height=24, rx=2, **look)
    else:
        shape = el("circle", cx=x, cy=y, r=13.0, **look)
    number = text(
        str(one.number), x, y + 6, text_anchor="middle", font_weight=700, class_="t mark-t"
    )
    name = el("title", clean(f"{one.number}. {one.place}"))
    return el("a", name, line, shape, number, href=f"#fynd-{one.number}")

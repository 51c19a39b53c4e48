"""Maps of the cells: where it is more than normal, and where most is. North is up."""

from collections.abc import Callable
from dataclasses import dataclass

from lofte.situation.document import (
    CLUSTER,
    FEWER,
    MORE,
    MOST,
    TOO_FEW,
    USUAL,
    Finding,
    PictureDocument,
)
from lofte.situation.render import tables
from lofte.situation.render.basemap import XY, Frame, Ground
from lofte.situation.render.chart import Chart, on_show
from lofte.situation.render.surface import WIDTH, Surface, frame_of, surface_of
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
from lofte.situation.sentences import events, number

USUAL_FILL = "#e2ddcf"


def deviations(
    document: PictureDocument, ground: Ground | None = None, ident: str = "karta"
) -> Chart:
    """Squares (or areas) by how they lie against their own normal, with numbered findings."""
    theme = _Theme(
        ident=ident,
        title=_headline(document),
        layers=_klasses,
        marks=[f for f in on_show(document) if f.kind in (MORE, FEWER, CLUSTER)],
        areas=True,
    )
    return _map(document, ground or Ground(), theme)


def concentration(
    document: PictureDocument, ground: Ground | None = None, ident: str = "flest"
) -> Chart:
    """Squares (or areas) by count, with a line around those that clearly hold most."""
    found = [f for f in document.findings if f.kind == MOST]
    title = found[0].sentence.split(". ")[0] if found else "Ingen plats har tydligt flest händelser"
    return _map(document, ground or Ground(), _Theme(ident, title, _ramp, found))


def _headline(document: PictureDocument) -> str:
    more = sum(f.kind == MORE for f in document.findings)
    fewer = sum(f.kind == FEWER for f in document.findings)
    if not document.cells and not document.areas:
        return "Ingen karta: händelserna saknar koordinater"
    klasses = {unit.klass for unit in document.cells or document.areas}
    if klasses == {TOO_FEW}:
        return "För få händelser för att säga något om platser"
    if not more and not fewer:
        return "Ingen plats avviker från det normala"
    if not more:
        return f"{fewer} {'plats' if fewer == 1 else 'platser'} med färre händelser än normalt"
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


Legend = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Theme:
    """What one map is about. A layer is markup and the words for it."""

    ident: str
    title: str
    layers: Callable[[Surface, str], tuple[str, Legend]]
    marks: list[Finding]
    areas: bool = False


def _map(document: PictureDocument, ground: Ground, theme: _Theme) -> Chart:
    ident, title, marks = theme.ident, theme.title, theme.marks
    frame = frame_of(document)
    table = tables.cells(document) if document.cells else tables.areas(document)
    caption = f"{document.period_label}. Källa: {document.register}. {document.cell_choice}"
    if ground.attribution:
        caption += f" Bakgrund: {ground.attribution}."
    if frame is None:
        return Chart(ident, title, "Ingen karta. Innehållet finns i tabellen.", "", caption, table)
    surface = surface_of(document, frame)
    caption += _left_out(document, frame)
    layers, legend = theme.layers(surface, ident)
    description = (
        f"Karta med {number(len(surface.units))} {surface.noun}, norr uppåt. "
        + " ".join(f"{f.number}: {f.sentence}" for f in marks)
        + " Samma innehåll finns i tabellen."
    )
    drawn = "".join(
        [
            hatch(ident),
            _back(frame, ground, document),
            layers,
            _streets(frame, ground),
            _outlines(frame, document) + (_off_areas(frame, document) if theme.areas else ""),
            _scale_bar(frame),
            _marks(frame, _spots(document, marks)),
        ]
    )
    data = {
        "data_west": round(frame.west),
        "data_north": round(frame.north),
        "data_scale": f"{frame.scale:.8f}",
        "data_size": document.cell_size,
    }
    svg = drawing(WIDTH, frame.height, drawn, names=(ident, title, description), **data)
    return Chart(ident, title, description, svg, caption, table, legend)


def _left_out(document: PictureDocument, frame: Frame) -> str:
    """Events that lie beyond the edges of the drawing."""
    outside = sum(cell.count for cell in document.cells if not frame.holds(cell.x, cell.y))
    return f" Utanför kartbilden: {events(outside)}." if outside else ""


def _klasses(surface: Surface, ident: str) -> tuple[str, Legend]:
    looks = (
        (TOO_FEW, "få händelser – ingen slutsats", "k-few", {"fill": f"url(#{ident}-hatch)"}),
        (USUAL, USUAL, "k-usual", {"fill": USUAL_FILL, "fill_opacity": 0.85}),
        (FEWER, FEWER, "k-fewer", {"fill": PAPER, "stroke": BLUE, "stroke_width": 1.6}),
        (MORE, MORE, "k-more", {"fill": RUST, "stroke": RUST, "stroke_width": 2}),
    )
    parts, legend = [], []
    for klass, words, key, look in looks:
        path = surface.path({unit.id for unit in surface.units if unit.klass == klass})
        if path:
            even = {"fill_rule": "evenodd", "class_": key}
            parts.append(el("path", d=path, **look, **even))
            legend.append((key, words))
    return "".join(parts), tuple(reversed(legend))


def _ramp(surface: Surface, ident: str) -> tuple[str, Legend]:
    units = surface.units
    steps = thresholds([unit.count for unit in units])
    if not steps:  # a period without events
        return "", ()
    tops = [*(step - 1 for step in steps[1:]), max((unit.count for unit in units), default=0)]
    parts, legend = [], []
    for i, (low, high) in enumerate(zip(steps, tops, strict=True)):
        path = surface.path({unit.id for unit in units if low <= unit.count <= high})
        shade = i + 5 - len(steps)
        look = {"fill": RAMP[shade], "fill_rule": "evenodd", "class_": f"c{shade + 1}"}
        parts.append(el("path", d=path, **look) if path else "")
        legend.append((f"c{shade + 1}", _span(low, high)))
    most = surface.edge({unit.id for unit in units if unit.most})
    if most:
        line = {"stroke": INK, "stroke_width": 1.1, "class_": "k-most"}
        parts.append(el("path", d=most, fill="none", **line))
        legend.append(("k-most", "hör till de rutor som tydligt har flest"))
    return "".join(parts), tuple(legend)


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


def _spots(document: PictureDocument, marks: list[Finding]) -> list[tuple[Finding, XY]]:
    """Where each finding lies: its own point, or a point inside its area."""
    inside = {area.code: (area.x, area.y) for area in document.areas}
    spots = []
    for one in marks:
        if one.x is not None and one.y is not None:
            spots.append((one, (one.x, one.y)))
        elif one.area in inside:
            spots.append((one, inside[one.area]))
    return spots


def _marks(frame: Frame, spots: list[tuple[Finding, XY]]) -> str:
    """Numbered signs beside the spot, with a line to it, that lead to the finding."""
    taken: list[XY] = []
    parts = []
    for one, (x, y) in spots:
        if frame.holds(x, y):
            spot = frame.at(x, y)
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
_LOOKS = {
    MORE: (RUST, "mark"),
    CLUSTER: (RUST, "mark"),
    FEWER: (BLUE, "mark fewer"),
    MOST: (PINE, "mark most"),
}


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

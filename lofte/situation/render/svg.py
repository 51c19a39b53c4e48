"""The few SVG elements that our charts are made of; every text is escaped here.

Colours stand as attributes, so that a chart is whole on its own (print, PDF), and as classes, so
that a page can restyle it (dark mode, high contrast). No style attributes: a strict content
policy lets the charts through.
"""

from xml.sax.saxutils import escape, quoteattr

from lofte.people.leaving.characters import clean_text

Names = tuple[str, str, str]
FONT = "Libertinus Serif"
SIZE = 17

INK = "#1b2420"
MUTED = "#55605a"
LINE = "#d9d1c1"
GROUND = "#f4eee2"
PAPER = "#fffdf8"
PINE = "#1d5240"
BAND = "#d9e6dc"
BLUE = "#27508c"
RUST = "#a8480a"
RAMP = ("#d3e4d9", "#9dc4ae", "#639f82", "#33775b", "#0f4634")


def clean(text: str) -> str:
    """Escaped, and without characters that XML forbids."""
    return escape(clean_text(text))


def attribute(value: object) -> str:
    """A quoted attribute value."""
    return quoteattr(clean_text(str(value)))


def el(name: str, /, *children: str, **attributes: object) -> str:
    """An element; children are markup already, attribute names take - for _ and drop a last _."""
    told = "".join(
        f" {key.rstrip('_').replace('_', '-')}={attribute(number(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(children)
    return f"<{name}{told}>{inner}</{name}>" if inner else f"<{name}{told}/>"


def number(value: object) -> object:
    """Floats with at most one decimal; everything else untouched."""
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return value


def text(words: str, x: float, y: float, /, **attributes: object) -> str:
    """A line of text; 17 units high and in ink unless told."""
    kind = "t m" if attributes.get("fill") == MUTED else "t"
    told = {"class_": kind, "font_size": SIZE, "fill": INK, "font_family": FONT} | attributes
    return el("text", clean(words), x=float(x), y=float(y), **told)


def drawing(width: float, height: float, *children: str, names: Names, **data: object) -> str:
    """A whole picture with a name and a description for those who do not see it."""
    ident, title, description = names
    return el(
        "svg",
        el("title", clean(title), id=f"{ident}-t"),
        el("desc", clean(description), id=f"{ident}-d"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(float(width))} {number(float(height))}",
        role="img",
        aria_labelledby=f"{ident}-t {ident}-d",
        class_="chart",
        **data,
    )


def hatch(ident: str) -> str:
    """Diagonal lines: too little data to say anything."""
    line = el("path", d="M-1 1l2-2M0 5l5-5M4 6l2-2", stroke="#a59c88", stroke_width=0.9)
    pattern = el(
        "pattern",
        el("g", line, class_="hatch"),
        id=f"{ident}-hatch",
        width=5,
        height=5,
        patternUnits="userSpaceOnUse",
    )
    return el("defs", pattern)

"""How often the picture is wrong when nothing has happened, and how much it sees when it has."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from lofte.situation.render.chart import Chart, Table
from lofte.situation.render.svg import BLUE, LINE, MUTED, PAPER, PINE, RUST, drawing, el, text
from lofte.situation.sentences import NBSP, number, percent
from lofte.situation.trial.honesty import measured, said_in_quiet
from lofte.situation.trial.tables import decimal

OLDER = " Metoderna har ändrats sedan talen räknades, och talen är inte omräknade än."
KINDS = {
    "uniform": "jämnt utspridd",
    "clustered": "med tätare kvarter",
    "geocoded": "med en punkt per adress",
    "seasonal": "med årstid",
    "doubled": "med rader två gånger",
}
SLAG = {1: "ett slag", 2: "två slag", 3: "tre slag", 4: "fyra slag", 5: "fem slag"}
WIDTH, HEIGHT = 560.0, 340.0
LEFT, RIGHT, TOP, BOTTOM = 62.0, 420.0, 24.0, 276.0
COLOURS = ((BLUE, "line"), (PINE, "line-pine"), (RUST, "line-rust"))
_HALO = {"stroke": PAPER, "stroke_width": 4, "paint_order": "stroke", "class_": "t halo"}


@dataclass(frozen=True)
class Honesty:
    """lead: the message. quiet: shares of quiet towns. charts: what is found when it is there."""

    lead: str
    quiet: Table
    charts: tuple[Chart, ...]


@cache
def honesty() -> Honesty:
    """From the file that the benchmark wrote."""
    told = measured()
    return Honesty(_lead(told), _quiet(told), (_rises(told),))


def _lead(told: dict[str, Any]) -> str:
    worst = max(shares["more_than_normal"] for shares in told["quiet"].values())
    altogether = said_in_quiet()
    older = "" if told.get("sources") else OLDER
    plain = max(shares["gi_star_counts"] for shares in told["quiet"].values())
    return (
        f"{number(told['towns'])} påhittade städer av {SLAG[len(told['quiet'])]}, där inget har "
        f"ändrats, fick var sin bild. Som mest sa bilden ”fler än normalt” om någon ruta i "
        f"{percent(worst)} av dem; löftet är högst 5{NBSP}%. Allt som bilden prövar, sammantaget, "
        f"sa något i upp till {percent(altogether)}. Vanlig Gi* av antal pekade ut en "
        f"”het” ruta i upp till {percent(plain)}. Därför säger bilden bara ”flest” om den, aldrig "
        f"”fler”.{older}"
    )


def _quiet(told: dict[str, Any]) -> Table:
    kinds = [kind for kind in KINDS if kind in told["quiet"]]
    rows = tuple(
        (
            method["name"],
            method["says"],
            *(_share(told["quiet"][kind][method["key"]]) for kind in kinds),
            percent(method["level"]) if method["level"] is not None else "inget löfte",
        )
        for method in told["methods"]
    )
    return Table(
        f"Andel av {number(told['towns'])} städer utan någon ändring där metoden ändå säger något",
        ("Metod", "Säger att", *(f"Stad {KINDS[kind]}" for kind in kinds), "Lovar högst"),
        rows,
        numbers=2,
    )


def _share(value: float) -> str:
    return f"{decimal(100 * value, 1)}{NBSP}%"


def _rises(told: dict[str, Any]) -> Chart:
    curves = [one for one in told["power"] if one["method"] == "more_than_normal"]
    title = _rises_title(curves)
    ident = "ser"
    times = curves[0]["times"]
    description = "Linjer: andelen planterade ökningar som bilden ser, efter hur stor ökningen är."
    rows = tuple(
        (f"{decimal(size, 1)} gånger", *(percent(curve["found"][i]) for curve in curves))
        for i, size in enumerate(times)
    )
    heads = tuple(f"Normalt {number(curve['normal'])}" for curve in curves)
    return Chart(
        ident=ident,
        title=title,
        description=description,
        svg=drawing(WIDTH, HEIGHT, _lines(curves), names=(ident, title, description)),
        caption=(
            f"Ökningar på en plats om 200 meter under fyra veckor, {number(told['planted'])} "
            "städer för varje storlek. Källa: påhittade städer."
        ),
        table=Table("Andel av ökningarna som bilden ser", ("Ökning", *heads), rows),
    )


def _rises_title(curves: list[dict[str, Any]]) -> str:
    largest = curves[-1]
    seen = [t for t, share in zip(largest["times"], largest["found"], strict=True) if share >= 0.8]
    if not seen:
        return "Bilden ser sällan ökningar på en enda plats"
    return (
        f"Där det brukar hända {number(largest['normal'])} ser bilden nästan alltid "
        f"{decimal(seen[0], 1)} gånger så många"
    )


def _lines(curves: list[dict[str, Any]]) -> str:
    parts = [_axes(curves[0]["times"])]
    for curve, (colour, look) in zip(curves, COLOURS, strict=False):
        at = [
            (_x(size, curve["times"]), _y(share))
            for size, share in zip(curve["times"], curve["found"], strict=True)
        ]
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in at)
        stroke = {"fill": "none", "stroke": colour, "stroke_width": 2.5, "class_": look}
        parts.append(el("path", d=path, **stroke))
    for y, curve in _spread(curves):
        parts.append(text(f"normalt {number(curve['normal'])}", RIGHT + 8, y + 6, **_HALO))
    return "".join(parts)


def _spread(curves: list[dict[str, Any]]) -> list[tuple[float, dict[str, Any]]]:
    """Labels at the ends of the lines, never closer than a line of text."""
    placed: list[tuple[float, dict[str, Any]]] = []
    for curve in sorted(curves, key=lambda one: -one["found"][-1]):
        y = _y(curve["found"][-1])
        placed.append((max(y, placed[-1][0] + 24) if placed else y, curve))
    return placed


def _x(size: float, times: list[float]) -> float:
    return LEFT + (RIGHT - LEFT) * (size - times[0]) / (times[-1] - times[0])


def _y(share: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * share


def _axes(times: list[float]) -> str:
    parts = []
    for share in (0.0, 0.5, 1.0):
        stroke = {"stroke": MUTED if share == 0 else LINE, "class_": "rule"}
        parts.append(el("path", d=f"M{LEFT} {_y(share):.1f}H{RIGHT}", fill="none", **stroke))
        label = f"{round(100 * share)}{NBSP}%"
        parts.append(text(label, LEFT - 8, _y(share) + 6, text_anchor="end", fill=MUTED))
    whole = [size for size in times if size == int(size)]
    for size in whole:
        label = text(
            f"×{number(size)}", _x(size, times), BOTTOM + 26, text_anchor="middle", fill=MUTED
        )
        parts.append(label)
    parts.append(text("så många gånger det vanliga", LEFT, BOTTOM + 54, fill=MUTED))
    return "".join(parts)

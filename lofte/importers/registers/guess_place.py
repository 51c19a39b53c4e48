"""Which columns say where, and in which coordinate system."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lofte.importers.registers import names
from lofte.importers.registers.guess_time import Guessed, sample
from lofte.importers.registers.mapping import Option, Question
from lofte.importers.registers.numerals import comma_is_unclear, parse_numbers
from lofte.importers.registers.places import Floats, parse_points, srid_of
from lofte.importers.registers.raw import GEOMETRY, RawTable
from lofte.importers.registers.sentences import ImportRefused, Sentence, refuse
from lofte.places.crs import SWEREF_ZONES, WGS84, Guess, guesses, name_of


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two columns, the first thought to be east."""

    east: str
    north: str
    named: bool


def guess_place(raw: RawTable, taken: set[str]) -> Guessed:
    """Raises ImportRefused when nothing at all says where."""
    if raw.points is not None:
        return _own_geometry(raw, raw.points)
    pair = _named_pair(raw, taken)
    if pair:
        return _read_pair(raw, pair)
    point = _point_column(raw, taken)
    if point:
        return _read_point(raw, point)
    pair = _fitting_pair(raw, taken)
    if pair:
        return _read_pair(raw, pair)
    if any(names.says(name, names.ADDRESS) for name in raw.names):
        return Guessed({}, {"point": _ADDRESS_ONLY})
    raise no_place()


_ADDRESS_ONLY = Sentence(
    "Filen har adresser men inga koordinater: raderna räknas men hamnar inte på kartan.",
    "The file has addresses but no coordinates: rows are counted but not put on the map.",
)
_EMPTY = Sentence(
    "Kolumnerna för koordinater är tomma: raderna räknas men hamnar inte på kartan.",
    "The coordinate columns are empty: rows are counted but not put on the map.",
)


def no_place() -> ImportRefused:
    return refuse(
        "Filen saknar koordinater: ingen kolumn säger var händelserna inträffade.",
        "The file has no coordinates: no column says where the events happened.",
        "Lägg till kolumner med koordinater, till exempel N och E i SWEREF 99 TM.",
        "Add columns with coordinates, for instance N and E in SWEREF 99 TM.",
    )


def _own_geometry(raw: RawTable, points: tuple[Floats, Floats]) -> Guessed:
    reason = Sentence(
        "Filen har en egen punkt för varje rad.", "The file has a point of its own for every row."
    )
    if raw.crs:
        return Guessed({"point": GEOMETRY, "crs": raw.crs}, {"point": reason})
    found = [guess for guess in guesses(*points) if not guess.swapped]
    return _with_system({"point": GEOMETRY}, {"point": reason}, [g.system for g in found])


def _numbers(raw: RawTable, name: str) -> Floats:
    values, _ = parse_numbers(raw.text(name))
    return values


def _is_number(raw: RawTable, name: str) -> bool:
    cells = sample(raw.text(name))
    return bool(len(cells)) and bool(parse_numbers(cells)[1].mean() < 0.2)


def _named_pair(raw: RawTable, taken: set[str]) -> _Pair | None:
    free = [name for name in raw.names if name not in taken and _is_number(raw, name)]
    east = max(free, key=lambda name: names.score(name, names.EAST), default="")
    north = max(free, key=lambda name: names.score(name, names.NORTH), default="")
    if east == north or not (names.says(east, names.EAST) and names.says(north, names.NORTH)):
        return None
    return _Pair(east, north, named=True)


def _fitting_pair(raw: RawTable, taken: set[str]) -> _Pair | None:
    """Two number columns side by side that can only be a place in Sweden."""
    free = [name for name in raw.names if name not in taken and _is_number(raw, name)][:20]
    for first, second in pairwise(free):
        a, b = _numbers(raw, first), _numbers(raw, second)
        found = guesses(a, b)
        if len(found) == 1 and found[0].system != WGS84:
            return _Pair(first, second, named=False)
    return None


def _point_column(raw: RawTable, taken: set[str]) -> str:
    for name in sorted(raw.names, key=lambda name: -names.score(name, names.POINT)):
        cells = sample(raw.text(name))
        if name in taken or not len(cells):
            continue
        first, _, _, wkt = parse_points(cells)
        share = 1 - np.isnan(first).mean()
        if share > 0.7 and (wkt.mean() > 0.7 or names.says(name, names.POINT)):
            return name
    return ""


def _read_point(raw: RawTable, name: str) -> Guessed:
    column = raw.text(name)
    first, second, _, wkt = parse_points(column)
    fields: dict[str, object] = {"point": name}
    reasons = {
        "point": Sentence(
            f"”{name}” innehåller båda koordinaterna.", f"“{name}” holds both coordinates."
        )
    }
    stated = srid_of(column)
    if wkt.any():
        systems = [stated] if stated else [g.system for g in guesses(first, second)]
        return _with_system(fields, reasons, list(dict.fromkeys(systems)))
    found = guesses(first, second)
    orders = {guess.swapped for guess in found}
    fields["point_order"] = "yx" if True in orders else "xy"
    guessed = _with_system(fields, reasons, list(dict.fromkeys(g.system for g in found)))
    if len(orders) < 2:
        return guessed
    return Guessed(guessed.fields, reasons, (*guessed.questions, _pair_question(name)))


def _pair_question(name: str) -> Question:
    return Question(
        "point_order",
        Sentence(
            f"Vilket tal står först i ”{name}”: latitud eller longitud?",
            f"Which number comes first in “{name}”: latitude or longitude?",
        ),
        (
            Option("yx", Sentence("latitud först", "latitude first")),
            Option("xy", Sentence("longitud först", "longitude first")),
        ),
        "yx",
    )


def _read_pair(raw: RawTable, pair: _Pair) -> Guessed:
    a, b = _numbers(raw, pair.east), _numbers(raw, pair.north)
    if (np.isnan(a) | np.isnan(b)).all():
        return Guessed({}, {"point": _EMPTY})
    found = guesses(a, b)
    orders = {guess.swapped for guess in found}
    systems = list(dict.fromkeys(g.system for g in found))
    east, north = pair.east, pair.north
    reasons, questions = {}, []
    if orders == {True}:
        east, north = north, east
        reasons["x"] = _swapped(pair, found[0])
    elif len(orders) == 2 and not _clear_names(pair):
        questions.append(_axis_question(pair))
    if "x" not in reasons:
        reasons["x"] = Sentence(
            f"”{east}” är öst (longitud) och ”{north}” är norr (latitud), av namn och innehåll.",
            f"“{east}” is east (longitude) and “{north}” north (latitude), by name and content.",
        )
    if comma_is_unclear(raw.text(pair.east)) or comma_is_unclear(raw.text(pair.north)):
        questions.append(_decimal_question(pair.east))
    fields: dict[str, object] = {"x": east, "y": north}
    guessed = _with_system(fields, reasons, _spoken(pair, systems))
    return Guessed(guessed.fields, reasons, (*questions, *guessed.questions))


def _clear_names(pair: _Pair) -> bool:
    """'lat' and 'easting' say which is which; 'x' and 'y' have meant both in Sweden."""
    letters = {"x", "y", "xkoord", "ykoord", "koord", "koordinat"}
    said = set(names.words(pair.east)) | set(names.words(pair.north))
    return pair.named and not said & letters


def _spoken(pair: _Pair, systems: list[str]) -> list[str]:
    """A system that the column names state settles what the numbers leave open."""
    for word in (*names.words(pair.east), *names.words(pair.north)):
        if names.SYSTEMS.get(word) in systems:
            return [names.SYSTEMS[word]]
    return systems


def _swapped(pair: _Pair, guess: Guess) -> Sentence:
    return Sentence(
        f"Talen visar att ”{pair.north}” är öst och ”{pair.east}” norr ({name_of(guess.system)}), "
        "tvärtemot namnen: Löfte har bytt plats på dem.",
        f"The numbers show that “{pair.north}” is east and “{pair.east}” north "
        f"({guess.system}), contrary to the names: they are swapped.",
    )


def _axis_question(pair: _Pair) -> Question:
    return Question(
        "x",
        Sentence(
            f"Vilken kolumn är longitud (öst): ”{pair.east}” eller ”{pair.north}”?",
            f"Which column is longitude (east): “{pair.east}” or “{pair.north}”?",
        ),
        tuple(Option(name, Sentence(f"”{name}”", f"“{name}”")) for name in (pair.east, pair.north)),
        pair.east,
    )


def _decimal_question(name: str) -> Question:
    return Question(
        "decimal",
        Sentence(
            f"Är kommat i ”{name}” ett decimalkomma, eller skiljer det tusental?",
            f"Is the comma in “{name}” a decimal mark, or does it group thousands?",
        ),
        (
            Option("comma", Sentence("decimalkomma", "decimal mark")),
            Option("point", Sentence("tusental", "thousands")),
        ),
        "comma",
    )


def _with_system(
    fields: dict[str, object], reasons: dict[str, Sentence], systems: list[str]
) -> Guessed:
    if len(systems) == 1:
        spoken = name_of(systems[0])
        reasons["crs"] = Sentence(
            f"Talen ligger där {spoken} ligger.", f"The numbers lie where {spoken} lies."
        )
        return Guessed(fields | {"crs": systems[0]}, reasons)
    options = systems or ["EPSG:3006", "EPSG:3021", WGS84, *SWEREF_ZONES]
    question = Question(
        "crs",
        Sentence(
            "Vilket koordinatsystem är koordinaterna i? Filen säger det inte, och talen passar "
            + ("flera." if systems else "inget som Löfte känner igen."),
            "Which coordinate system are the coordinates in? The file does not say, and the "
            + ("numbers fit several." if systems else "numbers fit none that is recognised."),
        ),
        tuple(Option(code, Sentence(name_of(code), name_of(code))) for code in options),
    )
    return Guessed(fields, reasons, (question,))

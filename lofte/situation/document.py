"""The picture as a document: everything that a page, a print or a map needs, and nothing live.

A document is plain frozen data. The same document gives the same bytes, and every rendering is
made from the document alone.
"""

import dataclasses
import json
import types
import typing
from dataclasses import dataclass
from typing import Any

SCHEMA = "lofte-picture-1"

MORE = "fler än normalt"
FEWER = "färre än normalt"
USUAL = "som normalt"
TOO_FEW = "för få händelser"
MOST = "flest"
MORE_OF_KIND = "fler (kategori)"
CLUSTER = "anhopning"
ALARM = "larm"


_UNREADABLE = (
    "Filen är ingen lägesbild som den här versionen kan läsa. Inget är ändrat. Gör om bilden från "
    "registret."
)


class BadDocument(ValueError):
    """The bytes are not a picture; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """What the picture was made from. `crs` is the projected system of all coordinates."""

    name: str
    file: str = ""
    checksum: str = ""
    rows: int = 0
    rejected: int = 0
    without_coordinates: int = 0
    crs: str = "EPSG:3006"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """One use of a method: on which family of units, with which parameters."""

    family: str
    name: str
    version: str
    tested: int
    found: int
    parameters: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figures:
    """A count beside what is normal (central 90 %), or None where nothing can be said."""

    count: int
    low: int | None = None
    high: int | None = None
    expected: float | None = None
    p: float | None = None
    q: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth knowing, with the figures and the method behind the sentence."""

    number: int
    kind: str
    place: str
    sentence: str
    figures: Figures
    strength: str
    source: str
    method: str
    when: str = ""
    cells: tuple[str, ...] = ()
    area: str = ""
    place_id: str = ""
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A square of the grid. `window` is the square with its surroundings: what was tested.

    lasting: whether it has had most for long, lately or now and then; "" where it has not.
    """

    id: str
    x: float
    y: float
    count: int
    window: Figures
    klass: str
    most: bool = False
    finding: int = 0
    lasting: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """An area with a point inside it for its sign, and its outline.

    The outline is rings of (x, y) in metres, outer rings and holes alike.
    """

    code: str
    name: str
    x: float
    y: float
    figures: Figures
    klass: str
    finding: int = 0
    outline: tuple[tuple[tuple[float, float], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A named place: a circle around a point."""

    id: str
    name: str
    x: float
    y: float
    radius: float
    figures: Figures
    klass: str
    finding: int = 0


@dataclass(frozen=True, slots=True)
class HotWindow:
    """Hours of the week that stand out: first_hour up to, not including, last_hour.

    Weekday 0 is Monday. When last_hour <= first_hour the window closes the day after. `usual` is
    the share that it is compared with.
    """

    label: str
    first_weekday: int
    last_weekday: int
    first_hour: int
    last_hour: int
    count: float
    share: float
    usual: float


@dataclass(frozen=True, slots=True)
class Hours:
    """Events per weekday (Monday first) and hour, and how well their time is known.

    most: where most events are, against the week's hours. more: a larger share than usual.
    """

    counts: tuple[tuple[float, ...], ...]
    most: tuple[HotWindow, ...]
    more: tuple[HotWindow, ...]
    exact: int
    spread: int
    midnight: int
    unknown: int


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One step of the trend."""

    label: str
    start: str
    count: int
    now: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """The whole register over time; low and high are what is normal for one step."""

    step: str
    points: tuple[TrendPoint, ...]
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of event."""

    name: str
    figures: Figures
    klass: str


@dataclass(frozen=True, slots=True)
class Section:
    """More of what the methods say: a message, sentences, and all of it as a table.

    rows: a text, a number or nothing per column; columns from `numbers` on hold figures. wide: it
    tells of no single place, so whoever sees areas only may see it.
    """

    ident: str
    title: str
    sentences: tuple[str, ...]
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    numbers: int
    wide: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """What "normal" rests on."""

    first_day: str
    last_day: str
    periods: int
    sentence: str


@dataclass(frozen=True, slots=True)
class PictureDocument:
    """A picture of a period. Coordinates are metres in `source.crs`."""

    title: str
    register: str
    period_key: str
    period_label: str
    first_day: str
    last_day: str
    history: History
    source: Source
    cell_size: int
    window_size: int
    cell_choice: str
    total: Figures
    total_klass: str
    total_sentence: str
    summary: tuple[str, ...]
    findings: tuple[Finding, ...]
    cells: tuple[Cell, ...]
    areas: tuple[Area, ...]
    places: tuple[Place, ...]
    hours: Hours
    trend: Trend
    categories: tuple[Category, ...]
    methods: tuple[Method, ...]
    caveats: tuple[str, ...]
    sections: tuple[Section, ...] = ()
    seed: int = 0
    schema: str = SCHEMA

    def to_json(self) -> bytes:
        """The same document gives the same bytes, on every machine."""
        text = json.dumps(
            self, default=_fields_of, ensure_ascii=False, sort_keys=True, allow_nan=False
        )
        return (text + "\n").encode()

    @classmethod
    def from_json(cls, content: bytes) -> "PictureDocument":
        """Raises BadDocument."""
        try:
            data = json.loads(content)
        except ValueError as error:
            raise BadDocument(_UNREADABLE) from error
        return cls.from_data(data)

    @classmethod
    def from_data(cls, data: Any) -> "PictureDocument":
        """From plain values, such as a JSON column gives. Raises BadDocument."""
        try:
            if data["schema"] != SCHEMA:
                raise ValueError(data["schema"])
            document: PictureDocument = _decode(cls, data)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BadDocument(_UNREADABLE) from error
        return document


def _fields_of(value: Any) -> dict[str, Any]:
    """What the encoder asks of every value that it does not know: our dataclasses."""
    return {name: getattr(value, name) for name in _names(type(value))}


_FIELDS: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(field.name for field in dataclasses.fields(kind))
    return _FIELDS[kind]


def _decode(hint: Any, value: Any) -> Any:
    """A value from JSON as the annotated type: nested dataclasses and tuples."""
    if dataclasses.is_dataclass(hint):
        hints = _hints(typing.cast(type, hint))
        return typing.cast(type, hint)(**{key: _decode(hints[key], value[key]) for key in value})
    origin = typing.get_origin(hint)
    if origin is tuple:
        kinds = typing.get_args(hint)
        if kinds[-1] is Ellipsis:
            return tuple(_decode(kinds[0], item) for item in value)
        return tuple(_decode(kind, item) for kind, item in zip(kinds, value, strict=True))
    if origin is types.UnionType:
        return None if value is None else _decode(typing.get_args(hint)[0], value)
    return float(value) if hint is float else value


_KNOWN: dict[type, dict[str, Any]] = {}


def _hints(kind: type) -> dict[str, Any]:
    if kind not in _KNOWN:
        _KNOWN[kind] = typing.get_type_hints(kind)
    return _KNOWN[kind]

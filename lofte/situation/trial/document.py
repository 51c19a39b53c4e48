"""What a trial found, as plain frozen data: the page, the table and the command read this."""

import dataclasses
import json
from dataclasses import dataclass
from typing import Any

from lofte.situation.document import Source

SCHEMA = "lofte-trial-1"


class BadTrial(ValueError):
    """The bytes are not a trial; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Span:
    """A figure with its 95 % interval over weeks; None where it cannot be said."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One method. pai, pei: one per level. ahead: the picture's PAI minus this one's, paired by
    week; empty for the picture itself. hits: events in the chosen cells, per level."""

    key: str
    name: str
    pai: tuple[Span, ...]
    pei: tuple[Span, ...]
    ahead: tuple[Span, ...]
    hits: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Touching squares. name: the nearest place or the area; x, y: metres, the middle of the square
    where most is expected; cells: the names of all, most expected first; expected: events."""

    name: str
    x: float
    y: float
    cells: tuple[str, ...]
    expected: float


@dataclass(frozen=True, slots=True)
class Coming:
    """The week after the last one: the `share` of the area to be present in first. more: spots that
    are not among `spots`."""

    first_day: str
    last_day: str
    share: float
    cells: int
    expected: float
    sentence: str
    spots: tuple[Spot, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Trial:
    """weeks: those that were tried; learnt: the weeks before the first of them. area, chosen: cells
    in the last week that was tried. left_out and notes are sentences."""

    source: Source
    register: str
    category: str
    size: int
    choice: str
    ground: str
    levels: tuple[float, ...]
    weeks: int
    learnt: int
    first_day: str
    last_day: str
    events: int
    area: int
    chosen: tuple[int, ...]
    rows: tuple[Row, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    verdict: str
    parameters: dict[str, Any]
    method: str
    version: str
    coming: Coming | None = None
    schema: str = SCHEMA

    def to_json(self) -> bytes:
        """The same trial gives the same bytes."""
        told = json.dumps(dataclasses.asdict(self), ensure_ascii=False, indent=1, allow_nan=False)
        return told.encode() + b"\n"


def from_json(content: bytes) -> Trial:
    """Raises BadTrial."""
    try:
        told = json.loads(content)
        if told["schema"] != SCHEMA:
            raise KeyError(told["schema"])
        told["source"] = Source(**(told["source"] | {"notes": tuple(told["source"]["notes"])}))
        told["rows"] = tuple(_row(row) for row in told["rows"])
        if told.get("coming"):
            told["coming"] = _coming(told["coming"])
        for name in ("levels", "chosen", "left_out", "notes"):
            told[name] = tuple(told[name])
        return Trial(**told)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadTrial(
            "Filen är ingen prövning som den här versionen kan läsa. Gör om den med lofte evaluate."
        ) from error


def _coming(told: dict[str, Any]) -> Coming:
    spots = tuple(Spot(**(spot | {"cells": tuple(spot["cells"])})) for spot in told["spots"])
    return Coming(**(told | {"spots": spots}))


def _row(told: dict[str, Any]) -> Row:
    spans = {name: tuple(Span(**span) for span in told[name]) for name in ("pai", "pei", "ahead")}
    return Row(told["key"], told["name"], **spans, hits=tuple(told["hits"]))

"""What a questionnaire may hold, and what a posted answer says. Pure: dictionaries in and out."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator

from lofte.audit.refusals import Refused
from lofte.places.crs import SWEDEN, SWEREF99_TM, WGS84, convert

CHOOSE_ONE = frozenset({"scale", "single", "listed"})
CHOOSE_SEVERAL = frozenset({"multiple", "ranking"})
PLACES = frozenset({"place", "safe_place"})
KINDS = (*sorted(CHOOSE_ONE | CHOOSE_SEVERAL | PLACES), "matrix", "number", "text")
LONGEST_TEXT = 2_000
LONGEST_HELP = 1_000
LONGEST_NEAR = 200

_TEXTS = {
    "type": "object",
    "required": ["sv"],
    "additionalProperties": {"type": "string", "maxLength": 2_000},
}
_CODE = {"type": "string", "pattern": "^[a-z0-9_]{1,40}$"}
_CHOICES = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["code", "text"],
        "properties": {"code": _CODE, "text": _TEXTS},
        "additionalProperties": False,
    },
}
_CONDITION = {
    "type": "object",
    "required": ["question", "any"],
    "properties": {"question": _CODE, "any": {"type": "array", "minItems": 1, "items": _CODE}},
    "additionalProperties": False,
}
_QUESTION = {
    "type": "object",
    "required": ["code", "version", "kind", "text"],
    "properties": {
        "code": _CODE,
        "version": {"type": "integer", "minimum": 1},
        "kind": {"enum": list(KINDS)},
        "text": _TEXTS,
        "hint": _TEXTS,
        "options": _CHOICES,
        "rows": _CHOICES,
        "when": _CHOICES,
        "why": _CHOICES,
        "most": {"type": "integer", "minimum": 1},
        "from": {"type": "number"},
        "to": {"type": "number"},
        "required": {"type": "boolean"},
        "if": _CONDITION,
    },
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "required": ["title", "questions"],
    "properties": {
        "title": _TEXTS,
        "intro": _TEXTS,
        "questions": {"type": "array", "minItems": 1, "maxItems": 100, "items": _QUESTION},
    },
    "additionalProperties": False,
}
_VALIDATOR = Draft202012Validator(SCHEMA)


class BadQuestionnaire(Refused):
    """The definition does not hold together; nothing of it was kept."""


def check(definition: Any) -> None:
    """Refuse a definition that cannot be asked, with the first reason."""
    error = next(iter(sorted(_VALIDATOR.iter_errors(definition), key=str)), None)
    if error is not None:
        where = "/".join(str(part) for part in error.absolute_path) or "formuläret"
        raise BadQuestionnaire(f"{where} följer inte mallen för frågor. Ingenting sparades.")
    seen: dict[str, dict[str, Any]] = {}
    for question in definition["questions"]:
        if reason := _wrong(question, seen):
            raise BadQuestionnaire(f"Frågan {question['code']} {reason}. Ingenting sparades.")
        seen[question["code"]] = question


def _wrong(question: Mapping[str, Any], seen: Mapping[str, Mapping[str, Any]]) -> str:
    kind, condition = question["kind"], question.get("if")
    if question["code"] in seen:
        return "finns två gånger"
    if kind in CHOOSE_ONE | CHOOSE_SEVERAL | {"matrix"} and not question.get("options"):
        return "saknar svarsalternativ"
    if kind == "matrix" and not question.get("rows"):
        return "saknar rader"
    if condition is not None:
        earlier = seen.get(condition["question"], {})
        if earlier.get("kind") == "matrix":
            return "beror på en fråga med rader, och en sådan kan inte avgöra vad som frågas sedan"
        asked = {choice["code"] for choice in earlier.get("options", [])}
        if not set(condition["any"]) <= asked:
            return "beror på ett svar som inte finns tidigare i formuläret"
    return ""


@dataclass(frozen=True, slots=True)
class GivenMark:
    """A place as the person gave it: on the map (x, y), from the list, or in words."""

    question: str
    safe: bool
    place: int | None = None
    x: float | None = None
    y: float | None = None
    near: str = ""
    when: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    help: str = ""


@dataclass(slots=True)
class Given:
    """A posted answer: what it says, and what is wrong with it by question."""

    values: dict[str, Any] = field(default_factory=dict)
    marks: list[GivenMark] = field(default_factory=list)
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.values and not self.marks

    @property
    def texts(self) -> dict[str, str]:
        """Every free text by name, for the guard."""
        found = {code: value for code, value in self.values.items() if isinstance(value, str)}
        for mark in self.marks:
            found |= {f"{mark.question}-near": mark.near, f"{mark.question}-help": mark.help}
        return {name: text for name, text in found.items() if text}


Posted = Mapping[str, Sequence[str]]


def read(definition: Mapping[str, Any], posted: Posted) -> Given:
    """What the posted fields say. A field that no question has is told, never dropped.

    A question that depends on another is asked of those who gave one of its answers. The form
    says so at the question; from anybody else it needs no answer, and none is kept.
    """
    given, known = Given(), set[str]()
    for question in definition["questions"]:
        known |= set(field_names(question))
        if not is_asked(question, given.values):
            continue
        try:
            _read_one(question, posted, given)
        except ValueError as wrong:
            given.wrong[question["code"]] = str(wrong)
    if foreign := sorted(set(posted) - known):
        given.wrong[""] = _(
            "Formuläret har ändrats på vägen: ”%(field)s” är ingen fråga här. Ingenting sparades. "
            "Läs in sidan igen och skicka."
        ) % {"field": foreign[0][:40]}
    return given


def is_asked(question: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Does what was answered before lead to this question?"""
    condition = question.get("if")
    if condition is None:
        return True
    answer = values.get(condition["question"], ())
    given = {answer} if isinstance(answer, str) else set(answer)
    return not given.isdisjoint(condition["any"])


def ranks(question: Mapping[str, Any]) -> range:
    """The places of a ranking, from 1: as many as may be chosen."""
    count = len(question["options"])
    return range(1, min(question.get("most", count), count) + 1)


def field_names(question: Mapping[str, Any]) -> Iterator[str]:
    code, kind = question["code"], question["kind"]
    if kind == "matrix":
        yield from (f"{code}-{row['code']}" for row in question["rows"])
    elif kind == "ranking":
        yield from (f"{code}-{rank}" for rank in ranks(question))
    elif kind in PLACES:
        yield from (
            f"{code}-{part}" for part in ("place", "near", "lon", "lat", "when", "why", "help")
        )
    else:
        yield code


def _read_one(question: Mapping[str, Any], posted: Posted, given: Given) -> None:
    code, kind = question["code"], question["kind"]
    if kind in PLACES:
        mark = _mark(question, posted)
        if mark is not None:
            given.marks.append(mark)
        value: Any = mark
    else:
        value = _value(question, posted)
        if value not in (None, "", [], {}):
            given.values[code] = value
    if question.get("required") and value in (None, "", [], {}):
        raise ValueError(_("Frågan behöver ett svar."))


def _value(question: Mapping[str, Any], posted: Posted) -> Any:
    code, kind = question["code"], question["kind"]
    if kind in CHOOSE_ONE:
        return _one(question["options"], posted, code)
    if kind == "ranking":
        return _ranked(question, posted)
    if kind in CHOOSE_SEVERAL:
        return _several(question["options"], posted, code, question.get("most"))
    if kind == "matrix":
        rows = {
            r["code"]: _one(question["options"], posted, f"{code}-{r['code']}")
            for r in question["rows"]
        }
        return {row: chosen for row, chosen in rows.items() if chosen}
    if kind == "number":
        return _number(question, _text(posted, code, 40))
    return _text(posted, code, LONGEST_TEXT)


def _ranked(question: Mapping[str, Any], posted: Posted) -> list[str]:
    """What was put first, second and so on; a place may be left empty."""
    names = [f"{question['code']}-{rank}" for rank in ranks(question)]
    chosen = [one for name in names if (one := _one(question["options"], posted, name))]
    if len(set(chosen)) < len(chosen):
        raise ValueError(_("Samma alternativ står på två platser. Välj ett annat på den ena."))
    return chosen


def _one(options: Sequence[Mapping[str, Any]], posted: Posted, name: str) -> str:
    chosen = _several(options, posted, name, 1)
    return chosen[0] if chosen else ""


def _several(
    options: Sequence[Mapping[str, Any]], posted: Posted, name: str, most: int | None
) -> list[str]:
    chosen = list(dict.fromkeys(value for value in posted.get(name, ()) if value))
    known = {option["code"] for option in options}
    if not set(chosen) <= known:
        raise ValueError(_("Svaret är inte något av alternativen. Välj igen."))
    if most is not None and len(chosen) > most:
        raise ValueError(
            _("Välj högst %(most)d. Du valde %(chosen)d.") % {"most": most, "chosen": len(chosen)}
        )
    return chosen


def _number(question: Mapping[str, Any], text: str) -> float | None:
    if not text:
        return None
    if not re.fullmatch(r"-?\d+([.,]\d+)?", text):
        raise ValueError(_("Skriv ett tal med siffror, till exempel 12."))
    number = float(text.replace(",", "."))
    low, high = question.get("from", -math.inf), question.get("to", math.inf)
    if not low <= number <= high:
        raise ValueError(
            _("Skriv ett tal från %(low)s till %(high)s.")
            % {"low": f"{low:g}", "high": f"{high:g}"}
        )
    return number


def _text(posted: Posted, name: str, longest: int) -> str:
    text = " ".join(posted.get(name, ())).replace("\x00", "").strip()
    text = text.replace("\r\n", "\n")  # a browser counts a new line once and sends it as two
    if len(text) > longest:
        raise ValueError(
            _("Texten är för lång: %(length)d tecken, högst %(most)d får plats. Korta den.")
            % {"length": len(text), "most": longest}
        )
    return text


def _mark(question: Mapping[str, Any], posted: Posted) -> GivenMark | None:
    code = question["code"]
    place = _text(posted, f"{code}-place", 20)
    if place and not place.isdecimal():
        raise ValueError(_("Platsen finns inte i listan. Välj igen."))
    x, y = _point(*(_text(posted, f"{code}-{axis}", 40) for axis in ("lon", "lat")))
    mark = GivenMark(
        question=code,
        safe=question["kind"] == "safe_place",
        place=int(place) if place else None,
        x=x,
        y=y,
        near=_text(posted, f"{code}-near", LONGEST_NEAR),
        when=tuple(_several(question.get("when", []), posted, f"{code}-when", None)),
        why=tuple(_several(question.get("why", []), posted, f"{code}-why", None)),
        help=_text(posted, f"{code}-help", LONGEST_HELP),
    )
    where = mark.place is not None or mark.x is not None or mark.near
    if not where and (mark.when or mark.why or mark.help):
        raise ValueError(
            _("Skriv eller välj vilken plats du menar. Det andra du svarade finns kvar.")
        )
    return mark if where else None


def _point(lon: str, lat: str) -> tuple[float, float] | tuple[None, None]:
    """Degrees from the map as SWEREF 99 TM. A point outside the kommun is kept: see the mark."""
    if not (lon or lat):
        return None, None
    try:
        east, north = float(lon), float(lat)
    except ValueError:
        east = north = math.nan
    west, south, last_east, last_north = SWEDEN
    if not (west <= east <= last_east and south <= north <= last_north):
        raise ValueError(_("Punkten på kartan går inte att läsa. Sätt den igen."))
    x, y = convert([east], [north], WGS84, SWEREF99_TM)
    return float(x[0]), float(y[0])

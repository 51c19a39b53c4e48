"""A mapping as a file that a person reads, edits and keeps beside the register."""

from dataclasses import fields, replace
from typing import Any

import yaml

from lofte.importers.registers.mapping import Kept, Mapping, Option, Question
from lofte.importers.registers.sentences import ImportRefused, Sentence, refuse

VERSION = 1
_LISTS = ("key", "category")
_SHAPED = ("source", "keep", "questions", "reasons", *_LISTS)
_HEAD = f"""\
# Kolumnkarta för Löfte: vilken kolumn som betyder vad. Ändra fritt; rader med # läses inte.
lofte-mapping: {VERSION}
"""
_BLOCKS = {
    "När": ("start", "clock", "end", "end_clock", "date_order", "zone", "zone_name"),
    "Var": ("x", "y", "point", "point_order", "crs", "decimal"),
    "Vad": ("key", "category", "one_category", "sheet"),
}


def to_yaml(mapping: Mapping) -> str:
    """Text that `from_yaml` reads back to an equal mapping; reasons stand as comments."""
    lines = [_HEAD + _entry("source", mapping.source)]
    for title, names in _BLOCKS.items():
        lines.append(f"\n# {title}\n")
        for name in names:
            if name in mapping.reasons:
                lines.append("# " + " ".join(mapping.reasons[name].sv.split()) + "\n")
            value = getattr(mapping, name)
            lines.append(_entry(name, list(value) if name in _LISTS else value))
    lines.append("\n# Fler kolumner som sparas; var och en kräver en rättslig grund\n")
    lines.append(_entry("keep", [_kept(item) for item in mapping.keep]))
    lines.append("\n# Frågor som ingen har svarat på: sätt värdet ovan och ta bort frågan här\n")
    lines.append(_entry("questions", [_question(item) for item in mapping.questions]))
    return "".join(lines)


def _entry(name: str, value: Any) -> str:
    text: str = yaml.safe_dump({name: value}, allow_unicode=True, sort_keys=False, width=10_000)
    return text


def _kept(item: Kept) -> dict[str, str]:
    return {"column": item.column, "legal_ground": item.legal_ground}


def _question(item: Question) -> dict[str, Any]:
    options = [{"value": o.value, "sv": o.label.sv, "en": o.label.en} for o in item.options]
    return {
        "id": item.id,
        "sv": item.text.sv,
        "en": item.text.en,
        "default": item.default,
        "options": options,
    }


def _bad_file(sv: str, en: str) -> ImportRefused:
    return refuse(
        f"Kolumnkartan går inte att läsa: {sv}.",
        f"The mapping cannot be read: {en}.",
        "Rätta filen, eller låt Löfte föreslå en ny karta.",
        "Correct the file, or let a new mapping be proposed.",
    )


def from_yaml(text: str) -> Mapping:
    """Raises ImportRefused when the text is no mapping."""
    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise _bad_file(f"fel på rad {line}", f"error on line {line}") from error
    if not isinstance(data, dict) or "lofte-mapping" not in data:
        raise _bad_file("raden ”lofte-mapping: 1” saknas", "the line “lofte-mapping: 1” is missing")
    if data.pop("lofte-mapping") != VERSION:
        raise _bad_file("den har en okänd version", "its version is unknown")
    unknown = set(data) - {item.name for item in fields(Mapping)} | ({"reasons"} & set(data))
    if unknown:
        names = ", ".join(sorted(map(str, unknown)))
        raise _bad_file(f"okända fält: {names}", f"unknown fields: {names}")
    return _build(data)


def _build(data: dict[str, Any]) -> Mapping:
    try:
        plain = {name: _text(name, data[name]) for name in data if name not in _SHAPED}
        mapping = Mapping(source=_text("source", data["source"]), **plain)  # type: ignore[arg-type]
        lists = {n: tuple(_text(n, v) for v in data.get(n) or ()) for n in _LISTS}
        kept = tuple(_read_kept(item) for item in data.get("keep") or ())
        asked = tuple(_read_question(item) for item in data.get("questions") or ())
    except (KeyError, TypeError, AttributeError) as error:
        raise _bad_file(f"något saknas ({error})", f"something is missing ({error})") from error
    return replace(
        mapping, keep=kept, questions=asked, key=lists["key"], category=lists["category"]
    )


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        raise _bad_file(f"{name} ska vara ett enda värde", f"{name} must be one value")
    return str(value)


def _read_kept(item: dict[str, Any]) -> Kept:
    return Kept(_text("column", item["column"]), _text("ground", item.get("legal_ground")))


def _read_question(item: dict[str, Any]) -> Question:
    options = tuple(
        Option(_text("value", o["value"]), Sentence(_text("sv", o["sv"]), _text("en", o["en"])))
        for o in item.get("options") or ()
    )
    text = Sentence(_text("sv", item["sv"]), _text("en", item["en"]))
    return Question(_text("id", item["id"]), text, options, _text("default", item.get("default")))

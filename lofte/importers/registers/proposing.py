"""propose: what the columns of a file mean, with a reason for each and the questions left."""

from dataclasses import replace
from pathlib import Path

from lofte.importers.registers.guess_place import guess_place
from lofte.importers.registers.guess_time import Guessed, guess_time, zone_name_question
from lofte.importers.registers.guess_what import guess_category, guess_key
from lofte.importers.registers.mapping import Mapping, Option, Question
from lofte.importers.registers.places import coordinates
from lofte.importers.registers.raw import RawTable
from lofte.importers.registers.sentences import Sentence, number
from lofte.places.crs import WGS84, convert, in_sweden

_ENOUGH = 10_000


def propose(raw: RawTable, *, name: str | None = None) -> Mapping:
    """A mapping for the file. Raises ImportRefused when no column says when, or none says where."""
    thin = raw.spread(_ENOUGH)
    when = guess_time(thin)
    taken = {str(value) for value in when.fields.values()}
    what = guess_category(thin, taken)
    where = guess_place(thin, taken | set(_category(what)))
    taken |= {str(value) for value in where.fields.values()}
    which = guess_key(raw, taken, _category(what))
    fields: dict[str, object] = {"sheet": raw.sheet if raw.sheets else ""}
    reasons: dict[str, Sentence] = {}
    questions: list[Question] = list(_sheet_question(raw))
    for guessed in (when, where, what, which):
        fields |= guessed.fields
        reasons |= guessed.reasons
        questions += guessed.questions
    mapping = Mapping(
        source=name or _source(raw.file),
        questions=tuple(questions),
        reasons=reasons,
        **fields,  # type: ignore[arg-type]
    )
    return _ask_zone_name(thin, mapping)


def _category(guessed: Guessed) -> tuple[str, ...]:
    found = guessed.fields.get("category", ())
    return found if isinstance(found, tuple) else ()


def _source(file: str) -> str:
    plain = Path(file)
    while plain.suffix:
        plain = plain.with_suffix("")
    return plain.name or "register"


def _sheet_question(raw: RawTable) -> tuple[Question, ...]:
    if len(raw.sheets) < 2:
        return ()
    options = tuple(
        Option(name, Sentence(f"”{name}”, {number(rows)} rader", f"“{name}”, {rows} rows"))
        for name, rows in raw.sheets
    )
    text = Sentence("Vilket blad ska läsas?", "Which sheet is to be read?")
    return (Question("sheet", text, options, raw.sheet),)


def _ask_zone_name(raw: RawTable, mapping: Mapping) -> Mapping:
    """Times may turn out to be UTC: then the zone of the place must be known."""
    if not any(question.id == "zone" for question in mapping.questions) or not mapping.crs:
        return mapping
    found = coordinates(raw, mapping)
    lon, lat = convert(found.east, found.north, mapping.crs, WGS84)
    known = ~found.missing & ~found.wrong
    if not known.any() or in_sweden(lon[known], lat[known]).mean() > 0.5:
        return mapping
    return replace(mapping, questions=(*mapping.questions, zone_name_question()))

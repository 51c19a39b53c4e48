"""A questionnaire as an XLSForm workbook, which other tools can ask and Löfte can read again.

What the format has no words for (which question of ours a row is) stands in a column of our own.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.writer.excel import save_workbook

from lofte.dialogue.questionnaires.questions import PLACES
from lofte.dialogue.xlsform.columns import INTRO, LANGUAGES, OURS, TITLE, fingerprint
from lofte.dialogue.xlsform.relevant import written

Definition = Mapping[str, Any]
Row = dict[str, str]
POINT = {"sv": "Punkt på kartan", "en": "Point on the map"}
NEAR = {"sv": "Eller i närheten av", "en": "Or near"}
WHEN = {"sv": "När är det så?", "en": "When is it so?"}
WHY = {"sv": "Varför är det så?", "en": "Why is it so?"}
HELP = {"sv": "Vad skulle hjälpa?", "en": "What would help?"}


def write(definition: Definition, *, form_id: str, version: int) -> bytes:
    spoken = [code for code in LANGUAGES if _speaks(definition, code)]
    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    survey, choices = book.create_sheet("survey", 0), book.create_sheet("choices", 1)
    _fill(survey, _columns(spoken), _survey(definition), spoken)
    _fill(choices, ["list_name", "name", *_of("label", spoken)], _choices(definition), spoken)
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "version", "default_language"])
    settings.append([definition["title"]["sv"], form_id, str(version), LANGUAGES["sv"]])
    for sheet in (survey, choices, settings):
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
    stream = BytesIO()
    save_workbook(book, stream)
    return stream.getvalue()


def name_of(code: str) -> str:
    """A name in XLSForm begins with a letter."""
    return code if re.match(r"[a-z_]", code) else f"q_{code}"


def _speaks(definition: Definition, language: str) -> bool:
    return f'"{language}": ' in json.dumps(definition)


def _of(kind: str, spoken: Iterable[str]) -> list[str]:
    return [f"{kind}::{LANGUAGES[code]}" for code in spoken]


def _columns(spoken: list[str]) -> list[str]:
    said = [*_of("label", spoken), *_of("hint", spoken)]
    return ["type", "name", *said, "required", "relevant", "appearance", "constraint", OURS]


def _fill(sheet: Any, columns: list[str], rows: Iterable[Row], spoken: list[str]) -> None:
    sheet.append(columns)
    for row in rows:
        sheet.append([row.get(column) for column in columns])
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s" if cell.value is not None else cell.data_type
    for column in sheet.columns:
        sheet.column_dimensions[column[0].column_letter].width = 24


def _said(kind: str, texts: Mapping[str, str]) -> Row:
    return {f"{kind}::{LANGUAGES[code]}": text for code, text in texts.items() if code in LANGUAGES}


def _survey(definition: Definition) -> Iterator[Row]:
    yield {"type": "note", "name": TITLE} | _said("label", definition["title"])
    if "intro" in definition:
        yield {"type": "note", "name": INTRO} | _said("label", definition["intro"])
    for question in definition["questions"]:
        yield from _question(question)


def _question(question: Mapping[str, Any]) -> Iterator[Row]:
    kind, name = question["kind"], name_of(question["code"])
    first: Row = {"name": name} | _said("label", question["text"])
    first |= _said("hint", question.get("hint", {}))
    if "if" in question:
        asked = question["if"]
        first["relevant"] = written(name_of(asked["question"]), asked["any"])
    ours = {part: question[part] for part in ("code", "version", "kind")}
    first[OURS] = json.dumps(ours | {"check": fingerprint(question)})
    demanded = {"required": "yes"} if question.get("required") else {}
    if kind == "matrix":
        yield first | {"type": "begin_group", "appearance": "table-list"}
        for row in question["rows"]:
            asked_row = {"type": f"select_one {name}_val", "name": f"{name}_{row['code']}"}
            yield asked_row | demanded | _said("label", row["text"])
        yield {"type": "end_group", "name": name}
    elif kind in PLACES:
        yield from _place(question, first | {"type": "begin_group"}, demanded)
    else:
        yield first | demanded | _simple(question, name)


def _simple(question: Mapping[str, Any], name: str) -> Row:
    kind = question["kind"]
    if kind == "text":
        return {"type": "text", "appearance": "multiline"}
    if kind == "number":
        limits = [
            f". {sign} {question[end]:g}"
            for end, sign in (("from", ">="), ("to", "<="))
            if end in question
        ]
        return {"type": "decimal", "constraint": " and ".join(limits)}
    of = {"multiple": "select_multiple", "ranking": "rank"}.get(kind, "select_one")
    most = question.get("most")
    limit = f"count-selected(.) <= {most}" if most and kind == "multiple" else ""
    row = {"type": f"{of} {name}_val", "constraint": limit}
    return row | ({"appearance": f"most-{most}"} if most and kind == "ranking" else {})


def _place(question: Mapping[str, Any], first: Row, demanded: Row) -> Iterator[Row]:
    name = first["name"]
    yield first
    yield {"type": "geopoint", "name": f"{name}_punkt"} | demanded | _said("label", POINT)
    yield {"type": "text", "name": f"{name}_near"} | _said("label", NEAR)
    for part, label in (("when", WHEN), ("why", WHY)):
        if question.get(part):
            of = f"select_multiple {name}_{part}_val"
            yield {"type": of, "name": f"{name}_{part}"} | _said("label", label)
    yield {"type": "text", "name": f"{name}_help"} | _said("label", HELP)
    yield {"type": "end_group", "name": name}


def _choices(definition: Definition) -> Iterator[Row]:
    for question in definition["questions"]:
        name = name_of(question["code"])
        parts = {"options": "val", "when": "when_val", "why": "why_val"}
        for part, ending in parts.items():
            for choice in question.get(part, ()):
                row = {"list_name": f"{name}_{ending}", "name": choice["code"]}
                yield row | _said("label", choice["text"])

"""Rows of an XLSForm as questions of ours, without their words. Nothing is kept here."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lofte.dialogue.questionnaires.questions import CHOOSE_ONE, PLACES
from lofte.dialogue.xlsform.columns import OURS, fingerprint, texts
from lofte.dialogue.xlsform.sheets import Line
from lofte.dialogue.xlsform.writing import name_of

if TYPE_CHECKING:
    from lofte.dialogue.xlsform.reading import Group

Question = dict[str, Any]
_SELECT = re.compile(
    r"(select[ _]one|select1|select[ _]multiple|select all that apply|rank)"
    r"( from)? (\S+)( or[ _]other)?$"
)
_KINDS = {"text": "text", "string": "text", "integer": "number", "int": "number"}
_KINDS |= {"decimal": "number", "range": "number", "geopoint": "place", "location": "place"}
_LIMIT = re.compile(r"\s*\.\s*(>=|<=)\s*(-?\d+(?:\.\d+)?)\s*$")
_MOST = re.compile(r"\s*count-selected\(\s*\.\s*\)\s*<=\s*(\d+)\s*$")
_BAD = re.compile(r"[^a-z0-9_]+")


def kind_of(kind: str) -> str:
    """Which of our kinds a type in small letters is, "" for none of them."""
    if match := _SELECT.match(kind):
        word = match[1]
        return (
            "ranking"
            if word == "rank"
            else "single"
            if "one" in word or "1" in word
            else "multiple"
        )
    return _KINDS.get(kind, "")


def plain(name: str) -> str:
    """A code as we write them."""
    return _BAD.sub("_", name.strip().casefold()).strip("_")[:40] or "_"


class Choices:
    """The lists of choices, by their names."""

    def __init__(self, lines: Sequence[Line], default: str) -> None:
        self.default = default
        self.languages: set[str] = set()
        self.left: list[str] = []
        self._lists: dict[str, list[Line]] = {}
        for line in lines:
            self._lists.setdefault(line["list_name"], []).append(line)

    def of(self, name: str) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        for line in self._lists.get(name, ()):
            said, others = texts(line.cells, "label", self.default)
            self.languages |= others
            code = plain(line["name"] or line["value"])
            if any(choice["code"] == code for choice in made):
                code = f"{code[:36]}_{line.number}"
            made.append({"code": code, "text": said or {"sv": line["name"]}})
        return made


def question(line: Line, choices: Choices) -> Question | None:
    """A row that is a question by itself."""
    typed = " ".join(line["type"].split())
    kind = kind_of(typed.casefold())
    if not kind:
        return None
    made: Question = {"kind": kind}
    if match := _SELECT.match(typed.casefold()):
        made["options"] = choices.of(typed[match.start(3) : match.end(3)])
    if kind == "multiple" and (most := _MOST.match(line["constraint"])):
        made["most"] = max(int(most[1]), 1)
    if kind == "ranking" and (few := re.match(r"most-(\d+)$", line["appearance"])):
        made["most"] = max(int(few[1]), 1)
    if kind == "number":
        made |= _limits(line)
    return made | _required(line)


def _limits(line: Line) -> Question:
    if line["type"].strip().casefold() == "range":
        given = dict(re.findall(r"(start|end)\s*=\s*(-?\d+(?:\.\d+)?)", line["parameters"]))
        return {
            end: float(given[word])
            for word, end in (("start", "from"), ("end", "to"))
            if word in given
        }
    found: Question = {}
    for part in line["constraint"].split(" and "):
        if match := _LIMIT.match(part):
            number = float(match[2])
            found["from" if match[1] == ">=" else "to"] = (
                int(number) if number.is_integer() else number
            )
    return found


def _required(*lines: Line) -> Question:
    wanted = {"yes", "true", "true()", "1"}
    return (
        {"required": True} if any(line["required"].casefold() in wanted for line in lines) else {}
    )


def lost(line: Line) -> Iterator[str]:
    """What a row asks for beyond the question itself."""
    constraint, kind = line["constraint"], kind_of(" ".join(line["type"].split()).casefold())
    if constraint and kind == "number":
        if not all(_LIMIT.match(part) for part in constraint.split(" and ")):
            yield f"gränsen ”{constraint[:80]}” togs inte med."
    elif constraint and not (kind == "multiple" and _MOST.match(constraint)):
        yield f"gränsen ”{constraint[:80]}” togs inte med."
    if re.search(r" or[ _]other$", line["type"].strip().casefold()):
        yield "”eller annat” togs inte med. Lägg till ett svarsalternativ."
    if re.search(
        r"\$\{", " ".join(v for k, v in line.cells.items() if k.startswith(("label", "hint")))
    ):
        yield "frågan visar ett tidigare svar i sin text. Det kan den inte här; skriv om texten."


def matrix(group: "Group", choices: Choices) -> Question | None:
    """A group whose questions all have the same choices and that is shown as a table."""
    lines = [row for row in group.rows if isinstance(row, Line)]
    types = {" ".join(row["type"].split()) for row in lines}
    is_table = group.line["appearance"].split(" ")[0] in {"table-list", "w4"} or _ours(group.line)
    if not (is_table and lines and len(lines) == len(group.rows) and len(types) == 1):
        return None
    typed = types.pop()
    match = _SELECT.match(typed.casefold())
    if match is None or kind_of(typed.casefold()) != "single":
        return None
    prefix = f"{group.line['name']}_"
    return {
        "kind": "matrix",
        "options": choices.of(typed[match.start(3) : match.end(3)]),
        "rows": [
            {
                "code": plain(row["name"].removeprefix(prefix)),
                "text": texts(row.cells, "label", choices.default)[0] or {"sv": row["name"]},
            }
            for row in lines
        ],
        **_required(*lines),
    }


def place(group: "Group", choices: Choices) -> Question | None:
    """A place as we write it: a point, words, when, why and what would help."""
    kind = _ours(group.line).get("kind")
    lines = [row for row in group.rows if isinstance(row, Line)]
    if kind not in PLACES or not lines:
        return None
    made: Question = {"kind": kind}
    for row in lines:
        typed = " ".join(row["type"].split())
        match = _SELECT.match(typed.casefold())
        for part in ("when", "why"):
            if match and row["name"].endswith(f"_{part}"):
                made[part] = choices.of(typed[match.start(3) : match.end(3)])
    return made | _required(*(row for row in lines if row["type"] == "geopoint"))


def _ours(line: Line) -> dict[str, Any]:
    try:
        found = json.loads(line[OURS] or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def identified(line: Line, question: Question) -> Question:
    """The question under its own code if it says what it said when it left here, else a new one.

    The new code is made of the words, so that the same form read again is the same questions.
    """
    ours = _ours(line)
    kind = ours.get("kind")
    if question["kind"] == "single" and kind in CHOOSE_ONE:
        question["kind"] = kind
    code, version = ours.get("code"), ours.get("version")
    known = isinstance(code, str) and isinstance(version, int) and name_of(code) == line["name"]
    if known and fingerprint(question) == ours.get("check"):
        return {"code": code, "version": version, **question}
    return {"code": f"{plain(line['name'])[:31]}_{fingerprint(question)}", "version": 1, **question}

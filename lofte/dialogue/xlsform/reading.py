"""An XLSForm as a questionnaire, and a sentence for each thing that could not come along."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lofte.dialogue.questionnaires.questions import check
from lofte.dialogue.xlsform import rows as made
from lofte.dialogue.xlsform.columns import INTRO, TITLE, texts
from lofte.dialogue.xlsform.conditions import carry_condition, check_conditions
from lofte.dialogue.xlsform.rows import Choices, identified
from lofte.dialogue.xlsform.sheets import NOTHING, BadForm, Book, Line, accepted, open_book

MOST_QUESTIONS = 100
BEGIN, END = re.compile(r"begin[ _](group|repeat)"), re.compile(r"end[ _](group|repeat)")
HIDDEN = {
    *("start", "end", "today", "deviceid", "phonenumber", "username", "email", "audit"),
    *("calculate", "hidden", "start-geopoint", "background-audio", "xml-external", "csv-external"),
}
OTHER_KINDS = {
    *("date", "time", "datetime", "image", "audio", "video", "file", "barcode", "acknowledge"),
    *("trigger", "geotrace", "geoshape", "osm", "select_one_from_file", "note"),
    *("select_multiple_from_file", "select_one_external"),
}
NOT_OURS = {
    *("default", "calculation", "read_only", "readonly", "choice_filter", "trigger"),
    *("repeat_count", "parameters", "guidance_hint", "media", "image", "audio", "video"),
    *("constraint_message", "required_message", "body", "bind", "instance"),
}


@dataclass(slots=True)
class Read:
    """definition: ready to be asked. left: what the file had and the questionnaire has not."""

    definition: dict[str, Any] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """A group as it stands in the sheet: its first row and the rows within."""

    line: Line
    rows: list["Line | Group"] = field(default_factory=list)

    @property
    def is_repeat(self) -> bool:
        return "repeat" in self.line["type"]


def read(content: bytes) -> Read:
    """Raises BadForm or BadQuestionnaire; what it returns can be asked as it is."""
    book = open_book(content)
    _check_types(book)
    check_conditions(book.survey)
    accepted(content)
    reader = _Reader(book)
    for one in _grouped(book.survey).rows:
        reader.take(one)
    found = reader.finish()
    if not found.definition["questions"]:
        raise BadForm(f"Filen har ingen fråga som Löfte kan ställa. {NOTHING}")
    if len(found.definition["questions"]) > MOST_QUESTIONS:
        raise BadForm(f"Formuläret har fler än {MOST_QUESTIONS} frågor. {NOTHING} Dela upp det.")
    check(found.definition)
    return found


def _kind_of(line: Line) -> str:
    return " ".join(line["type"].split()).casefold()


def _check_types(book: Book) -> None:
    """Types that no XLSForm has, and names that stand twice."""
    names: dict[str, int] = {}
    for line in book.survey:
        kind, name = _kind_of(line), line["name"]
        if not (made.kind_of(kind) or BEGIN.match(kind) or END.match(kind) or _known(kind)):
            raise BadForm(
                f"Rad {line.number}: ”{line['type'][:40]}” är ingen typ av fråga i XLSForm. "
                f"{NOTHING} Rätta typen och försök igen."
            )
        if name and not END.match(kind):
            if name in names:
                raise BadForm(
                    f"Rad {line.number}: namnet ”{name[:40]}” står också på rad {names[name]}. "
                    f"{NOTHING} Ge frågorna olika namn."
                )
            names[name] = line.number


def _known(kind: str) -> bool:
    return kind.split(" ")[0] in HIDDEN | OTHER_KINDS


def _grouped(lines: Any) -> Group:
    """Rows under their groups. A group that does not close is told by pyxform."""
    top = Group(Line(0, {}))
    open_groups = [top]
    for line in lines:
        kind = _kind_of(line)
        if BEGIN.match(kind):
            group = Group(line)
            open_groups[-1].rows.append(group)
            open_groups.append(group)
        elif END.match(kind) and len(open_groups) > 1:
            open_groups.pop()
        elif kind:
            open_groups[-1].rows.append(line)
    return top


class _Reader:
    """Takes the rows one by one and keeps the questions and what was left."""

    def __init__(self, book: Book) -> None:
        self.default = book.settings.get("default_language", "")
        self.choices = Choices(book.choices, self.default)
        self.found = Read({"questions": []})
        self.codes: dict[str, str] = {}  # the name in the file, the code here
        self.title = book.settings.get("form_title", "").strip()
        self.languages: set[str] = set()

    def take(self, one: "Line | Group", condition: str = "") -> None:
        if isinstance(one, Group):
            self._group(one, condition)
        else:
            self._line(one, condition)

    def _group(self, group: Group, condition: str) -> None:
        line = group.line
        if group.is_repeat:
            self.say(line, "frågor som upprepas ställs inte; de togs inte med.")
            return
        question = made.place(group, self.choices) or made.matrix(group, self.choices)
        if question is not None:
            self._keep(line, question, line["relevant"] or condition)
            for row in group.rows:
                if isinstance(row, Line) and row["relevant"]:
                    self.say(row, "villkoret på en rad i en grupp togs inte med.")
            return
        label, _others = texts(line.cells, "label", self.default)
        if label:
            self.say(line, f"gruppen ”{label['sv'][:60]}” är borta, men dess frågor är med.")
        if line["relevant"] and condition:
            self.say(line, "en grupp med villkor i en grupp med villkor: det inre gäller.")
        for row in group.rows:
            self.take(row, line["relevant"] or condition)

    def _line(self, line: Line, condition: str) -> None:
        kind = _kind_of(line)
        if kind == "note":
            self._note(line)
        elif kind.split(" ")[0] in HIDDEN:
            self.say(line, f"”{kind}” samlas inte in här; den som svarar är anonym.")
        elif (question := made.question(line, self.choices)) is not None:
            if line["relevant"] and condition:
                self.say(line, "gruppens villkor togs inte med, bara frågans eget.")
            self._keep(line, question, line["relevant"] or condition)
        else:
            self.say(line, f"frågor av typen ”{kind[:40]}” ställs inte; frågan togs inte med.")

    def _note(self, line: Line) -> None:
        """A text before the first question is the intro; ours say what they are."""
        label, hint = (texts(line.cells, kind, self.default)[0] for kind in ("label", "hint"))
        said, definition = label or hint, self.found.definition
        if line["name"] == TITLE:
            definition["title"] = said
        elif line["name"] == INTRO or not (definition["questions"] or "intro" in definition):
            definition["intro"] = said
        else:
            self.say(line, f"texten ”{said['sv'][:60]}” togs inte med.")

    def _keep(self, line: Line, question: dict[str, Any], relevant: str) -> None:
        for kind in ("label", "hint"):
            said, others = texts(line.cells, kind, self.default)
            self.languages |= others
            if said:
                question["text" if kind == "label" else kind] = said
        if "text" not in question:
            question["text"] = {"sv": line["name"]}
            self.say(line, "frågan saknar text, så namnet står i stället.")
        for lost in made.lost(line):
            self.say(line, lost)
        for column in sorted(self._not_ours(line)):
            self.say(line, f"kolumnen ”{column}” togs inte med.")
        made_of = identified(line, question)
        if reason := carry_condition(made_of, relevant, self.codes, self.found.definition):
            self.say(line, reason)
        self.codes[line["name"]] = made_of["code"]
        self.found.definition["questions"].append(made_of)

    @staticmethod
    def _not_ours(line: Line) -> Iterator[str]:
        for name in line.cells:
            if re.split(r"::?", name)[0].strip().casefold() in NOT_OURS and line[name]:
                yield name

    def say(self, line: Line, words: str) -> None:
        self.found.left.append(f"Rad {line.number}: {words}")

    def finish(self) -> Read:
        definition = self.found.definition
        if self.title and "title" not in definition:
            definition["title"] = {"sv": self.title}
        definition.setdefault("title", {"sv": "Formulär"})
        self.found.left += [
            f"Språket ”{name}” visas inte här, så de texterna togs inte med."
            for name in sorted(self.languages | self.choices.languages)
        ]
        self.found.left += self.choices.left
        return self.found

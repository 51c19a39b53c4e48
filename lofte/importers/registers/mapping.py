"""Which column means what. A mapping is proposed, answered by a person, saved per source, and
used again for the next file from the same source."""

from dataclasses import dataclass, field, fields, replace

from lofte.importers.registers.sentences import ImportRefused, Sentence, refuse

STOCKHOLM = "Europe/Stockholm"
CONTENT = "innehållet"  # the answer to "which key?" when no column names the event


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: Sentence


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the file cannot tell. id: which field of the mapping the answer goes to.
    default '' = there is no answer that may be assumed."""

    id: str
    text: Sentence
    options: tuple[Option, ...] = ()
    default: str = ""

    @property
    def assumed(self) -> Sentence:
        """What is said when the default is taken without anyone having answered."""
        label = next((o.label for o in self.options if o.value == self.default), None)
        sv, en = (label.sv, label.en) if label else (self.default, self.default)
        return Sentence(
            f"Ingen har svarat: {self.text.sv} Löfte antar: {sv}.",
            f"Nobody has answered: {self.text.en} Assumed: {en}.",
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """A further column that is kept, and the legal ground for keeping it."""

    column: str
    legal_ground: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """start: the column with date, or date and time. clock: a column with the local time of day,
    which then rules over the time in `start`. end, end_clock: when the event was over at the
    latest. date_order: dmy or mdy, where a date begins with two numbers. zone: 'local' = the
    clock as written; 'utc' = converted to zone_name. point: one column with both coordinates
    (WKT or a pair), or the file's own geometry; point_order: xy or yx for a pair.
    x is east or longitude, y is north or latitude. key: columns that together name one event;
    none = the content names it. keep: nothing but key, place, time and category is kept otherwise.
    """

    source: str
    start: str = ""
    clock: str = ""
    end: str = ""
    end_clock: str = ""
    date_order: str = "dmy"
    zone: str = "local"
    zone_name: str = STOCKHOLM
    x: str = ""
    y: str = ""
    point: str = ""
    point_order: str = "xy"
    crs: str = ""
    decimal: str = "comma"
    key: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    one_category: str = "Händelser"
    keep: tuple[Kept, ...] = ()
    sheet: str = ""
    questions: tuple[Question, ...] = ()
    reasons: dict[str, Sentence] = field(default_factory=dict, compare=False, hash=False)

    def __post_init__(self) -> None:
        for name, allowed in _CHOICES.items():
            if getattr(self, name) not in allowed:
                raise _bad_value(name, getattr(self, name), allowed)
        for item in self.keep:
            if not item.legal_ground.strip():
                raise _no_ground(item.column)

    @property
    def has_place(self) -> bool:
        return bool(self.point or (self.x and self.y))

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the file that the mapping reads."""
        single = (self.start, self.clock, self.end, self.end_clock, self.x, self.y, self.point)
        kept = tuple(item.column for item in self.keep)
        return tuple(dict.fromkeys(c for c in (*single, *self.key, *self.category, *kept) if c))

    def answer(self, answers: dict[str, str]) -> "Mapping":
        """The mapping with these fields set; questions about them are answered."""
        known = {item.name for item in fields(self)} - {"questions", "reasons", "keep"}
        for name in answers:
            if name not in known:
                raise _bad_value("svaret", name, tuple(sorted(known)))
        changes: dict[str, object] = dict(answers)
        for name in ("key", "category"):
            if name in answers:
                parts = () if answers[name] == CONTENT else answers[name].split(" + ")
                changes[name] = tuple(part.strip() for part in parts if part.strip())
        if "y" not in answers and answers.get("x") == self.y:
            changes["y"] = self.x
        settled = set(answers) | ({"zone_name"} if answers.get("zone") == "local" else set())
        left = tuple(q for q in self.questions if q.id not in settled)
        return replace(self, **changes, questions=left)  # type: ignore[arg-type]

    def keeping(self, kept: tuple[Kept, ...]) -> "Mapping":
        """The mapping with these further columns. Raises ImportRefused without a legal ground."""
        return replace(self, keep=kept)

    def assume(self) -> tuple["Mapping", tuple[Sentence, ...]]:
        """Every open question answered by its default, and what was assumed.
        Raises ImportRefused for a question that has none."""
        mapping, said = self, []
        while mapping.questions:
            question = mapping.questions[0]
            if not question.default:
                raise unanswered(question)
            said.append(question.assumed)
            mapping = mapping.answer({question.id: question.default})
        return mapping, tuple(said)


_CHOICES = {
    "date_order": ("dmy", "mdy"),
    "zone": ("local", "utc"),
    "point_order": ("xy", "yx"),
    "decimal": ("comma", "point"),
}


def _bad_value(name: str, value: object, allowed: tuple[str, ...]) -> ImportRefused:
    choices = ", ".join(allowed)
    return refuse(
        f"Kolumnkartan har ett värde som inte finns: {name} = ”{value}”.",
        f"The mapping has an unknown value: {name} = “{value}”.",
        f"Välj ett av: {choices}.",
        f"Choose one of: {choices}.",
    )


def _no_ground(column: str) -> ImportRefused:
    return refuse(
        f"Kolumnen ”{column}” ska sparas men saknar rättslig grund.",
        f"The column “{column}” is to be kept but has no legal ground.",
        "Skriv den rättsliga grunden i legal_ground, eller ta bort kolumnen ur keep.",
        "Write the legal ground in legal_ground, or remove the column from keep.",
    )


def unanswered(question: Question) -> ImportRefused:
    shown, more = question.options[:3], "; …" if len(question.options) > 3 else "."
    options = "; ".join(f"{o.value} ({o.label.sv})" for o in shown)
    english = "; ".join(f"{o.value} ({o.label.en})" for o in shown)
    return refuse(
        question.text.sv,
        question.text.en,
        f"Svara med {question.id}: {options or 'ett värde'}{more}",
        f"Answer with {question.id}: {english or 'a value'}{more}",
    )

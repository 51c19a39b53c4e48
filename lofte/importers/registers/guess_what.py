"""Which columns name the event (its key) and which say what kind it is (its category)."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lofte.importers.registers import names
from lofte.importers.registers.guess_time import Guessed, sample
from lofte.importers.registers.mapping import CONTENT, Option, Question
from lofte.importers.registers.numerals import parse_numbers
from lofte.importers.registers.raw import RawTable
from lofte.importers.registers.sentences import Sentence, number

_ANY = 200  # more kinds than this in a file is text, not a category


def guess_category(raw: RawTable, taken: set[str]) -> Guessed:
    """One column, or none: then the whole file is one category."""
    ranked = sorted(raw.names, key=lambda name: (-_kind_score(name), name))
    for name in ranked:
        if name in taken or not names.says(name, names.CATEGORY) or _is_key_name(name):
            continue
        if names.NOT_CATEGORY & set(names.words(name)) or not _is_kind(raw, name):
            continue
        reason = Sentence(
            f"”{name}” heter som en kategori och har få olika värden.",
            f"“{name}” is named like a category and has few different values.",
        )
        return Guessed({"category": (name,)}, {"category": reason})
    reason = Sentence(
        "Ingen kolumn är en kategori: alla händelser räknas som ett slag.",
        "No column is a category: all events count as one kind.",
    )
    return Guessed({}, {"category": reason})


def _kind_score(name: str) -> float:
    """Of 'offense_code' and 'offense_type', the one that people can read."""
    return names.score(name, names.CATEGORY) - 0.01 * bool({"code", "kod"} & set(names.words(name)))


def _is_key_name(name: str) -> bool:
    return bool({"id", "nr", "nummer", "number", "no"} & set(names.words(name)))


def _is_kind(raw: RawTable, name: str) -> bool:
    cells = sample(raw.text(name))
    kinds = pc.count_distinct(cells).as_py() if len(cells) else 0
    return 0 < kinds <= _ANY and (kinds <= 20 or kinds < len(cells) / 3)


def guess_key(raw: RawTable, taken: set[str], category: tuple[str, ...]) -> Guessed:
    """The column that names the event in the system it came from, and keeps doing so."""
    free = [n for n in raw.names if n not in taken and n not in category and _can_be_key(raw, n)]
    ranked = sorted(free, key=lambda name: (_renumbered(raw, name), -_key_score(name)))
    if not ranked:
        return Guessed({}, {"key": _NO_KEY})
    best = ranked[0]
    if _renumbered(raw, best):
        return Guessed({}, {"key": _NO_KEY}, (_running_question(best),))
    repeats = len(raw) - pc.count_distinct(raw.text(best)).as_py()
    reason = _why(best, [name for name in ranked[1:] if _renumbered(raw, name)])
    if repeats:
        return _repeated(raw, best, repeats, category, reason)
    return Guessed({"key": (best,)}, {"key": reason})


_NO_KEY = Sentence(
    "Ingen kolumn ger varje händelse ett bestående nummer: innehållet får skilja dem åt.",
    "No column gives each event a lasting number: the content tells them apart.",
)


def _key_score(name: str) -> float:
    """'IncidentID' says both what it numbers and that it numbers: more than 'RecordID'."""
    return sum(1 / (1 + names.KEY.index(w) / 10) for w in names.words(name) if w in names.KEY) + (
        names.score(name, names.KEY)
    )


def _can_be_key(raw: RawTable, name: str) -> bool:
    if not names.says(name, names.KEY) or {"code", "kod", "type", "typ"} & set(names.words(name)):
        return False
    column = raw.text(name)
    different = pc.count_distinct(column.filter(pc.not_equal(column, ""))).as_py()
    return bool(different > len(raw) * 0.4)


def _renumbered(raw: RawTable, name: str) -> bool:
    """1, 2, 3 ... under a name that promises no more than a row number: the next export may
    count differently."""
    said = set(names.words(name))
    weak = said <= names.ROW_NUMBERS | {"id", "no", "number", "order"}
    if not weak or len(raw) < 2:
        return False
    values, wrong = parse_numbers(raw.text(name))
    if wrong.any():
        return False
    return bool((np.diff(values) == 1).mean() > 0.9)


def _why(best: str, weak: list[str]) -> Sentence:
    sv = f"”{best}” ser ut som händelsens eget nummer"
    en = f"“{best}” looks like the event's own number"
    if weak:
        sv += f"; ”{weak[0]}” är bara ett löpnummer som kan räknas om i nästa fil"
        en += f"; “{weak[0]}” is only a running number that the next file may recount"
    return Sentence(sv + ".", en + ".")


def _running_question(name: str) -> Question:
    return Question(
        "key",
        Sentence(
            f"”{name}” är ett löpnummer 1, 2, 3 … Följer numret med händelsen till nästa fil?",
            f"“{name}” is a running number 1, 2, 3 … Does it stay with the event in the next file?",
        ),
        (
            Option(
                CONTENT,
                Sentence("nej, innehållet får skilja dem åt", "no, the content tells them apart"),
            ),
            Option(name, Sentence("ja, numret är bestående", "yes, the number lasts")),
        ),
        CONTENT,
    )


def _repeated(
    raw: RawTable, best: str, repeats: int, category: tuple[str, ...], reason: Sentence
) -> Guessed:
    """The same number on several rows: one event twice, or several offences in one case?"""
    both = " + ".join((best, *category))
    tells = bool(category) and _distinct(raw, (best, *category)) > _distinct(raw, (best,))
    default = both if tells else best
    options = [
        Option(
            best,
            Sentence("varje nummer är en händelse", "each number is one event"),
        ),
        Option(CONTENT, Sentence("varje rad är en händelse", "each row is one event")),
    ]
    if tells:
        label = Sentence(
            "varje nummer och kategori är en händelse", "each number and category is one event"
        )
        options.insert(0, Option(both, label))
    question = Question(
        "key",
        Sentence(
            f"Samma ”{best}” står på flera rader ({number(repeats)} rader är upprepningar). "
            "Vad är en händelse?",
            f"The same “{best}” stands on several rows ({repeats} repeat it). What is one event?",
        ),
        tuple(options),
        default,
    )
    return Guessed({"key": tuple(default.split(" + "))}, {"key": reason}, (question,))


def _distinct(raw: RawTable, columns: tuple[str, ...]) -> int:
    joined = pc.binary_join_element_wise(*(raw.text(c) for c in columns), "\x1f")
    return int(pc.count_distinct(pa.array(joined)).as_py())

"""Which columns say when. Names propose, contents decide."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lofte.importers.registers import names
from lofte.importers.registers.blank import blank, tidy
from lofte.importers.registers.dates import NO_ZONE, orders, parse_clock, parse_dates
from lofte.importers.registers.mapping import STOCKHOLM, Option, Question
from lofte.importers.registers.raw import RawTable
from lofte.importers.registers.sentences import ImportRefused, Sentence, refuse

_SAMPLE = 4000
_MONTH = "jan|feb|mar|apr|may|maj|jun|jul|aug|sep|okt|oct|nov|dec"
_YEARLESS = rf"(?i)\d{{1,2}}[ .]*({_MONTH})\w*\W{{1,3}}\d{{1,2}}[:.]"


@dataclass(frozen=True, slots=True)
class Guessed:
    """Fields of the mapping, with the reason for each and the questions left."""

    fields: dict[str, object]
    reasons: dict[str, Sentence]
    questions: tuple[Question, ...] = ()


def sample(column: pa.Array) -> pa.Array:
    """Filled cells, spread over the whole column."""
    text = tidy(column)
    filled = text.filter(pc.invert(blank(text)))
    if len(filled) <= _SAMPLE:
        return filled
    return filled.take(pa.array(np.linspace(0, len(filled) - 1, _SAMPLE).astype(np.int64)))


def _is_date(raw: RawTable, name: str) -> bool:
    """Nearly all cells are dates; bare numbers count only under a name that promises dates."""
    promises = names.says(name, (*names.WHEN, *names.REPORTED, *names.START, *names.END))
    if raw.types.get(name) == "number" and not promises:
        return False
    if raw.types.get(name, "").startswith("timestamp") and name in raw.typed:
        return bool(raw.typed[name].null_count < len(raw.typed[name]))
    cells = sample(raw.text(name))
    if not len(cells):
        return False
    bare = pc.mean(pc.match_substring_regex(cells, r"^[\d.,]+$").cast(pa.float64())).as_py()
    if bare > 0.5 and not promises:
        return False
    day_first = orders(cells)
    order = "mdy" if day_first[1] > day_first[0] else "dmy"
    return bool(np.isnat(parse_dates(cells, order=order).stamp).mean() < 0.3)


def _is_clock(raw: RawTable, name: str) -> bool:
    if not names.says(name, names.CLOCK):
        return False
    cells = sample(raw.text(name))
    return bool(len(cells)) and bool((parse_clock(cells)[0] < 0).mean() < 0.3)


def _rank(name: str) -> float:
    """When it happened comes before when it was reported, and that before when it was changed."""
    rank = names.score(name, names.WHEN)
    rank -= 3 * names.says(name, names.REPORTED) + 6 * names.says(name, names.CHANGED)
    return rank


def guess_time(raw: RawTable) -> Guessed:
    """Raises ImportRefused when no column says when."""
    dates = [name for name in raw.names if _is_date(raw, name)]
    if not dates:
        raise _no_time(raw)
    clocks = [name for name in raw.names if name not in dates and _is_clock(raw, name)]
    starts = [n for n in dates if names.says(n, names.START) and not names.says(n, names.CHANGED)]
    ends = [n for n in dates if names.says(n, names.END) and not names.says(n, names.CHANGED)]
    ends = [n for n in ends if n not in starts]
    found: dict[str, object] = {}
    reasons: dict[str, Sentence] = {}
    if starts and ends:
        start = max(starts, key=_rank)
        found |= {"start": start, "end": max(ends, key=_rank)}
        reasons["start"] = Sentence(
            f"”{start}” och ”{found['end']}” ser ut som början och slut: tiden är inte exakt känd.",
            f"“{start}” and “{found['end']}” look like start and end: the time is not exact.",
        )
    else:
        start = max((n for n in dates if n not in ends), key=_rank, default=dates[0])
        found["start"] = start
        reasons["start"] = _why(start, dates)
    _pair_clocks(found, clocks, reasons)
    questions = _questions(raw, found)
    return Guessed(found, reasons, questions)


def _why(start: str, dates: list[str]) -> Sentence:
    late = names.says(start, names.REPORTED)
    others = [name for name in dates if name != start]
    sv = f"”{start}” innehåller datum"
    en = f"“{start}” holds dates"
    if late:
        sv += ", men det är när händelsen anmäldes, inte när den inträffade"
        en += ", but of the report, not of the event"
    if others:
        sv += f"; även {', '.join(others)} gör det"
        en += f"; so do {', '.join(others)}"
    return Sentence(sv + ".", en + ".")


def _pair_clocks(found: dict[str, object], clocks: list[str], reasons: dict[str, Sentence]) -> None:
    end_clock = next((n for n in clocks if names.says(n, names.END)), "")
    clock = next((n for n in clocks if n != end_clock), "")
    if end_clock and "end" not in found and not clock:
        clock, end_clock = end_clock, ""
    if clock:
        found["clock"] = clock
        reasons["clock"] = Sentence(
            f"”{clock}” innehåller klockslag och gäller före klockslaget i datumkolumnen.",
            f"“{clock}” holds times of day and rules over the time in the date column.",
        )
    if end_clock:
        found["end_clock"] = end_clock


def _questions(raw: RawTable, found: dict[str, object]) -> tuple[Question, ...]:
    asked = []
    start = str(found["start"])
    day_first, month_first, unclear = orders(raw.text(start))
    if month_first > day_first:
        found["date_order"] = "mdy"
    if (unclear and not day_first and not month_first) or (day_first and month_first):
        asked.append(_order_question("mdy" if month_first > day_first else "dmy"))
    zones = parse_dates(sample(raw.text(start))).zone
    marked = zones[zones != NO_ZONE]
    labelled = bool(marked.size) and bool((marked == 0).all())
    labelled |= bool(names.UTC_WORDS & set(names.words(start)))
    if labelled and "clock" not in found:
        asked.append(_zone_question(raw, start))
    return tuple(asked)


def _order_question(default: str) -> Question:
    return Question(
        "date_order",
        Sentence(
            "Är datumen skrivna med dagen eller månaden först (03/04 = 3 april eller 4 mars)?",
            "Do dates begin with the day or the month (03/04 = 3 April or March 4)?",
        ),
        (
            Option("dmy", Sentence("dagen först", "day first")),
            Option("mdy", Sentence("månaden först", "month first")),
        ),
        default,
    )


def _zone_question(raw: RawTable, start: str) -> Question:
    quiet = quietest_hours(raw, start)
    return Question(
        "zone",
        Sentence(
            f"Tiderna i ”{start}” är märkta som UTC. Är de verkligen UTC, eller lokal tid? "
            f"(Läst som lokal tid händer minst kl. {quiet}.)",
            f"Times in “{start}” are labelled UTC. Are they really, or local time? "
            f"(Read as local, the quietest hours are {quiet}.)",
        ),
        (
            Option("local", Sentence("lokal tid, som de står", "local time, as written")),
            Option("utc", Sentence("UTC, räkna om till lokal tid", "UTC, convert to local time")),
        ),
        "local",
    )


def zone_name_question() -> Question:
    """Asked when times are to be converted for a place outside Sweden."""
    return Question(
        "zone_name",
        Sentence(
            "Vilken tidszon gäller på platsen? Punkterna ligger utanför Sverige.",
            "Which time zone holds there? The points lie outside Sweden.",
        ),
        (Option(STOCKHOLM, Sentence("svensk tid", "Swedish time")),),
    )


def quietest_hours(raw: RawTable, name: str) -> str:
    """The four hours of the day with the fewest events: at night, where the clock is local."""
    stamp = parse_dates(raw.text(name)).stamp
    seconds = stamp[~np.isnat(stamp)].astype(np.int64) % 86_400
    seconds = seconds[seconds > 0]
    if not seconds.size:
        return "okänt"
    hours = np.bincount(seconds // 3600, minlength=24)
    around = np.concatenate([hours, hours[:3]])
    first = int(np.argmin(np.convolve(around, np.ones(4), "valid")))
    return f"{first:02d}–{(first + 4) % 24:02d}"


def _no_time(raw: RawTable) -> ImportRefused:
    yearless = [
        name
        for name in raw.names
        if len(cells := sample(raw.text(name)))
        and pc.any(pc.match_substring_regex(cells, _YEARLESS)).as_py()
    ]
    if yearless:
        return refuse(
            f"Filen saknar en tidskolumn: ”{yearless[0]}” har dag och klockslag men inget år.",
            f"The file has no time column: “{yearless[0]}” has day and time but no year.",
            "Lägg till en kolumn med datum och år och läs in igen.",
            "Add a column with date and year and import again.",
        )
    return refuse(
        "Filen saknar en tidskolumn: ingen kolumn innehåller datum.",
        "The file has no time column: no column holds dates.",
        "Lägg till när varje händelse inträffade. Är det siffror per område och inte händelser, "
        "läs in filen som tabell i stället.",
        "Add when each event happened. If these are figures per area and not events, import the "
        "file as a table instead.",
    )

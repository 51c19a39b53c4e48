"""Figures as plain Swedish. Numbers come with a comparison, and doubt is said in words."""

import math
from datetime import date

from lofte.situation.document import FEWER, MORE, TOO_FEW, Figures, HotWindow

NBSP = "\u00a0"
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
NOTHING = "Inget avviker från det normala den här perioden."
NO_PLACE = "Ingen enskild plats eller kategori avviker från det normala."
NO_CONCLUSION = "Få händelser – ingen slutsats."


def number(value: float) -> str:
    """18234 -> "18 234" (unbreakable); a part of a number with a comma."""
    if value != int(value):
        return f"{value:,.1f}".replace(",", NBSP).replace(".", ",")
    return f"{int(value):,}".replace(",", NBSP)


def events(count: int) -> str:
    """0 -> "inga händelser", 1 -> "1 händelse", 14 -> "14 händelser"."""
    if count == 0:
        return "inga händelser"
    return f"{number(count)}{NBSP}{'händelse' if count == 1 else 'händelser'}"


def normal(figures: Figures) -> str:
    """ "normalt 4–9", "normalt 4" or "" when nothing is known of the normal."""
    if figures.low is None or figures.high is None:
        return ""
    if figures.low == figures.high:
        return f"normalt {number(figures.low)}"
    return f"normalt {number(figures.low)}–{number(figures.high)}"


def compared(figures: Figures) -> str:
    """ "14 händelser, normalt 4–9"."""
    return ", ".join(part for part in (events(figures.count), normal(figures)) if part)


def finding(place: str, figures: Figures, when: str = "") -> str:
    """ "Resecentrum: 14 händelser, normalt 4–9. Flest fredag–lördag 20–01."."""
    text = f"{place}: {compared(figures)}."
    return f"{text} Flest {when}." if when else text


def new_reporters(count: int, *, explained: bool) -> str:
    """Said of a rise that comes, at least by half, from those who have begun to report."""
    if not explained:
        return f"{number(count)} av dem kommer från nya rapportörer."
    return (
        f"{number(count)} av dem kommer från nya rapportörer, och utan dem är antalet normalt: "
        "det kan vara fler som rapporterar, inte fler händelser."
    )


def most(place: str, *, count: int, share: float, cells: int) -> str:
    """Where most is: never a word about normal."""
    where = place.replace("Nära ", "nära ", 1) if place.startswith("Nära ") else place
    return (
        f"Flest händelser: {where}. {events(count).capitalize()} ({percent(share)} av alla) "
        f"på {squares(cells)}."
    )


def percent(share: float) -> str:
    """0.126 -> "13 %"."""
    if 0 < share < 0.01:
        return f"under 1{NBSP}%"
    return f"{round(share * 100)}{NBSP}%"


def latest(first: date, end: date) -> str:
    """ "de senaste 26 veckorna": the days from `first` to the one before `end`."""
    weeks, days = divmod((end - first).days, 7)
    return f"de senaste {(end - first).days} dagarna" if days else f"de senaste {weeks} veckorna"


def squares(count: int) -> str:
    """ "1 ruta", "3 rutor"."""
    return f"{number(count)}{NBSP}{'ruta' if count == 1 else 'rutor'}"


def change(ratio: float) -> str:
    """1.19 -> "19 % fler", 0.5 -> "50 % färre", 3.4 -> "3,4 gånger så många"."""
    if math.isnan(ratio):
        return "inga"
    if ratio >= 2:
        if math.isinf(ratio):
            return "många gånger fler"
        return f"{number(round(ratio, 1))} gånger så många"
    if round(ratio, 2) == 1:
        return "lika många"
    return f"{percent(abs(ratio - 1))} {'fler' if ratio > 1 else 'färre'}"


def interval(low: float, high: float) -> str:
    """ "10 % färre till 60 % fler"."""
    return f"{change(low)} till {change(high)}"


def total(figures: Figures, klass: str) -> str:
    """The whole register in one sentence."""
    sentence = f"Hela underlaget: {compared(figures)}"
    if klass in (MORE, FEWER):
        return f"{sentence} – {klass}."
    if figures.low is None:
        return f"{sentence}. Det finns för kort historik för att säga vad som är normalt."
    if klass == TOO_FEW:
        return f"{sentence}. {NO_CONCLUSION}"
    return f"{sentence}. Det är inom det normala."


def strength(q: float | None) -> str:
    """How sure, in words, from the share of false alarms that would be accepted."""
    if q is None:
        return "beskrivning"
    if q < 0.001:
        return "starkt stöd"
    return "tydligt stöd" if q < 0.01 else "visst stöd"


def hot_hours(most: tuple[HotWindow, ...], more: tuple[HotWindow, ...]) -> str:
    """ "Flest fredag–lördag 20–01: 31 % av händelserna." and what is larger than usual."""
    told = []
    if most:
        told.append(f"Flest {most[0].label}: {percent(most[0].share)} av händelserna.")
    if more:
        shares = f"{percent(more[0].share)}, vanligen {percent(more[0].usual)}"
        told.append(f"Större andel än vanligt {more[0].label}: {shares}.")
    return " ".join(told) or "Inga timmar på veckan sticker ut."


def short(name: str, length: int = 80) -> str:
    """A name for a sentence; whoever named a place with a novel finds the rest in the tables."""
    told = " ".join(name.split())
    return told if len(told) <= length else told[: length - 1].rstrip() + "…"

"""Frozen pictures with chosen figures, as plain documents."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lofte.analysis.periods import Period, parse
from lofte.publishing.editions import PublishedEdition
from lofte.situation.document import (
    TOO_FEW,
    USUAL,
    Area,
    Category,
    Cell,
    Figures,
    Finding,
    History,
    Hours,
    Method,
    PictureDocument,
    Place,
    Source,
    Trend,
    TrendPoint,
)

NAMES = ("Östermalm", "Centrum", "Ålidhem", "Ängen", "Berga", "Norr", "Söder", "Väst")
SECRET = "Lindängens källargångar"
CELL = "E561000N6542000"


def document(
    areas: Sequence[int],
    kinds: Sequence[int],
    *,
    elsewhere: int = 0,
    periods: int = 52,
    period: str = "2026-W47",
    klass: str = USUAL,
) -> PictureDocument:
    """A picture with these counts; the categories share the total."""
    when: Period = parse(period)
    total = sum(areas) + elsewhere
    return PictureDocument(
        title=f"Lägesbild {when.label}",
        register="Provregistret",
        period_key=when.key,
        period_label=when.label,
        first_day=when.start.isoformat(),
        last_day=when.last_day.isoformat(),
        history=History("2025-11-17", "2026-11-15", periods, f"Mot {periods} perioder."),
        source=Source(name="Provregistret", rows=total),
        cell_size=100,
        window_size=300,
        cell_choice="Rutor om 100 m.",
        total=Figures(total, 2, 9, 5.0, 0.5, 0.5),
        total_klass=USUAL,
        total_sentence=f"Hela underlaget: {total} händelser, normalt 2–9.",
        summary=("Hela underlaget.",),
        findings=(_finding(),),
        cells=(Cell(CELL, 561_050.0, 6_542_050.0, 4, Figures(4), TOO_FEW),),
        areas=tuple(_area(i, count, klass) for i, count in enumerate(areas)),
        places=(Place("7", SECRET, 561_050.0, 6_542_050.0, 150.0, Figures(4), TOO_FEW),),
        hours=Hours(((0.0,) * 24,) * 7, (), (), total, 0, 0, 0),
        trend=Trend("vecka", (TrendPoint("v. 46", "2026-11-09", 3, False),), 2, 9),
        categories=tuple(
            Category(f"Slag {i}", Figures(count), klass) for i, count in enumerate(kinds)
        ),
        methods=(Method("områden", "more than normal", "1", 3, 1, {"alpha": 0.05}),),
        caveats=(),
    )


def _area(i: int, count: int, klass: str) -> Area:
    west = 560_000.0 + 500 * i
    ring = tuple((west + dx, 6_540_000.0 + dy) for dx, dy in ((0, 0), (500, 0), (500, 500), (0, 0)))
    return Area(
        code=f"A{i}",
        name=NAMES[i % len(NAMES)],
        x=west,
        y=6_540_000.0,
        figures=Figures(count, 1, 8, 4.0, 0.5, 0.5),
        klass=klass,
        outline=(ring,),
    )


def _finding() -> Finding:
    return Finding(
        number=1,
        kind="fler än normalt",
        place=SECRET,
        sentence=f"{SECRET}: 4 händelser.",
        figures=Figures(4),
        strength="visst stöd",
        source="Provregistret",
        method="more_than_normal",
        cells=(CELL,),
        place_id="7",
        x=561_050.0,
        y=6_542_050.0,
    )


def edition(content: dict, number: int = 1, *, withdrawn: bool = False) -> PublishedEdition:
    note = {"date": "2026-12-01", "reason": "Fel"} if withdrawn else None
    return PublishedEdition("lyckeberga", number, content, "", note)


def with_class(doc: PictureDocument, klass: str, i: int = 0) -> PictureDocument:
    areas = list(doc.areas)
    areas[i] = replace(areas[i], klass=klass)
    return replace(doc, areas=tuple(areas))


OPEN = date(2026, 11, 30)  # the first day on which week 47 may be public

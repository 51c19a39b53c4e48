"""A trial of a register: the walk, judged and told."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np

from lofte.analysis import next_week
from lofte.analysis.accuracy import METHOD, VERSION, Interval, judge
from lofte.analysis.learner import FEWEST_WEEKS
from lofte.analysis.points import Points
from lofte.analysis.walk import PICTURE, Walk, walk
from lofte.situation.counts import AreaShape
from lofte.situation.document import Source
from lofte.situation.findings import Names
from lofte.situation.results import Around
from lofte.situation.sentences import events, number, percent
from lofte.situation.trial.coming import coming
from lofte.situation.trial.document import Row, Span, Trial
from lofte.situation.trial.weeks import TRIED_AT_LEAST, Ready, TooLittle, ready

FEW = 30
NAMES = {
    PICTURE: "Listan ”Var nästa vecka?”",
    "last_4": "Antal, 4 senaste veckorna",
    "last_8": "Antal, 8 senaste veckorna",
    "last_52": "Antal, 52 senaste veckorna",
    "all_history": "Antal, hela historien",
    "shrunk": "Antal, dragna mot omgivningen",
    "decayed": "Antal som klingar av",
    "kde_150": "Utjämnad karta, 150 meter",
    "kde_300": "Utjämnad karta, 300 meter",
    "kde_600": "Utjämnad karta, 600 meter",
    "gi_star": "Gi*, hela historien",
    "gi_star_4": "Bildens ”flest”: Gi*, 4 senaste veckorna",
}


def trial(  # noqa: PLR0913 - each is something that the caller may know
    points: Points,
    *,
    source: Source,
    size: int | None = None,
    areas: Sequence[AreaShape] = (),
    names: Names | None = None,
    weeks: int | None = None,
    step: Callable[[int, int], None] | None = None,
) -> Trial:
    """Every method on every week that has enough history, or on the last `weeks` of them.

    areas: the ground; none = where something has happened. names: what spots are called after.
    Raises TooLittle, BadGrid and BadWeekly.
    """
    made = ready(points, size=size, areas=areas)
    first = FEWEST_WEEKS
    if weeks is not None:
        if weeks < TRIED_AT_LEAST:
            raise TooLittle(f"Minst {TRIED_AT_LEAST} veckor behöver prövas, inte {weeks}.")
        first = max(first, made.weekly.weeks - weeks)
    if len(made.weekly.count) == 0:
        raise TooLittle("Ingen händelse ligger på kartan i de hela veckorna. Inget är prövat.")
    walked = walk(made.weekly, first=first, step=step)
    if not walked.weeks.events.sum():
        raise TooLittle(
            "I veckorna som skulle prövas hände inget på ytan. Det går inte att säga hur väl "
            "bilden träffar."
        )
    ahead = coming(made.weekly, made.first_day, names or Around(areas=areas))
    return replace(_told(made, walked, source), coming=ahead)


def of_category(points: Points, category: str) -> Points:
    """Only the events of one category. Raises TooLittle."""
    if category not in points.categories:
        known = ", ".join(sorted(points.categories)[:12])
        raise TooLittle(f"Kategorin ”{category}” finns inte i registret. Där finns: {known}.")
    return points.where(points.category == points.categories.index(category))


def _told(made: Ready, walked: Walk, source: Source) -> Trial:
    weeks = walked.weeks
    mine = walked.found[PICTURE]
    rows = []
    for key, found in walked.found.items():
        judged = judge(found, weeks)
        ahead = judge(mine, weeks, other=found).ahead if key != PICTURE else None
        rows.append(
            Row(
                key,
                NAMES[key],
                pai=spans(judged.pai, least=0.0),
                pei=spans(judged.pei, least=0.0, most=1.0),
                ahead=spans(ahead) if ahead else (),
                hits=tuple(round(float(total), 3) for total in found.sum(axis=0)),
            )
        )
    first = made.first_day + timedelta(weeks=walked.first)
    last = made.first_day + timedelta(weeks=made.weekly.weeks) - timedelta(days=1)
    total = int(weeks.events.sum())
    beyond = events(walked.beyond).capitalize() if walked.beyond else ""
    return Trial(
        source=replace(source, notes=()),
        register=source.name,
        category="",
        size=int(made.weekly.grid.size),
        choice=made.choice,
        ground=made.ground,
        levels=weeks.levels,
        weeks=len(weeks.events),
        learnt=walked.first,
        first_day=str(first),
        last_day=str(last),
        events=total,
        area=int(weeks.area[-1]),
        chosen=tuple(int(k) for k in weeks.chosen[-1]),
        rows=tuple(rows),
        left_out=(
            *made.left_out,
            *([f"{beyond} hände där inget hade hänt i närheten förut."] if beyond else []),
        ),
        notes=(*source.notes, *made.notes, *_caution(total, len(weeks.events))),
        verdict=verdict(rows, weeks.levels, total),
        parameters={"next_week": next_week.VERSION, "fewest_weeks": FEWEST_WEEKS},
        method=METHOD,
        version=VERSION,
    )


def spans(interval: Interval, least: float = -math.inf, most: float = math.inf) -> tuple[Span, ...]:
    """One per level; ends that no such figure can have are cut."""
    low, high = np.maximum(interval.low, least), np.minimum(interval.high, most)
    both = zip(interval.value, low, high, strict=True)
    return tuple(Span(*(_plain(number) for number in three)) for three in both)


def _plain(value: float) -> float | None:
    return round(float(value), 4) if math.isfinite(value) else None


def _caution(total: int, weeks: int) -> tuple[str, ...]:
    notes = []
    if total < FEW:
        notes.append(f"Bara {events(total)} prövades. Det är för få för att säga något säkert.")
    if weeks < 25:
        notes.append(f"Bara {number(weeks)} veckor prövades. Intervallen kan vara något för korta.")
    return tuple(notes)


def verdict(rows: Sequence[Row], levels: Sequence[float], total: int) -> str:
    """The message: how well, and against whom."""
    mine, others = rows[0], rows[1:]
    best = mine.pai[0].value or 0.0
    found = mine.hits[0] / total
    share = percent(found)
    # Whole cells: where there are few, one of them is far more than 1 %, and the message says so.
    area = max(levels[0], found / best if best * levels[0] * 1.5 < found else 0.0)
    told = (
        f"På {percent(area)} av ytan hamnade {share} av händelserna veckan efter: "
        f"{number(round(best, 1))} gånger så många som om rutorna hade valts med lott."
    )
    pairs = [span for row in others for span in row.ahead if span.low is not None]
    if not pairs:
        return f"{told} För få veckor för att jämföra med andra sätt."
    ahead = sum((span.low or 0.0) > 0 for span in pairs)
    behind = sum((span.high or 0.0) < 0 for span in pairs)
    return (
        f"{told} Av {number(len(pairs))} jämförelser med enklare sätt var listan säkert bättre i "
        f"{number(ahead)} och säkert sämre i {number(behind)}; i resten går det inte att skilja "
        "dem åt."
    )

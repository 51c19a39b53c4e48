"""A year of patrols as lines: coverage, counts per place, and before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lofte.patrol.before_after.queries import before_after
from lofte.patrol.before_after.wording import NO_CAUSE
from lofte.patrol.coverage import Coverage
from lofte.patrol.visits.queries import Tally, follow_up
from lofte.places.models import Kommun
from lofte.situation.sentences import percent


@dataclass(frozen=True, slots=True)
class WholeGroup:
    """Whoever runs the command holds the server: they see what the group sees."""

    kommun: Kommun

    def kommun_ids(self) -> frozenset[int]:
        return frozenset({self.kommun.pk})

    def sees_group_of(self, kommun_id: int) -> bool:
        return kommun_id == self.kommun.pk


def year_in_lines(kommun: Kommun, first: date, end: date) -> Iterator[str]:
    viewer = WholeGroup(kommun)
    found = follow_up(kommun, viewer, first, end)
    yield f"{kommun} {first}–{end - timedelta(days=1)}"
    yield ""
    yield _covered(found.total)
    for place, told in found.places:
        yield f"  {place}: {_short(told)}"
    yield ""
    yield "Loggade besök per plats och slag:" if found.tallies else "Inga besök är loggade."
    for row in found.tallies:
        yield f"  {_tally(row)}"
    yield ""
    told_ = before_after(kommun, viewer, first, end)
    yield from (f"{told_.headline}.", *filter(None, [told_.figures]), told_.days, NO_CAUSE)
    yield f"Källa: {told_.source}."


def _covered(total: Coverage) -> str:
    if total.share is None:
        return "Inga stopp var föreslagna, så det finns ingen täckning att räkna."
    return f"Täckning: {_short(total)}."


def _short(told: Coverage) -> str:
    share, most = told.share or 0, told.most or 0
    said = f"{told.visited} av {told.proposed} föreslagna platstimmar besöktes ({percent(share)})"
    return said if told.at_most == told.visited else f"{said}, högst {percent(most)}"


def _tally(row: Tally) -> str:
    return f"{row.place}: {row.said} {row.kind} ({', '.join(row.parties)})"

"""Which problems rest on what a dialogue said: by theme, and by place."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from lofte.dialogue.models import Dialogue
from lofte.dialogue.results.queries import marked_areas, marked_places, suspected_in
from lofte.dialogue.themes.queries import counted, in_use
from lofte.people.models import User
from lofte.places.models import Area, NamedPlace
from lofte.situation.models import Finding
from lofte.situation.problems.models import Evidence, Problem

WHY = "of problems that the viewer may see"


@dataclass(slots=True)
class Heard:
    """A theme, a place or an area that enough spoke of, and the problems that rest on it."""

    label: str
    persons: int
    theme: str = ""
    place: NamedPlace | None = None
    area: Area | None = None
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class HeardOf:
    """few: how many themes, places and areas were said by fewer than are told. left_out: how many
    answers that may be a flood are counted nowhere here."""

    rows: list[Heard]
    whole: list[Problem]
    few: int
    left_out: int = 0


def heard_of(dialogue: Dialogue, viewer: User) -> HeardOf:
    """Places, areas, themes; within each the most persons first."""
    found = counted(dialogue, in_use(dialogue.kommun), suspected=False)
    least = dialogue.kommun.minimum_cell
    marked, areas = marked_places(dialogue), marked_areas(dialogue)
    rests = _resting(dialogue, viewer)
    rows = [
        Heard(place.name, n, place=place, problems=[p for p, _t in rests if _names(p, place)])
        for place, n in marked
        if n >= least
    ]
    rows += [
        Heard(area.name, n, area=area, problems=[p for p, _t in rests if area in p.areas.all()])
        for area, n in areas
        if n >= least
    ]
    rows += [
        Heard(
            theme.name,
            found.persons[theme.code],
            theme=theme.code,
            problems=[problem for problem, themes in rests if theme.code in themes],
        )
        for theme in sorted(found.listed.themes, key=lambda one: -found.persons[one.code])
        if found.persons[theme.code] >= least
    ]
    told = {problem.pk for row in rows for problem in row.problems}
    few = sum(0 < n < least for n in found.persons.values())
    few += sum(n < least for _place, n in [*marked, *areas])
    return HeardOf(
        rows,
        [problem for problem, _t in rests if problem.pk not in told],
        few,
        suspected_in(dialogue),
    )


def _names(problem: Problem, place: NamedPlace) -> bool:
    """Does it name the place, or an area that the place lies in?"""
    return place in problem.places.all() or place.area_id in {a.pk for a in problem.areas.all()}


def _resting(dialogue: Dialogue, viewer: User) -> list[tuple[Problem, set[str]]]:
    """The problems that rest on the dialogue, each with the themes; "" for the whole of it."""
    mine = Evidence.objects.visible_to(viewer).filter(dialogue=dialogue)
    themes: dict[int, set[str]] = {}
    for problem, theme in mine.values_list("problem", "theme"):
        themes.setdefault(problem, set()).add(theme)
    rows = Problem.objects.visible_to(viewer).filter(pk__in=list(themes))
    together: list[Any] = [
        Prefetch("places", NamedPlace.objects.unscoped(WHY).filter(group_only=False)),
        Prefetch("areas", Area.objects.unscoped(WHY)),
        Prefetch("evidence", Evidence.objects.unscoped(WHY).select_related("finding__picture")),
    ]
    return [(row, themes[row.pk]) for row in rows.prefetch_related(*together)]


def findings_of(problem: Problem) -> list[Finding]:
    """From a problem read by `heard_of`."""
    return [row.finding for row in problem.evidence.all() if row.finding is not None]

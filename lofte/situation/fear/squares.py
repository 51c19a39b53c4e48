"""The squares that surely differ, each with its figures and how sure it is: the map's equal."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lofte.places.models import Kommun, NamedPlace
from lofte.situation.fear.compare import Compared

FEAR, EVENTS = "mer otrygghet än händelserna motsvarar", "fler händelser än otryggheten motsvarar"
TOLD = 3  # so many places of each kind are told in words; all of them stand in the table
FEW = 0.1  # a ratio below this is told as such: the events are many times more


@dataclass(frozen=True, slots=True)
class Square:
    """persons, safe, events: in the square itself. times: how many times what the events answer to
    the fear is, here and around. p: of so much anywhere on the whole map by chance alone.
    """

    cell: int
    name: str
    place: str
    klass: str
    persons: int
    safe: int
    events: int
    times: float
    p: float

    @property
    def where(self) -> str:
        return f"Kring {self.place}" if self.place else f"Ruta {self.name}"

    @property
    def told_times(self) -> str:
        return "under 0,1" if self.times < FEW else f"{self.times:.1f}".replace(".", ",")

    @property
    def told_p(self) -> str:
        return per_cent(self.p)

    @property
    def text(self) -> str:
        return (
            f"{self.where}: {self.klass}. I rutan har {self.persons} personer markerat en otrygg "
            f"plats och {self.events} händelser är kända. Med det som ligger nära är otryggheten "
            f"{self.told_times} gånger vad händelserna motsvarar. En så stor skillnad någonstans "
            f"på kartan ger slumpen i {self.told_p} av fallen."
        )


@dataclass(frozen=True, slots=True)
class Around:
    """The squares of one kind around the nearest named place, told by the one that is surest.

    persons: who have marked any of them. times: of the square that differs the most.
    """

    place: str
    klass: str
    squares: int
    first: str
    persons: int
    events: int
    times: str
    p: str

    @property
    def where(self) -> str:
        return f"Kring {self.place}" if self.place else "Utan plats i närheten"

    @property
    def sentence(self) -> str:
        return (
            f"{self.where}: {self.persons} personer har markerat en otrygg plats och {self.events} "
            f"händelser är kända. Där det skiljer mest är otryggheten {self.times} gånger vad "
            f"händelserna motsvarar."
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """The places of one kind, the surest first."""

    klass: str
    places: list[Around]

    @property
    def told(self) -> list[Around]:
        return self.places[:TOLD]

    @property
    def more(self) -> int:
        """How many only the table tells of."""
        return max(0, len(self.places) - TOLD)


def squares(found: Compared, kommun: Kommun) -> list[Square]:
    """Every square that the map colours: the surest first, then those that differ the most."""
    cells = found.notable
    near = nearest(found, kommun, cells.tolist())
    unsafe, safe = persons_in(found, safe=False), persons_in(found, safe=True)
    made = [
        Square(
            cell=cell,
            name=found.grid.cell_id(cell),
            place=place,
            klass=FEAR if found.surface.more_fear[cell] else EVENTS,
            persons=unsafe[cell],
            safe=safe[cell],
            events=int(found.events[cell]),
            times=float(np.exp(found.surface.log_ratio[cell])),
            p=float(found.surface.p_map[cell]),
        )
        for cell, place in zip(cells.tolist(), near, strict=True)
    ]
    return sorted(made, key=lambda one: (one.p, -abs(np.log(one.times)), one.cell))


def around(found: Compared, told: Sequence[Square]) -> list[Around]:
    """The squares gathered by their nearest named place, in the order of their surest square."""
    gathered: dict[tuple[str, str], list[Square]] = {}
    for one in told:
        gathered.setdefault((one.place, one.klass), []).append(one)
    return [_around(found, inside) for inside in gathered.values()]


def kinds(places: Sequence[Around]) -> list[Kind]:
    """What is more than it should be, fear first; a kind without a place is left out."""
    of = {klass: [one for one in places if one.klass == klass] for klass in (FEAR, EVENTS)}
    return [Kind(klass, inside) for klass, inside in of.items() if inside]


def _around(found: Compared, inside: list[Square]) -> Around:
    most = max(inside, key=lambda one: abs(np.log(one.times)))
    cells = found.grid.index(found.marked.x, found.marked.y)
    here = np.isin(cells, [one.cell for one in inside])
    return Around(
        place=most.place,
        klass=most.klass,
        squares=len(inside),
        first=inside[0].name,
        persons=len(set(found.marked.persons[here].tolist())),
        events=sum(one.events for one in inside),
        times=most.told_times,
        p=per_cent(min(one.p for one in inside)),
    )


def nearest(found: Compared, kommun: Kommun, cells: Sequence[int]) -> list[str]:
    """The name of the place nearest to the middle of each square; "" where the kommun has none."""
    known = NamedPlace.objects.unscoped("names for the group's page")
    places = list(known.filter(kommun=kommun, closed_on=None).order_by("name", "pk"))
    if not places or not cells:
        return [""] * len(cells)
    x, y = found.grid.centre(np.array(cells, dtype=np.int64))
    there = np.array([(place.x, place.y) for place in places])
    which = np.hypot(x[:, None] - there[:, 0], y[:, None] - there[:, 1]).argmin(axis=1)
    return [places[n].name for n in which.tolist()]


def persons_in(found: Compared, *, safe: bool) -> Counter[int]:
    """How many persons have marked each square."""
    marked = found.safe if safe else found.marked
    cells = found.grid.index(marked.x, marked.y).tolist()
    pairs = set(zip(cells, marked.persons.tolist(), strict=True))
    return Counter(cell for cell, _person in pairs if cell >= 0)


def per_cent(p: float) -> str:
    return f"{100 * p:.1f} procent".replace(".", ",")

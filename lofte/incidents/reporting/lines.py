"""A report of several events. Each event is a line, kept as what was posted of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from lofte.incidents import queries
from lofte.incidents.actions import Report
from lofte.incidents.forms import ReportForm, report_choices
from lofte.people.models import User
from lofte.people.queries import favourite_place_ids
from lofte.places.models import Kommun

MOST = 20
AROUND = ("csrfmiddlewaretoken", "earlier", "line")  # of the page, not of an event
STAYS = ("place", "near", "lon", "lat", "when", "day", "clock", "band")  # from line to line
SAME_NAMES = (
    *("client_id", "place", "x", "y", "near", "text", "started_at", "ended_at"),
    *("recurring", "indoors", "seriousness", "people"),
)


@dataclass
class Lines:
    """The events that were added before, and the one in the form."""

    current: QueryDict
    earlier: list[QueryDict] = field(default_factory=list)

    @classmethod
    def posted(cls, data: QueryDict) -> "Lines":
        earlier = [_line(QueryDict(text)) for text in data.getlist("earlier") if text]
        return cls(_line(data), earlier)

    def to_send(self) -> list[QueryDict]:
        """A form left blank after the last event is no event."""
        alone = not self.earlier
        return self.earlier + ([self.current] if alone or not is_blank(self.current) else [])

    def press(self, button: str) -> None:
        """ "drop-0" takes an earlier event away, "change-0" takes it back into the form."""
        verb, _, number = button.partition("-")
        if not number.isdecimal() or int(number) >= len(self.earlier):
            return
        taken = self.earlier.pop(int(number))
        if verb == "change":
            if not is_blank(self.current):
                self.earlier.insert(int(number), self.current)
            self.current = taken


def _line(data: QueryDict) -> QueryDict:
    """The own places are buttons beside the list of all places; a pressed one is the choice."""
    line = data.copy()
    for name in AROUND:
        line.pop(name, None)
    pressed = [pk for pk in line.pop("own", []) if pk]
    if pressed:
        line["place"] = str(pressed[0])
    return line


def is_blank(line: QueryDict) -> bool:
    return not any(line.get(name, "").strip() for name in ("categories", "text"))


def as_initial(line: QueryDict) -> dict[str, Any]:
    """A line shown in the form again, without a word about what is still missing in it."""
    many = {"categories": line.getlist("categories")}
    return {name: value for name, value in line.items() if value} | many


def place_of(line: QueryDict) -> dict[str, Any]:
    """What the next event begins with: people tell of several things at one place."""
    return {name: line[name] for name in STAYS if line.get(name)}


def choices_for(user: User, kommun: Kommun) -> dict[str, Any]:
    favourites = favourite_place_ids(user, kommun)
    return report_choices(kommun, user, favourites, queries.in_use(kommun, timezone.localdate()))


def forms_of(
    lines: Sequence[QueryDict], kommun: Kommun, choices: dict[str, Any], now: datetime
) -> list[ReportForm]:
    return [ReportForm(line, kommun=kommun, now=now, choices=choices) for line in lines]


def says(form: ReportForm) -> str:
    """An event in one line, for whoever has just written it."""
    if not form.is_valid():
        return _("En händelse som behöver ändras")
    data = form.cleaned_data
    kinds = ", ".join(str(category) for category in data["categories"])
    where = str(data["place"] or data["near"] or _("en punkt på kartan"))
    return f"{kinds} – {where}, {timezone.localtime(data['started_at']):%Y-%m-%d %H.%M}"


def as_report(form: ReportForm) -> Report:
    data = form.cleaned_data
    return Report(
        **{name: data[name] for name in SAME_NAMES},
        categories=tuple(data["categories"]),
        police_reported=data["police_reported"] or None,
        fault_reported=data["fault_reported"] or None,
    )

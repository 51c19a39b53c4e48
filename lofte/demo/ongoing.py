"""What is going on in Lyckeberga right now: reports that wait, and one that went back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lofte.audit.actions import SYSTEM
from lofte.demo.actions import date_report
from lofte.demo.people import Cast
from lofte.incidents import actions as incidents
from lofte.incidents.models import Category, Incident
from lofte.incidents.review import actions as review
from lofte.people.actions import add_favourite
from lofte.people.models import User
from lofte.places.clock import STOCKHOLM
from lofte.places.models import Kommun, NamedPlace

WRITTEN_AFTER = timedelta(minutes=25)
FAVOURITES = ("Resecentrum", "Badhusparken", "Stora torget")
QUESTION = "Gäller det lamporna längs stigen eller de vid entrén?"


@dataclass(frozen=True, slots=True)
class Given:
    """A report of some days ago; `party` is the code of whoever sent it, '' the demo's reporter."""

    place: str
    kind: str
    days: int
    clock: time
    text: str
    party: str = ""


OWN = Given("Resecentrum", "SAML", 4, time(21, 15), "Stor samling vid vänthallen, lugn stämning.")
ASKED = Given("Badhusparken", "PLAT-B", 3, time(20, 40), "Flera lampor är släckta.")
WAITING = (
    Given("Resecentrum", "SAML", 2, time(22, 10), "Högljudd samling utanför vänthallen.", "VAKT"),
    Given("Norrängsskolan", "SKAD-K", 1, time(15, 30), "Nytt klotter på gaveln.", "SKOLA"),
    Given("Norrängsskolan", "SKAD-K", 1, time(16, 5), "Klotter på gaveln mot skolgården.", "GATA"),
    Given("Ekbackens garage", "PLAT-B", 1, time(19, 20),
          "Tre lampor är trasiga längst in. Ring 070-1740605.", "LYCKEBO"),
    Given("Badhusparken", "POS", 1, time(20, 45), "Lugn kväll, många ute och går."),
)  # fmt: skip


def report_this_week(kommun: Kommun, cast: Cast, today: date) -> None:
    """Favourites, one report that was confirmed, one with a question back, the rest waiting."""
    rows = NamedPlace.objects.unscoped("the demo's own").filter(kommun=kommun)
    for place in rows.filter(name__in=FAVOURITES):
        add_favourite(user=cast.reporter, place=place, by=cast.reporter)
    own, asked, *_ = list(_received(kommun, cast, today, (OWN, ASKED, *WAITING)))
    review.confirm(incident=own, version=own.version, by=cast.reviewer)
    review.return_to_reporter(
        incident=asked, version=asked.version, question=QUESTION, by=cast.reviewer
    )


def _received(
    kommun: Kommun, cast: Cast, today: date, reports: Iterable[Given]
) -> Iterable[Incident]:
    places = NamedPlace.objects.unscoped("the demo's own").filter(kommun=kommun)
    spots = {row.name: row for row in places}
    kinds = Category.objects.unscoped("the demo's own").filter(kommun=kommun)
    categories = {row.code: row for row in kinds}
    for one in reports:
        by = _sender(cast, one.party)
        day = today - timedelta(days=one.days)
        report = incidents.Report(
            started_at=datetime.combine(day, one.clock, tzinfo=STOCKHOLM),
            categories=(categories[one.kind],),
            place=spots[one.place],
            text=one.text,
        )
        made = incidents.receive(kommun=kommun, party=by.party_in(kommun.pk), report=report, by=by)
        yield date_report(incident=made, received=report.started_at + WRITTEN_AFTER, by=SYSTEM)


def _sender(cast: Cast, party: str) -> User:
    return cast.senders[party] if party else cast.reporter

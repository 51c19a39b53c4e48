"""What others know: registers and figures, a sentence from the police, and their news."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from lofte.audit.actions import SYSTEM
from lofte.demo.people import Cast
from lofte.importers import intake, storing
from lofte.importers.polisen.actions import follow
from lofte.importers.polisen.feed import Answer
from lofte.importers.polisen.parse import Event, read_event
from lofte.places.clock import STOCKHOLM
from lofte.places.models import Kommun
from lofte.statistics import actions as statistics
from lofte.statistics.models import Intelligence, Source

MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
          "oktober", "november", "december")  # fmt: skip
REGISTERS = (
    ("skadegorelse_fastighet.csv", "Skador på kommunens byggnader", "Fastighetsenheten"),
    ("polisens_manadstal.csv", "Anmälda brott per månad", "Polisen (påhittade tal)"),
)
SURVEY = "Skolundersökning, årskurs 9 (påhittade tal)"
FELT_SAFE = ((2, 71.0), (1, 74.0), (0, 78.0))  # years ago, per cent
INVENTED = "Påhittad händelse i demonstrationen."
NEWS = (
    (1, time(21, 40), "Trafikkontroll", "Polisen kontrollerade nykterhet vid Resecentrum."),
    (2, time(18, 5), "Skadegörelse", "En ruta krossades i centrum. Ingen person skadades."),
    (4, time(14, 30), "Övrigt", "Poliser i yttre tjänst pratade med elever vid Norrängsskolan."),
)


def take_in_registers(kommun: Kommun, folder: Path, cast: Cast) -> None:
    """What others have counted. The damage is also reported, so it is not counted twice."""
    for file, name, publisher in REGISTERS:
        found = intake.read_file(folder / file, intake.Wish(name=name))
        delivery = storing.store(found, storing.Target(kommun, name, cast.coordinator))
        statistics.change_source(
            source=delivery.source, by=cast.coordinator, publisher=publisher, in_picture=False
        )


def type_survey(kommun: Kommun, cast: Cast, today: date) -> None:
    """Figures that somebody reads from a PDF and types."""
    source = statistics.add_source(
        kommun=kommun,
        name=SURVEY,
        kind=Source.Kind.TYPED,
        by=cast.coordinator,
        publisher="Elevhälsan i Lyckeberga (påhittad)",
    )
    for ago, share in FELT_SAFE:
        year = today.year - ago
        figure = statistics.FigureInput(
            geography_kind="kommun",
            geography_code=kommun.code,
            period_start=date(year, 2, 1),
            period_end=date(year, 2, 28),
            value=share,
        )
        given = statistics.SeriesInput(
            code="trygg-pa-vag-hem",
            name="Elever som känner sig trygga på väg hem från skolan",
            unit="procent",
            figures=[figure],
        )
        statistics.type_figure(source=source, given=given, by=cast.coordinator)


def note_sentence(kommun: Kommun, cast: Cast, today: date) -> None:
    statistics.note_intelligence(
        kommun=kommun,
        sentence=statistics.Sentence(
            text="Försäljning av cannabis kan ha flyttat från centrum till Resecentrum kvällstid.",
            said_by="Kommunpolisen",
            strength=Intelligence.Strength.SUPPORTED,
            concerns="Resecentrum",
            valid_from=today - timedelta(days=6),
        ),
        by=cast.police,
    )


def publish_news(now: datetime) -> None:
    """An invented answer of the police's feed: the demo never asks the real one."""
    follow(answer=Answer(now.astimezone(UTC), tuple(_events(now))), by=SYSTEM)


def _events(now: datetime) -> Iterator[Event]:
    today = now.astimezone(STOCKHOLM).date()
    for number, (ago, clock, kind, text) in enumerate(NEWS, start=1):
        at = datetime.combine(today - timedelta(days=ago), clock, tzinfo=STOCKHOLM)
        event = read_event(
            {
                "id": number,
                "datetime": f"{at:%Y-%m-%d %H:%M:%S %z}",
                "name": f"{at.day} {MONTHS[at.month - 1]} {at:%H.%M}, {kind}, Lyckeberga",
                "summary": f"{text} {INVENTED}",
                "type": kind,
                "location": {"name": "Lyckeberga", "gps": ""},
            }
        )
        if event is not None:
            yield event

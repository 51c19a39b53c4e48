"""Asks the police's API politely and says in a sentence how it went; a bad answer is never raised.

Clock, sleep and opener are arguments, so nothing here waits or reaches out in a test.
"""

import http.client
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from lofte.importers.polisen import pace
from lofte.importers.polisen.parse import NotAnAnswer, Reading, read

ADDRESS = "https://polisen.se/api/events"
TIMEOUT = 20.0
BIGGEST = 5_000_000
PAUSE = timedelta(hours=1)


class Outcome(StrEnum):
    """How a call went. Only ANSWERED carries events."""

    ANSWERED = "answered"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    TOO_BIG = "too_big"
    TOO_MANY = "too_many"
    FORBIDDEN = "forbidden"
    GONE = "gone"
    MOVED = "moved"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    RESTING = "resting"


SENTENCES = {
    Outcome.ANSWERED: "Polisens händelser är hämtade.",
    Outcome.EMPTY: "Polisen svarade tomt. Det vi redan har är kvar; vi frågar igen senare.",
    Outcome.UNREADABLE: "Polisens svar gick inte att läsa. Det vi redan har är kvar.",
    Outcome.TOO_BIG: "Polisens svar var orimligt stort och lästes inte. Det vi redan har är kvar.",
    Outcome.TOO_MANY: "Polisen säger att vi frågar för ofta. Vi väntar innan vi frågar igen.",
    Outcome.FORBIDDEN: (
        "Polisen släpper inte in oss. Kontrollera att inställningen User-Agent säger vilken "
        "kommun det är och hur man når er. Det vi redan har är kvar."
    ),
    Outcome.GONE: (
        "Polisens händelser finns inte på adressen längre, så vi slutar fråga. "
        "Kontrollera adressen på polisen.se. Det vi redan har är kvar."
    ),
    Outcome.MOVED: "Polisens händelser har flyttat. Kontrollera adressen. Det vi har är kvar.",
    Outcome.REFUSED: "Polisens tjänst svarade med ett fel. Det vi har är kvar; vi frågar igen.",
    Outcome.UNREACHABLE: "Polisens tjänst gick inte att nå. Det vi har är kvar; vi frågar igen.",
    Outcome.RESTING: "Vi har nyss frågat polisen och väntar enligt deras regler.",
}


class BadSetting(Exception):
    """A setting that must be mended before anything is fetched."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """What came of one call. `reading` is there when, and only when, the outcome is ANSWERED."""

    at: datetime
    outcome: Outcome
    reading: Reading | None = None
    status: int | None = None

    @property
    def sentence(self) -> str:
        return SENTENCES[self.outcome]


class Opener(Protocol):
    def __call__(self, request: Request, *, timeout: float) -> Any: ...


class _Stay(HTTPRedirectHandler):
    """A redirect could lead off HTTPS or to a stranger, so it is an answer like any other."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _open(request: Request, *, timeout: float) -> Any:
    return build_opener(_Stay).open(request, timeout=timeout)


@dataclass(frozen=True, slots=True)
class Memory:
    """What must outlive a restart so that the limits hold: see `journal`."""

    calls: tuple[datetime, ...] = ()
    not_before: datetime | None = None
    gone: bool = False


class Client:
    """Keeps the police's limits by its `memory`, which changes with every call."""

    def __init__(
        self,
        *,
        user_agent: str,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
        opener: Opener = _open,
        address: str = ADDRESS,
        memory: Memory = Memory(),
    ) -> None:
        """Raises `BadSetting` for an address without HTTPS or a User-Agent without contact."""
        _check(address, user_agent)
        self.user_agent = user_agent.strip()
        self.address = address
        self.memory = memory
        self._clock, self._sleep, self._opener = clock, sleep, opener

    def fetch(self) -> Fetch:
        """One call, after at most ten seconds of waiting; nothing that goes wrong is raised."""
        now = self._clock()
        if self.memory.gone:
            return Fetch(now, Outcome.GONE)
        calls = pace.recent(self.memory.calls, now)
        moment = max(pace.earliest(calls, now), self.memory.not_before or now)
        if moment - now > pace.APART:
            return Fetch(now, Outcome.RESTING)
        if moment > now:
            self._sleep((moment - now).total_seconds())
        at = self._clock()
        self.memory = Memory((*calls, at))
        return self._call(at)

    def _call(self, at: datetime) -> Fetch:
        headers = {"User-Agent": self.user_agent, "Accept": "application/json"}
        request = Request(self.address, headers=headers)  # noqa: S310 - checked in __init__
        try:
            with self._opener(request, timeout=TIMEOUT) as response:
                return _judge(at, response.status, response.read(BIGGEST + 1))
        except HTTPError as error:
            with error:
                return self._refused(at, error.code, error.headers.get("Retry-After"))
        except (OSError, http.client.HTTPException):
            return Fetch(at, Outcome.UNREACHABLE)

    def _refused(self, at: datetime, status: int, retry_after: str | None) -> Fetch:
        outcome = Outcome.REFUSED
        if status in (403, 429):
            outcome = Outcome.FORBIDDEN if status == 403 else Outcome.TOO_MANY
            quiet = max(_after(at, retry_after), at + PAUSE)
            self.memory = replace(self.memory, not_before=quiet)
        elif status in (404, 410):
            outcome = Outcome.GONE
            self.memory = replace(self.memory, gone=True)
        elif 300 <= status < 400:
            outcome = Outcome.MOVED
        return Fetch(at, outcome, status=status)


def _judge(at: datetime, status: int, body: bytes) -> Fetch:
    if len(body) > BIGGEST:
        return Fetch(at, Outcome.TOO_BIG, status=status)
    if not body.strip():
        return Fetch(at, Outcome.EMPTY, status=status)
    try:
        reading = read(body)
    except NotAnAnswer:
        return Fetch(at, Outcome.UNREADABLE, status=status)
    if not reading.events:
        return Fetch(at, Outcome.EMPTY, status=status)
    return Fetch(at, Outcome.ANSWERED, reading, status)


def _after(at: datetime, retry_after: str | None) -> datetime:
    """The moment that Retry-After names, as seconds or as a date; `at` when it says nothing.

    At most a day is believed, so that a slip of the server does not silence us for a year.
    """
    moment = at
    text = (retry_after or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        moment = at + timedelta(seconds=int(text))
    elif text:
        try:
            named = parsedate_to_datetime(text)
        except ValueError:
            return at
        moment = named if named.tzinfo else named.replace(tzinfo=UTC)
    return min(moment, at + timedelta(days=1))


def _check(address: str, user_agent: str) -> None:
    parts = urlsplit(address)
    at_home = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1", "localhost")
    if not (at_home or (parts.scheme == "https" and parts.hostname)):
        raise BadSetting("Adressen till polisens händelser måste börja med https://. Rätta den.")
    agent = user_agent.strip()
    if not agent.isprintable() or not agent.isascii() or not re.search(r"\S@\S|https?://", agent):
        raise BadSetting(
            "Inställningen User-Agent måste säga vilken kommun det är och hur man når er "
            "(e-post eller webbadress), med tecken ur ASCII. Polisen kräver det."
        )

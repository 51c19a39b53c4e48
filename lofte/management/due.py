"""What is due, and doing it: run at any interval, twice at once or after a pause."""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from lofte.analysis.periods import Period
from lofte.audit.actions import SYSTEM, do_once
from lofte.audit.refusals import Refused
from lofte.importers.polisen.client import BadSetting, Client
from lofte.importers.polisen.collect import collect
from lofte.importers.sweeping import sweep
from lofte.places.models import Kommun
from lofte.situation import actions as situation
from lofte.situation.queries import has_picture

LOOK_BACK = timedelta(days=31)
NEWS_EVERY = timedelta(minutes=10)
log = logging.getLogger(__name__)


class NotYet(Exception):
    """It cannot be done today, through no fault; it is due again next time."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing: which job, which occasion of it, and how it is done."""

    job: str
    key: str
    work: Callable[[], object]
    outside: bool = False  # calls another host: after the claim, not in its transaction


def run_due(now: datetime) -> Iterator[str]:
    """Do everything that is due and has not been done; says each thing that it did.

    One thing that fails does not stop the rest: it is said, and is due again next time.
    """
    for due in (*_pictures(now), *_sessions(now), *_sweeping(now), *_news(now)):
        try:
            if _do(due):
                yield f"{due.job} {due.key}"
        except NotYet as reason:
            log.info("%s %s: %s", due.job, due.key, reason)
        except Exception:
            log.exception("%s %s gick inte att göra", due.job, due.key)
            yield f"{due.job} {due.key}: misslyckades, försöks igen nästa gång"


def _do(due: Due) -> bool:
    if not due.outside:
        return do_once(due.job, due.key, due.work, by=SYSTEM)
    claimed = do_once(due.job, due.key, lambda: None, by=SYSTEM)
    if claimed:
        due.work()
    return claimed


def _pictures(now: datetime) -> Iterator[Due]:
    """A draft for each period that has ended, one for each if the scheduler has been still."""
    today = timezone.localdate(now)
    for kommun in Kommun.objects.unscoped("the scheduler serves every kommun").order_by("code"):
        period = kommun.period_of(today).previous()
        while period.end > today - LOOK_BACK:
            yield Due("lägesbild", f"{kommun.code} {period.key}", partial(_compile, kommun, period))
            period = period.previous()


def _compile(kommun: Kommun, period: Period) -> None:
    if has_picture(kommun, period.key):
        return
    try:
        situation.compile_picture(kommun=kommun, period=period, by=SYSTEM)
    except Refused as refusal:
        raise NotYet(str(refusal)) from refusal


def _sessions(now: datetime) -> Iterator[Due]:
    day = timezone.localdate(now).isoformat()
    yield Due("utgångna inloggningar", day, partial(call_command, "clearsessions"))


def _sweeping(now: datetime) -> Iterator[Due]:
    yield Due("städning", timezone.localdate(now).isoformat(), partial(sweep, now))


def _news(now: datetime) -> Iterator[Due]:
    """One polite visit per ten minutes, whoever asks; a missed one is not made up for."""
    followed = Kommun.objects.unscoped("does anybody follow the news?").filter(news_on=True)
    if settings.LOFTE_NEWS_USER_AGENT and followed.exists():
        slot = int(now.timestamp() // NEWS_EVERY.total_seconds())
        yield Due("polisens händelser", str(slot), _visit, outside=True)


def _visit() -> None:
    try:
        client = Client(
            user_agent=settings.LOFTE_NEWS_USER_AGENT, clock=timezone.now, sleep=time.sleep
        )
    except BadSetting as bad:
        log.warning("%s", bad)
        return
    collect(client=client, memory=settings.DATA_DIR / "news-journal.json", by=SYSTEM)

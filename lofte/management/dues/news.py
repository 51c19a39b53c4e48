"""The police's news: one polite visit per ten minutes, whoever asks; none is made up for."""

import logging
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from lofte.audit.actions import SYSTEM
from lofte.importers.polisen.client import BadSetting, Client
from lofte.importers.polisen.collect import collect
from lofte.management.dues import Due
from lofte.places.models import Kommun

NEWS_EVERY = timedelta(minutes=10)
log = logging.getLogger(__name__)


def due(now: datetime) -> Iterator[Due]:
    followed = Kommun.objects.unscoped("does anybody follow the news?").filter(news_on=True)
    if settings.LOFTE_NEWS_USER_AGENT and followed.exists():
        slot = int(now.timestamp() // NEWS_EVERY.total_seconds())
        yield Due("polisens händelser", str(slot), visit, outside=True)


def visit() -> None:
    try:
        client = Client(
            user_agent=settings.LOFTE_NEWS_USER_AGENT, clock=timezone.now, sleep=time.sleep
        )
    except BadSetting as bad:
        log.warning("%s", bad)
        return
    collect(client=client, memory=settings.DATA_DIR / "news-journal.json", by=SYSTEM)

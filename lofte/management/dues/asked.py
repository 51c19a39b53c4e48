"""Indicators that are a question are read in each dialogue that has asked it, when it is over."""

from collections.abc import Iterator
from datetime import datetime

from lofte.audit.actions import SYSTEM
from lofte.management.dues import Due
from lofte.promises.asking.queries import asking, unread
from lofte.promises.readings.actions import read_question


def due(_now: datetime) -> Iterator[Due]:
    yield Due("mått ur dialoger", "", read_all)


def read_all() -> int:
    found = list(unread(asking()))
    for indicator, dialogue in found:
        read_question(indicator=indicator, dialogue=dialogue, by=SYSTEM)
    return len(found)

"""A text with somebody's personnummer in it, and the two ways in which it is kept out."""

from collections.abc import Callable

import pytest

from lofte.audit.refusals import Refused
from lofte.people.free_text import PersonalData
from tests.incidents.reports import PERSONNUMMER
from tests.incidents.review.test_masking import everywhere

PLANTED = f"Säg till {PERSONNUMMER} i dag"
Act = Callable[[], object]


def is_kept_out(*acts: Act) -> None:
    """Each is refused, whatever the reason given, and the number is nowhere afterwards."""
    for act in acts:
        with pytest.raises(Refused):
            act()
    is_nowhere()


def are_refused(*acts: Act) -> None:
    """Each for the personnummer and for nothing else, and it is nowhere afterwards."""
    for number, act in enumerate(acts):
        try:
            act()
        except PersonalData:
            continue
        pytest.fail(f"nummer {number} togs emot")
    is_nowhere()


def is_nowhere() -> None:
    """No table, log or queued letter holds the number."""
    assert not [text for text in everywhere() if PERSONNUMMER in text]

"""Words just before a number that say what the number is."""

import re

from lofte.guard.fold import BARRIER

_STOPS = re.compile(rf"[\n{BARRIER}]|[!?;] |(?<=[a-zåäö0-9]{{4}})\. ")


def before(text: str, start: int, width: int = 40) -> str:
    """At most `width` characters before `start`, in the same sentence, lower case.

    An abbreviation of up to three letters ("nr. ", "tel. ") does not end the sentence.
    """
    window = text[max(0, start - width) : start]
    ends = [stop.end() for stop in _STOPS.finditer(window)]
    return window[ends[-1] if ends else 0 :].strip().lower()

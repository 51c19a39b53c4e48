"""What every act may answer instead of doing it."""

from django.conf import settings
from django.utils import translation


class Refused(Exception):
    """It was not done. The sentence says what happened, what was kept and what to do."""


def swedish(words: object) -> str:
    """Translated words in what is Swedish whoever acts: refusals, the log, letters."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(words)

"""What every act may answer instead of doing it."""

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise


class Refused(Exception):
    """It was not done. The sentence says what happened, what was kept and what to do."""


def swedish(words: str | Promise) -> str:
    """A translated word for a sentence that is Swedish whoever reads it, as refusals are."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(words)

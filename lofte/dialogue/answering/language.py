"""The language of the open pages: chosen on the page, carried in the address, kept nowhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest
from django.utils import translation
from django.utils.http import urlencode

from lofte.dialogue.models import Questionnaire
from lofte.dialogue.questionnaires.languages import EASY, NAMES, SWEDISH, offered


@contextmanager
def speaking(request: HttpRequest, wanted: str = "") -> Iterator[None]:
    """Speak the language that was asked for, or else the one that the site is read in."""
    asked = wanted or request.GET.get("sprak", "")
    with translation.override(asked if asked in NAMES else translation.get_language()):
        yield


def in_address(request: HttpRequest) -> dict[str, str]:
    """What the next page's address has to carry: nothing in the language of the site."""
    language = translation.get_language() or SWEDISH
    return {} if language == getattr(request, "LANGUAGE_CODE", SWEDISH) else {"sprak": language}


def spoken(request: HttpRequest, form: Questionnaire) -> dict[str, Any]:
    """What a page says of its languages: which it may be read in, which it is."""
    return {
        "onward": f"?{urlencode(told)}" if (told := in_address(request)) else "",
        "language": translation.get_language() or SWEDISH,
        "languages": [(code, code[:2], NAMES[code]) for code in offered(form.definition)],
    }


def is_unreviewed(form: Questionnaire) -> bool:
    """Is the page read in a language that nobody has read through yet?"""
    language = translation.get_language() or SWEDISH
    return language not in (SWEDISH, EASY, *form.reviewed)

"""A file that is too large is refused by its announced length, before any of it is read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from lofte.people.access import SignedIn
from lofte.places.models import Kommun

FORM = 1 << 20  # the other fields of the form, and what stands between the parts
View = Callable[..., HttpResponse]


def limited(view: View) -> View:
    """Inside `within`. Django reads no more than the announced length, so the length is the limit.

    The form's token stands in the body: it is checked here, once the body may be read.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def measured(request: SignedIn, kommun: Kommun, *args: Any, **kwargs: Any) -> HttpResponse:
        if announced(request) > settings.LOFTE_MAX_IMPORT_BYTES + FORM:
            return too_large(request, kommun)
        answer: HttpResponse = protected(request, kommun, *args, **kwargs)
        return answer

    return measured


def announced(request: SignedIn) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def largest() -> int:
    """In whole megabytes, as a person is told."""
    return settings.LOFTE_MAX_IMPORT_BYTES + 1 >> 20


def too_large(request: SignedIn, kommun: Kommun) -> HttpResponse:
    context = {"kommun": kommun, "largest": largest()}
    return render(request, "importers/too_large.html", context, status=413)

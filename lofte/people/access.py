"""Who may open a page: the kommun comes from the address, the right from the person's roles."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from lofte.people.models import User
from lofte.people.states import Capability
from lofte.places.models import Kommun

View = Callable[..., HttpResponseBase]


class SignedIn(HttpRequest):
    """A request inside `within`: the person is known, and so is the kommun."""

    user: User
    kommun: Kommun


def within(*capabilities: Capability) -> Callable[[View], View]:
    """Hand the view its kommun if the person has any of the capabilities there.

    A kommun that the person has no part in does not exist for that person (404); a page that the
    person's roles do not reach is refused (403).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def guarded(request: SignedIn, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            kommun = _kommun_of(request, slug)
            if not any(request.user.can(wanted, kommun.pk) for wanted in capabilities):
                raise PermissionDenied
            request.kommun = kommun
            return view(request, kommun, *args, **kwargs)

        guarded.__capabilities__ = capabilities  # type: ignore[attr-defined]
        return guarded

    return decorate


def _kommun_of(request: SignedIn, slug: str) -> Kommun:
    for row in request.user.active_assignments:
        if row.kommun.slug == slug:
            return row.kommun
    raise Http404

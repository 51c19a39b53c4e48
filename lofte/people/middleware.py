"""Without a second factor a signed-in person reaches the set-up page and nothing else.

What counts is what *this* sign-in has shown: a one-time code, a recovery code, a passkey, or the
set-up of one of them. A sign-in that is older than the person's second factor (a thief with the
password who waited) is ended.
"""

from collections.abc import Callable
from functools import cache
from typing import cast

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lofte.people.models import User
from lofte.people.queries import session_seconds

SESSION_FLAG = "second_factor_seen"
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        if request.session.get(SESSION_FLAG):
            return self._watch_removal(request)
        if _has_shown_it(request):
            _let_in(request)
            return self.get_response(request)
        if _has_factor(request):
            logout(request)
            return redirect_to_login(request.get_full_path())
        return self._set_up(request)

    def _set_up(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(_open_paths()):
            return redirect("mfa_index")
        response = self.get_response(request)
        if request.method == "POST" and _has_factor(request):
            _let_in(request)
        return response

    def _watch_removal(self, request: HttpRequest) -> HttpResponse:
        """Whoever takes away the last factor is back at the set-up page."""
        response = self.get_response(request)
        at_set_up = request.method == "POST" and request.path.startswith(_open_paths())
        if at_set_up and request.user.is_authenticated and not _has_factor(request):
            request.session.flush()
        return response


def _has_factor(request: HttpRequest) -> bool:
    return is_mfa_enabled(request.user, FACTORS)


def _has_shown_it(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def has_just_set_up(request: HttpRequest) -> bool:
    """Let in because the factor was set up in this very sign-in, not because it was shown."""
    return bool(request.session.get(SESSION_FLAG)) and not _has_shown_it(request)


def _let_in(request: HttpRequest) -> None:
    request.session[SESSION_FLAG] = True
    request.session.set_expiry(session_seconds(cast(User, request.user)))


@cache
def _open_paths() -> tuple[str, ...]:
    return (
        reverse("mfa_index"),
        reverse("account_logout"),
        reverse("account_reauthenticate"),
        settings.STATIC_URL,
        "/sprak/",
    )

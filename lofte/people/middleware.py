"""Without a second factor a signed-in person reaches the set-up page and nothing else."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

SESSION_FLAG = "second_factor_seen"


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not self._allowed(request):
            return redirect("mfa_index")
        return self.get_response(request)

    def _allowed(self, request: HttpRequest) -> bool:
        if request.path.startswith(_open_paths()):
            return True
        if not request.session.get(SESSION_FLAG):
            if not is_mfa_enabled(request.user):
                return False
            request.session[SESSION_FLAG] = True
        return True


def _open_paths() -> tuple[str, ...]:
    return (
        reverse("mfa_index"),
        reverse("account_logout"),
        reverse("account_reauthenticate"),
        "/static/",
        "/sprak/",
    )

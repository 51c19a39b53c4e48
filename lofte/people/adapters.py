"""How allauth behaves here: nobody signs up alone, and a newcomer types the password once."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from invitations only."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in a moment ago and has no second factor yet sets one up straight away."""
        user = self.request.user
        signed_in = [r["at"] for r in get_authentication_records(self.request, user)]
        fresh = (
            bool(signed_in) and time.time() - max(signed_in) < app_settings.REAUTHENTICATION_TIMEOUT
        )
        if fresh and not is_mfa_enabled(user):
            return False
        return bool(super().is_reauthentication_required(app=app))

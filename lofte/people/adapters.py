"""How allauth behaves here: nobody signs up alone, and a newcomer types the password once."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from lofte.people.middleware import has_just_set_up


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from invitations only."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in a moment ago sets up the first second factor, and reads its recovery
        codes, without typing the password again."""
        user = self.request.user
        records = get_authentication_records(self.request, user)
        age = time.time() - max((record["at"] for record in records), default=0)
        is_new = has_just_set_up(self.request) or not is_mfa_enabled(user)
        if is_new and age < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

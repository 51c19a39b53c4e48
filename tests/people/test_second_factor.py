"""Without a second factor the set-up page and nothing else; with one, as long as the role says."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lofte.people.middleware import SESSION_FLAG
from lofte.people.models import User
from lofte.people.states import Role
from lofte.places.models import Kommun
from tests import cast
from tests.write_guard import arrange

DAY = 24 * 60 * 60


def sign_in(user: User, client: Client | None = None) -> Client:
    """Password only, through the real page."""
    client = client or Client()
    client.post(reverse("account_login"), {"login": user.email, "password": cast.PASSWORD})
    return client


def start(kommun: Kommun) -> str:
    return reverse("desk:start", args=[kommun.slug])


def without_factor(user: User) -> User:
    Authenticator.objects.filter(user=user).delete()
    return user


def test_password_alone_is_not_a_sign_in_for_who_has_a_second_factor(
    kommun: Kommun, reviewer: User
) -> None:
    client = sign_in(reviewer)
    assert "_auth_user_id" not in client.session
    response = client.get(start(kommun))
    assert response["Location"].startswith(reverse("account_login"))


def test_password_and_code_open_the_work(kommun: Kommun, reviewer: User) -> None:
    client = sign_in(reviewer)
    client.post(reverse("mfa_authenticate"), {"code": cast.one_time_code()})
    assert client.get(start(kommun)).status_code == 200


def test_a_wrong_code_opens_nothing(kommun: Kommun, reviewer: User) -> None:
    client = sign_in(reviewer)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_opens_the_work_once(kommun: Kommun, reviewer: User) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    code = RecoveryCodes.activate(reviewer).get_unused_codes()[0]
    client = sign_in(reviewer)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(start(kommun)).status_code == 200
    second = sign_in(reviewer)
    second.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" not in second.session


def test_the_address_of_the_session_changes_at_every_step(reviewer: User) -> None:
    """A session that somebody planted before the sign-in is worth nothing after it."""
    client = Client()
    client.get(reverse("account_login"))
    client.session["planted"] = True
    planted = client.session
    planted.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted.session_key
    before = planted.session_key
    sign_in(reviewer, client)
    client.post(reverse("mfa_authenticate"), {"code": cast.one_time_code()})
    assert client.session.session_key != before
    stranger = Client()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = before
    assert "_auth_user_id" not in stranger.session


def test_a_newcomer_reaches_the_set_up_and_nothing_else(kommun: Kommun, reviewer: User) -> None:
    client = sign_in(without_factor(reviewer))
    assert client.get(reverse("mfa_index")).status_code == 200
    for elsewhere in (start(kommun), reverse("account_change_password"), "/", "/konto/email/"):
        assert client.get(elsewhere)["Location"] == reverse("mfa_index")
    assert client.post(reverse("account_logout")).status_code == 302


def test_setting_up_the_second_factor_opens_the_work_in_that_browser(
    kommun: Kommun, reviewer: User
) -> None:
    client = sign_in(without_factor(reviewer))
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret, counter))
    client.post(reverse("mfa_activate_totp"), {"code": code})
    assert Authenticator.objects.filter(user=reviewer).exists()
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.get(start(kommun)).status_code == 200


def test_a_later_sign_in_types_the_password_to_see_the_recovery_codes(
    reviewer: User, as_: object
) -> None:
    response = as_(reviewer).get(reverse("mfa_generate_recovery_codes"))
    assert response["Location"].startswith(reverse("account_reauthenticate"))


def test_an_old_sign_in_asks_for_the_password_before_the_set_up(reviewer: User) -> None:
    client = sign_in(without_factor(reviewer))
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        response = client.get(reverse("mfa_activate_totp"))
    assert response["Location"].startswith(reverse("account_reauthenticate"))


def test_a_sign_in_that_is_older_than_the_second_factor_is_ended(
    kommun: Kommun, reviewer: User
) -> None:
    """A thief with the password who signed in first and waited."""
    from allauth.mfa.totp.internal.auth import TOTP

    thief = sign_in(without_factor(reviewer))
    TOTP.activate(reviewer, cast.TOTP_SECRET)
    for page in (start(kommun), reverse("mfa_index"), reverse("mfa_view_recovery_codes")):
        response = thief.get(page)
        assert response["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in thief.session


def test_who_removes_the_last_factor_is_signed_out(reviewer: User, as_: object) -> None:
    client = as_(reviewer)
    client.get(reverse("mfa_index"))
    assert client.session[SESSION_FLAG]
    asked = client.post(reverse("mfa_deactivate_totp"))
    client.post(asked["Location"], {"password": cast.PASSWORD})
    assert not Authenticator.objects.filter(user=reviewer).exists()
    assert "_auth_user_id" not in client.session


def test_a_passkey_is_both_steps(kommun: Kommun, reviewer: User) -> None:
    from allauth.account.internal.flows.login import record_authentication
    from django.contrib.auth import login
    from django.http import HttpRequest

    client, request = Client(), HttpRequest()
    request.session = client.session
    login(request, reviewer, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, reviewer, method="mfa", type="webauthn", passwordless=True)
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    assert client.get(start(kommun)).status_code == 200


def test_nobody_signs_up_alone(client: Client, db: None) -> None:
    client.post(reverse("account_signup"), {"email": "x@x.example", "password1": cast.PASSWORD})
    assert not User.objects.filter(email="x@x.example").exists()


# --- how long --------------------------------------------------------------------------------


def lasts(client: Client, kommun: Kommun) -> int:
    client.get(start(kommun))
    return client.session.get_expiry_age()


@pytest.mark.parametrize("days", [1, 90, 365])
def test_a_reporter_stays_signed_in_as_long_as_the_kommun_says(
    kommun: Kommun, reporter: User, as_: object, days: int
) -> None:
    with arrange():
        Kommun.objects.unscoped("test").update(reporter_days=days)
    assert lasts(as_(reporter), kommun) == days * DAY


def test_everybody_else_stays_a_working_day(kommun: Kommun, reviewer: User, as_: object) -> None:
    assert lasts(as_(reviewer), kommun) == DAY // 2


def test_the_shortest_of_a_reporters_kommuner_counts(
    kommun: Kommun, other_kommun: Kommun, housing_party: object, as_: object
) -> None:
    with arrange():
        Kommun.objects.unscoped("test").filter(pk=other_kommun.pk).update(reporter_days=7)
        user = cast.make_user(kommun, housing_party, Role.REPORTER, name="Tove Två")
        from lofte.people.models import Assignment

        Assignment.objects.create(
            user=user, kommun=other_kommun, party=housing_party, role=Role.REPORTER
        )
    assert lasts(as_(user), kommun) == 7 * DAY


def test_a_reporter_with_one_more_role_stays_a_working_day(
    kommun: Kommun, housing_party: object, as_: object
) -> None:
    with arrange():
        user = cast.make_user(kommun, housing_party, Role.REPORTER, Role.LEADER, name="Bea Båda")
    assert lasts(as_(user), kommun) == DAY // 2

"""The fixed cast: two fictive kommuner, their parties, places, kinds of incident and people.

Rows are made directly: what the actions promise is tested in their own rooms. The map is a square
of four kilometres at (OX, OY) in SWEREF 99 TM with two areas, west and east of the middle.
"""

import time
from typing import Any

import shapely
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.test import Client

from lofte.incidents.models import Category
from lofte.people.models import Assignment, Party, User
from lofte.people.states import Role
from lofte.places.models import Area, Kommun, NamedPlace

OX, OY, SIDE = 560_000.0, 6_540_000.0, 4_000.0
PASSWORD = "tre gröna bänkar vid ån"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

PLACES = {
    "Resecentrum": (NamedPlace.Kind.STATION, OX + 1_050, OY + 2_050),
    "Stortorget": (NamedPlace.Kind.SQUARE, OX + 1_650, OY + 1_950),
    "Almskolan": (NamedPlace.Kind.SCHOOL, OX + 2_850, OY + 2_450),
    "Lindängen": (NamedPlace.Kind.HOUSING, OX + 3_250, OY + 1_050),
}
GROUP_ONLY = "Lindängens källargångar"
CATEGORIES = {
    "disorder": "Ordningsstörning",
    "damage": "Skadegörelse",
    "drugs": "Narkotika",
    "traffic": "Trafik och buskörning",
}


def make_kommun(*, code: str = "9901", name: str = "Lyckeberga", **settings_: Any) -> Kommun:
    kommun = Kommun.objects.create(code=code, name=name, slug=name.lower(), **settings_)
    whole = _area(kommun, Area.Kind.KOMMUN, code, name, OX, OX + SIDE)
    west = _area(kommun, Area.Kind.OWN, "V", f"{name} väst", OX, OX + SIDE / 2, parent=whole)
    east = _area(kommun, Area.Kind.OWN, "O", f"{name} öst", OX + SIDE / 2, OX + SIDE, parent=whole)
    for place, (kind, x, y) in PLACES.items():
        area = west if x < OX + SIDE / 2 else east
        NamedPlace.objects.create(kommun=kommun, name=place, kind=kind, x=x, y=y, area=area)
    NamedPlace.objects.create(
        kommun=kommun, name=GROUP_ONLY, x=OX + 3_300, y=OY + 1_100, area=east, group_only=True
    )
    for order, (key, label) in enumerate(CATEGORIES.items()):
        Category.objects.create(kommun=kommun, code=key, label_sv=label, order=order)
    return kommun


def _area(
    kommun: Kommun,
    kind: str,
    code: str,
    name: str,
    west: float,
    east: float,
    parent: Area | None = None,
) -> Area:
    polygon = shapely.box(west, OY, east, OY + SIDE)
    return Area.objects.create(
        kommun=kommun,
        kind=kind,
        code=code,
        name=name,
        parent=parent,
        polygon=polygon.wkb,
        min_x=west,
        min_y=OY,
        max_x=east,
        max_y=OY + SIDE,
    )


def make_party(kommun: Kommun, kind: str = Party.Kind.KOMMUN, name: str = "") -> Party:
    name = name or f"{Party.Kind(kind).label} i {kommun.name}"
    party, _ = Party.objects.unscoped("the cast").get_or_create(name=name, defaults={"kind": kind})
    party.kommuner.add(kommun)
    return party


def make_user(kommun: Kommun, party: Party, *roles: Role, name: str) -> User:
    """A person with a password and a second factor, as everybody who works in the product has."""
    email = f"{name.split()[0].lower()}@{kommun.slug}.example"
    user = User.objects.create(email=email, name=name, password=make_password(PASSWORD))
    for role in roles:
        Assignment.objects.create(user=user, kommun=kommun, party=party, role=role)
    TOTP.activate(user, TOTP_SECRET)
    return user


def one_time_code() -> str:
    """What the person's authenticator app shows now."""
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return format_hotp_value(hotp_value(TOTP_SECRET, counter))


def signed_in(user: User) -> Client:
    """A browser in which the person has given the password and the one-time code."""
    client = Client()
    request = HttpRequest()
    request.session = client.session
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, user, method="password", email=user.email)
    record_authentication(request, user, method="mfa", type="totp")
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client

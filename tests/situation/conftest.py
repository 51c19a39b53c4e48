from typing import Any

import pytest

from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.situation.actions import compile_picture, freeze
from lofte.situation.models import Picture
from tests.incidents.conftest import confirmed, send
from tests.situation.pictures import WEEK, fill

__all__ = ["confirmed", "send"]


@pytest.fixture
def town(kommun: Kommun, housing_party: Party, reporter: User) -> Kommun:
    fill(kommun, housing_party, reporter)
    return kommun


@pytest.fixture
def draft(town: Kommun, coordinator: User) -> Picture:
    return compile_picture(kommun=town, period=WEEK, by=coordinator)


@pytest.fixture
def frozen(draft: Picture, police: User) -> Any:
    return freeze(picture=draft, version=1, by=police)

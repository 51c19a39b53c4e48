from pathlib import Path
from typing import Any

import pytest

from lofte.people.models import User
from lofte.publishing.actions import publish
from lofte.publishing.models import Edition
from lofte.situation.models import Picture
from tests.publishing.documents import OPEN
from tests.situation.conftest import draft, frozen, town

__all__ = ["draft", "frozen", "town"]


@pytest.fixture(autouse=True)
def editions_dir(tmp_path: Path, settings: Any) -> Path:
    settings.EDITIONS_DIR = tmp_path / "editions"
    return settings.EDITIONS_DIR


@pytest.fixture
def published(frozen: Picture, communicator: User) -> Edition:
    return publish(picture=frozen, by=communicator, today=OPEN)

"""A kommun with a picture, a decided plan and what they rest on, as the tests of plans do."""

from typing import Any

import pytest

from tests.promises.test_plans import (  # noqa: F401 - fixtures
    cause,
    decided,
    measure,
    picture,
    plan,
    problem,
)


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path

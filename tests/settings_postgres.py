"""The tests' settings on PostgreSQL: `pytest --ds=tests.settings_postgres`."""

import os

from tests.postgres import url

os.environ["DATABASE_URL"] = url()

from tests.settings import *  # noqa: F403

"""The product's settings, with a data folder of its own and a fast password hasher."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("LOFTE_DATA", tempfile.mkdtemp(prefix="lofte-test-"))
os.environ.setdefault("LOFTE_SECRET_KEY", "only-for-tests")

from lofte.project.settings import *  # noqa: F403
from lofte.project.settings import CACHES, DATA_DIR, DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = DATA_DIR / "static"
# Each test empties it: those that run beside it have their own.
CACHES["floods"]["LOCATION"] = DATA_DIR / f"floods-{os.environ.get('PYTEST_XDIST_WORKER', '')}"
CACHES["default"]["LOCATION"] = DATA_DIR / f"cache-{os.environ.get('PYTEST_XDIST_WORKER', '')}"
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MFA_TOTP_TOLERANCE = 1  # a code shown in one half minute may arrive in the next

# A file, not memory: two connections then wait for each other as they do in production.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}

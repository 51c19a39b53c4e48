"""Settings. What a kommun may need to change comes from the environment: docs/how-to/drift.md."""

import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, str(int(default))).lower() in {"1", "true", "yes", "ja"}


def _list(name: str, default: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


DATA_DIR = Path(os.environ.get("LOFTE_DATA", ROOT / "var"))
DEMO = _flag("LOFTE_DEMO")
DEBUG = _flag("LOFTE_DEBUG")
ALLOWED_HOSTS = _list("LOFTE_HOSTS", "localhost,127.0.0.1")
HTTPS = _flag("LOFTE_HTTPS")


def _secret_key() -> str:
    """From the environment, else a file beside the data, made once, readable to its owner only."""
    if key := os.environ.get("LOFTE_SECRET_KEY"):
        return key
    file = DATA_DIR / "secret-key"
    try:
        DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text()
    except OSError:  # a command that needs no data works where nothing can be written
        return secrets.token_urlsafe(50)
    with os.fdopen(descriptor, "w") as out:
        out.write(secrets.token_urlsafe(50))
    return file.read_text()


SECRET_KEY = _secret_key()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "lofte",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lofte.project.middleware.Compressed",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lofte.project.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lofte.people.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "lofte.project.urls"
WSGI_APPLICATION = "lofte.project.wsgi.application"
ASGI_APPLICATION = "lofte.project.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(PACKAGE.glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "lofte.project.context.site",
            ],
            "builtins": ["lofte.templatetags.lofte"],
        },
    }
]

_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # What was masked must leave the file too: secure_delete.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; "
    "PRAGMA secure_delete=ON;",
}
_DATABASE = dj_database_url.parse(
    os.environ.get("DATABASE_URL", f"sqlite:///{DATA_DIR / 'lofte.sqlite3'}"),
    conn_max_age=60,
    conn_health_checks=True,
)
if _DATABASE["ENGINE"].endswith("sqlite3"):
    _DATABASE["CONN_HEALTH_CHECKS"] = False  # a file does not hang up
    _DATABASE["OPTIONS"] = {**_DATABASE.get("OPTIONS", {}), **_SQLITE}
DATABASES = {"default": _DATABASE}

AUTH_USER_MODEL = "lofte.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]

ACCOUNT_ADAPTER = "lofte.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation is sent to the address and is its proof
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
# Behind a proxy the address of the visitor is the one that the proxy adds.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Löfte"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "public:home"

SESSION_ENGINE = "lofte.people.stored_sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = _list("LOFTE_ORIGINS", "")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["lofte.project.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = sorted(PACKAGE.glob("*/static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
MEDIA_ROOT = DATA_DIR / "files"
EDITIONS_DIR = DATA_DIR / "editions"

LOFTE_SEAL = os.environ.get("LOFTE_SEAL", DATA_DIR / "seal.p12" if DEMO else "")  # PKCS #12
LOFTE_SEAL_PASSWORD = os.environ.get("LOFTE_SEAL_PASSWORD", "")

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
LOFTE_MAX_IMPORT_BYTES = int(os.environ.get("LOFTE_MAX_IMPORT_BYTES", 1_073_741_824 - 1))
LOFTE_NEWS_USER_AGENT = os.environ.get("LOFTE_NEWS_USER_AGENT", "")

_MAIL = "filebased" if DEMO else "smtp"  # the demo's letters lie in a folder and reach nobody
EMAIL_BACKEND = os.environ.get(
    "LOFTE_EMAIL_BACKEND", f"django.core.mail.backends.{_MAIL}.EmailBackend"
)
EMAIL_FILE_PATH = DATA_DIR / "letters"
EMAIL_HOST = os.environ.get("LOFTE_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("LOFTE_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("LOFTE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("LOFTE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = _flag("LOFTE_SMTP_TLS")
EMAIL_TIMEOUT = 20
LOFTE_SITE = os.environ.get("LOFTE_SITE", "http://localhost:8000")  # where letters point
DEFAULT_FROM_EMAIL = os.environ.get("LOFTE_FROM", "lofte@localhost")

# Shared by the workers, so that limits on sign-in count all of them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # beyond that a third is thrown out, by chance
    },
    # Two counters a dialogue. Apart from the others: a flood of sign-ins must not throw them out.
    "floods": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache" / "floods",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []

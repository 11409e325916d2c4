"""Django's settings, derived from the typed environment."""

from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from armslength.platform.config.environment import Mode, read_environment

django_stubs_ext.monkeypatch()

ENVIRONMENT = read_environment()
IS_DEMO = ENVIRONMENT.mode is Mode.DEMO

SECRET_KEY = ENVIRONMENT.secret_key
VAULT_KEYS = ENVIRONMENT.vault_keys
LOOKUP_KEYS = ENVIRONMENT.lookup_keys
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ORIGIN = ENVIRONMENT.origin
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "armslength.platform.core",
    "armslength.platform.audit",
    "armslength.platform.realtime",
    "armslength.platform.accounts",
    "armslength.platform.screening",
    "armslength.platform.profiles",
    "armslength.platform.projects",
    "armslength.platform.messaging",
    "armslength.platform.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "armslength.platform.core.middleware.ErrorMiddleware",
    "armslength.platform.accounts.middleware.MemberMiddleware",
    "armslength.platform.realtime.middleware.StreamPositionMiddleware",
]

ROOT_URLCONF = "armslength.platform.config.urls"
WSGI_APPLICATION = "armslength.platform.config.wsgi.application"
ASGI_APPLICATION = "armslength.platform.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "armslength.platform.config.context.page_frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Remembers what members were stopped with; Django's default of 300 entries would forget most of them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": False}}

AUTH_USER_MODEL = "accounts.Member"
AUTHENTICATION_BACKENDS = ["armslength.platform.accounts.backends.VaultBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "projects"

SESSION_ENGINE = "armslength.platform.accounts.sessions"
SESSION_COOKIE_NAME = "armslength_session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.is_https
CSRF_COOKIE_SECURE = ENVIRONMENT.is_https
CSRF_COOKIE_HTTPONLY = False  # the room's module sends it back as a header
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "armslength.platform.core.views.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = ENVIRONMENT.is_https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.is_https else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENVIRONMENT.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.is_https
SECURE_HSTS_PRELOAD = ENVIRONMENT.is_https
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
MAX_REQUEST_BYTES = 256 * 1024

# Uses per window and key; ARMSLENGTH_RATE_LIMITS overrides single ones.
RATE_LIMITS = {
    "sign-in-caller": "30/minute",
    "sign-in-mail": "10/15 minutes",
    "sign-in-everywhere": "200/15 minutes",
    "sign-up-caller": "10/hour",
    "reset-caller": "10/hour",
    "reset-mail": "3/hour",
    "dry-run": "120/minute",
    "send": "60/minute",
    "typing": "60/minute",
    "publish": "30/hour",
    "form-check": "20/minute",
    "search": "60/minute",
    **ENVIRONMENT.rates,
}
LIMITS_URL = ENVIRONMENT.limits_url

REALTIME_ADMISSION = "armslength.platform.accounts.queries.find_admitted"
REALTIME_POLL_SECONDS = 1.0
MAX_STREAMS_PER_MEMBER = 12

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if ENVIRONMENT.mail.host
    else "armslength.platform.config.demo.mailbox.MailboxBackend"
)
EMAIL_HOST = ENVIRONMENT.mail.host
EMAIL_PORT = ENVIRONMENT.mail.port
EMAIL_HOST_USER = ENVIRONMENT.mail.user
EMAIL_HOST_PASSWORD = ENVIRONMENT.mail.password
EMAIL_USE_TLS = ENVIRONMENT.mail.is_encrypted
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail.sender

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.folder / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "armslength.platform.core.storage.HashedStaticStorage"},
}
WHITENOISE_USE_FINDERS = False
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "locale"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.security.csrf": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []

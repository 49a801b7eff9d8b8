"""Settings: one strict reader of the environment.

Every secret is also read from the file named by `<NAME>_FILE`. In production (`DEBUG` off) a missing or
default secret stops the start with a sentence that says what to set. `.env.example` lists every variable.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from hospital_itsm import openapi
from hospital_itsm.core.content_policy import DIRECTIVES
from hospital_itsm.core.environment import flag, secret
from hospital_itsm.core.networks import NoNetwork, read_networks

BASE_DIR = Path(__file__).resolve().parent.parent
RUN_DIR = BASE_DIR / ".run"
DEVELOPMENT_KEY = "development-only-key-never-for-production"


def _load_embedded_environment() -> None:
    if "DATABASE_URL" not in os.environ and (RUN_DIR / "env").exists():
        from hospital_itsm.embedded.environment import load_run_env

        load_run_env()


_load_embedded_environment()
env = environ.Env()

DEBUG = flag("DEBUG", default=False)
TESTING = "pytest" in sys.modules
DEVELOPMENT = DEBUG or TESTING or flag("DEVELOPMENT", default=False)

SECRET_KEY = secret("SECRET_KEY", DEVELOPMENT_KEY if DEVELOPMENT else None)
FIELD_KEY = secret("FIELD_KEY", SECRET_KEY if DEVELOPMENT else None)
AUDIT_KEY = secret("AUDIT_KEY", SECRET_KEY if DEVELOPMENT else None)
if not DEVELOPMENT and (DEVELOPMENT_KEY in (SECRET_KEY, FIELD_KEY, AUDIT_KEY) or len(SECRET_KEY) < 32):
    raise ImproperlyConfigured(
        "SECRET_KEY, FIELD_KEY and AUDIT_KEY must be your own, at least 32 characters long."
    )
if not DEVELOPMENT and len({SECRET_KEY, FIELD_KEY, AUDIT_KEY}) < 3:
    raise ImproperlyConfigured("SECRET_KEY, FIELD_KEY and AUDIT_KEY must differ from each other.")
if flag("PRODUCTION", default=False) and DEVELOPMENT:
    raise ImproperlyConfigured("PRODUCTION refuses to start with DEBUG or DEVELOPMENT set.")

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEVELOPMENT else [])
SITE_URL = env.str("SITE_URL", default="http://localhost:8000" if DEVELOPMENT else None)
if SITE_URL is None:
    raise ImproperlyConfigured("Set SITE_URL to the public address, for example https://desk.example.org.")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])
HOSPITAL_NAME = env.str("HOSPITAL_NAME", default="Larkhaven Regional Medical Center")
DESK_PHONE = env.str("DESK_PHONE", default="4357")
PHI_SITE_FORMATS = env.list("PHI_SITE_FORMATS", default=[])
PAGE_WEBHOOK_URL = env.str("PAGE_WEBHOOK_URL", default="")
PAGE_WEBHOOK_SECRET = secret("PAGE_WEBHOOK_SECRET", "")
OUTBOUND_ALLOWED_HOSTS = env.list("OUTBOUND_ALLOWED_HOSTS", default=[])
RECALL_FEEDS = env.list("RECALL_FEEDS", default=[])
METRICS_TOKEN = secret("METRICS_TOKEN", "")
PULSE_SECONDS = env.int("PULSE_SECONDS", default=10)
TAKEOVER_SECONDS = env.int("TAKEOVER_SECONDS", default=60)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "hospital_itsm.core",
    "hospital_itsm.audit",
    "hospital_itsm.jobs",
    "hospital_itsm.feed",
    "hospital_itsm.outbox",
    "hospital_itsm.people",
    "hospital_itsm.signin",
    "hospital_itsm.webhooks",
    "hospital_itsm.approvals",
    "hospital_itsm.exporting",
    "hospital_itsm.glossary",
    "vendors",
    "hospital_itsm.vendor_file",
    "assets",
    "tickets",
    "hospital_itsm.intake",
    "hospital_itsm.wards",
    "hospital_itsm.openings",
    "hospital_itsm.privacy",
    "hospital_itsm.setup",
    "hospital_itsm.desk",
    "hospital_itsm.coverage",
    "hospital_itsm.vendor_work",
    "hospital_itsm.underpinning",
    "hospital_itsm.budget",
    "hospital_itsm.procurement",
    "hospital_itsm.continuity",
    "hospital_itsm.shifts",
    "hospital_itsm.messaging",
    "hospital_itsm.macros",
    "hospital_itsm.worklog",
    "hospital_itsm.following",
    "hospital_itsm.bulk",
    "hospital_itsm.triage",
    "hospital_itsm.joint",
    "hospital_itsm.links",
    "hospital_itsm.splitting",
    "hospital_itsm.similar",
    "hospital_itsm.procedures",
    "hospital_itsm.safety",
    "hospital_itsm.importing",
    "hospital_itsm.discovery",
    "hospital_itsm.cmms",
    "hospital_itsm.search",
    "hospital_itsm.kpi",
    "hospital_itsm.wallboard",
    "hospital_itsm.dashboards",
    "hospital_itsm.reports",
    "hospital_itsm.redaction",
]
DEMO = flag("DEMO", default=DEVELOPMENT)
if DEMO:
    INSTALLED_APPS.append("hospital_itsm.demo")

MIDDLEWARE = [
    "hospital_itsm.core.metrics.RequestMetricsMiddleware",
    "hospital_itsm.core.middleware.RequestContextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "hospital_itsm.core.middleware.PermissionsPolicyMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hospital_itsm.core.middleware.SignedInPagesMiddleware",
    "hospital_itsm.people.middleware.SignedInTimesMiddleware",
    "hospital_itsm.signin.middleware.SecondStepMiddleware",
    "hospital_itsm.people.middleware.UnitMiddleware",
    "hospital_itsm.wards.middleware.SeenMiddleware",
    "hospital_itsm.core.middleware.RefusalMiddleware",
    "hospital_itsm.core.middleware.PlainAddressesMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "hospital_itsm.urls"
WSGI_APPLICATION = "hospital_itsm.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hospital_itsm.core.context_processors.shell",
            ]
        },
    }
]

DATABASES = {"default": env.db_url_config(secret("DATABASE_URL"))}
DATABASES["default"].update(
    CONN_MAX_AGE=env.int("CONN_MAX_AGE", default=60), CONN_HEALTH_CHECKS=True, ATOMIC_REQUESTS=False
)
# Lists join nine small tables to one ticket: left to itself the planner weighs their orders for 38 ms, so for 3 ms.
# What is kept planned (core.plans) stays planned: left to itself PostgreSQL thinks a plan for just these values worth
# 11 ms of planning at every look at the queue.
# A second process takes 4 ms to start: worth it for a night's counting, not for a search.
# A name is like a misspelled word from 0.45 on: at PostgreSQL's 0.6 a word of six letters forgives no missing one.
PLANNER_AND_SPELLING = (
    "-c join_collapse_limit=4 -c plan_cache_mode=force_generic_plan -c parallel_setup_cost=20000"
    " -c pg_trgm.word_similarity_threshold=0.45"
)
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", PLANNER_AND_SPELLING)
# Off behind a pool that hands a connection to somebody else between two transactions.
DATABASE_KEEPS_PLANS = env.bool("DATABASE_KEEPS_PLANS", default=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = secret("REDIS_URL")
CACHES = {"default": {"BACKEND": "hospital_itsm.core.cache.FailOpenRedisCache", "LOCATION": REDIS_URL}}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "hospital_itsm.signin.backends.PasswordBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "hospital_itsm.signin.adapters.TwoStepAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_TIMEOUT = 5 * 60
MFA_ADAPTER = "hospital_itsm.signin.adapters.StepAdapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_RATE_LIMITS = False
SECOND_STEP_FOR_ADMINISTRATORS = flag("SECOND_STEP_FOR_ADMINISTRATORS", default=True)
CODE_CEILING = 10
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = secret("OIDC_CLIENT_SECRET", "")
OIDC_NAME = env.str("OIDC_NAME", default="Hospital sign-in")
OIDC_SCOPES = env.str("OIDC_SCOPES", default="openid profile")
OIDC_CREATES_PEOPLE = flag("OIDC_CREATES_PEOPLE", default=False)
OIDC_SECOND_STEP_COUNTS = flag("OIDC_SECOND_STEP_COUNTS", default=False)
OIDC_REPLACES_PASSWORDS = flag("OIDC_REPLACES_PASSWORDS", default=False)
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "hospital_itsm.people.sign_in.locked_out"
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
AXES_CLIENT_IP_CALLABLE = "hospital_itsm.core.addresses.client_address"
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "credential"]
AXES_USERNAME_CALLABLE = "hospital_itsm.people.sign_in.attempted_name"
SIGN_IN_CEILING = 50
SIGN_IN_PAUSE_SECONDS = 10

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
IDLE_SECONDS = env.int("IDLE_SECONDS", default=15 * 60)
IDLE_SECONDS_SHARED = env.int("IDLE_SECONDS_SHARED", default=3 * 60)
ABSOLUTE_SECONDS = env.int("ABSOLUTE_SECONDS", default=12 * 3600)
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "hospital_itsm.core.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
BEHIND_TLS = flag("BEHIND_TLS", default=not DEVELOPMENT)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
CONTENT_SECURITY_POLICY = {"DIRECTIVES": DIRECTIVES}

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en-us", _("English"))]
TIME_ZONE = env.str("TIME_ZONE", default="America/Chicago")
USE_I18N = True
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(RUN_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "hospital_itsm.core.static.PackageFiles",
]
ATTACHMENT_ROOT = Path(env.str("ATTACHMENT_ROOT", default=str(RUN_DIR / "attachments")))
EMERGENCY_SHEET = Path(
    env.str("EMERGENCY_SHEET", default=str(RUN_DIR / "emergency" / "emergency-sheet.html"))
)
STATICFILES_BACKEND = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if TESTING
    else "hospital_itsm.core.static.ModuleManifestStorage"
)
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": ATTACHMENT_ROOT},
    },
    "staticfiles": {"BACKEND": STATICFILES_BACKEND},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "jpg", "webp", "woff2", "gz", "br"]
ATTACHMENT_MAX_BYTES = 25 * 1024 * 1024
ATTACHMENT_SCANNER = env.str("ATTACHMENT_SCANNER", default="")
REPORTS_PER_HOUR = env.int("REPORTS_PER_HOUR", default=60)
REPORTS_PER_HOUR_FOR_OTHERS = env.int("REPORTS_PER_HOUR_FOR_OTHERS", default=600)
LOOKUPS_PER_MINUTE = env.int("LOOKUPS_PER_MINUTE", default=240)
try:
    STATUS_NETWORKS = read_networks(env.str("STATUS_NETWORKS", default=""))
except NoNetwork as fault:
    raise ImproperlyConfigured(
        f"STATUS_NETWORKS names no network: {fault}. Write networks such as 10.20.0.0/16, separated by commas."
    ) from fault
try:
    OPEN_REPORT_NETWORKS = read_networks(env.str("OPEN_REPORT_NETWORKS", default=""))
except NoNetwork as fault:
    raise ImproperlyConfigured(
        f"OPEN_REPORT_NETWORKS names no network: {fault}. Write networks such as 10.20.0.0/16, separated by commas."
    ) from fault
OPEN_REPORT_AT_WORKSTATIONS = flag("OPEN_REPORT_AT_WORKSTATIONS", default=False)
OPEN_REPORTS_PER_HOUR = env.int("OPEN_REPORTS_PER_HOUR", default=12)
OPEN_RECEIPT_HOURS = env.int("OPEN_RECEIPT_HOURS", default=72)
OPEN_PAGES_PER_MINUTE = env.int("OPEN_PAGES_PER_MINUTE", default=240)
UNDO_SEND_SECONDS = env.int("UNDO_SEND_SECONDS", default=10)
APPROVAL_LINK_DAYS = env.int("APPROVAL_LINK_DAYS", default=7)
PROTECTED_KEPT_DAYS = env.int("PROTECTED_KEPT_DAYS", default=30)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_MAX_BYTES = ATTACHMENT_MAX_BYTES + DATA_UPLOAD_MAX_MEMORY_SIZE
FILE_UPLOAD_HANDLERS = [
    "hospital_itsm.core.uploads.BoundedBody",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600

EMAIL_CONFIG = env.email_url(
    "EMAIL_URL", default=f"filemail:///{RUN_DIR / 'mail'}" if DEVELOPMENT else "smtp://localhost:25"
)
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="service-desk@larkhaven.example")

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
    "max_retries": 1,
    "interval_start": 0,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_TIME_LIMIT, CELERY_TASK_SOFT_TIME_LIMIT = 600, 540
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "UTC"

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["hospital_itsm.people.authentication.BearerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["hospital_itsm.core.rest.parsers.StrictJSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "hospital_itsm.core.rest.negotiation.JsonAlways",
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_SCHEMA_CLASS": "hospital_itsm.core.rest.schema.DeskSchema",
    "EXCEPTION_HANDLER": "hospital_itsm.core.problems.problem_response",
    "UNAUTHENTICATED_USER": None,
}
API_RATE_PER_MINUTE = env.int("API_RATE_PER_MINUTE", default=600)
SPECTACULAR_SETTINGS = openapi.SETTINGS
LOGGING_CONFIG = None
LOG_LEVEL = env.str("LOG_LEVEL", default="WARNING" if TESTING else "INFO")
SILENCED_SYSTEM_CHECKS = ["security.W008"]

"""Settings. Everything a machine decides comes from the environment; defaults suit a laptop in demo mode."""

import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config import boot, environment

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.folder("DATA_DIR", default=BASE_DIR / ".data")

PRODUCTION = environment.flag("PRODUCTION", default=False)
DEMO_MODE = environment.flag("DEMO_MODE", default=not PRODUCTION)
DEBUG = environment.flag("DEBUG", default=False)
FAULTS = environment.text("FAULTS")
PUBLIC_URL = environment.text("PUBLIC_URL")
SECRET_KEY = environment.text("SECRET_KEY") or ("" if PRODUCTION else environment.laptop_key(DATA_DIR))
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS") or (
    [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "guardian",
    "rest_framework",
    "drf_spectacular",
    "csp",
    "core.apps.CoreConfig",
    "core.events.apps.EventsConfig",
    "core.jobs.apps.JobsConfig",
    "accounts.apps.AccountsConfig",
    "components.apps.ComponentsConfig",
    "builder.apps.BuilderConfig",
    "runtime.apps.RuntimeConfig",
    "governance.apps.GovernanceConfig",
    "deployments.apps.DeploymentsConfig",
]

# Event handlers, by module; imported once all apps are ready.
HANDLER_MODULES = ["builder.handlers", "runtime.handlers", "governance.handlers", "deployments.handlers"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "core.http.door.DoorMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.http.policy.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "core.http.identity.IdentityMiddleware",
    "core.http.sign_in.SignInMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

DATABASES = {"default": environment.database("DATABASE_URL", data_dir=DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = environment.text("REDIS_URL")
STORAGE_DIR = DATA_DIR / "files"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend", "guardian.backends.ObjectPermissionBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None
LOGIN_URL = "/sign-in/"

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = environment.folder("STATIC_ROOT", default=DATA_DIR / "static")
FRONTEND_DIST = BASE_DIR / "frontend" / "dist"
STATICFILES_DIRS = [("app", FRONTEND_DIST)] if FRONTEND_DIST.exists() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+[.-][0-9A-Za-z_-]{8,12}\.(?:js|css|woff2)$"

# A form may carry ten files of 25 MB at the most that policies allow; JSON is held to the limit below.
MAX_BODY_BYTES = 251_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20

HTTPS = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_NAME = "__Host-sid" if HTTPS else "guildhall-sid"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "guildhall-csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("BEHIND_PROXY", default=False) else None
)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "require-trusted-types-for": ["'script'"],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["core.http.sessions.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["core.http.json_parser.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "core.http.problems.exception_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Guildhall platform API",
    "DESCRIPTION": "Everything the studio does. Live apps have a description of their own each.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/",
    "SCHEMA_PATH_PREFIX_TRIM": False,
    "PREPROCESSING_HOOKS": ["core.http.openapi.platform_endpoints"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "core.http.openapi.anything_may_be_null",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ReleaseStepState": ["waiting", "running", "done", "failed", "skipped"],
        "ReleaseState": ["queued", "running", "live", "failed", "superseded"],
        "AppPart": ["owner", "deputy", "comaker", "reader"],
        "MemberPart": ["owner", "deputy", "comaker"],
        "GivenPart": ["comaker", "owner"],
        "CheckState": ["waiting", "running", "passed", "failed"],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", default="WARNING")},
}

# The frontend is not needed to run management commands, but a page without it would be blank.
if PRODUCTION and (reasons := list(boot.refusals(globals()))):
    sys.stderr.write("Guildhall does not start in production mode:\n" + "".join(f"- {reason}\n" for reason in reasons))
    raise ImproperlyConfigured("; ".join(reasons))

"""The WSGI application for gunicorn. In production it does not start on a database that is not fit to serve from."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from core.clock import now

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# Its models exist only once Django is set up.
from core.boot_checks import database_refusals  # noqa: E402

if settings.PRODUCTION and (reasons := list(database_refusals(now=now(), is_production=True))):
    raise ImproperlyConfigured(" ".join(reasons))

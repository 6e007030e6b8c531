"""The Celery application. Its settings are read on first use, when Django's settings are complete."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("guildhall")
app.config_from_object("config.celery_settings")

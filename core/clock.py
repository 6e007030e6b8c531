"""The only reader of the clock. Edges (api, tasks, management) call it and pass `now` down."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings


class EventsConfig(AppConfig):
    name = "core.events"
    label = "events"

    def ready(self) -> None:
        """Load the delivery job and the event handlers of every app, as the settings list them."""
        import_module("core.events.dispatch").register()
        for module in getattr(settings, "HANDLER_MODULES", ()):
            import_module(module)

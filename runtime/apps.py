from importlib import import_module

from django.apps import AppConfig


class RuntimeConfig(AppConfig):
    name = "runtime"

    def ready(self) -> None:
        """Register the jobs, which need the models that exist only now."""
        import_module("runtime.tasks")

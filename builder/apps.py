"""Django configuration of the builder."""

from importlib import import_module

from django.apps import AppConfig


class BuilderConfig(AppConfig):
    """Apps, drafts, versions and imports."""

    name = "builder"
    verbose_name = "Builder"

    def ready(self) -> None:
        """Register the jobs, which need the models that exist only now."""
        import_module("builder.tasks")

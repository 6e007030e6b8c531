"""Django configuration of the builder."""

from django.apps import AppConfig


class BuilderConfig(AppConfig):
    """Apps, drafts, versions and imports."""

    name = "builder"
    verbose_name = "Builder"

from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "core.jobs"
    label = "jobs"

    def ready(self) -> None:
        """The ledger's own kinds can be added once models exist."""
        import_module("core.jobs.housekeeping").register()

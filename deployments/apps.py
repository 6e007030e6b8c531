from importlib import import_module

from django.apps import AppConfig


class DeploymentsConfig(AppConfig):
    name = "deployments"

    def ready(self) -> None:
        """The job kinds can be added once models exist."""
        import_module("deployments.tasks").register()

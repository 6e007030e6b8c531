from django.apps import AppConfig

from components.catalogue import catalogue


class ComponentsConfig(AppConfig):
    name = "components"

    def ready(self) -> None:
        """Read the library now: a broken manifest stops start-up and not the first request."""
        catalogue()

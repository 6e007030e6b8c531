"""What every part of the compiler looks at."""

from dataclasses import dataclass

from definition.catalogue import Catalogue
from definition.index import Index
from definition.model import AppDefinition, Entity, Field, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    app: AppDefinition
    index: Index
    catalogue: Catalogue

    def entity_of(self, page: Page) -> Entity | None:
        return None if page.entity is None else self.app.entities.get(page.entity)


def name_of(thing: Field | Entity) -> str:
    """What people call it: the label, or the key while there is none."""
    return thing.label.strip() or thing.key


def title_of(page: Page) -> str:
    return page.title.strip() or page.key

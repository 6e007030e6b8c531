"""A person of the workspace. People are never deleted, so the column needs no reference to stay true."""

from runtime.fieldtypes.linked import LinkKind


class Person(LinkKind):
    kind = "person"
    code = "person"
    is_sortable = False

    def is_indexable(self, settings: object) -> bool:
        return True

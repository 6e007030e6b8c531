"""A link to a record of the same app. The column references the other table, so a link never dangles."""

from runtime.fieldtypes.linked import LinkKind


class Record(LinkKind):
    kind = "record"
    code = "record"
    is_sortable = False

    def is_indexable(self, settings: object) -> bool:
        return True

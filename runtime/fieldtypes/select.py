"""One of many options, from a list that opens."""

from runtime.fieldtypes.choice import Choice


class Select(Choice):
    kind = "select"

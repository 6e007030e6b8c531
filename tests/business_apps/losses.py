"""What did not come along, each with the class of its reason."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Losses:
    """Counted while an app is converted: parts of fields, rules, and rights."""

    fields: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    rights: Counter[str] = field(default_factory=Counter)

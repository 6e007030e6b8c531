"""The limits every expression lives under; the TypeScript evaluator holds the same figures.

Lengths are counted in Unicode code points, depth in nested syntax nodes, fuel in evaluation steps.
"""

from typing import Final

MAX_SOURCE: Final = 4_000
MAX_NODES: Final = 500
MAX_DEPTH: Final = 60

DEFAULT_FUEL: Final = 20_000
CHARACTERS_PER_STEP: Final = 64

MAX_TEXT: Final = 20_000
MAX_ITEMS: Final = 10_000
MAX_VALUE_DEPTH: Final = 32

MAX_PATTERN: Final = 200
MAX_PATTERN_PROGRAM: Final = 500
MAX_PATTERN_REPEAT: Final = 100

SIGNIFICANT_DIGITS: Final = 28
MAX_EXPONENT: Final = 999
MAX_ROUNDING_PLACES: Final = 30

MAX_DURATION_SECONDS: Final = 315_576_000_000
"""Ten thousand years, the range CEL gives a duration."""

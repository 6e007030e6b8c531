"""Lines that apps add to what `manage.py up` prints once it answers, such as who can sign in."""

from collections.abc import Callable, Sequence

from core.registry import Registry

GREETINGS: Registry[Callable[[], Sequence[str]]] = Registry("greetings", accepts=callable)

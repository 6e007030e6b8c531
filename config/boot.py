"""What production refuses to start with. Each refusal says what is wrong and what to set."""

from collections.abc import Iterator
from typing import Any

KNOWN_KEYS = ("django-insecure", "changeme", "secret", "guildhall-demo")
MIN_KEY_LENGTH = 50


def refusals(settings: dict[str, Any]) -> Iterator[str]:
    """The reasons why these settings are not fit for production, in words for whoever installs."""
    if settings["DEMO_MODE"]:
        yield "DEMO_MODE is on: everybody could sign in as anybody. Set DEMO_MODE=0."
    if settings["DEBUG"]:
        yield "DEBUG is on: error pages would show data and settings. Set DEBUG=0."
    key = settings["SECRET_KEY"]
    if len(key) < MIN_KEY_LENGTH or any(key.lower().startswith(known) for known in KNOWN_KEYS):
        yield f"SECRET_KEY is missing, known or shorter than {MIN_KEY_LENGTH} characters. Set a random one."
    if not settings["PUBLIC_URL"].startswith("https://"):
        yield "PUBLIC_URL is missing or not https. Links in mails and cookies depend on it."
    if not settings["ALLOWED_HOSTS"] or any("*" in host for host in settings["ALLOWED_HOSTS"]):
        yield "ALLOWED_HOSTS is empty or has a wildcard. Name the hosts this installation answers for."
    if settings["FAULTS"]:
        yield "FAULTS is set: fault injection is for tests. Unset it."

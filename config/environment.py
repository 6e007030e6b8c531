"""Typed readers of environment variables that fail loudly, naming the variable and what it takes."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})


def flag(name: str, *, default: bool) -> bool:
    """A yes/no variable. Raises ImproperlyConfigured for any other word."""
    word = os.environ.get(name)
    if word is None:
        return default
    if word.lower() in TRUE:
        return True
    if word.lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {word!r}; write 1 or 0.")


def text(name: str, *, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def words(name: str) -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def folder(name: str, *, default: Path) -> Path:
    """A folder, made when missing."""
    path = Path(os.environ.get(name) or default).expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def laptop_key(data_dir: Path) -> str:
    """A secret key made at the first start and kept in the data folder; for laptops, never for production."""
    path = data_dir / "secret-key"
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text("ascii") or secrets.token_urlsafe(48)


def database(name: str, *, data_dir: Path) -> dict[str, Any]:
    """Django's database dictionary from a URL: `sqlite:///path` or `postgres://user:password@host:port/name`.

    Without the variable: SQLite in the data folder. MySQL is refused (no transactional DDL).
    """
    url = urlsplit(text(name) or f"sqlite:///{data_dir / 'guildhall.sqlite3'}")
    if url.scheme == "sqlite":
        return _sqlite(unquote(url.path[1:] if url.path.startswith("//") else url.path))
    if url.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "core.postgres",
            "NAME": unquote(url.path.lstrip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"connect_timeout": 5},
        }
    raise ImproperlyConfigured(
        f"{name} starts with {url.scheme!r}; use sqlite:///… or postgres://…. Other databases are not supported,"
        " because a half-applied table change could not be rolled back."
    )


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # Measured: stock options failed 65 % of concurrent submissions, these none.
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;",
        },
        "TEST": {"NAME": f"{path}.test"},
    }

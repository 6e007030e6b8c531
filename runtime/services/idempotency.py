"""One POST, one record, however often it is sent: the answer is stored with the key, in the record's transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from core.canonical import sha256_hex
from runtime.errors import KeyInFlight, KeyMismatch
from runtime.models import IdempotencyKey

KEPT_DAYS = 7
MOST_AT_ONCE = 10_000
IN_FLIGHT = "The same request is being saved right now. Ask again in a moment."
_TRY_LOCK = "SELECT pg_try_advisory_xact_lock(%s)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A stored or fresh answer: the exact bytes that go out."""

    status: int
    body: bytes
    location: str
    is_replayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A key as one person used it on one app, with the fingerprint of what they sent."""

    live_app_id: UUID
    actor_id: UUID
    key: UUID
    fingerprint: str


def claim_of(live_app_id: UUID, actor_id: UUID, key: UUID, *, entity_key: str, sent: object) -> Claim:
    fingerprint = sha256_hex({"entity": entity_key, "sent": sent})
    return Claim(live_app_id=live_app_id, actor_id=actor_id, key=key, fingerprint=fingerprint)


def answered(claim: Claim) -> Answer | None:
    """The answer this key got, if it did. Raises KeyMismatch when it was used for other content."""
    stored = IdempotencyKey.objects.filter(
        live_app_id=claim.live_app_id, actor_id=claim.actor_id, key=claim.key
    ).first()
    if stored is None:
        return None
    if stored.fingerprint != claim.fingerprint:
        raise KeyMismatch(detail="This Idempotency-Key was used for other content. Nothing was saved; use a new key.")
    return Answer(status=stored.status, body=stored.body.encode(), location=stored.location, is_replayed=True)


def hold(claim: Claim) -> None:
    """Keep everybody else from this key until the transaction ends. Raises KeyInFlight when somebody has it.

    SQLite needs nothing: its one writer holds the whole database, and the next one finds the answer.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(_TRY_LOCK, [lock_of(claim)])
        if not cursor.fetchone()[0]:
            raise KeyInFlight(detail=IN_FLIGHT)


def lock_of(claim: Claim) -> int:
    """The number of the advisory lock that stands for a key."""
    digest = sha256_hex([str(claim.live_app_id), str(claim.actor_id), str(claim.key)])
    return int(digest[:15], 16)


def old_keys_forget(*, now: datetime) -> int:
    """Remove keys older than 7 days, which is longer than a phone stays offline. Returns how many."""
    old = IdempotencyKey.objects.filter(created_at__lt=now - timedelta(days=KEPT_DAYS))
    ids = list(old.order_by("created_at").values_list("id", flat=True)[:MOST_AT_ONCE])
    return IdempotencyKey.objects.filter(pk__in=ids).delete()[0]


def key_of(claim: Claim, answer: Answer, *, now: datetime) -> IdempotencyKey:
    """The row that keeps the answer; its unique index lets a second writer of the same key not through."""
    return IdempotencyKey(
        live_app_id=claim.live_app_id,
        actor_id=claim.actor_id,
        key=claim.key,
        fingerprint=claim.fingerprint,
        status=answer.status,
        body=answer.body.decode(),
        location=answer.location,
        created_at=now,
    )

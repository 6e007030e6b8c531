"""One deployment per app at a time: a lease with a fence, by the database's clock, that ends by itself."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from core.jobs.clock import database_now
from core.jobs.errors import LeaseLost
from deployments.errors import DeployBusy
from deployments.models import DeployLock

LEASE = timedelta(seconds=120)


@transaction.atomic
def lock_take(*, environment_id: UUID, app_id: UUID, holder: UUID) -> int:
    """Hold the app's lock, also when `holder` held it before a crash; the fence. Raises DeployBusy."""
    DeployLock.objects.get_or_create(environment_id=environment_id, app_id=app_id)
    lock = DeployLock.objects.select_for_update().get(environment_id=environment_id, app_id=app_id)
    now = database_now()
    is_held = lock.holder is not None and lock.lease_until is not None and lock.lease_until > now
    if is_held and lock.holder != holder:
        raise DeployBusy(detail="Another release of this app is being deployed. Try again when it has ended.")
    lock.holder = holder
    lock.fence += 1
    lock.lease_until = now + LEASE
    lock.save(update_fields=["holder", "fence", "lease_until"])
    return lock.fence


def lock_keep(*, environment_id: UUID, app_id: UUID, fence: int) -> None:
    """Extend the lock in the caller's transaction; raises LeaseLost if somebody else holds it by now."""
    mine = DeployLock.objects.filter(environment_id=environment_id, app_id=app_id, fence=fence)
    if not mine.update(lease_until=database_now() + LEASE):
        raise LeaseLost(f"app {app_id}: deployment fence {fence} is stale")


def lock_free(*, environment_id: UUID, app_id: UUID, holder: UUID) -> None:
    """Give the lock back, if `holder` still has it."""
    DeployLock.objects.filter(environment_id=environment_id, app_id=app_id, holder=holder).update(
        holder=None, lease_until=None
    )

"""Celery: wakes workers, stores nothing. The reasons for every value are in docs/decisions and tests/chaos.

Redis when REDIS_URL is set, else files in the data folder. Losing the whole broker loses no work (`core.jobs`).
"""

import os
from pathlib import Path
from typing import Any

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

REDIS_OPTIONS: dict[str, Any] = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 2,
    "socket_connect_timeout": 1,
    "socket_keepalive": True,
    "health_check_interval": 10,
}


def broker_of(*, redis_url: str, data_dir: Path) -> dict[str, Any]:
    """The broker part of Celery's configuration: Redis by URL, or files below `data_dir`."""
    if redis_url:
        return {"broker_url": redis_url, "broker_transport_options": REDIS_OPTIONS}
    folder = data_dir / "broker"
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "broker_url": "filesystem://localhost",
        "broker_transport": "core.jobs.broker:Transport",
        "broker_transport_options": {
            "data_folder_in": str(folder),
            "data_folder_out": str(folder),
            "control_folder": str(folder / "control"),
            "polling_interval": 0.1,
        },
    }


app = Celery("guildhall")
app.conf.update(
    imports=["core.jobs.tasks"],
    task_default_queue="guildhall",
    # The ledger retries, not the broker: a job that kills its worker must end dead, not come back for ever.
    task_acks_late=True,
    task_reject_on_worker_lost=False,
    worker_prefetch_multiplier=1,
    task_ignore_result=True,
    accept_content=["json"],
    task_serializer="json",
    task_soft_time_limit=50,
    task_time_limit=60,
    worker_max_tasks_per_child=200,
    worker_max_memory_per_child=400_000,
    worker_soft_shutdown_timeout=20,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_enable_remote_control=False,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    task_publish_retry_policy={"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1},
    **broker_of(redis_url=settings.REDIS_URL, data_dir=settings.DATA_DIR),
)

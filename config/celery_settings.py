"""Celery wakes workers and stores nothing: Redis when REDIS_URL is set, else files in the data folder.

Losing the whole broker loses no work, because the job ledger (`core.jobs`) holds it and repeats lost wake-ups. The
values follow measurements: stock visibility timeouts recover after 100 s, stock publishing hangs for 30 s.
"""

from pathlib import Path
from typing import Any

from django.conf import settings

REDIS_OPTIONS: dict[str, Any] = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 2,
    "socket_connect_timeout": 1,
    "socket_keepalive": True,
    "health_check_interval": 10,
}


def file_options(folder: Path) -> dict[str, Any]:
    """The file broker's options; makes its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(folder / "control"),
        "polling_interval": 0.1,
    }


if settings.REDIS_URL:
    broker_url = settings.REDIS_URL
    broker_transport_options = REDIS_OPTIONS
else:
    broker_url = "filesystem://localhost"
    broker_transport = "core.jobs.broker:Transport"
    broker_transport_options = file_options(settings.DATA_DIR / "broker")

imports = ["core.jobs.tasks"]
task_default_queue = "guildhall"
# The ledger retries, not the broker: a job that kills its worker must end dead, not come back for ever.
task_acks_late = True
task_reject_on_worker_lost = False
worker_prefetch_multiplier = 1
task_ignore_result = True
accept_content = ["json"]
task_serializer = "json"
task_soft_time_limit = 50
task_time_limit = 60
worker_max_tasks_per_child = 200
worker_max_memory_per_child = 400_000
worker_soft_shutdown_timeout = 20
worker_cancel_long_running_tasks_on_connection_loss = True
worker_enable_remote_control = False
worker_hijack_root_logger = False
broker_connection_retry_on_startup = True
broker_connection_max_retries = None
task_publish_retry_policy = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1}

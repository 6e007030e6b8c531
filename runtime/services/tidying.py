"""Uploads that nobody waits for any more: removed in batches, a limited number at a time; the next run goes on."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from definition.json_types import JsonValue
from runtime.models import StoredFile
from runtime.selectors import saved_values_of
from runtime.storage import file_forget, leftovers_forget, places_older_than

LOOSE_HOURS = 24
BATCH = 500
MOST_AT_ONCE = 5_000


def loose_files_forget(*, now: datetime, batch: int = BATCH, most: int = MOST_AT_ONCE) -> int:
    """Remove uploads of before yesterday that neither a record nor a saved entry names, and bytes that have no row.

    Returns how many. At most about `most` of each kind, `batch` of them in memory.
    """
    before = now - timedelta(hours=LOOSE_HOURS)
    uploads = _uploads_forget(before, batch, most)
    return uploads + _orphans_forget(before, batch, most) + leftovers_forget(before.timestamp())


def _uploads_forget(before: datetime, batch: int, most: int) -> int:
    removed = 0
    for files in _loose(before, batch):
        wanted = _in_saved_entries(files)
        removed += sum(_forget(file) for file in files if str(file.pk) not in wanted)
        if removed >= most:
            break
    return removed


def _loose(before: datetime, batch: int) -> Iterator[list[StoredFile]]:
    """By id, so that those which stay are passed once."""
    rows = StoredFile.objects.filter(record_id__isnull=True, uploaded_at__lt=before).order_by("id")
    files = list(rows[:batch])
    while files:
        yield files
        files = list(rows.filter(pk__gt=files[-1].pk)[:batch])


def _in_saved_entries(files: Sequence[StoredFile]) -> set[str]:
    """Which of these ids stand in what their uploaders saved for later. Only an uploader may use a loose file."""
    wanted = {str(file.pk) for file in files}
    people = {file.uploaded_by_id for file in files}
    return {text for values in saved_values_of(people) for text in _texts(values) if text in wanted}


def _texts(value: JsonValue) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _forget(file: StoredFile) -> bool:
    """The row first: bytes without a row are found again, a row without bytes would be a broken promise."""
    if not StoredFile.objects.filter(pk=file.pk, record_id__isnull=True).delete()[0]:
        return False
    file_forget(file.place)
    return True


def _orphans_forget(before: datetime, batch: int, most: int) -> int:
    removed = 0
    old = places_older_than(before.timestamp())
    while removed < most and (places := list(islice(old, batch))):
        known = set(StoredFile.objects.filter(place__in=places).values_list("place", flat=True))
        orphans = [place for place in places if place not in known]
        for place in orphans:
            file_forget(place)
        removed += len(orphans)
    return removed

"""Tables that people brought and nobody needs any more."""

from datetime import datetime, timedelta

from builder.models import ImportUpload, storage

KEEP = timedelta(days=30)
MOST_AT_ONCE = 500


def uploads_forget(*, now: datetime, most: int = MOST_AT_ONCE) -> int:
    """Remove the files of tables brought more than 30 days ago; returns how many. The next run goes on.

    An upload that became no app goes as a whole. Of one that did, the name stays, and so do the rows that were read
    from it: they wait for the first deployment of their entity, however long that takes.
    """
    old = ImportUpload.objects.filter(uploaded_at__lt=now - KEEP).exclude(file="").order_by("uploaded_at", "id")
    uploads = list(old[:most])
    for upload in uploads:
        # The bytes first: a row without bytes is met again by the next run, bytes without a row by nobody.
        storage().delete(upload.file.name)
        if upload.tables.exists():
            ImportUpload.objects.filter(pk=upload.pk).update(file="")
        else:
            upload.delete()
    return len(uploads)

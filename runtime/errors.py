"""What the runtime refuses, by code. `core.http.problems` gives each its status."""

from core.errors import Conflict, Forbidden, Invalid, Mismatch, NotFound, Stale, TooLarge, TooMany, Unavailable


class AppNotFound(NotFound):
    code = "app-not-found"
    title = "There is no such app"


class NothingForYou(Forbidden):
    code = "app-not-shared"
    title = "This app is not shared with you"


class NotAllowedHere(Forbidden):
    code = "not-allowed"
    title = "You may not do this"


class RecordNotFound(NotFound):
    code = "record-not-found"
    title = "There is no such record, or you may not see it"


class RecordInvalid(Invalid):
    code = "record-invalid"
    title = "Something needs correcting"


class QueryInvalid(Invalid):
    code = "query-invalid"
    title = "This question cannot be answered"


class VersionRequired(Invalid):
    code = "version-required"
    title = "Say which version you changed"


class RecordChanged(Stale):
    code = "record-changed"
    title = "Somebody changed this record in the meantime"


class WriteRefused(Conflict):
    code = "write-refused"
    title = "This could not be saved at this moment"


class KeyMismatch(Mismatch):
    code = "idempotency-mismatch"
    title = "This key was used for other content"


class KeyInFlight(Conflict):
    code = "idempotency-in-flight"
    title = "The same request is still being worked on"


class BadKey(Invalid):
    code = "idempotency-key"
    title = "The Idempotency-Key must be a UUID"


class FileRefused(Invalid):
    code = "file-refused"
    title = "This file cannot be taken"


class FileTooLarge(TooLarge):
    code = "file-too-large"
    title = "This file is too large"


class FileNotFound(NotFound):
    code = "file-not-found"
    title = "There is no such file, or you may not see it"


class StorageFull(Unavailable):
    code = "storage-full"
    title = "There is no room for files right now"


class ArtefactRefused(Conflict):
    code = "artefact-refused"
    title = "This version cannot be made live"


class ExpandRefused(Conflict):
    code = "expand-refused"
    title = "The tables cannot be made as planned"


class ExpandBlocked(Unavailable):
    code = "expand-blocked"
    title = "The tables are busy"


class DriftFound(Conflict):
    code = "drift-found"
    title = "The tables are not as they should be"


class SmokeFailed(Conflict):
    code = "smoke-failed"
    title = "A test record could not be saved and read"


class ExportNotFound(NotFound):
    code = "export-not-found"
    title = "There is no such export"


class ExportRefused(Invalid):
    code = "export-refused"
    title = "These records cannot be exported like this"


class ExportsFull(TooMany):
    code = "exports-full"
    title = "Three exports of yours are under way"


class ExportNotReady(Conflict):
    code = "export-not-ready"
    title = "This file is not ready"


class ExportOutdated(Conflict):
    code = "export-outdated"
    title = "What you may see has changed since this file was made"

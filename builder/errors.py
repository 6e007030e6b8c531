"""What the builder refuses, and why."""

from core.errors import Conflict, Forbidden, Invalid, Mismatch, NotFound, TooLarge


class AppUnknown(NotFound):
    """No such app, or the person may not see it: the answer is the same."""

    code = "app-unknown"
    title = "App not found"


class ImportUnknown(NotFound):
    """No such upload, or it is somebody else's."""

    code = "import-unknown"
    title = "Import not found"


class DraftConflict(Conflict):
    """Somebody changed the same thing since the base of these operations. Data: conflicts, revision, merged."""

    code = "draft-conflict"
    title = "Someone changed the same thing"


class DraftMoved(Conflict):
    """The draft is at another revision than the caller saw. Data: yours, theirs."""

    code = "draft-moved"
    title = "The draft has changed since"


class BatchMismatch(Mismatch):
    """A batch id was used again for other operations."""

    code = "batch-mismatch"
    title = "This batch was sent before with other operations"


class BatchRefused(Invalid):
    """The operations cannot be applied; they are kept in the log as refused."""

    code = "batch-refused"
    title = "These operations do not fit the draft"


class UndoRefused(Conflict):
    """Only one's own applied step can be undone, once, and redone after that."""

    code = "undo-refused"
    title = "This step cannot be undone"


class DraftTooLarge(TooLarge):
    """The document would outgrow what can be reviewed and shown."""

    code = "draft-too-large"
    title = "The app is too large"


class DraftHasProblems(Invalid):
    """The draft does not compile, so it cannot be frozen. `errors` names each place."""

    code = "draft-has-problems"
    title = "The app has problems that must be fixed first"


class AppArchived(Conflict):
    """An archived app is read-only until it is restored."""

    code = "app-archived"
    title = "This app is archived"


class AppBusy(Conflict):
    """Somebody else changed the draft moments ago. Data: by."""

    code = "app-busy"
    title = "Somebody is working on this app"


class PersonRefused(Invalid):
    """The person is not an active member of the workspace, or already owns the app."""

    code = "person-refused"
    title = "This person cannot take that part"


class NotOwner(Forbidden):
    """Only the owner or an administrator decides who answers for an app."""

    code = "not-owner"
    title = "Only the owner can do this"


class UploadRefused(Invalid):
    """The table could not be read. `errors` says where and why."""

    code = "upload-refused"
    title = "This table cannot be read"


class UploadTooLarge(TooLarge):
    """The file is larger than an import may be."""

    code = "upload-too-large"
    title = "This file is too large"

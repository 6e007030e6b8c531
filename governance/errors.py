"""What governance refuses, and why."""

from core.errors import Conflict, Forbidden, Invalid, NotFound


class SubmissionUnknown(NotFound):
    """No such submission, or the person may not see it: the answer is the same."""

    code = "submission-unknown"
    title = "Submission not found"


class NothingToSubmit(Conflict):
    """The draft is what is live, or what is under review already."""

    code = "nothing-to-submit"
    title = "Nothing to submit"


class SubmissionClosed(Conflict):
    """The submission is in a state that does not allow this. Data: state."""

    code = "submission-closed"
    title = "This submission is closed for that"


class DigestMoved(Conflict):
    """The decision was about another version than the one under review. Data: yours, theirs."""

    code = "digest-moved"
    title = "A newer version is under review"


class SelfApproval(Forbidden):
    """Nobody decides on what they wrote, co-wrote or submitted."""

    code = "self-approval"
    title = "You had a hand in this"


class NotReviewer(Forbidden):
    """The person holds no role that this route needs. Data: roles."""

    code = "not-reviewer"
    title = "You cannot decide on this"


class CommentNeeded(Invalid):
    """Whoever asks for changes says which."""

    code = "comment-needed"
    title = "Say what should change"


class NotApproved(Conflict):
    """The gate is closed for this digest. Data: reasons."""

    code = "not-approved"
    title = "This version is not approved"

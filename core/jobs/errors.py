"""How a job handler says that it did not finish."""

from datetime import timedelta


class LeaseLost(Exception):
    """Somebody else owns this job now: the transaction must roll back and this worker must stop."""


class JobLater(Exception):
    """Try again after `after`; this does not count as a failed attempt."""

    def __init__(self, reason: str, *, after: timedelta) -> None:
        super().__init__(reason)
        self.after = after


class JobRefused(Exception):
    """Trying again cannot help: the job is dead at once, with this reason."""


class EffectUncertain(Exception):
    """A crash happened between intending and confirming an effect that must not happen twice: a person decides."""

"""Deployments in a stack, for the kill tests and `bench/deploy_kill.py`: ship versions, kill processes, see the end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread

from tests.stack import Stack

STEPS = ("approval", "preflight", "expand", "load", "verify", "smoke", "activate")
PLACES = ("before", "after")
ENDED = ("live", "failed", "superseded")
PATIENCE = 60.0
ACTIONS = {"worker": "kill9", "group": "kill9-group", "web": "wait", "all": "wait"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one round ended: the release's state and error, seconds from the kill, and what people were answered."""

    point: str
    target: str
    state: str
    error: str
    seconds: float
    whole: str
    answers: dict[int, int]
    is_hit: bool

    @property
    def is_good(self) -> bool:
        """Live or honestly failed in time, tables whole, and no error for people who used the old release.

        Status 0 (nobody listens) counts against everything but a kill of the web.
        """
        is_web_killed = self.target in ("web", "all")
        broken = {status for status in self.answers if status >= 500 or (status == 0 and not is_web_killed)}
        return self.is_hit and self.state in ("live", "failed") and self.whole == "" and not broken

    def __str__(self) -> str:
        return (
            f"{self.point:<24} {self.target:<7} {self.state:<8} {self.seconds:5.1f} s  answers {self.answers}"
            f"  {self.whole}{self.error}"
        )


@dataclass(slots=True, kw_only=True)
class Line:
    """One app of a stack and the fields it has so far."""

    stack: Stack
    app_id: str
    fields: list[str] = field(default_factory=list)
    cookie: str = ""

    @classmethod
    def begin(cls, stack: Stack, title: str) -> "Line":
        """A new app with one version live."""
        script = f"from tests.deployments.making import start; start({title!r})"
        line = cls(stack=stack, app_id=stack.manage("shell", "--verbosity", "0", "-c", script).split()[-1])
        release = line.ship()
        stack.wait_for(lambda: line.state(release) == "live", what="the first version is live", seconds=60)
        line.cookie = line.sign_in()
        return line

    def ship(self) -> str:
        """Add a field and have it approved; the submission's id."""
        key = f"note_{len(self.fields)}"
        script = f"from tests.deployments.making import change; change({self.app_id!r}, {key!r})"
        submission = self.stack.manage("shell", "--verbosity", "0", "-c", script).split()[-1]
        self.fields.append(key)
        return submission

    def state(self, submission: str) -> str:
        """The state of the release of a submission; empty before there is one."""
        return self._release(submission)[0]

    def _release(self, submission: str) -> tuple[str, str]:
        rows = self.stack.sql(
            "select state, error from deployments_release where submission_id = ?", (self.stack.key(submission),)
        )
        return (str(rows[0][0]), str(rows[0][1])) if rows else ("", "")

    def sign_in(self) -> str:
        """The cookie of an employee, who uses the live app."""
        script = (
            "from django.contrib.sessions.backends.db import SessionStore as S; from django.contrib.auth import *;"
            "from accounts.services.demo import demo_user; u = demo_user('emil'); s = S();"
            "s[SESSION_KEY] = str(u.pk); s[BACKEND_SESSION_KEY] = 'django.contrib.auth.backends.ModelBackend';"
            "s[HASH_SESSION_KEY] = u.get_session_auth_hash(); s.create(); print(s.session_key)"
        )
        return "guildhall-sid=" + self.stack.manage("shell", "--verbosity", "0", "-c", script).split()[-1]

    @property
    def address(self) -> str:
        """Where people use the app: the record list, so that the tables are read."""
        key = self.stack.sql("select key from runtime_liveapp where app_id = ?", (self.stack.key(self.app_id),))[0][0]
        return f"/api/a/{key}/{self.entity()}/"

    def entity(self) -> str:
        """The key of the app's one entity."""
        script = (
            f"from builder.selectors import draft_of; e = draft_of({self.app_id!r}).document['entities'];"
            "print(next(iter(e.values()))['key'])"
        )
        return self.stack.manage("shell", "--verbosity", "0", "-c", script).split()[-1]

    def round(self, point: str, target: str, address: str) -> Outcome:
        """Ship a version, kill `target` when the deployment reaches `point`, and see how it ends.

        `worker` kills the working process, `group` the whole worker with its children, `web` the web while the
        deployment waits at the point, `all` everything, the supervisor included, which is then started again.
        """
        self.stack.arm(point, ACTIONS[target])
        with answering(self.stack, address, self.cookie) as answers:
            submission = self.ship()
            self.stack.wait_for(lambda: self.stack.was_hit(point), what=f"{point} is reached", seconds=30)
            killed = time.monotonic()
            if target == "web":
                self.stack.kill("web")
                self.stack.release(point)
            if target == "all":
                self.stack.crash()
                self.stack.start()
                killed = time.monotonic()
            end = killed + PATIENCE
            while self.state(submission) not in ENDED and time.monotonic() < end:
                time.sleep(0.1)
            seconds = time.monotonic() - killed
        state, error = self._release(submission)
        if state == "failed":
            self.fields.pop()
        return Outcome(
            point=point,
            target=target,
            state=state,
            error=error,
            seconds=seconds,
            whole=self.torn(state),
            answers=dict(answers),
            is_hit=self.stack.was_hit(point),
        )

    def torn(self, state: str) -> str:
        """What is missing in the table for a live release, by introspection; empty when it is whole."""
        tables = "select t.name from runtime_managedtable t join runtime_liveapp a on a.id = t.live_app_id"
        rows = self.stack.sql(f"{tables} where a.app_id = ?", (self.stack.key(self.app_id),))
        missing = [key for key in self.fields if key not in self.stack.columns(rows[0][0])] if rows else ["the table"]
        return f"missing: {', '.join(missing)} " if state == "live" and missing else ""


@contextmanager
def answering(stack: Stack, address: str, cookie: str) -> Iterator[dict[int, int]]:
    """Ask for `address` over and over meanwhile; counts of the answers by status (0: nobody listened)."""
    answers: dict[int, int] = {}
    over = Event()

    def ask() -> None:
        while not over.wait(0.05):
            status = stack.status(address, cookie=cookie)
            answers[status] = answers.get(status, 0) + 1

    thread = Thread(target=ask, daemon=True)
    thread.start()
    try:
        yield answers
    finally:
        over.set()
        thread.join()

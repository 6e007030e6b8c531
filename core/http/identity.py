"""Who asks, remembered for a second where requests come in quick succession: the addresses of live apps.

Session and person are two queries and a signature each time. What is kept here is who a session belongs to, never what
they may do: rights, membership and whether the account still stands are asked of the database by every request. A
session that ends is forgotten at once in the process that ends it and within KEPT_SECONDS in all others.
"""

import copy
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

KEPT_SECONDS = 1.0
MOST_KEPT = 10_000
# Only where every request asks for rights and membership again.
REMEMBERED_UNDER = "/api/a/"


class People:
    """Sessions and whose they are, the oldest let go first. Safe for threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._lock = Lock()
        self._known: OrderedDict[str, tuple[float, AbstractBaseUser]] = OrderedDict()
        self._ended: dict[str, float] = {}

    def find(self, session_key: str) -> AbstractBaseUser | None:
        """A copy, so that what a request does to its person stays in that request."""
        found = self._known.get(session_key)
        if found is None or found[0] <= self.clock():
            return None
        return copy.copy(found[1])

    def keep(self, session_key: str, person: AbstractBaseUser, *, asked_at: float) -> None:
        """Remember what was read at `asked_at`, unless the session has ended: keys are not used twice."""
        with self._lock:
            if session_key in self._ended:
                return
            self._known.pop(session_key, None)
            self._known[session_key] = (asked_at + KEPT_SECONDS, copy.copy(person))
            while len(self._known) > MOST_KEPT:
                self._known.popitem(last=False)

    def forget(self, session_key: str) -> None:
        """The session ends: nobody is found by it any more, nor kept by a request that is under way while it does."""
        with self._lock:
            now = self.clock()
            self._known.pop(session_key, None)
            self._ended = {key: at for key, at in self._ended.items() if at > now - 60}
            self._ended[session_key] = now

    def clear(self) -> None:
        with self._lock:
            self._known.clear()
            self._ended.clear()


people = People()


class IdentityMiddleware(AuthenticationMiddleware):
    """Django's `request.user`, from memory where it was read less than a second ago."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        key = request.session.session_key
        if key is None or not request.path_info.startswith(REMEMBERED_UNDER):
            return
        known = people.find(key)
        if known is not None:
            # Without naming the class of people: that is not known down here.
            vars(request)["user"] = known
            return
        asked_at = people.clock()
        person = get_user(request)
        if isinstance(person, AbstractBaseUser):
            people.keep(key, person, asked_at=asked_at)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer depends on the cookie also where the session was not read."""
        if request.path_info.startswith(REMEMBERED_UNDER):
            patch_vary_headers(response, ("Cookie",))
        return response


def session_forget(request: HttpRequest) -> None:
    """To be called where a session ends or changes hands, before it does."""
    if request.session.session_key is not None:
        people.forget(request.session.session_key)

"""The person behind a request: asked by every endpoint and page that is for signed-in people."""

from django.http import HttpRequest
from rest_framework.request import Request

from accounts.selectors import UserRow


def signed_in(request: Request | HttpRequest) -> UserRow:
    """The signed-in person. Raises TypeError when a view was left open; the middleware lets nobody else this far."""
    if not isinstance(request.user, UserRow):
        raise TypeError("only signed-in people get here")
    return request.user

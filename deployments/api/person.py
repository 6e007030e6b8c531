from django.http import HttpRequest
from rest_framework.request import Request

from accounts.selectors import UserRow
from core.errors import Forbidden


def person(request: Request | HttpRequest) -> UserRow:
    """Who is signed in. The sign-in middleware lets nobody else through; should it ever, this refuses."""
    if not isinstance(request.user, UserRow):
        raise Forbidden(detail="Sign in first.")
    return request.user

"""Session authentication that answers 401, so that a lapsed session reads as "sign in" and not as "forbidden"."""

from rest_framework import authentication
from rest_framework.request import Request


class SessionAuthentication(authentication.SessionAuthentication):
    def authenticate_header(self, request: Request) -> str:
        return "Session"

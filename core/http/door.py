"""The first thing every request meets: what no endpoint could use is refused before anything is parsed."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.errors import DomainError, Invalid, TooLarge
from core.http.problems import problem_response, status_of, wants_json


class UnreadableAddress(Invalid):
    code = "unreadable-address"
    title = "This address cannot be read"


class DoorMiddleware:
    """Refuses NUL and bytes that are not UTF-8 in path or query (400), and bodies above the upload limit (413).

    PostgreSQL cannot hold NUL, so one character in a query would end in a 500 there. The body is judged by its
    announced length: the server reads no more than that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refused = _refusal(request)
        if refused is None:
            return self.get_response(request)
        if wants_json(request):
            return problem_response(refused)
        context = {"title": refused.title, "text": str(refused)}
        return render(request, "guildhall/message.html", context, status=status_of(refused))


def _refusal(request: HttpRequest) -> DomainError | None:
    query = unquote_to_bytes(request.META.get("QUERY_STRING", "").replace("+", " "))
    if "\x00" in request.path_info or b"\x00" in query or not _is_text(query):
        return UnreadableAddress(detail="It holds a character that is not text.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit():
        return Invalid(detail="The length of the request is not a number.")
    if int(length) > settings.MAX_BODY_BYTES:
        return TooLarge(detail=f"Send at most {settings.MAX_BODY_BYTES // 1_000_000} MB at a time.")
    return None


def _is_text(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True

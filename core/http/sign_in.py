"""Fail closed: every page and endpoint needs a signed-in person, except the few listed here."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from core.errors import DomainError
from core.http.problems import problem_response, status_of, wants_json


class SignInNeeded(DomainError):
    code = "sign-in-needed"
    title = "Sign in first"


# Exact paths, never patterns over the full URL: peers were broken by unanchored lists.
OPEN_PATHS = frozenset({"/sign-in/", "/sign-in/demo", "/sign-out/", "/healthz", "/healthz/worker"})


class SignInMiddleware:
    """Sends people without a session to the sign-in page, programs away with 401."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated or request.path_info in OPEN_PATHS:
            return self.get_response(request)
        if wants_json(request):
            response = problem_response(SignInNeeded(detail="Sign in, then try again. Nothing was changed."))
            response.status_code = 401
            return response
        return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Domain errors raised by plain page views become a page in words."""
        if not isinstance(exception, DomainError):
            return None
        if wants_json(request):
            return problem_response(exception)
        context = {"title": exception.title, "text": str(exception)}
        return render(request, "guildhall/message.html", context, status=status_of(exception))

"""Django's error handlers: problem+json for programs, a plain page for people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.errors import Forbidden, Invalid
from core.http.problems import not_found_problem, problem_response, server_error_problem, wants_json


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    error = Invalid(detail="The request cannot be read.")
    return problem_response(error) if wants_json(request) else _message(request, error.title, str(error), 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    error = Forbidden(detail="You may not open this. An administrator of the workspace can grant it.")
    return problem_response(error) if wants_json(request) else _message(request, error.title, str(error), 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if wants_json(request):
        return not_found_problem()
    return _message(request, "Not found", "There is nothing at this address, or you may not see it.", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return server_error_problem()
    text = "Something broke on our side. Go back and try again; what was saved is safe."
    return _message(request, "This did not work", text, 500)


def _message(request: HttpRequest, title: str, text: str, status: int) -> HttpResponse:
    return render(request, "guildhall/message.html", {"title": title, "text": text}, status=status)

"""Endpoints that are asked all day: what an `Endpoint` promises, without the toolbox of the framework.

The same problems, the same protection against forged requests, the same strict JSON. Who is not signed in was turned
away by `SignInMiddleware`. An answer is JSON whatever is accepted.
"""

import json
from collections.abc import Callable, Mapping
from typing import IO, cast

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.authentication import CSRFCheck

from core.errors import Invalid
from core.http.json_parser import StrictJSONParser
from core.http.problems import exception_handler

Handler = Callable[..., HttpResponse]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
JSON = "application/json"


def lane(handlers: Mapping[str, Handler]) -> Handler:
    """A view that answers the methods of `handlers`, named in capitals."""
    allowed = ", ".join([*handlers, "HEAD", "OPTIONS"])
    by_method = {**handlers, "HEAD": handlers["GET"]}

    def view(request: HttpRequest, **place: str) -> HttpResponse:
        method = request.method or ""
        if method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": allowed})
        try:
            if method not in by_method:
                raise exceptions.MethodNotAllowed(method)
            if method not in SAFE:
                _refuse_forged(request)
            return by_method[method](request, **place)
        except Exception as error:
            answer = _problem(error)
            if answer is None:
                raise
            if answer.status_code == 405:
                answer.headers["Allow"] = allowed
            return answer

    # Checked by the view itself, to answer with a problem.
    return csrf_exempt(view)


def json_answer(value: object, *, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """`value`, made of JSON's own types, as the body of a 200."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return HttpResponse(body, content_type=JSON, headers=dict(headers or {}))


def json_object(request: HttpRequest) -> dict[str, object]:
    """The body as a JSON object; nothing at all is an empty one. Raises Invalid, UnsupportedMediaType, BadJson."""
    if request.META.get("CONTENT_LENGTH") in (None, "", "0"):
        return {}
    if request.content_type != JSON:
        raise exceptions.UnsupportedMediaType(str(request.content_type))
    sent = StrictJSONParser().parse(cast("IO[bytes]", request), request.META["CONTENT_TYPE"])
    if not isinstance(sent, dict):
        raise Invalid(detail="Send a JSON object.")
    return sent


def _refuse_forged(request: HttpRequest) -> None:
    check = CSRFCheck(_no_answer)
    check.process_request(request)
    reason = check.process_view(request, _no_answer, (), {})
    if reason:
        raise exceptions.PermissionDenied(f"CSRF Failed: {reason}")


def _no_answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _problem(error: Exception) -> HttpResponse | None:
    answered = exception_handler(error, {})
    if answered is None:
        return None
    body = json.dumps(answered.data, ensure_ascii=False, separators=(",", ":"))
    headers = {name: value for name, value in answered.headers.items() if name.lower() != "content-type"}
    return HttpResponse(body, status=answered.status_code, content_type=answered.content_type, headers=headers)

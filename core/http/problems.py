"""The one place where errors become HTTP: RFC 9457 problem+json."""

from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DataError, OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response

from core import errors
from core.errors import DomainError

log = structlog.get_logger(__name__)

STATUS: dict[type[DomainError], int] = {
    errors.NotFound: 404,
    errors.Forbidden: 403,
    errors.Conflict: 409,
    errors.Invalid: 400,
    errors.Mismatch: 422,
    errors.Stale: 412,
    errors.TooLarge: 413,
    errors.TooMany: 429,
    errors.Unavailable: 503,
}
MEDIA_TYPE = "application/problem+json"
# Exceptions of Django that mean something to the caller, and what they mean.
OTHERS: tuple[tuple[type[Exception], type[DomainError], str], ...] = (
    (Http404, errors.NotFound, "There is nothing here, or you may not see it."),
    (PermissionDenied, errors.Forbidden, "You may not do this."),
    (RequestDataTooBig, errors.TooLarge, "The request is too large."),
    (DataError, errors.Invalid, "A value cannot be stored. Nothing was saved."),
    (OperationalError, errors.Unavailable, "The database is busy. Nothing was saved; try again in a moment."),
)


def status_of(error: DomainError) -> int:
    """The HTTP status of a domain error: that of its nearest listed ancestor, else 400."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 400)


def problem_of(error: DomainError) -> dict[str, Any]:
    """The problem+json body of a domain error; its data can add members, never replace one of the standard's."""
    return {
        **error.data,
        "type": "about:blank",
        "title": error.title,
        "status": status_of(error),
        "code": error.code,
        "detail": str(error),
        "errors": [at.to_json() for at in error.errors],
    }


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF hook: every exception that means something to the caller as problem+json, the rest as it is (500)."""
    problem = _as_domain_error(exc)
    if problem is None:
        return None
    headers = {"Retry-After": "5"} if isinstance(problem, errors.Unavailable | errors.TooMany) else None
    if isinstance(exc, exceptions.Throttled):
        headers = {"Retry-After": str(int(getattr(exc, "wait", None) or 0) + 1)}
    status = exc.status_code if isinstance(exc, exceptions.APIException) else status_of(problem)
    code = (
        str(exc.get_codes())
        if isinstance(problem, _ApiProblem) and isinstance(exc, exceptions.APIException)
        else problem.code
    )
    body = {**problem_of(problem), "status": status, "code": code}
    return Response(body, status=status, headers=headers, content_type=MEDIA_TYPE)


def _as_domain_error(exc: Exception) -> DomainError | None:
    if isinstance(exc, DomainError):
        return exc
    if isinstance(exc, DataError | OperationalError):
        log.warning("database-refused", error=str(exc))
    if isinstance(exc, exceptions.ValidationError):
        return errors.Invalid(detail="Correct the marked places.", errors=tuple(_places(exc.detail, "")))
    if isinstance(exc, exceptions.APIException):
        return _ApiProblem(detail=str(exc.detail))
    return next((error(detail=words) for kind, error, words in OTHERS if isinstance(exc, kind)), None)


class _ApiProblem(DomainError):
    code = "request"
    title = "This request was refused"


def _places(detail: Any, pointer: str) -> list[errors.ErrorAt]:  # noqa: ANN401  # DRF's nested detail
    if isinstance(detail, dict):
        return [at for key, inner in detail.items() for at in _places(inner, f"{pointer}/{_escape(str(key))}")]
    if isinstance(detail, list):
        if all(isinstance(item, exceptions.ErrorDetail) for item in detail):
            return [errors.ErrorAt(pointer=pointer, code=item.code, message=str(item)) for item in detail]
        return [at for index, inner in enumerate(detail) for at in _places(inner, f"{pointer}/{index}")]
    return [errors.ErrorAt(pointer=pointer, code=getattr(detail, "code", "invalid"), message=str(detail))]


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def problem_response(error: DomainError) -> JsonResponse:
    """For plain Django views: the same body outside DRF."""
    return JsonResponse(problem_of(error), status=status_of(error), content_type=MEDIA_TYPE)


def wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/") or "json" in request.headers.get("Accept", "")


def not_found_problem() -> JsonResponse:
    return problem_response(errors.NotFound(detail="There is nothing at this address."))


def server_error_problem() -> JsonResponse:
    body = {
        "type": "about:blank",
        "title": "Something broke on our side",
        "status": HTTPStatus.INTERNAL_SERVER_ERROR,
        "code": "server-error",
        "detail": "What you sent is not lost on your screen. Try again, or give the trace id to your administrator.",
        "errors": [],
    }
    return JsonResponse(body, status=500, content_type=MEDIA_TYPE)

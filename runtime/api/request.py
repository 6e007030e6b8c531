"""What every endpoint of a live app starts with: who asks, which app, and a body that is an object."""

from collections.abc import Mapping
from typing import cast
from uuid import UUID

from django.http import HttpRequest
from rest_framework.request import Request

from accounts.api.person import signed_in
from core.clock import now
from core.http.lane import json_object
from definition.json_types import JsonObject
from runtime.errors import BadKey, QueryInvalid, RecordNotFound
from runtime.fieldtypes.linked import read_uuid
from runtime.services.serving import Serving, serve


def serving_of(request: Request | HttpRequest, app_key: str) -> Serving:
    return serve(app_key, signed_in(request), now=now())


def object_of(request: HttpRequest) -> JsonObject:
    """The body as a JSON object. Raises Invalid."""
    return cast("JsonObject", json_object(request))


def params_of(request: Request | HttpRequest) -> Mapping[str, str]:
    """Query parameters, each once. Raises QueryInvalid."""
    twice = [name for name, values in request.GET.lists() if len(values) > 1]
    if twice:
        raise QueryInvalid(detail=f"The parameter {twice[0][:60]!r} stands twice.")
    return {name: str(value) for name, value in request.GET.items()}


def id_of(text: str) -> UUID:
    """An id in an address; anything else leads nowhere."""
    found = read_uuid(text)
    if found is None:
        raise RecordNotFound(detail="There is nothing at this address.")
    return found


def key_of(request: HttpRequest) -> UUID | None:
    """The Idempotency-Key. Raises BadKey for what is not a UUID."""
    text = request.headers.get("Idempotency-Key")
    if text is None:
        return None
    found = read_uuid(text.strip())
    if found is None:
        raise BadKey(detail="Send a UUID as Idempotency-Key, a new one for each new record.")
    return found

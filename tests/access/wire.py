"""One request as it goes over the wire, in process; who asks keeps their session whatever the answer does to it."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass

from django.test import Client


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("Content-Type", "")

    @property
    def everything(self) -> bytes:
        """Headers and body."""
        return "\n".join(f"{name}: {value}" for name, value in self.headers.items()).encode() + b"\n\n" + self.body


def ask(client: Client, method: str, url: str, body: bytes, *, kind: str, headers: Mapping[str, str]) -> Answer:
    kept = deepcopy(client.cookies)
    response = client.generic(method, url, body, content_type=kind, headers=dict(headers))
    client.cookies = kept
    content = response.getvalue()
    return Answer(status=response.status_code, headers=dict(response.items()), body=content)

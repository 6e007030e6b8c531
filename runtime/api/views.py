"""What stands around the records of a live app: the app itself, saved answers, figures, files, roles, description."""

from django.http import FileResponse
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.person import signed_in
from core.clock import now
from core.errors import Invalid
from core.http.endpoint import Endpoint, read
from runtime.api.page_data import app_data, saved_data
from runtime.api.request import id_of, serving_of
from runtime.api.serializers import RoleBody, SavedBody
from runtime.services.figures import Figure, page_figures
from runtime.services.files import file_read, file_upload
from runtime.services.openapi import openapi_of
from runtime.services.saved import entry_forget, entry_get, entry_save
from runtime.services.sharing import RolePeople, role_grant, role_people, role_revoke

CHUNK = 64 * 1024


class AppView(Endpoint):
    def get(self, request: Request, app: str) -> Response:
        """The app as this person may use it."""
        return Response(app_data(serving_of(request, app), today=now().date()))


class DescriptionView(Endpoint):
    def get(self, request: Request, app: str) -> Response:
        """OpenAPI 3.1 of the record endpoints this person may call."""
        return Response(openapi_of(serving_of(request, app)))


class SavedView(Endpoint):
    def get(self, request: Request, app: str, page: str) -> Response:
        """The answers saved for later on a form."""
        return Response(saved_data(entry_get(serving_of(request, app), page)) or {"values": None})

    def put(self, request: Request, app: str, page: str) -> Response:
        """Save answers for later."""
        serving, body = serving_of(request, app), read(SavedBody, request)
        return Response(saved_data(entry_save(serving, page, body["values"], digest=body["digest"], now=now())))

    def delete(self, request: Request, app: str, page: str) -> Response:
        """Forget what was saved."""
        entry_forget(serving_of(request, app), page)
        return Response(status=204)


class FiguresView(Endpoint):
    def get(self, request: Request, app: str, page: str) -> Response:
        """The figures of a dashboard."""
        figures = page_figures(serving_of(request, app), page, now=now())
        return Response({"figures": {node: _figure(figure) for node, figure in figures.items()}})


class FilesView(Endpoint):
    parser_classes = (MultiPartParser,)

    def post(self, request: Request, app: str) -> Response:
        """Upload a file for a file field; put the answer into the record's value."""
        serving = serving_of(request, app)
        sent = request.FILES.get("file")
        if sent is None:
            raise Invalid(detail="Send the file as multipart form data, in the part file.")
        described = file_upload(
            serving,
            entity_key=str(request.data.get("entity", "")),
            field_key=str(request.data.get("field", "")),
            name=sent.name or "file",
            chunks=sent.chunks(CHUNK),
            now=now(),
        )
        return Response(described, status=201)


class FileView(Endpoint):
    def get(self, request: Request, app: str, file_id: str) -> FileResponse:
        """Download a file. Never shown inline, never run."""
        download = file_read(serving_of(request, app), id_of(file_id))
        response = FileResponse(
            download.content, as_attachment=True, filename=download.file.name, content_type=download.file.mime
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response.headers["Cache-Control"] = "private, no-store"
        return response


class AccessView(Endpoint):
    def get(self, request: Request, app: str) -> Response:
        """The roles of the app and who is named into them."""
        return Response({"roles": [_role(found) for found in role_people(app, signed_in(request))]})

    def post(self, request: Request, app: str) -> Response:
        """Name a person into a role."""
        body = read(RoleBody, request)
        role_grant(app, signed_in(request), role_key=body["role"], person_id=body["person"], now=now())
        return self.get(request, app)

    def delete(self, request: Request, app: str) -> Response:
        """Take a person out of a role."""
        body = read(RoleBody, request)
        role_revoke(app, signed_in(request), role_key=body["role"], person_id=body["person"], now=now())
        return self.get(request, app)


def _figure(figure: Figure) -> dict[str, object]:
    amounts = [{"amount": one.amount, "currency": one.currency} for one in figure.amounts]
    return {"value": figure.value, "exact": figure.is_exact, "amounts": amounts}


def _role(found: RolePeople) -> dict[str, object]:
    people = [{"id": str(person.pk), "name": person.name} for person in found.people]
    return {"key": found.role.key, "label": found.role.label, "audience": found.role.audience, "people": people}

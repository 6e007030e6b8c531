"""Drafts over HTTP: read, send batches, follow others, compile, check an expression."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.person import signed_in
from builder.api.serializers import (
    BatchBody,
    BatchesOut,
    CompiledOut,
    DraftOut,
    ExpressionBody,
    ExpressionOut,
    RefusedBatchesOut,
    SavedOut,
)
from builder.models import BatchKind
from builder.selectors import BATCHES_SHOWN, app_visible_to, batches_after, draft_of, history_of, refused_batches
from builder.services.drafts import Batch, batch_to_json, draft_apply
from builder.services.language import draft_compile, expression_check
from core.authz import Permission, allowed
from core.clock import now
from core.errors import Invalid
from core.http.endpoint import Endpoint, read, show

REFUSED_SHOWN = 50


class DraftView(Endpoint):
    @extend_schema(operation_id="drafts_show", responses=DraftOut, tags=["builder"])
    def get(self, request: Request, app_id: UUID) -> Response:
        """The document, its revision, and the reader's own history for undo and redo."""
        actor = signed_in(request)
        app = app_visible_to(actor, app_id)
        draft = draft_of(app_id)
        shown = {
            "app_id": app.pk,
            "revision": draft.revision,
            "document": draft.document,
            "saved_at": draft.saved_at,
            "history": history_of(draft, actor),
            "can_edit": allowed(actor, Permission.APP_EDIT, app) and app.archived_at is None,
        }
        return show(DraftOut, shown)


class OperationsView(Endpoint):
    @extend_schema(
        operation_id="drafts_operations_after",
        parameters=[OpenApiParameter("after", int, required=True)],
        responses=BatchesOut,
        tags=["builder"],
    )
    def get(self, request: Request, app_id: UUID) -> Response:
        """What was applied after a revision, for editors that follow along."""
        app_visible_to(signed_in(request), app_id)
        draft = draft_of(app_id)
        batches = batches_after(draft, _revision(request))[:BATCHES_SHOWN]
        return show(BatchesOut, {"revision": draft.revision, "batches": [batch_to_json(row) for row in batches]})

    @extend_schema(operation_id="drafts_operations_send", request=BatchBody, responses=SavedOut, tags=["builder"])
    def post(self, request: Request, app_id: UUID) -> Response:
        """Apply one batch. 409 `draft-conflict` names what both changed; the batch is kept either way."""
        body = read(BatchBody, request)
        batch = Batch(**{**body, "kind": BatchKind(body["kind"])})
        saved = draft_apply(app_id=app_id, batch=batch, actor=signed_in(request), now=now())
        merged = [batch_to_json(row) for row in saved.merged]
        return show(SavedOut, {"revision": saved.revision, "saved_at": saved.saved_at, "merged": merged})


class RefusedView(Endpoint):
    @extend_schema(operation_id="drafts_refused", responses=RefusedBatchesOut, tags=["builder"])
    def get(self, request: Request, app_id: UUID) -> Response:
        """What the person sent and the draft did not take: kept, so that it can be sent again."""
        actor = signed_in(request)
        app_visible_to(actor, app_id)
        return show(RefusedBatchesOut, {"batches": refused_batches(draft_of(app_id), actor)[:REFUSED_SHOWN]})


class CompiledView(Endpoint):
    @extend_schema(operation_id="drafts_compiled", responses=CompiledOut, tags=["builder"])
    def get(self, request: Request, app_id: UUID) -> Response:
        """The draft compiled as far as it goes, with every problem."""
        compiled = draft_compile(app_id=app_id, actor=signed_in(request))
        return show(CompiledOut, compiled.to_json())


class ExpressionView(Endpoint):
    @extend_schema(operation_id="drafts_expression", request=ExpressionBody, responses=ExpressionOut, tags=["builder"])
    def post(self, request: Request, app_id: UUID) -> Response:
        """Check a condition or formula against the fields of one entity. Saves nothing."""
        body = read(ExpressionBody, request)
        checked = expression_check(app_id=app_id, actor=signed_in(request), **body)
        return show(ExpressionOut, checked.to_json())


def _revision(request: Request) -> int:
    text = request.query_params.get("after", "")
    if not text.isdecimal() or len(text) > 10:
        raise Invalid(detail="Say after which revision: ?after=12.")
    return int(text)

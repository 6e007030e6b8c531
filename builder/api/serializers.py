"""The shapes of the builder's API. Serializers describe; they never write."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from builder.importers.tabular import BadCells, Kind
from builder.models import BatchKind

Json = serializers.JSONField


Fields = dict[str, serializers.Field[Any, Any, Any, Any]]


class Labelled(serializers.Serializer[object]):
    """Adds `label`, which as a class attribute would be DRF's own."""

    def get_fields(self) -> Fields:
        return {**super().get_fields(), "label": serializers.CharField(max_length=200, allow_blank=True)}


class Person(serializers.Serializer[object]):
    """Who it is."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    initials = serializers.CharField()


class AppStartBody(serializers.Serializer[object]):
    """A blank app."""

    title = serializers.CharField(max_length=120)
    start = serializers.ChoiceField(choices=["blank"], default="blank")


class AppChangeBody(serializers.Serializer[object]):
    """Each key is optional; what is absent stays."""

    title = serializers.CharField(max_length=120, required=False)
    deputy = serializers.UUIDField(required=False, allow_null=True)
    archived = serializers.BooleanField(required=False)


class MemberBody(serializers.Serializer[object]):
    """Somebody to work on the app, or to own it."""

    person = serializers.UUIDField()
    role = serializers.ChoiceField(choices=["comaker", "owner"], default="comaker")


class MemberRemoveBody(serializers.Serializer[object]):
    """A co-maker to take off the app."""

    person = serializers.UUIDField()


class AppMember(serializers.Serializer[object]):
    """Somebody with a part in an app."""

    person = Person()
    role = serializers.ChoiceField(choices=["owner", "deputy", "comaker"])
    removable = serializers.BooleanField()


class MembersOut(serializers.Serializer[object]):
    """Who works on an app: owner, deputy, then co-makers by name."""

    members = AppMember(many=True)
    can_change = serializers.BooleanField()


class Candidate(Person):
    """Somebody to choose; the mail tells namesakes apart."""

    email = serializers.EmailField()


class CandidatesOut(serializers.Serializer[object]):
    """People who could be added, by name."""

    people = Candidate(many=True)


class VersionShort(serializers.Serializer[object]):
    """The newest frozen version."""

    number = serializers.IntegerField()
    digest = serializers.CharField()
    frozen_at = serializers.DateTimeField()


class WorkspaceShort(serializers.Serializer[object]):
    """Where the app lives."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class DraftShort(serializers.Serializer[object]):
    """How far the draft is, and who changed it last."""

    revision = serializers.IntegerField()
    saved_at = serializers.DateTimeField()
    changed_by = Person(allow_null=True)


class AppOut(serializers.Serializer[object]):
    """One app as lists and headers show it. `role` is the reader's part in it, `can` what the reader may do."""

    id = serializers.UUIDField(source="app.id")
    key = serializers.CharField(source="app.key")
    title = serializers.CharField(source="app.title")
    summary = serializers.CharField(allow_blank=True)
    owner = Person(source="app.owner")
    deputy = Person(source="app.deputy", allow_null=True)
    workspace = WorkspaceShort(source="app.workspace")
    state = serializers.CharField()
    archived = serializers.BooleanField()
    changed_at = serializers.DateTimeField(source="app.changed_at")
    draft = DraftShort()
    version = VersionShort(allow_null=True)
    role = serializers.ChoiceField(choices=["owner", "deputy", "comaker", "reader"])
    can = serializers.DictField(child=serializers.BooleanField())


class AppsOut(serializers.Serializer[object]):
    """Apps, last changed first."""

    apps = AppOut(many=True)


class OperationField(serializers.DictField):
    """One operation; `definition.operations` has the last word on its shape."""


class BatchBody(Labelled):
    """One step of a client's history."""

    base_revision = serializers.IntegerField(min_value=0, max_value=2_000_000_000)
    batch_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=BatchKind.choices, default=BatchKind.EDIT)
    target = serializers.UUIDField(allow_null=True, default=None)
    operations = serializers.ListField(child=OperationField(), min_length=1, max_length=2000)

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        """An undo or redo names its step, an edit does not."""
        if (attrs["kind"] == BatchKind.EDIT) != (attrs["target"] is None):
            raise serializers.ValidationError({"target": "Name the step to undo or redo, and only then."})
        return attrs


class BatchOut(Labelled):
    """A batch of the log, as other editors receive it."""

    revision = serializers.IntegerField()
    batch_id = serializers.UUIDField()
    kind = serializers.CharField()
    by = Person()
    at = serializers.DateTimeField()
    operations = serializers.ListField(child=OperationField())
    inverse = serializers.ListField(child=OperationField())


class SavedOut(serializers.Serializer[object]):
    """The revision a batch became, and what others did since its base."""

    revision = serializers.IntegerField()
    saved_at = serializers.DateTimeField()
    merged = BatchOut(many=True)


class StepOut(Labelled):
    """One own edit, with what would do it again and what would take it back."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    operations = serializers.ListField(child=OperationField())
    inverse = serializers.ListField(child=OperationField())
    undone = serializers.BooleanField()


class DraftOut(serializers.Serializer[object]):
    """The document and the reader's own last 200 steps."""

    app_id = serializers.UUIDField()
    revision = serializers.IntegerField()
    document = Json()
    saved_at = serializers.DateTimeField()
    history = StepOut(many=True)
    can_edit = serializers.BooleanField()


class BatchesOut(serializers.Serializer[object]):
    """What was applied after a revision; at most 500, oldest first."""

    revision = serializers.IntegerField()
    batches = BatchOut(many=True)


class RefusedOut(Labelled):
    """An own batch that was refused: what was asked for, why, and what it met."""

    batch_id = serializers.UUIDField()
    kind = serializers.CharField()
    base_revision = serializers.IntegerField()
    operations = serializers.ListField(child=OperationField())
    conflicts = serializers.ListField(child=serializers.DictField())
    refusal = serializers.CharField()
    at = serializers.DateTimeField()


class RefusedBatchesOut(serializers.Serializer[object]):
    """The reader's own last 50 refused batches, newest first."""

    batches = RefusedOut(many=True)


class CompiledOut(serializers.Serializer[object]):
    """The draft as the renderer takes it: as much as compiles, and everything that is wrong."""

    revision = serializers.IntegerField()
    artefact = Json(allow_null=True)
    problems = serializers.ListField(child=serializers.DictField())


class ExpressionBody(serializers.Serializer[object]):
    """A condition or formula over the fields of one entity (by id)."""

    expression = serializers.CharField(max_length=4000, trim_whitespace=False)
    entity = serializers.CharField(max_length=40)


class ExpressionOut(serializers.Serializer[object]):
    """What the language makes of it. `ast` is null when it has errors; `text` is the plain reading."""

    type = Json()
    ast = Json(allow_null=True)
    problems = serializers.ListField(child=serializers.DictField())
    text = serializers.CharField(allow_blank=True)
    variables = Json()


class PasteBody(serializers.Serializer[object]):
    """Cells from the clipboard."""

    text = serializers.CharField(max_length=900_000, trim_whitespace=False)
    name = serializers.CharField(max_length=200, default="Pasted cells")


class ImportOut(serializers.Serializer[object]):
    """An upload and what the reader found; a refused one carries the reasons."""

    id = serializers.UUIDField()
    status = serializers.CharField(source="state")
    name = serializers.CharField()
    size = serializers.IntegerField()
    inspection = Json()
    problems = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.JSONField()))
    def get_problems(self, upload: object) -> list[dict[str, object]]:
        inspection = getattr(upload, "inspection", {})
        return list(inspection.get("problems", []))


class SheetChoiceBody(serializers.Serializer[object]):
    """Another header row (null: find it, 0: none), or other kinds by column index."""

    sheet = serializers.CharField(max_length=200, allow_blank=True)
    header_row = serializers.IntegerField(min_value=0, max_value=2_000_000, allow_null=True, default=None)
    kinds = serializers.DictField(child=serializers.ChoiceField(choices=[kind.value for kind in Kind]), required=False)


class InspectionBody(serializers.Serializer[object]):
    """What the person decided about the sheets."""

    choices = SheetChoiceBody(many=True)


class ColumnBody(Labelled):
    """What one column becomes; `key` as the inspection names it."""

    key = serializers.CharField(max_length=60)
    kind = serializers.ChoiceField(choices=[kind.value for kind in Kind])
    include = serializers.BooleanField(default=True)
    sensitivity = serializers.ChoiceField(choices=["public", "internal", "confidential", "special"], default="internal")
    personal = serializers.BooleanField(default=False)
    purpose = serializers.CharField(max_length=1000, allow_blank=True, default="")

    def get_fields(self) -> Fields:
        return {**super().get_fields(), "required": serializers.BooleanField(default=False)}


class TableBody(serializers.Serializer[object]):
    """The app to make from one sheet."""

    title = serializers.CharField(max_length=120)
    sheet = serializers.CharField(max_length=200, allow_blank=True)
    columns = ColumnBody(many=True, allow_empty=False)
    bad_cells = serializers.ChoiceField(choices=[one.value for one in BadCells], default=BadCells.EMPTY.value)
    header_row = serializers.IntegerField(min_value=0, max_value=2_000_000, allow_null=True, default=None)

"""The shape of the catalogue as it is sent; the manifests themselves are checked at start-up."""

from rest_framework import serializers


class ComponentOut(serializers.Serializer[object]):
    """A manifest: see components/schema/manifest.json, which the generated TypeScript types come from."""

    kind = serializers.CharField()
    version = serializers.CharField()
    name = serializers.CharField()
    summary = serializers.CharField()
    icon = serializers.CharField()
    group = serializers.CharField()
    category = serializers.ChoiceField(choices=["input", "layout", "content", "view"])
    status = serializers.ChoiceField(choices=["active", "deprecated"])
    replaced_by = serializers.CharField(allow_null=True)
    field = serializers.BooleanField()
    type = serializers.JSONField(allow_null=True)
    value_schema = serializers.JSONField(allow_null=True)
    settings = serializers.JSONField()
    props = serializers.JSONField()
    slots = serializers.JSONField()
    pages = serializers.ListField(child=serializers.CharField())
    data_classes = serializers.ListField(child=serializers.CharField())
    risk = serializers.ListField(child=serializers.CharField())
    accessibility = serializers.JSONField()
    guess = serializers.ListField(child=serializers.CharField())
    mobile = serializers.CharField()


class CatalogueOut(serializers.Serializer[object]):
    digest = serializers.CharField()
    components = ComponentOut(many=True)


class ComponentDetailOut(serializers.Serializer[object]):
    """`readme` is a list of blocks: {"block": "heading" | "paragraph" | "list" | "table" | "code", ...}."""

    manifest = ComponentOut()
    readme = serializers.ListField(child=serializers.JSONField())
    example = serializers.JSONField()

"""The few fixed bodies of the record API. Records themselves are checked by their fields, not by a serializer."""

from rest_framework import serializers


class SavedBody(serializers.Serializer[object]):
    values = serializers.DictField()
    digest = serializers.RegexField(r"^[0-9a-f]{64}$")


class RoleBody(serializers.Serializer[object]):
    role = serializers.CharField(max_length=40)
    person = serializers.UUIDField()

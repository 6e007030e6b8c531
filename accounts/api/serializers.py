from rest_framework import serializers


class WorkspaceOut(serializers.Serializer[object]):
    id = serializers.UUIDField()
    key = serializers.CharField()
    name = serializers.CharField()


class MemberOut(serializers.Serializer[object]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.EmailField()
    initials = serializers.CharField()


class MeOut(MemberOut):
    workspace = WorkspaceOut()
    workspaces = WorkspaceOut(many=True)
    roles = serializers.ListField(child=serializers.CharField())


class PeopleOut(serializers.Serializer[object]):
    people = MemberOut(many=True)

"""Which apps use which components, over HTTP. Here because the library lies below the apps."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.person import signed_in
from builder.selectors import component_use
from core.http.endpoint import Endpoint, show


class AppUseOut(serializers.Serializer[object]):
    id = serializers.UUIDField(source="app_id")
    title = serializers.CharField()
    can_open = serializers.BooleanField()
    kinds = serializers.ListField(child=serializers.CharField())


class ComponentUseOut(serializers.Serializer[object]):
    apps = AppUseOut(many=True)


class ComponentUseView(Endpoint):
    @extend_schema(operation_id="component_use", responses=ComponentUseOut, tags=["components"])
    def get(self, request: Request) -> Response:
        """The apps the person may see (a component steward: all), by title, with the kinds their drafts are made of."""
        return show(ComponentUseOut, {"apps": component_use(signed_in(request))})

"""The record API: one serializer with the rules of the form, one view set with the rights."""

from decimal import Decimal
from typing import ClassVar

from django.contrib.auth.models import User
from django.db.models import QuerySet
from rest_framework import filters, permissions, serializers, viewsets
from rest_framework.request import Request
from rest_framework.views import APIView

from bench.handwritten.models import Category, Expense

RECEIPT_ABOVE = Decimal(100)


class ExpenseSerializer(serializers.ModelSerializer[Expense]):
    amount = serializers.DecimalField(max_digits=15, decimal_places=2, min_value=Decimal(0), max_value=Decimal(5000))
    description = serializers.CharField(max_length=1000, allow_blank=True, required=False)

    class Meta:
        model = Expense
        fields: ClassVar[list[str]] = [
            "id",
            "key",
            "owner",
            "requester",
            "email",
            "department",
            "amount",
            "currency",
            "spent_on",
            "category",
            "description",
            "receipt",
            "approved",
            "created_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["owner", "approved"]

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        amount = attrs.get("amount", getattr(self.instance, "amount", None))
        if isinstance(amount, Decimal) and amount > RECEIPT_ABOVE and not self._answer(attrs, "receipt"):
            raise serializers.ValidationError({"receipt": "A receipt is needed above 100."})
        if self._answer(attrs, "category") == Category.OTHER and not self._answer(attrs, "description"):
            raise serializers.ValidationError({"description": "Say what it was for."})
        return attrs

    def _answer(self, attrs: dict[str, object], name: str) -> object:
        return attrs.get(name, getattr(self.instance, name, None))


class MineOrManager(permissions.BasePermission):
    def has_object_permission(self, request: Request, view: APIView, obj: Expense) -> bool:
        return isinstance(request.user, User) and (request.user.is_staff or obj.owner_id == request.user.pk)


class FieldFilter(filters.BaseFilterBackend):
    """`?category=travel&department=Sales&spent_on_from=2026-01-01`: exact values and ranges of known fields."""

    LOOKUPS: ClassVar[dict[str, str]] = {
        "category": "category",
        "department": "department",
        "spent_on_from": "spent_on__gte",
        "spent_on_to": "spent_on__lte",
        "amount_from": "amount__gte",
        "amount_to": "amount__lte",
    }

    def filter_queryset(self, request: Request, queryset: QuerySet[Expense], view: APIView) -> QuerySet[Expense]:
        wanted = {
            lookup: request.query_params[name] for name, lookup in self.LOOKUPS.items() if name in request.query_params
        }
        return queryset.filter(**wanted) if wanted else queryset


class ExpenseViewSet(viewsets.ModelViewSet[Expense]):
    queryset = Expense.objects.all()
    serializer_class = ExpenseSerializer
    permission_classes = (permissions.IsAuthenticated, MineOrManager)
    filter_backends = (FieldFilter, filters.OrderingFilter, filters.SearchFilter)
    ordering_fields = ("amount", "spent_on", "created_at")
    search_fields = ("requester", "email", "department", "description", "receipt")

    def get_queryset(self) -> QuerySet[Expense]:
        user = self.request.user
        rows = super().get_queryset()
        return rows if isinstance(user, User) and user.is_staff else rows.filter(owner_id=user.pk)

    def perform_create(self, serializer: serializers.BaseSerializer[Expense]) -> None:
        serializer.save(owner=self.request.user)

"""One table with what the app's pages ask for indexed."""

import uuid

from django.conf import settings
from django.db import models


class Category(models.TextChoices):
    TRAVEL = "travel"
    MEALS = "meals"
    EQUIPMENT = "equipment"
    TRAINING = "training"
    OTHER = "other"


class Expense(models.Model):
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    requester = models.CharField(max_length=120)
    email = models.EmailField()
    department = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")
    spent_on = models.DateField()
    category = models.CharField(max_length=16, choices=Category.choices)
    description = models.TextField(blank=True, default="")
    receipt = models.URLField(blank=True, default="")
    approved = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "handwritten"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["category", "id"], name="expense_category"),
            models.Index(fields=["department", "id"], name="expense_department"),
            models.Index(fields=["amount", "id"], name="expense_amount"),
            models.Index(fields=["spent_on", "id"], name="expense_spent_on"),
        )

    def __str__(self) -> str:
        return str(self.key)

"""Django configuration of governance."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Policies, submissions, reviews."""

    name = "governance"
    verbose_name = "Governance"

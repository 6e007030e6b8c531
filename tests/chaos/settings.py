"""The product's settings with the ledger alone at work: one job kind that exists to be killed (tests.chaos.kinds)."""

from config.settings import *  # noqa: F403  # everything else is as in the product

HANDLER_MODULES = ["tests.chaos.kinds"]
ROOT_URLCONF = "core.jobs.urls"

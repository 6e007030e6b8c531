"""Forbidden and hostile requests, generated: who may call what, what nobody may learn, and what must not break it."""

"""Judging: policies, tiers, submissions, reviews and the gate in front of everything that goes live."""

"""What happened: one append-only table that is both the audit log and the outbox."""

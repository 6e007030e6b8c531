"""Where apps are written: apps, their drafts (logs of operations), frozen versions and imported tables."""

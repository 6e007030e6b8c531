"""The governed component library: one folder per kind in `library/`, read once at start-up into a catalogue."""

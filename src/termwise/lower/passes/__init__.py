"""The passes of lowering: one kind of thing per file."""

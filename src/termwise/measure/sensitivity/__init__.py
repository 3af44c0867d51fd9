"""What a figure of a simulation hangs on: one thing pinned low and high, one thing drawn again."""

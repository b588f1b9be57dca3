"""The hand-off: cases, what staff see of them, and what the person is told."""

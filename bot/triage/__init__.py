"""From labels to a level, a queue and the reasons: tables, no I/O."""

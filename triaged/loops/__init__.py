"""Floor 5: the loops. Each reads, lets the pure floors decide, writes, and does it again."""

"""Coverage-guided fuzzing of all that reads mail: `python -m tests.fuzz [--runs N] [--target NAME]` (make fuzz)."""

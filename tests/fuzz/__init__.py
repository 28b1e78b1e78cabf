"""Coverage-guided fuzzing of all that reads mail or help articles: `make fuzz`.

`python -m tests.fuzz [--runs N] [--target NAME]` runs fewer inputs, or one target.
"""

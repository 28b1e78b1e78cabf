"""Measures what the judgement reaches, on labelled mail. `python -m bench.judgement --help`."""

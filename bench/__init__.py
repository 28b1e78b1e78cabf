"""Measures triaged beside its peers, on real servers of its own, in one run. `python -m bench --help`."""

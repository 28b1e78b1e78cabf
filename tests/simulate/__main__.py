"""Years of desks in virtual time: python -m tests.simulate --days 100000 --seed 1 --processes 2

Exit status 0 when every invariant held at every step; 1 at the first that did not, with the seed that repeats it.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from multiprocessing import Pool
from time import monotonic

from tests.simulate.desk.year import Run, simulate, years


def main(arguments: list[str]) -> int:
    """Run them all, or up to the first that breaks."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulate", description="a desk in virtual time")
    parser.add_argument("--days", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args(arguments)
    wanted, done, mails, began = list(years(asked.seed, asked.days)), 0.0, 0, monotonic()
    with Pool(min(asked.processes, len(wanted))) as pool:  # which ends its processes, whatever they are at
        for run in pool.imap_unordered(_desk, wanted):
            if run.broken:
                print(run)
                return 1
            done, mails = done + run.days, mails + run.mails
            print(f"{run}   ({done:,.0f} of {asked.days:,} days, {monotonic() - began:.0f} s)", flush=True)
    print(f"{done:,.0f} days, {mails:,} mails: every invariant held at every step")
    return 0


def _desk(wanted: tuple[int, int]) -> Run:
    """One desk; its garbage is collected when it has closed: until then the collector finds little and takes time."""
    gc.disable()
    run = simulate(*wanted)
    gc.collect()
    return run


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

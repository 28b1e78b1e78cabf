"""`make crash`: the whole crash run. Status 1 when anything was lost, doubled or promised twice."""

from __future__ import annotations

import argparse
import secrets
import sys
import time
from collections.abc import Sequence

from tests.crash import table
from tests.crash.house import House
from tests.crash.run import Run
from tests.crash.table import Row


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for, print the table."""
    asked = _parser().parse_args(arguments)
    seed = asked.seed if asked.seed is not None else secrets.randbits(32)
    print(f"seed {seed}", flush=True)
    began = time.monotonic()
    house = House.start()
    try:
        run = Run(house, seed=seed)
        rows = _rows(run, asked)
    finally:
        house.stop()
    minutes = (time.monotonic() - began) / 60
    print("\n".join(["", *table.lines(rows), "", *run.notes, f"{minutes:.1f} minutes"]))
    if asked.write:
        table.write(rows, run.notes, seed=seed, minutes=minutes)
    return 0 if run.well and all(row.good for row in rows) else 1


def _rows(run: Run, asked: argparse.Namespace) -> list[Row]:
    few = asked.short
    rows = _told(run.walk(20 if few else None))
    if asked.points:
        return rows
    kills = 30 if few else asked.kills
    rows += _told(run.kill(kills, journal=True))
    rows += _told(run.kill(kills // 4, journal=False))
    rows += _told(run.cross_bad_lines(60 if few else 1000))
    run.cut_the_power(4 if few else 40)
    rows += _told(run.compare(10 if few else 100))
    return rows


def _told(rows: list[Row]) -> list[Row]:
    """What a part of a long run came to is said at once."""
    print("\n".join(table.lines(rows)), flush=True)
    return rows


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--points", action="store_true", help="only the walk over every system call")
    parser.add_argument("--kills", type=int, default=1000, metavar="N", help="random kills [1000]")
    parser.add_argument("--seed", type=int, help="draws the same moments again")
    parser.add_argument("--short", action="store_true", help="a sample of everything, two minutes")
    parser.add_argument("--write", action="store_true", help="write the table into docs/crash.md")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""One target under libFuzzer, in a process of its own: `python -m tests.fuzz.worker TARGET [libFuzzer options]`."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(
    include=[
        "triaged.mail",
        "triaged.policy.articles",
        "triaged.rules.articles",
        "triaged.rules.facts",
        "triaged.rules.further_mail",
        "triaged.rules.moments",
        "triaged.rules.mail_commands",
    ]
):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Ends only through libFuzzer: status 0 when all runs held, another when one did not."""
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]].run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

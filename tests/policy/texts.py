"""rules.toml texts the tests start from."""

from collections.abc import Mapping

from triaged.policy.load import load
from triaged.policy.problems import PolicyProblems
from triaged.policy.shape import Policy, Problem

SMALLEST = """\
company.name = "Nordlicht GmbH"
calendar.office = { zone = "Europe/Berlin", open = ["Mon-Fri 08:00-17:00"], holidays = "DE-HH" }
person.anna = { name = "Anna Petersen", mail = ["anna@nordlicht.example"] }
inbox.support = { address = "support@nordlicht.example", account = "main" }

[account.main]
kind  = "gmail"
user  = "support@nordlicht.example"
login = { password = "file:/etc/triaged/app-password" }

[[promise.row]]
reply = "1 day"
"""


def load_text(text: str, **files: str) -> Policy:
    """The policy of one text; `files` are the others by name, "_" for "."."""
    return load_files({"rules.toml": text} | {name.replace("_", "."): inner for name, inner in files.items()})


def load_files(files: Mapping[str, str]) -> Policy:
    """The policy of `rules.toml` among `files`."""

    def read(name: str) -> str:
        try:
            return files[name]
        except KeyError:
            raise FileNotFoundError(name) from None

    return load("rules.toml", read)


def problems_of(text: str, **files: str) -> tuple[Problem, ...]:
    """Every problem of a text, () when there is none."""
    try:
        load_text(text, **files)
    except PolicyProblems as wrong:
        return wrong.problems
    return ()

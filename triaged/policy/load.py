"""rules.toml → Policy, or every mistake in it."""

from triaged.policy.assemble import assemble
from triaged.policy.check import check
from triaged.policy.problems import PolicyProblems
from triaged.policy.read import read_tables
from triaged.policy.shape import Policy
from triaged.policy.sources import Read, gather

STORE = "sqlite:/var/lib/triaged/triaged.db"
"""Where state is kept when neither the file nor the caller says."""


def load(path_name: str, read: Read, *, default_store: str = STORE) -> Policy:
    """The policy that the file `path_name` and the files it includes describe, every default filled in.

    `read` gives the text of a file; included files and lists are asked for relative to the main one. `default_store` is
    the store's URL when the file names none.

    Raises PolicyProblems with every mistake; and whatever `read` raises for the main file (FileUnreadable, OSError).
    """
    sources = gather(path_name, read)
    if sources.incomplete and not sources.tree:
        raise PolicyProblems(sources.problems)
    tables = read_tables(sources)
    if sources.incomplete:
        raise PolicyProblems(sources.problems)
    built = check(sources, tables)
    if sources.problems:
        raise PolicyProblems(sources.problems)
    return assemble(sources, tables, built, default_store)

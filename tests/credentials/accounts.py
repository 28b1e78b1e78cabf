"""Accounts for tests of the login: one entry of rules.toml, as the policy gives it."""

from typing import Literal

from triaged.policy.shape import AccountEntry, OAuth, Secret, Server

_NOWHERE = Server(host="127.0.0.1", port=1, security="plain")


def account(
    *,
    user: str = "help@firm.test",
    password: Secret | None = None,
    oauth: OAuth | None = None,
    imap: Server = _NOWHERE,
    mailbox: str = "",
    kind: Literal["imap", "gmail", "microsoft365"] = "imap",
) -> AccountEntry:
    """An account with these parts and nothing else."""
    return AccountEntry(
        key="main",
        kind=kind,
        imap=imap,
        smtp=_NOWHERE,
        user=user,
        mailbox=mailbox,
        password=password,
        oauth=oauth,
        files_sent=False,
        journal="",
        envelope="",
        pace=0,
    )


def environment(name: str) -> Secret:
    """A secret in an environment variable."""
    return Secret(scheme="env", name=name)

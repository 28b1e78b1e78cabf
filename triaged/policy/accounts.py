"""Accounts: what the profiles know of the providers, and one [account.*] table completed by its profile."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from triaged.policy.problems import Wrong
from triaged.policy.references import parse_server
from triaged.policy.shape import AccountEntry, OAuth, Server
from triaged.policy.tables.mail import Account, Login

Report = Callable[[tuple[str, ...], Wrong], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a provider is known for. `scopes` by grant: a grant without one is not offered. `pace`: letters a minute."""

    imap: str = ""
    smtp: str = ""
    token_url: str = ""
    scopes: Mapping[str, str]
    passwords: bool = True
    files_sent: bool = False
    pace: int = 0


PROFILES: Mapping[str, Profile] = {
    "imap": Profile(scopes={"client": "", "refresh": ""}),
    "gmail": Profile(
        imap="imaps://imap.gmail.com",
        smtp="smtp://smtp.gmail.com",
        token_url="https://oauth2.googleapis.com/token",  # noqa: S106 - a place, no secret
        scopes={"refresh": "https://mail.google.com/"},
        files_sent=True,
    ),
    "microsoft365": Profile(
        imap="imaps://outlook.office365.com",
        smtp="smtp://smtp.office365.com",
        token_url="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",  # noqa: S106 - a place, no secret
        scopes={
            "client": "https://outlook.office365.com/.default",
            "refresh": " ".join(
                (
                    "https://outlook.office.com/IMAP.AccessAsUser.All",
                    "https://outlook.office.com/SMTP.Send",
                    "offline_access",
                )
            ),
        },
        passwords=False,
        files_sent=True,
        pace=30,
    ),
}


def complete(key: str, table: Account, report: Report) -> AccountEntry | None:
    """The account with all that its profile knows. What is wrong goes to `report` with its path; then None."""
    profile = PROFILES[table.kind]
    imap = _server(table, "imap", profile.imap, report)
    smtp = _server(table, "smtp", profile.smtp, report)
    sound = _login(table.login, profile, report, elsewhere=bool(table.imap))
    oauth = _oauth(table, profile, report) if sound else None
    if imap is None or smtp is None or not sound or (oauth is None and table.login.oauth is not None):
        return None
    return AccountEntry(
        key=key,
        kind=table.kind,
        imap=imap,
        smtp=smtp,
        user=table.user,
        mailbox=table.mailbox,
        password=table.login.password,
        oauth=oauth,
        files_sent=profile.files_sent if table.files_sent is None else table.files_sent,
        journal=table.journal,
        envelope=table.bounces,
        pace=profile.pace if table.pace is None else table.pace,
    )


def _server(table: Account, protocol: str, usual: str, report: Report) -> Server | None:
    written = table.imap if protocol == "imap" else table.smtp
    if not written and not usual:
        report((), Wrong(f'an account of kind "imap" needs `{protocol}`', expected=f'"{protocol}s://host"'))
        return None
    try:
        return parse_server(written or usual, protocol, table.ca)
    except Wrong as wrong:
        report((protocol,), wrong)
        return None


def _login(login: Login, profile: Profile, report: Report, *, elsewhere: bool) -> bool:
    """Whether there is one way to log in. `elsewhere`: the server is not the provider's own."""
    if (login.password is None) == (login.oauth is None):
        report(
            ("login",), Wrong("a login has either `password` or `oauth`", expected='{ password = "credential:NAME" }')
        )
        return False
    if login.password is not None:
        for name in sorted(login.model_fields_set - {"password"}):
            report(("login", name), Wrong("this belongs to `oauth`, and the login has a password"))
        if not profile.passwords and not elsewhere:
            report(
                ("login", "password"),
                Wrong("this provider takes no passwords", expected='oauth = "client" or "refresh"'),
            )
            return False
    return True


def _oauth(table: Account, profile: Profile, report: Report) -> OAuth | None:
    login = table.login
    if login.oauth is None:
        return None
    missing = []
    if not login.id:
        missing.append("id")
    if login.oauth == "client" and login.secret is None:
        missing.append("secret")
    if login.oauth == "refresh" and login.refresh_token is None:
        missing.append("refresh_token")
    if "{tenant}" in profile.token_url and not login.token_url and not login.tenant:
        missing.append("tenant")
    if not profile.token_url and not login.token_url:
        missing.append("token_url")
    for name in missing:
        report(("login",), Wrong(f"this login needs `{name}`"))
    if login.oauth not in profile.scopes:
        report(("login", "oauth"), Wrong("this provider does not offer this", expected='"refresh"'))
        missing.append("oauth")
    if login.tenant and not re.fullmatch(r"[A-Za-z0-9.-]+", login.tenant):
        report(("login", "tenant"), Wrong("this is not a tenant", expected="its domain or its id"))
        missing.append("tenant")
    if missing:
        return None
    return OAuth(
        grant=login.oauth,
        token_url=login.token_url or profile.token_url.replace("{tenant}", login.tenant),
        client_id=login.id,
        secret=login.secret,
        refresh_token=login.refresh_token,
        scope=login.scope or profile.scopes[login.oauth],
    )

"""Secrets are named in rules.toml, never written; what somebody writes there by mistake is never repeated."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.texts import SMALLEST, load_text, problems_of
from triaged.policy.full import full
from triaged.policy.problems import PolicyProblems, Wrong
from triaged.policy.references import is_loopback, parse_secret, parse_server, parse_store, parse_web, show_secret
from triaged.policy.shape import Secret, Server

CANARY = "hunter2-Canary"
LOGIN = 'login = { password = "file:/etc/triaged/app-password" }'
ACCOUNT = SMALLEST[SMALLEST.index("[account.main]") : SMALLEST.index("[[promise.row]]")]

PLACES = {
    "password": SMALLEST.replace("file:/etc/triaged/app-password", CANARY),
    "password with a scheme of its own": SMALLEST.replace("file:/etc/triaged/app-password", f"plain:{CANARY}"),
    "environment variable": SMALLEST.replace("file:/etc/triaged/app-password", f"env:{CANARY} x"),
    "relative file": SMALLEST.replace("file:/etc/triaged/app-password", f"file:{CANARY}"),
    "credential": SMALLEST.replace("file:/etc/triaged/app-password", f"credential:/{CANARY}"),
    "login that is no table": SMALLEST.replace(LOGIN, f'login = "{CANARY}"'),
    "login that is a list": SMALLEST.replace(LOGIN, f'login = ["{CANARY}"]'),
    "password that is a table": SMALLEST.replace(LOGIN, f'login = {{ password = {{ x = "{CANARY}" }} }}'),
    "password that is a list": SMALLEST.replace(LOGIN, f'login = {{ password = ["{CANARY}"] }}'),
    "a key near to the right one": SMALLEST.replace(LOGIN, f'login = {{ pasword = "{CANARY}" }}'),
    "grant": SMALLEST.replace(LOGIN, f'login = {{ oauth = "{CANARY}" }}'),
    "app's secret": SMALLEST.replace(LOGIN, f'login = {{ oauth = "client", id = "x", secret = "{CANARY}" }}'),
    "refresh token": SMALLEST.replace(LOGIN, f'login = {{ oauth = "refresh", id = "x", refresh_token = "{CANARY}" }}'),
    "password beside the login": SMALLEST.replace(LOGIN, f'password = "{CANARY}"'),
    "user and password in a server": SMALLEST.replace(LOGIN, f'{LOGIN}\nimap = "imaps://u:{CANARY}@mail.example"'),
    "password after a hash in a server": SMALLEST.replace(LOGIN, f'{LOGIN}\nsmtp = "smtps://mail.example/#{CANARY}"'),
    "something else in a server": SMALLEST.replace(LOGIN, f'{LOGIN}\nsmtp = "{CANARY}"'),
    "token server": SMALLEST.replace(LOGIN, f'login = {{ oauth = "refresh", token_url = "https://a:{CANARY}@b" }}'),
    "tenant": SMALLEST.replace(
        LOGIN, f'login = {{ oauth = "refresh", id = "x", refresh_token = "env:A", tenant = "{CANARY} " }}'
    ).replace("gmail", "microsoft365").replace(f"{CANARY} ", f"{CANARY}!"),
    "store's password": SMALLEST + f'[store]\nsecret = "{CANARY}"\n',
    "store's address": SMALLEST + f'[store]\nurl = "postgresql://t:{CANARY}@db/t"\n',
    "store's address, asked": SMALLEST + f'[store]\nurl = "postgresql://db/t?password={CANARY}"\n',
    "store's address of no kind": SMALLEST + f'[store]\nurl = "{CANARY}"\n',
    "channel's address": SMALLEST + f'[channel.a]\nkind = "slack"\nurl = "https://hooks.example/{CANARY}"\n',
    "channel's signature": SMALLEST + f'[channel.a]\nkind = "webhook"\nurl = "env:A"\nsign = "{CANARY}"\n',
    "channel's token": SMALLEST + f'[channel.a]\nkind = "matrix"\nurl = "env:A"\nroom = "!a:b"\ntoken = "{CANARY}"\n',
    "channel's address in a list": SMALLEST + f'[channel.a]\nkind = "slack"\nurl = ["{CANARY}"]\n',
    "ping": SMALLEST + f'[health]\nping = "http://h.example/{CANARY}"\n',
    "ping with a password": SMALLEST + f'[health]\nping = "https://u:{CANARY}@h.example/"\n',
    "without quotes": SMALLEST.replace('"file:/etc/triaged/app-password"', CANARY),
    "half a quote": SMALLEST.replace('"file:/etc/triaged/app-password"', f'"{CANARY}'),
    "number": SMALLEST.replace('"file:/etc/triaged/app-password"', "4711471147114711"),
    "given twice": SMALLEST.replace(LOGIN, f'login = {{ password = "{CANARY}", password = "{CANARY}" }}'),
}  # fmt: skip


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
def test_what_stands_where_a_secret_stands_is_never_repeated(text: str) -> None:
    """A secret written into the file is refused, and no message holds it."""
    with pytest.raises(PolicyProblems) as caught:
        load_text(text)
    error = caught.value
    shown = f"{error} {error!r} {error.args} {error.problems} {error.__cause__} {error.__context__}"
    assert CANARY not in shown
    assert "47114711" not in shown


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("credential:mail_password", Secret(scheme="credential", name="mail_password")),
        ("file:/run/secrets/x y", Secret(scheme="file", name="/run/secrets/x y")),
        ("env:MAIL_PASSWORD", Secret(scheme="env", name="MAIL_PASSWORD")),
        ("cmd:pass show mail", Secret(scheme="cmd", name="pass show mail")),
    ],
)
def test_references_are_read_and_shown(text: str, secret: Secret) -> None:
    """The four ways to name a secret, and back."""
    assert parse_secret(text) == secret
    assert show_secret(secret) == text


@given(st.text(max_size=40))
def test_references_are_total(text: str) -> None:
    """Any text is a reference or is refused without being repeated."""
    try:
        shown = show_secret(parse_secret(text))
    except Wrong as wrong:
        told = f"{wrong} {wrong.expected} {wrong.hint}"
        shown = text if len(text) < 12 or text not in told else told
    assert shown == text


SERVERS = {
    "imaps://mail.example": Server(host="mail.example", port=993, security="tls"),
    "imaps://mail.example:1993": Server(host="mail.example", port=1993, security="tls"),
    "imap://mail.example": Server(host="mail.example", port=143, security="starttls"),
    "imap+plain://127.0.0.1:1143": Server(host="127.0.0.1", port=1143, security="plain"),
    "imap+plain://localhost": Server(host="localhost", port=143, security="plain"),
    "imap+plain://[::1]:1143": Server(host="::1", port=1143, security="plain"),
    "imap+plain://mail.example:143": None,
    "imap+plain://127.0.0.1.evil.example": None,
    "imap+plain://10.0.0.1": None,
    "imaps://": None,
    "imaps://mail.example:0": None,
    "imaps://mail.example/folder": None,
    "imaps://mail example": None,
    "mail.example": None,
    "https://mail.example": None,
    "smtps://mail.example": None,
    "imaps://[::1": None,
}


@pytest.mark.parametrize(("text", "server"), SERVERS.items())
def test_servers(text: str, server: Server | None) -> None:
    """TLS at once, STARTTLS required, plain on this machine alone; nothing else."""
    if server is None:
        with pytest.raises(Wrong):
            parse_server(text, "imap")
    else:
        assert parse_server(text, "imap") == server


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1"])
def test_this_machine(host: str) -> None:
    """The names of the machine itself."""
    assert is_loopback(host)


@given(
    st.text(max_size=60)
    | st.builds("{}://{}".format, st.sampled_from(["imaps", "https", "sqlite"]), st.text(max_size=30))
)
def test_places_are_total(text: str) -> None:
    """Any text is a server, a web address, a store, or is refused."""
    for parse in (lambda t: parse_server(t, "imap"), parse_web, parse_store):
        with suppress(Wrong):
            assert parse(text)


M365 = '[account.main]\nkind = "microsoft365"\nuser = "u@t.example"\nlogin = {{ {} }}\n{}\n'


def account_text(login: str, more: str = "", kind: str = "microsoft365") -> str:
    return SMALLEST.replace(ACCOUNT, M365.format(login, more).replace("microsoft365", kind))


def test_microsoft_knows_its_servers() -> None:
    """The profile fills in servers, token server, scope, pace, and that Sent is filed for us."""
    account = load_text(
        account_text('oauth = "client", tenant = "t.example", id = "app", secret = "env:S"', 'mailbox = "s@t.example"')
    ).accounts["main"]
    assert (account.imap.host, account.imap.port, account.imap.security) == ("outlook.office365.com", 993, "tls")
    assert (account.smtp.host, account.smtp.port, account.smtp.security) == ("smtp.office365.com", 587, "starttls")
    assert (account.files_sent, account.pace, account.mailbox) == (True, 30, "s@t.example")
    assert account.password is None
    assert account.oauth is not None
    assert account.oauth.token_url == "https://login.microsoftonline.com/t.example/oauth2/v2.0/token"
    assert account.oauth.scope == "https://outlook.office365.com/.default"


def test_a_refresh_token_asks_for_mail_only() -> None:
    """Delegated scopes name IMAP and SMTP; gmail has one scope for both."""
    login = 'oauth = "refresh", tenant = "common", id = "app", refresh_token = "file:/run/t"'
    oauth = load_text(account_text(login)).accounts["main"].oauth
    assert oauth is not None
    assert oauth.scope.split() == [
        "https://outlook.office.com/IMAP.AccessAsUser.All",
        "https://outlook.office.com/SMTP.Send",
        "offline_access",
    ]
    login = 'oauth = "refresh", id = "app", secret = "env:S", refresh_token = "file:/run/t"'
    oauth = load_text(account_text(login, kind="gmail")).accounts["main"].oauth
    assert oauth is not None
    assert (oauth.token_url, oauth.scope) == ("https://oauth2.googleapis.com/token", "https://mail.google.com/")


def test_what_is_written_overrides_the_profile() -> None:
    """Servers, token server, scope, pace and own Sent copy can be named, also on this machine."""
    login = 'oauth = "client", id = "a", secret = "env:S", token_url = "http://127.0.0.1:8/t", scope = "x"'
    more = 'imap = "imap+plain://127.0.0.1:1"\nsmtp = "smtp://localhost:2"\nca = "/ca.pem"\npace = "0 a minute"\n'
    more += "files_sent = false"
    account = load_text(account_text(login, more)).accounts["main"]
    assert account.imap == Server(host="127.0.0.1", port=1, security="plain", ca="/ca.pem")
    assert account.smtp == Server(host="localhost", port=2, security="starttls", ca="/ca.pem")
    assert account.oauth is not None
    assert (account.oauth.token_url, account.oauth.scope) == ("http://127.0.0.1:8/t", "x")
    assert (account.pace, account.files_sent) == (0, False)
    assert "127.0.0.1:1" in full(load_text(account_text(login, more)))


def test_a_password_may_be_used_where_the_server_is_not_the_providers() -> None:
    """A microsoft365 account pointed at another server takes a password."""
    more = 'imap = "imap+plain://127.0.0.1:1"\nsmtp = "smtp+plain://127.0.0.1:2"'
    assert problems_of(account_text('password = "env:P"', more)) == ()

"""Secrets are named in rules.toml, never written there. No message here repeats what was written."""

import re
from urllib.parse import urlsplit

from triaged.policy.problems import Wrong
from triaged.policy.shape import Secret, Server

_EXPECTED = '"credential:NAME", "file:/path", "env:NAME" or "cmd:program"'
_NAMES = {
    "credential": re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@-]{0,254}"),
    "file": re.compile(r"/[^\x00-\x1f\x7f]{1,4095}"),
    "env": re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,254}"),
    "cmd": re.compile(r"[^\s\x00-\x1f\x7f-][^\x00-\x1f\x7f]{0,1023}"),
}
_LOOPBACK = re.compile(r"localhost|127(?:\.\d{1,3}){3}|::1")
_SCHEMES = {
    "imaps": ("imap", "tls", 993),
    "imap": ("imap", "starttls", 143),
    "imap+plain": ("imap", "plain", 143),
    "smtps": ("smtp", "tls", 465),
    "smtp": ("smtp", "starttls", 587),
    "smtp+plain": ("smtp", "plain", 25),
}


def parse_secret(text: str) -> Secret:
    """A reference to a secret. Raises Wrong, which never repeats `text`: it may be the secret itself."""
    scheme, _, name = text.partition(":")
    if scheme not in _NAMES:
        raise Wrong(
            "a secret must not stand in this file", expected=_EXPECTED, hint="and change that secret if it was real"
        )
    if _NAMES[scheme].fullmatch(name) is None:
        raise Wrong(f'what follows "{scheme}:" cannot be used', expected=_EXPECTED)
    return Secret(scheme=scheme, name=name)  # type: ignore[arg-type]  # one of _NAMES


def show_secret(secret: Secret) -> str:
    """The reference as `parse_secret` reads it."""
    return f"{secret.scheme}:{secret.name}"


def is_loopback(host: str) -> bool:
    """Whether `host` names this machine itself."""
    return _LOOPBACK.fullmatch(host.lower()) is not None


def parse_server(text: str, protocol: str, ca: str = "") -> Server:
    """A server: "imaps://host[:port]", "imap://" (STARTTLS required), "imap+plain://" (loopback only); smtp likewise.

    Raises Wrong, which does not repeat `text`: people write passwords into it.
    """
    expected = f'"{protocol}s://host" (TLS at once) or "{protocol}://host" (STARTTLS required)'
    try:
        parts = urlsplit(text)
        port = parts.port
        host = parts.hostname or ""
    except ValueError:
        raise Wrong("this is not a server", expected=expected) from None
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise Wrong(
            "a server is written without user and password", expected=expected, hint="they belong in `user` and `login`"
        )
    known, security, usual = _SCHEMES.get(parts.scheme, ("", "tls", 0))
    extra = parts.path.strip("/") or parts.query or parts.fragment
    if known != protocol or not re.fullmatch(r"[A-Za-z0-9._:-]+", host) or extra or port == 0:
        raise Wrong("this is not a server", expected=expected)
    if security == "plain" and not is_loopback(host):
        raise Wrong("without TLS only this machine itself can be reached", expected=expected)
    return Server(host=host, port=port or usual, security=security, ca=ca)  # type: ignore[arg-type]  # one of _SCHEMES


def show_server(server: Server, protocol: str) -> str:
    """The server as `parse_server` reads it."""
    scheme = {"tls": f"{protocol}s", "starttls": protocol, "plain": f"{protocol}+plain"}[server.security]
    host = f"[{server.host}]" if ":" in server.host else server.host
    return f"{scheme}://{host}:{server.port}"


def parse_web(text: str) -> str:
    """An https address (http only on loopback) without user and password. Raises Wrong, which does not repeat it."""
    expected = '"https://…"'
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        port = parts.port
    except ValueError:
        raise Wrong("this is not a web address", expected=expected) from None
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise Wrong("a web address is written without user and password", expected=expected)
    usable = re.fullmatch(r"[A-Za-z0-9._:-]+", host) and text.isprintable() and " " not in text and port != 0
    if not usable or not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))):
        raise Wrong("this is not a web address that can be used", expected=expected)
    return text


def parse_store(text: str) -> str:
    """A store: "sqlite:/path" or "postgresql://host/database", no password. Raises Wrong, which does not repeat it."""
    expected = '"sqlite:/var/lib/triaged/triaged.db" or "postgresql://user@host/database"'
    scheme, _, rest = text.partition(":")
    if not text.isprintable():
        raise Wrong("this is not a place to keep state", expected=expected)
    if scheme == "sqlite" and rest.startswith("/") and len(rest.strip("/")) > 0:
        return text if not rest.startswith("//") else f"sqlite:/{rest.lstrip('/')}"
    if scheme != "postgresql" or not rest.startswith("//"):
        raise Wrong("this is not a place to keep state", expected=expected)
    try:
        parts = urlsplit(text)
        password, _port = parts.password, parts.port
    except ValueError:
        raise Wrong("this is not a place to keep state", expected=expected) from None
    if password is not None or "password" in parts.query.lower():
        raise Wrong(
            "the store's address is written without a password", expected=expected, hint="name it in `store.secret`"
        )
    return text

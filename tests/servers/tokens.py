"""An OAuth 2.0 token server on loopback: gives out tokens to the product, vouches for them to Dovecot."""

from __future__ import annotations

import base64
import json
import secrets
import ssl
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from tests.servers.ports import HOST, free_port


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a token stands for: the login it opens, until when (seconds since the epoch)."""

    user: str
    until: float


@dataclass(slots=True)
class TokenServer:
    """Token endpoint (RFC 6749: client_credentials, refresh_token) and token introspection (as RFC 7662)."""

    port: int
    expires_in: int = 3_600
    rotate_refresh_tokens: bool = False
    requests: list[dict[str, str]] = field(default_factory=list)
    """The form fields of every request for a token, in order (the fields only: no header)."""
    _clients: dict[tuple[str, str], str] = field(default_factory=dict)
    _refresh: dict[str, str] = field(default_factory=dict)
    _granted: dict[str, Grant] = field(default_factory=dict)
    _answers: list[tuple[int, dict[str, object]]] = field(default_factory=list)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _http: ThreadingHTTPServer | None = None
    _secure: bool = False

    @classmethod
    def start(cls, *, tls: ssl.SSLContext | None = None) -> TokenServer:
        """Start one; with `tls` it speaks https (Dovecot's introspection then needs the authority)."""
        server = cls(port=free_port(), _secure=tls is not None)

        class Handler(_Handler):
            tokens = server

        http = ThreadingHTTPServer((HOST, server.port), Handler)
        http.daemon_threads = True
        if tls is not None:
            http.socket = tls.wrap_socket(http.socket, server_side=True)
        server._http = http
        threading.Thread(target=http.serve_forever, args=(0.05,), name="tokens", daemon=True).start()
        return server

    @property
    def token_url(self) -> str:
        """Where tokens are asked for."""
        return f"http{'s' if self._secure else ''}://{HOST}:{self.port}/token"

    @property
    def introspection(self) -> str:
        """Where Dovecot asks about a token; the token itself is appended."""
        return f"http://{HOST}:{self.port}/introspect?token="

    def allow_client(self, client_id: str, client_secret: str, *, user: str) -> None:
        """Client credentials which open the login of `user`."""
        with self._lock:
            self._clients[client_id, client_secret] = user

    def allow_refresh(self, user: str) -> str:
        """A refresh token which opens the login of `user`."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._refresh[token] = user
        return token

    def issue(self, user: str, *, expires_in: float | None = None) -> str:
        """An access token for `user`, without asking."""
        token = secrets.token_urlsafe(24)
        lifetime = self.expires_in if expires_in is None else expires_in
        with self._lock:
            self._granted[token] = Grant(user=user, until=time.time() + lifetime)
        return token

    def revoke(self, user: str) -> None:
        """All access tokens of `user` are refused from now on."""
        with self._lock:
            self._granted = {t: g for t, g in self._granted.items() if g.user != user}

    def answer_next(self, status: int, body: dict[str, object]) -> None:
        """Answer the next request for a token so, instead of granting it."""
        with self._lock:
            self._answers.append((status, body))

    def clear(self) -> None:
        """Forget clients, tokens, scripted answers and requests."""
        with self._lock:
            for kept in (self._clients, self._refresh, self._granted, self._answers, self.requests):
                kept.clear()
        self.expires_in = 3_600
        self.rotate_refresh_tokens = False

    def stop(self) -> None:
        """End the server."""
        if self._http:
            self._http.shutdown()
            self._http.server_close()

    # ---- what the handler asks

    def grant(self, form: dict[str, str], login: tuple[str, str] | None) -> tuple[int, dict[str, object]]:
        """The answer to a request for a token: status and JSON body."""
        client = login or (form.get("client_id", ""), form.get("client_secret", ""))
        with self._lock:
            self.requests.append(form)
            if self._answers:
                return self._answers.pop(0)
            match form.get("grant_type"):
                case "client_credentials" if client in self._clients:
                    user = self._clients[client]
                case "refresh_token" if form.get("refresh_token") in self._refresh:
                    user = self._refresh[form["refresh_token"]]
                case "client_credentials":
                    return 401, {"error": "invalid_client"}
                case _:
                    return 400, {"error": "invalid_grant"}
            body: dict[str, object] = {
                "access_token": self.issue(user),
                "token_type": "Bearer",
                "expires_in": self.expires_in,
            }
            if form["grant_type"] == "refresh_token" and self.rotate_refresh_tokens:
                del self._refresh[form["refresh_token"]]
                body["refresh_token"] = self.allow_refresh(user)
            return 200, body

    def introspect(self, token: str) -> dict[str, object]:
        """What is known of an access token."""
        with self._lock:
            grant = self._granted.get(token)
        if grant is None or grant.until < time.time():
            return {"active": "false"}
        return {"active": "true", "email": grant.user}


class _Handler(BaseHTTPRequestHandler):
    tokens: TokenServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        token = parse_qs(address.query).get("token", [""])[0]
        if address.path == "/introspect":
            self._answer(200, self.tokens.introspect(token))
        else:
            self._answer(404, {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        form = {name: values[0] for name, values in parse_qs(body, keep_blank_values=True).items()}
        login = None
        scheme, _, encoded = self.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "basic":
            name, _, secret = base64.b64decode(encoded).decode().partition(":")
            login = (unquote(name), unquote(secret))
        self._answer(*self.tokens.grant(form, login))

    def _answer(self, status: int, body: dict[str, object]) -> None:
        octets = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(octets)))
        self.end_headers()
        self.wfile.write(octets)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: a test reads `requests`."""

"""What an account logs in with: the Login protocol, shared by all IMAP and SMTP connections of the account."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from triaged.credentials.https import refuse_insecure
from triaged.credentials.secrets import resolve
from triaged.errors import ConfigurationError, LoginRefused, ServerUnreachable
from triaged.policy.shape import AccountEntry, OAuth, Secret

if TYPE_CHECKING:
    from triaged.credentials.oauth import Token

EARLY = 300.0
"""Seconds before its end that a token is replaced; or a tenth of its life, when that is less."""
JUST_NOW = 10.0
"""Seconds. Several connections are refused within a moment: the token that replaced the refused one is for all."""
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0
"""Seconds without a request after one that failed, doubling."""

Keep = Callable[[str], Awaitable[None]]
"""Stores a rotated refresh token durably before it is used: the provider may have ended the one before."""


async def _keep_nothing(rotated: str) -> None:
    del rotated


class AccountLogin:
    """The login of `account`. `kept` is the refresh token that `keep` was given last, "" if never.

    Not thread-safe; one for each account and event loop. Raises ConfigurationError when tokens would be asked for in
    clear.
    """

    def __init__(self, account: AccountEntry, *, keep: Keep = _keep_nothing, kept: str = "") -> None:
        if account.oauth is not None:
            refuse_insecure(account.oauth.token_url)
        self._account = account
        self._keep = keep
        self._kept = kept
        self._token = ""
        self._renew_at = 0.0
        self._shared_until = 0.0
        self._renewing: asyncio.Task[str] | None = None
        self._pause = FIRST_PAUSE
        self._not_before = 0.0
        self._failure: LoginRefused | ServerUnreachable | None = None

    @property
    def user(self) -> str:
        """The user name."""
        return self._account.user

    @property
    def oauth(self) -> bool:
        """Whether `token` is used (XOAUTH2), not `password`."""
        return self._account.oauth is not None

    async def password(self) -> str:
        """The password, read anew. Raises LoginRefused naming the place when it cannot be read."""
        if self._account.password is None:
            raise ConfigurationError(f"account.{self._account.key} has no password.")
        return await _read(self._account.password)

    async def token(self, *, refused: bool = False) -> str:
        """A valid access token; `refused`: the last one was refused, so ask for another (I13).

        One request at a time, whoever asks. After a failure the same error is raised again, without a request, for 5 s,
        then 10 s, up to 5 min. Raises LoginRefused or ServerUnreachable.
        """
        oauth = self._account.oauth
        if oauth is None:
            raise ConfigurationError(f"account.{self._account.key} has no oauth.")
        now = asyncio.get_running_loop().time()
        if self._renewing is None:
            if self._token and now < self._renew_at and (not refused or now < self._shared_until):
                return self._token
            if self._failure is not None and now < self._not_before:
                raise type(self._failure)(*self._failure.args)
            self._renewing = asyncio.create_task(self._renew(oauth), name="renew token")
            self._renewing.add_done_callback(self._renewed)
        # Shielded: who gives up waiting must not lose the refresh token that may be on its way.
        return await asyncio.shield(self._renewing)

    def _renewed(self, task: "asyncio.Task[str]") -> None:
        self._renewing = None
        if not task.cancelled():
            task.exception()

    async def _renew(self, oauth: OAuth) -> str:
        time = asyncio.get_running_loop().time
        replaces = bool(self._token)
        try:
            token = await self._request(oauth)
        except (LoginRefused, ServerUnreachable) as error:
            self._failure, self._not_before = error, time() + self._pause
            self._pause = min(2 * self._pause, LONGEST_PAUSE)
            raise
        self._failure, self._pause = None, FIRST_PAUSE
        if token.rotated and token.rotated != self._kept:
            await self._keep(token.rotated)
            self._kept = token.rotated
        self._token = token.value
        self._renew_at = time() + token.lifetime - min(EARLY, token.lifetime / 10)
        self._shared_until = time() + JUST_NOW if replaces else 0.0
        return self._token

    async def _request(self, oauth: OAuth) -> "Token":
        # The HTTP client costs 0.15 s to import, and most accounts log in by password.
        from triaged.credentials.oauth import request_token

        form = {"client_id": oauth.client_id}
        if oauth.secret is not None:
            form["client_secret"] = await _read(oauth.secret)
        if oauth.scope:
            form["scope"] = oauth.scope
        if oauth.grant == "client":
            return await request_token(oauth.token_url, {**form, "grant_type": "client_credentials"})
        form["grant_type"] = "refresh_token"
        if self._kept:
            try:
                return await request_token(oauth.token_url, {**form, "refresh_token": self._kept})
            except LoginRefused:
                configured = await self._configured(oauth.refresh_token)
                if configured == self._kept:
                    raise
                # Somebody has signed in again: the token in the configuration is newer than the one we kept.
                return await request_token(oauth.token_url, {**form, "refresh_token": configured})
        return await request_token(
            oauth.token_url, {**form, "refresh_token": await self._configured(oauth.refresh_token)}
        )

    async def _configured(self, secret: Secret | None) -> str:
        if secret is None:
            raise ConfigurationError(f"account.{self._account.key}: grant = refresh needs a refresh_token.")
        return await _read(secret)


async def _read(secret: Secret) -> str:
    """A secret that cannot be read, perhaps while it is being replaced, stops this account and nothing else (I12)."""
    try:
        return await asyncio.to_thread(resolve, secret)
    except ConfigurationError as error:
        raise LoginRefused(str(error)) from None

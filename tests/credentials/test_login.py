"""Access tokens: asked for once, renewed in time, rotated without loss; against a token server on loopback."""

from __future__ import annotations

import asyncio
import logging

import pytest

from tests.credentials.accounts import account, environment
from tests.servers.tokens import TokenServer
from triaged.credentials import AccountLogin, oauth
from triaged.credentials import login as login_module
from triaged.errors import ConfigurationError, LoginRefused, ServerUnreachable, Throttled
from triaged.policy.shape import AccountEntry, OAuth

SECRET = "canary-client-secret"


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIENT_SECRET", SECRET)
    monkeypatch.setenv("PASSWORD", "correct horse")


def by_client(url: str, *, scope: str = "https://outlook.office365.com/.default") -> AccountEntry:
    """An account of the client credentials grant."""
    grant = OAuth(
        grant="client",
        token_url=url,
        client_id="triaged",
        secret=environment("CLIENT_SECRET"),
        refresh_token=None,
        scope=scope,
    )
    return account(oauth=grant)


def by_refresh(url: str) -> AccountEntry:
    """An account of the refresh token grant."""
    grant = OAuth(
        grant="refresh",
        token_url=url,
        client_id="triaged",
        secret=None,
        refresh_token=environment("REFRESH_TOKEN"),
        scope="",
    )
    return account(oauth=grant)


class Clock:
    """Moves the loop's clock on without waiting."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        loop = asyncio.get_running_loop()
        real = loop.time
        self.ahead = 0.0
        monkeypatch.setattr(loop, "time", lambda: real() + self.ahead)


async def test_the_password_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed password is found without a restart (I12)."""
    login = AccountLogin(account(password=environment("PASSWORD")))
    first = await login.password()
    monkeypatch.setenv("PASSWORD", "battery staple")
    assert (first, await login.password()) == ("correct horse", "battery staple")
    assert (login.user, login.oauth) == ("help@firm.test", False)


async def test_client_credentials_are_asked_for_once(tokens: TokenServer) -> None:
    """One request serves every connection for as long as the token holds."""
    tokens.allow_client("triaged", SECRET, user="help@firm.test")
    login = AccountLogin(by_client(tokens.token_url))
    got = await asyncio.gather(*(login.token() for _ in range(10)))
    assert len({*got, await login.token()}) == 1
    assert tokens.requests == [
        {
            "client_id": "triaged",
            "client_secret": SECRET,
            "scope": "https://outlook.office365.com/.default",
            "grant_type": "client_credentials",
        }
    ]


async def test_a_token_is_renewed_before_its_end(tokens: TokenServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour's token is replaced five minutes early, a minute's token six seconds early."""
    clock = Clock(monkeypatch)
    tokens.allow_client("triaged", SECRET, user="help@firm.test")
    for lifetime, still, renewed in ((3_600, 3_290, 20), (60, 50, 5)):
        tokens.expires_in = lifetime
        login = AccountLogin(by_client(tokens.token_url))
        first = await login.token()
        clock.ahead += still
        assert await login.token() == first
        clock.ahead += renewed
        assert await login.token() != first


async def test_a_refused_token_is_replaced_once_for_all(tokens: TokenServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections that are refused together, or one shortly after the other, share one new token (I13)."""
    clock = Clock(monkeypatch)
    tokens.allow_client("triaged", SECRET, user="help@firm.test")
    login = AccountLogin(by_client(tokens.token_url))
    first = await login.token()
    together = set(await asyncio.gather(*(login.token(refused=True) for _ in range(5))))
    shortly_after = await login.token(refused=True)
    assert together == {shortly_after}
    assert first not in together
    assert len(tokens.requests) == 2
    clock.ahead += login_module.JUST_NOW
    assert await login.token(refused=True) not in together


async def test_a_rotated_refresh_token_is_kept_before_it_is_used(
    tokens: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The provider ends the old refresh token: the new one is handed to `keep` and used from then on."""
    clock = Clock(monkeypatch)
    tokens.rotate_refresh_tokens = True
    original = tokens.allow_refresh("help@firm.test")
    monkeypatch.setenv("REFRESH_TOKEN", original)
    kept: list[str] = []

    async def keep(rotated: str) -> None:
        kept.append(rotated)

    login = AccountLogin(by_refresh(tokens.token_url), keep=keep)
    await login.token()
    clock.ahead += 3_600
    await login.token()
    assert [form["refresh_token"] for form in tokens.requests] == [original, kept[0]]
    assert len(kept) == 2

    after_restart = AccountLogin(by_refresh(tokens.token_url), keep=keep, kept=kept[-1])
    await after_restart.token()
    assert tokens.requests[-1]["refresh_token"] == kept[1]


async def test_a_rotated_token_survives_whoever_gives_up_waiting(
    tokens: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cancelling a connection while the token is on its way does not lose the only valid refresh token."""
    tokens.rotate_refresh_tokens = True
    monkeypatch.setenv("REFRESH_TOKEN", tokens.allow_refresh("help@firm.test"))
    kept: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def keep(rotated: str) -> None:
        kept.set_result(rotated)

    login = AccountLogin(by_refresh(tokens.token_url), keep=keep)
    waiting = asyncio.create_task(login.token())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await asyncio.wait_for(kept, 20)


async def test_a_new_sign_in_wins_over_a_kept_token_that_ended(
    tokens: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the kept refresh token is refused, the configured one is tried: somebody has signed in again."""
    monkeypatch.setenv("REFRESH_TOKEN", tokens.allow_refresh("help@firm.test"))
    login = AccountLogin(by_refresh(tokens.token_url), kept="ended")
    assert await login.token()
    assert len(tokens.requests) == 2


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        ((400, {"error": "invalid_grant", "error_description": f"AADSTS70000: {SECRET}"}), LoginRefused, "AADSTS70000"),
        ((401, {"error": "invalid_client"}), LoginRefused, "invalid_client"),
        ((403, {"error": f"x y {SECRET}"}), LoginRefused, "HTTP 403"),
        ((429, {"error": "slow_down"}), Throttled, "pause"),
        ((400, {"error": "temporarily_unavailable"}), Throttled, "pause"),
        ((200, {"token_type": "Bearer"}), ServerUnreachable, "holds none"),
        ((200, {"access_token": "a\r\nb"}), ServerUnreachable, "holds none"),
        ((302, {}), ServerUnreachable, "holds none"),
    ],
)
async def test_refusals_are_named_without_secrets(
    tokens: TokenServer, caplog: pytest.LogCaptureFixture, answer: tuple[int, dict[str, object]], error: type, said: str
) -> None:
    """The provider's code is told, its description and our secret are not (T15)."""
    tokens.answer_next(*answer)
    login = AccountLogin(by_client(tokens.token_url))
    with caplog.at_level(logging.DEBUG), pytest.raises(error, match=said) as caught:
        await login.token()
    assert SECRET not in str(caught.value)
    assert SECRET not in caplog.text


async def test_after_a_failure_nobody_hammers(tokens: TokenServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same error is told without a request for 5 s, then 10 s."""
    clock = Clock(monkeypatch)
    login = AccountLogin(by_client(tokens.token_url))

    async def refused(times: int) -> int:
        for _ in range(times):
            with pytest.raises(LoginRefused, match="invalid_client"):
                await login.token()
        return len(tokens.requests)

    assert await refused(3) == 1
    clock.ahead += login_module.FIRST_PAUSE
    assert await refused(3) == 2
    clock.ahead += login_module.FIRST_PAUSE
    assert await refused(1) == 2
    tokens.allow_client("triaged", SECRET, user="help@firm.test")
    clock.ahead += login_module.FIRST_PAUSE
    assert await login.token()


async def test_a_fault_of_the_provider_is_tried_again_within_seconds(tokens: TokenServer) -> None:
    """5xx twice, then a token: nobody notices."""
    tokens.allow_client("triaged", SECRET, user="help@firm.test")
    tokens.answer_next(503, {})
    tokens.answer_next(500, {})
    form = {"client_id": "triaged", "client_secret": SECRET, "grant_type": "client_credentials"}
    assert (await oauth.request_token(tokens.token_url, form, pause=0.001)).value
    assert len(tokens.requests) == 3


async def test_an_unreachable_provider_is_named() -> None:
    """Nothing listens: one sentence with the host, no traceback of an HTTP library."""
    with pytest.raises(ServerUnreachable, match=r"127\.0\.0\.1: asking for an access token failed: ConnectError"):
        await oauth.request_token("http://127.0.0.1:1/token", {}, pause=0.001)


async def test_a_missing_secret_stops_its_account_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """I12: a secret that is away for a moment is a refused login, tried again later, not the daemon's end."""
    monkeypatch.delenv("PASSWORD")
    monkeypatch.delenv("CLIENT_SECRET")
    with pytest.raises(LoginRefused, match="env:PASSWORD"):
        await AccountLogin(account(password=environment("PASSWORD"))).password()
    with pytest.raises(LoginRefused, match="env:CLIENT_SECRET"):
        await AccountLogin(by_client("http://127.0.0.1:1/token")).token()


@pytest.mark.parametrize(
    "url", ["http://login.example.com/token", "ftp://127.0.0.1/x", "https:///token", "http://127.0.0.1.evil.test/"]
)
async def test_tokens_are_asked_for_over_https_only(url: str) -> None:
    """A client secret leaves this machine encrypted or not at all."""
    with pytest.raises(ConfigurationError, match="https only"):
        await oauth.request_token(url, {})
    with pytest.raises(ConfigurationError, match="https only"):
        AccountLogin(by_client(url))


@pytest.mark.parametrize(
    ("told", "seconds"), [(3599, 3599.0), ("3599", 3599.0), (None, 300.0), ("soon", 300.0), ("nan", 300.0)]
)
async def test_the_lifetime_is_read_as_providers_write_it(tokens: TokenServer, told: object, seconds: float) -> None:
    """expires_in may be a number, a string, or missing."""
    tokens.answer_next(200, {"access_token": "t", "expires_in": told})
    assert (await oauth.request_token(tokens.token_url, {})).lifetime == seconds

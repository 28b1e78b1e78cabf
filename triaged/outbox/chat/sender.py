"""The sender of one channel: reads its secrets, builds the request, posts it, says what it came to."""

import asyncio
import logging
import ssl
from collections.abc import Callable, Mapping

from triaged.errors import ConfigurationError, ServerUnreachable
from triaged.model.chat import ChatMessage, PostLater, PostOutcome, PostRefused
from triaged.model.ports import Clock
from triaged.outbox.chat.guard import Resolver, system_resolver
from triaged.outbox.chat.matrix import MATRIX
from triaged.outbox.chat.slack import SLACK
from triaged.outbox.chat.teams import TEAMS
from triaged.outbox.chat.values import Access, Kind
from triaged.outbox.chat.verdict import verdict
from triaged.outbox.chat.webhook import WEBHOOK
from triaged.policy.shape import Channel, Secret

SECONDS = 5.0
"""For one attempt, from the look-up of the name to the end of the answer."""

KINDS: Mapping[str, Kind] = {"webhook": WEBHOOK, "slack": SLACK, "teams": TEAMS, "matrix": MATRIX}


class ChannelSender:
    """Implements `ChatSender` for one channel.

    `resolve` reads a secret (it may block, and raises ConfigurationError naming the place). It is asked at each
    attempt, so that a new secret needs no restart (I12). `tls` None: the authorities of the operating system.
    """

    def __init__(
        self,
        channel: Channel,
        resolve: Callable[[Secret], str],
        *,
        now: Clock,
        resolver: Resolver = system_resolver,
        tls: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._channel = channel
        self._resolve = resolve
        self._now = now
        self._resolver = resolver
        self._tls = tls or ssl.create_default_context()
        self._seconds = seconds
        # Below warnings it logs the headers of answers, where a redirect repeats our address.
        logging.getLogger("httpcore2").setLevel(logging.WARNING)

    async def post(self, message: ChatMessage) -> PostOutcome:
        """One attempt. Raises nothing for what a server, a network or the channel's entry can have wrong."""
        outcome = await self._attempt(message)
        match outcome:
            case PostLater(reason=reason, wait=wait):
                return PostLater(reason=self._named(reason), wait=wait)
            case PostRefused(reason=reason):
                return PostRefused(reason=self._named(reason))
        return outcome

    async def _attempt(self, message: ChatMessage) -> PostOutcome:
        from triaged.outbox.chat.post import exchange  # its client's 2 MB are spared where no channel is used (B7)

        kind = KINDS[self._channel.kind]
        try:
            access = await asyncio.to_thread(self._access)
            answer = await exchange(
                kind.outgoing(message, access, self._now()),
                private=self._channel.private,
                resolver=self._resolver,
                tls=self._tls,
                seconds=self._seconds,
            )
        except ConfigurationError as error:
            return PostRefused(reason=str(error))
        except ServerUnreachable as error:
            return PostLater(reason=str(error))
        return verdict(answer, kind=kind, now=self._now())

    def _access(self) -> Access:
        channel = self._channel
        return Access(
            url=self._resolve(channel.url),
            sign="" if channel.sign is None else self._resolve(channel.sign),
            token="" if channel.token is None else self._resolve(channel.token),
            room=channel.room,
        )

    def _named(self, reason: str) -> str:
        """The sentence with the channel's key before it: its address is a secret, its key is what a person knows."""
        return f'Channel "{self._channel.key}": {reason[:1].lower()}{reason[1:]}'

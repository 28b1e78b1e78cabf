"""The generic webhook: JSON, signed by the rules of Standard Webhooks (version 1 of its signature, symmetric).

The receiver finds a recipe in docs/channels.md.
"""

import base64
import hashlib
import hmac
from datetime import UTC, datetime

from triaged.errors import ConfigurationError
from triaged.model.chat import ChatMessage
from triaged.outbox.chat.values import Access, Answer, Kind, Outgoing
from triaged.outbox.chat.words import JSON_HEADERS, as_json, clean, delivery_id, shown

PREFIX = "whsec_"
SHORTEST = 24
"""Octets of a key, as Standard Webhooks asks."""


def signing_key(secret: str) -> bytes:
    """The key in a secret: what follows `whsec_`, base64-decoded; of any other secret its own octets.

    Raises ConfigurationError.
    """
    if secret.startswith(PREFIX):
        try:
            key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
        except ValueError:
            raise ConfigurationError("What follows whsec_ in its signing secret is not base64.") from None
    else:
        key = secret.encode()
    if len(key) < SHORTEST:
        raise ConfigurationError(f"Its signing secret is shorter than {SHORTEST} octets: make a longer one.")
    return key


def signature(key: bytes, identity: str, timestamp: int, body: bytes) -> str:
    """The value of `webhook-signature`."""
    signed = hmac.digest(key, f"{identity}.{timestamp}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(signed).decode()


def outgoing(message: ChatMessage, access: Access, now: datetime) -> Outgoing:
    """The request; unsigned where the channel has no `sign`."""
    title, *lines = shown(message)
    body = as_json(
        {
            "key": clean(message.key),
            "title": title,
            "lines": lines,
            "threads": [clean(thread) for thread in message.threads],
            "at": message.at.astimezone(UTC).isoformat(),
        }
    )
    identity, timestamp = delivery_id(message), int(now.timestamp())
    headers = JSON_HEADERS | {"webhook-id": identity, "webhook-timestamp": str(timestamp)}
    if access.sign:
        headers["webhook-signature"] = signature(signing_key(access.sign), identity, timestamp, body)
    return Outgoing(url=access.url, headers=headers, body=body)


def _arrived(answer: Answer) -> bool:
    return 200 <= answer.status < 300


WEBHOOK = Kind(name="webhook", outgoing=outgoing, arrived=_arrived, code=lambda _: "")

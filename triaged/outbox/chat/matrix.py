"""Matrix: one event in one room (client-server API, "Sending events to a room").

The transaction id is the message's own, so that a server which knows it shows the message once.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote

from triaged.errors import ConfigurationError
from triaged.model.chat import ChatMessage
from triaged.outbox.chat.values import Access, Answer, Kind, Outgoing
from triaged.outbox.chat.words import JSON_HEADERS, as_json, delivery_id, shown

_TOKEN = re.compile(r"[!-~]+")
_ERRCODE = re.compile(r"M_[A-Z_]{1,40}")


def outgoing(message: ChatMessage, access: Access, _now: datetime) -> Outgoing:
    """The request. Raises ConfigurationError for a room, a token or a homeserver's address that cannot be one.

    `m.text`, since nobody's phone rings for `m.notice`. The empty `m.mentions` says that it calls nobody, whatever
    names the text holds (Matrix 1.7).
    """
    if not access.room.startswith("!"):
        raise ConfigurationError('Its room must be a room id, which begins with "!": see the room\'s settings.')
    if not _TOKEN.fullmatch(access.token):
        raise ConfigurationError("It needs an access token, which is one word of visible ASCII.")
    if "?" in access.url or "#" in access.url:
        raise ConfigurationError("Its address must be the homeserver's, with nothing behind it.")
    room = quote(access.room, safe="")
    return Outgoing(
        method="PUT",
        url=f"{access.url.rstrip('/')}/_matrix/client/v3/rooms/{room}/send/m.room.message/{delivery_id(message)}",
        headers=JSON_HEADERS | {"Authorization": f"Bearer {access.token}"},
        body=as_json({"msgtype": "m.text", "body": "\n".join(shown(message)), "m.mentions": {}}),
    )


def _told(answer: Answer) -> Mapping[str, object]:
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _arrived(answer: Answer) -> bool:
    return answer.status == 200 and isinstance(_told(answer).get("event_id"), str)


def _code(answer: Answer) -> str:
    code = _told(answer).get("errcode")
    return code if isinstance(code, str) and _ERRCODE.fullmatch(code) else ""


MATRIX = Kind(name="Matrix", outgoing=outgoing, arrived=_arrived, code=_code)

"""Slack: an incoming webhook. It answers 200 and "ok", or a word for what is wrong."""

import re
from datetime import datetime

from triaged.model.chat import ChatMessage
from triaged.outbox.chat.values import Access, Answer, Kind, Outgoing
from triaged.outbox.chat.words import JSON_HEADERS, as_json, shown

_WORD = re.compile(rb"[a-z_]{1,40}")


def escaped(text: str) -> str:
    """The three characters Slack interprets: without them no link, no mention, no channel can be made up."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def outgoing(message: ChatMessage, access: Access, _now: datetime) -> Outgoing:
    """The request: text that is neither formatted nor searched for names, and no previews of what it links to."""
    body = as_json(
        {
            "text": "\n".join(shown(message, escaped)),
            "mrkdwn": False,
            "parse": "none",
            "link_names": False,
            "unfurl_links": False,
            "unfurl_media": False,
        }
    )
    return Outgoing(url=access.url, headers=JSON_HEADERS, body=body)


def _arrived(answer: Answer) -> bool:
    return answer.status == 200 and answer.body.strip() == b"ok"


def _code(answer: Answer) -> str:
    word = answer.body.strip()
    return word.decode() if _WORD.fullmatch(word) else ""


SLACK = Kind(name="Slack", outgoing=outgoing, arrived=_arrived, code=_code)

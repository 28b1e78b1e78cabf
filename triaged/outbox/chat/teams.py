"""Microsoft Teams: the webhook of a workflow that posts the adaptive card it is given.

The workflow answers 202 when it begins; whether it then posts is seen in its run history only.
"""

from datetime import datetime

from triaged.model.chat import ChatMessage
from triaged.outbox.chat.values import Access, Answer, Kind, Outgoing
from triaged.outbox.chat.words import JSON_HEADERS, as_json, shown

_JOINER = "\N{WORD JOINER}"


def inert(text: str) -> str:
    """Text in which a card finds no `<at>` mention, no `{{DATE()}}` or `${}` expression and no Markdown link.

    The text runs it goes into know no Markdown; a client that shows them as a text block would.
    """
    for pair in ("<a", "<A", "</", "{{", "${", "@{", "]("):
        text = text.replace(pair, pair[0] + _JOINER + pair[1])
    return text


def _line(text: str, *, bold: bool) -> dict[str, object]:
    run: dict[str, object] = {"type": "TextRun", "text": text or " "}
    return {"type": "RichTextBlock", "inlines": [run | {"weight": "Bolder"} if bold else run]}


def outgoing(message: ChatMessage, access: Access, _now: datetime) -> Outgoing:
    """The request: one card, a line of text for each line."""
    lines = shown(message, inert)
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "msteams": {"width": "Full"},
        "body": [_line(line, bold=number == 0) for number, line in enumerate(lines)],
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return Outgoing(
        url=access.url, headers=JSON_HEADERS, body=as_json({"type": "message", "attachments": [attachment]})
    )


def _arrived(answer: Answer) -> bool:
    return answer.status in {200, 202}


TEAMS = Kind(name="Teams", outgoing=outgoing, arrived=_arrived, code=lambda _: "")

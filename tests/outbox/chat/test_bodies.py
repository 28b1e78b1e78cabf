"""What is sent, platform by platform: the form it asks for, and text that stays text."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outbox.chat.samples import CANARY, HOSTILE, KEY, LINES, MESSAGE, NOW, ROOM, SIGN, TITLE, TOKEN, message
from triaged.errors import ConfigurationError
from triaged.model.chat import ChatMessage
from triaged.outbox.chat.sender import KINDS
from triaged.outbox.chat.values import Access, Outgoing
from triaged.outbox.chat.webhook import signature, signing_key
from triaged.outbox.chat.words import LONGEST_LINE, MOST_LINES, clean, delivery_id

URL = f"https://hooks.firm.test/{CANARY}"
ACCESS = Access(url=URL, sign=SIGN, token=TOKEN, room=ROOM)
TEAMS_TAKES = 28 * 1024
JOINER = "\N{WORD JOINER}"


def built(kind: str, what: ChatMessage = MESSAGE, access: Access = ACCESS) -> Outgoing:
    """The request of a kind."""
    return KINDS[kind].outgoing(what, access, NOW)


def body(kind: str, what: ChatMessage = MESSAGE) -> Any:
    """Its JSON."""
    return json.loads(built(kind, what).body)


def text_of(kind: str, what: ChatMessage) -> list[str]:
    """The lines a reader of that platform gets to see, as they are sent."""
    sent = body(kind, what)
    match kind:
        case "webhook":
            return [sent["title"], *sent["lines"]]
        case "slack":
            return str(sent["text"]).split("\n")
        case "matrix":
            return str(sent["body"]).split("\n")
        case _:
            return [block["inlines"][0]["text"] for block in sent["attachments"][0]["content"]["body"]]


def test_the_webhook_sends_the_whole_notice() -> None:
    """Key, title, lines, references, the time in UTC."""
    assert body("webhook") == {
        "key": "notice-17:ops",
        "title": TITLE,
        "lines": list(LINES),
        "threads": ["NL-7K3F"],
        "at": "2026-11-24T13:00:00+00:00",
    }
    assert built("webhook").headers["Content-Type"].startswith("application/json")


def test_the_signature_is_that_of_the_standard() -> None:
    """The example with which the libraries of Standard Webhooks test themselves."""
    key = signing_key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signed = signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_signing_keys_are_read_from_either_form() -> None:
    """What follows whsec_ is base64; any other secret is the key itself."""
    assert signing_key(SIGN) == KEY
    assert signing_key(KEY.decode()) == KEY


@pytest.mark.parametrize(
    "secret",
    ["whsec_not base64!", "whsec_" + "!QUJD" * 12, "whsec_ä", "whsec_", "whsec_c2hvcnQ=", "short", ""],
)
def test_a_signing_key_that_is_none_is_refused(secret: str) -> None:
    """Not base64, or shorter than 24 octets; the sentence does not repeat it."""
    with pytest.raises(ConfigurationError) as caught:
        signing_key(secret)
    assert secret.removeprefix("whsec_") not in str(caught.value) or len(secret) < 7


def test_without_a_secret_nothing_pretends_to_be_signed() -> None:
    """`sign` is optional: then the header is absent, not empty."""
    headers = built("webhook", access=Access(url=URL)).headers
    assert "webhook-signature" not in headers
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))


def test_slack_gets_text_that_it_does_not_interpret() -> None:
    """No formatting, no names looked for, no previews fetched."""
    sent = body("slack")
    assert sent["text"] == "\n".join((TITLE, *LINES))
    assert (sent["mrkdwn"], sent["parse"], sent["link_names"], sent["unfurl_links"]) == (False, "none", False, False)


def test_teams_gets_one_card_of_text_runs() -> None:
    """A message with one adaptive card; text runs, which know no Markdown."""
    [attachment] = body("teams")["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    blocks = attachment["content"]["body"]
    assert {block["type"] for block in blocks} == {"RichTextBlock"}
    assert [block["inlines"][0].get("weight") for block in blocks] == ["Bolder", None, None]
    assert text_of("teams", MESSAGE) == [TITLE, *LINES]


def test_matrix_gets_a_plain_event_that_calls_nobody() -> None:
    """The room and transaction in the path, the token in the header, no HTML, no mention."""
    sent = built("matrix", access=Access(url="https://m.firm.test/", token=TOKEN, room=ROOM))
    assert sent.method == "PUT"
    assert sent.url == (
        "https://m.firm.test/_matrix/client/v3/rooms/%21a%20b%2Fc%3Fd%23e%3Afirm.test"
        f"/send/m.room.message/{delivery_id(MESSAGE)}"
    )
    assert sent.headers["Authorization"] == f"Bearer {TOKEN}"
    assert json.loads(sent.body) == {"msgtype": "m.text", "body": "\n".join((TITLE, *LINES)), "m.mentions": {}}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"room": "#general:firm.test"}, "room id"),
        ({"room": ""}, "room id"),
        ({"token": ""}, "token"),
        ({"token": f"{CANARY}\r\nX-More: 1"}, "token"),
        ({"url": f"https://m.firm.test/?{CANARY}"}, "homeserver"),
    ],
)
def test_a_matrix_channel_that_cannot_work_is_refused(changes: dict[str, str], said: str) -> None:
    """An alias is no room id, a token is one word, nothing stands behind the homeserver's address."""
    access = Access(**({"url": "https://m.firm.test", "token": TOKEN, "room": ROOM} | changes))
    with pytest.raises(ConfigurationError, match=said) as caught:
        built("matrix", access=access)
    assert CANARY not in str(caught.value)


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_lines_stay_lines(kind: str) -> None:
    """Every line of a notice is one line there, without controls, half characters or turned reading direction."""
    lines = text_of(kind, message(title=HOSTILE[3], lines=HOSTILE))
    assert len(lines) == len(HOSTILE) + 1
    assert all(line.isprintable() or JOINER in line for line in lines)
    assert not any(char in "".join(lines) for char in "\r\n\x00\x1b\u202e\ud83d\u2028\u200b")


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_is_called(kind: str) -> None:
    """@channel, @here, @everyone, @room and @Team are words like others."""
    text = "\n".join(text_of(kind, message(lines=HOSTILE)))
    for word in ("@channel", "@here", "@everyone", "@room", "@Team"):
        assert word not in text
    assert text.replace(JOINER, "").count("@channel") == 1


def test_nothing_is_markup_in_slack() -> None:
    """No link, mention or command can be made: every < > & is an entity, once."""
    text = str(body("slack", message(lines=HOSTILE))["text"])
    assert "<" not in text
    assert ">" not in text
    assert "&lt;https://evil.test|Your bank&gt;" in text
    assert "&amp;lt;!here&amp;gt;" in text


def test_nothing_is_markup_in_teams() -> None:
    """Where a client takes runs for Markdown or templates, links, mentions and expressions are broken all the same."""
    text = "\n".join(text_of("teams", message(lines=HOSTILE)))
    for live in ("<at>", "</at>", "](", "{{", "${", "@{"):
        assert live not in text


@pytest.mark.parametrize("kind", KINDS)
def test_what_does_not_fit_is_counted(kind: str) -> None:
    """A notice about too much says how many lines are missing, and every platform takes its size."""
    many = message(lines=tuple(f'{number} <&> "\\ ä€😀 ' * 30 for number in range(400)))
    assert len(text_of(kind, message(lines=("short",) * 400))) == MOST_LINES + 1
    lines = text_of(kind, many)
    assert lines[-1] == f"… (+{401 - (len(lines) - 1)})"
    assert len(built(kind, many).body) <= TEAMS_TAKES


@given(st.text(), st.lists(st.text(), max_size=60), st.text(), st.sampled_from(sorted(KINDS)))
def test_any_text_makes_a_body_every_platform_takes(title: str, lines: list[str], key: str, kind: str) -> None:
    """Whatever customers write: valid UTF-8, valid JSON, bounded."""
    sent = built(kind, message(title=title, lines=tuple(lines), key=key, threads=(title,)))
    assert json.loads(sent.body.decode("utf-8"))
    assert len(sent.body) <= TEAMS_TAKES
    assert all(value.isascii() and value.isprintable() for value in sent.headers.values())


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=2_000))
def test_clean_is_one_bounded_printable_line(text: str) -> None:
    """And cleaning what is clean changes nothing."""
    line = clean(text)
    assert len(line) <= LONGEST_LINE
    assert line.isprintable()
    assert clean(line) == line


def test_attempts_of_a_message_share_an_id_and_messages_do_not() -> None:
    """The receiver can tell a second attempt from a second notice."""
    again = message(at=NOW + timedelta(hours=1), lines=("other",))
    assert delivery_id(again) == delivery_id(MESSAGE)
    assert delivery_id(message(key="notice-18:ops")) != delivery_id(MESSAGE)


def test_secrets_are_in_no_repr() -> None:
    """An error report that shows these values shows no secret."""
    shown = repr(ACCESS) + repr(built("matrix")) + repr(built("webhook"))
    for secret in (CANARY, base64.b64encode(KEY).decode(), TOKEN):
        assert secret not in shown

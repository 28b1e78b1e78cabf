"""The labelled mail that nobody on this project wrote: read it all."""

from __future__ import annotations

import pytest

from tests.mail.properties import hold_for
from tests.mail.samples import raw
from tests.support.shared import labelled_mail
from triaged.mail.limits import ParseLimits
from triaged.mail.parse import parse
from triaged.model.mail import Message

pytestmark = pytest.mark.needs_shared

# Two name several people without a Sender, one has a local part outside ASCII: no author by rule (N25, S11).
_WITHOUT_AUTHOR = 3


def test_every_mail_is_read() -> None:
    """All of them give a Message that holds, malformed ones too."""
    count = 0
    for one in labelled_mail():
        octets = one.octets()
        hold_for(parse(raw(octets)), octets, ParseLimits())
        count += 1
    assert count == 1_554


def test_people_have_an_author() -> None:
    """A person's mail has an author who may be answered, wherever its From names one."""
    without = []
    for one in labelled_mail("human"):
        message = parse(raw(one.octets()))
        assert isinstance(message, Message)
        if message.author is None:
            without.append((one.path.name, message.from_problem))
    assert len(without) <= _WITHOUT_AUTHOR, without


def test_people_say_something() -> None:
    """A person's mail has text, unless it is nothing but attachments."""
    silent = []
    for one in labelled_mail("human"):
        message = parse(raw(one.octets()))
        assert isinstance(message, Message)
        if (
            not message.own_text.strip()
            and not message.attachments
            and "\n\n" in one.octets().decode("latin-1").strip()
        ):
            silent.append(one.path.name)
    assert len(silent) <= 1, silent


def test_no_person_writes_a_bounce() -> None:
    """No person's mail is taken for a delivery report, and most of the reports are known by their parts."""
    for one in labelled_mail("human"):
        message = parse(raw(one.octets()))
        assert isinstance(message, Message)
        assert message.bounce is None, one.path.name
    reports = [parse(raw(one.octets())) for one in labelled_mail("automatic_bounce") if one.sub == "dsn"]
    known = [message for message in reports if isinstance(message, Message) and message.bounce is not None]
    assert len(known) >= 0.8 * len(reports)

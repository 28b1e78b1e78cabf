"""What past mail teaches: a month whose answers are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.letters.house import wording
from tests.policy.texts import load_text
from tests.rehearse.month import NOW, RULES, Mail, answer, asks, march, newsletter, received, sent, write_mbox
from triaged.past.files import MailFile
from triaged.past.source import Past
from triaged.rehearse.history import History, read_history

TOPICS = """
[topic.delivery]
name = { en = "Delivery", de = "Lieferung" }
[topic.billing]
name = { en = "Billing", de = "Rechnung" }
"""


async def read(
    tmp_path: Path, inbox: list[Mail], answers: list[Mail], *, ended: bool = True, **filed: list[Mail]
) -> History:
    """Read these; each of `filed` is a file of mail about that topic."""

    def file(name: str, mails: list[Mail]) -> MailFile:
        path = write_mbox(tmp_path / f"{name}.mbox", [mail.octets() for mail in reversed(mails)])
        return MailFile(path=path, inbox="support", now=NOW, name=name)

    past = Past(
        mails=[file("inbox", inbox), *(file(topic, mails) for topic, mails in filed.items())],
        sent=[file("sent", answers)],
        days=300,
        now=NOW,
        ended=ended,
        filed={topic: topic for topic in filed},
    )
    return await read_history(
        past, policy=load_text(RULES + TOPICS), inbox="support", wording=wording(), progress=lambda *_: None
    )


def waits(found: History) -> list[timedelta | None]:
    """How long each answer took, None for what is open."""
    return [mail.answered_at - mail.arrived_at if mail.answered_at else None for mail in found.mails]


async def test_every_conversation_has_the_answer_it_had(tmp_path: Path) -> None:
    """The table beside the month's mails; the newsletter asks nothing, order 42 came after the last answer."""
    found = await read(tmp_path, received(), sent())
    assert (found.read, found.sent) == (len(received()), len(sent()))
    assert waits(found)[:3] == [timedelta(hours=2), timedelta(hours=6), None]
    assert waits(found)[-2:] == [timedelta(hours=7), timedelta(hours=30)]
    assert (len(found.mails), waits(found).count(None)) == (25, 1)
    assert found.mails[0].arrived_at == march(2, "09:00")
    assert {mail.seen_until for mail in found.mails} == {march(18, "15:00")}
    assert {mail.urgency for mail in found.mails} == {"normal"}
    assert len({mail.key for mail in found.mails}) == 25
    assert found.filed == ()


async def test_nothing_kept_for_good_names_anybody(tmp_path: Path) -> None:
    """Neither an address, nor a name, nor a word of a subject."""
    found = await read(tmp_path, received(), sent())
    kept = " ".join(str(mail.as_json()) for mail in found.mails)
    assert not [word for word in ("kim", "Kim", "customer", "order", "nordlicht", "@") if word in kept]


async def test_on_a_server_what_is_open_is_open_until_now(tmp_path: Path) -> None:
    """There the last answer is no end: order 42 was never answered."""
    found = await read(tmp_path, received(), sent(), ended=False)
    assert len(found.mails) == 26
    assert (waits(found)[-1], found.mails[-1].seen_until) == (None, NOW)


async def test_where_no_answer_is_known_nothing_is_said_of_answers(tmp_path: Path) -> None:
    """People answer somewhere else; mail before the first answered one says nothing either."""
    mails = [asks(number, march(number, "09:00")) for number in (2, 3, 4)]
    assert (await read(tmp_path, mails, [])).mails == ()
    later = await read(tmp_path, mails, [answer(3, march(5, "10:00"))])
    assert waits(later) == [timedelta(days=2, hours=1), None]


async def test_an_answer_to_somebody_else_is_none(tmp_path: Path) -> None:
    """A forward to a supplier leaves the customer waiting; the answer after it counts."""
    forward = replace(answer(2, march(2, "10:00")), to="supplier@parts.example", id="forward@nordlicht.example")
    found = await read(tmp_path, [asks(2, march(2, "09:00"))], [forward, answer(2, march(2, "12:00"))])
    assert waits(found) == [timedelta(hours=3)]


async def test_one_conversation_is_one_row(tmp_path: Path) -> None:
    """The customer's next mail belongs to the first; the first answer counts."""
    first, again = asks(2, march(2, "09:00")), asks(2, march(3, "09:00"))
    again = replace(again, id="again@customer2.example", answers="answer.2@nordlicht.example", subject="Re: My order 2")
    found = await read(tmp_path, [first, again], [answer(2, march(2, "12:00")), answer(2, march(4, "12:00"))])
    assert waits(found) == [timedelta(hours=3)]


BILL = replace(asks(2, march(2, "09:00")), subject="My bill", text="Please send the bill again.")
PARCEL = asks(3, march(3, "09:00"))


async def test_a_mail_teaches_the_topic_of_its_folder(tmp_path: Path) -> None:
    """With its words, once, also where a copy lies in the inbox; a machine's mail and an answer teach none.

    What was answered and left outside since is about none of the topics; what was left before, or is open, may be.
    """
    before, answered, waits_still = (asks(number, march(number, "08:00")) for number in (1, 4, 5))
    before = replace(before, at=march(1, "08:00"))
    found = await read(
        tmp_path,
        [before, BILL, answered, waits_still],
        [answer(number, march(number, "12:00")) for number in (1, 2, 4)],
        billing=[BILL, newsletter(march(3, "10:00"))],
        delivery=[PARCEL],
    )
    assert [(mail.subject, mail.topic) for mail in found.filed] == [
        ("My bill", "billing"),
        ("My order 3", "delivery"),
        ("My order 4", ""),
    ]
    assert found.filed[0].text.strip() == "Please send the bill again."
    assert [mail.topic for mail in found.mails] == ["", "billing", "delivery", ""]
    assert (found.inside, found.outside) == ({"billing": 1, "delivery": 1}, 1)


async def test_topics_are_learned_where_other_mail_is_known_too(tmp_path: Path) -> None:
    """A quarter as much from outside at least, or folders of every topic there is; never more outside than inside."""
    bills = [replace(BILL, id=f"{n}@bill.example", at=march(2 + n, "09:00")) for n in range(8)]
    others = [asks(20 + n, march(3 + n, "10:00")) for n in range(9)]
    answers = [answer(20 + n, march(3 + n, "12:00")) for n in range(9)]
    topics = {
        outside: [mail.topic for mail in (await read(tmp_path, others[:outside], answers, billing=bills)).filed]
        for outside in (1, 2, 9)
    }
    assert topics[1] == []
    assert sorted(topics[2]) == ["", "", *["billing"] * 8]
    assert sorted(topics[9]) == [*[""] * 8, *["billing"] * 8]
    every = await read(tmp_path, [], answers, billing=bills, delivery=[PARCEL])
    assert sorted(mail.topic for mail in every.filed) == [*["billing"] * 8, "delivery"]

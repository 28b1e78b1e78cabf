"""What every letter to a colleague keeps: it shows no more than the settings allow, and nobody's text escapes in it."""

import email
import email.policy
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.letters.house import LANGUAGES, REPLY_BY, policy, wording
from tests.letters.test_injection import TEXT
from tests.letters.test_notices import ASK, BROKEN, DUE, KRANZ, NOW
from tests.letters.test_words import FORBIDDEN, GENDERED
from triaged.mail.compose import compose
from triaged.mail.letter_cases import subjected_cases
from triaged.mail.letter_samples import samples
from triaged.mail.wording import Worded
from triaged.model.notice import (
    Assigned,
    Bursting,
    Capacity,
    Confirmation,
    DigestLetter,
    Done,
    NoticeLetter,
    Present,
    Refusal,
    Reported,
    Said,
    Situation,
    Suspected,
    Undelivered,
    Unpromised,
    WentAway,
)
from triaged.model.order import NotUnderstood, OrderKind, Orders
from triaged.rules.mail_commands import orders
from triaged.rules.moments import moment

ZONE = "Europe/Berlin"


def full_notice(text: str, language: str = "en") -> NoticeLetter:
    """A notice with every section, in which every free text is `text`."""
    thread = replace(
        KRANZ,
        customer=f"{text}@customer.example",
        customer_name=text,
        subject=text,
        triage=replace(KRANZ.triage, customer_group=text),
    )
    due = replace(DUE, thread=thread, owner=text, text=text)
    news = (
        Assigned(thread=thread, by=text, why=text, text=text),
        Reported(thread=thread, rule=text),
        Unpromised(thread=thread),
        Suspected(key="cloud", name={language: text}, mails=8, within=timedelta(minutes=20)),
        Bursting(
            customers=9, since=REPLY_BY, words=(text,), references=("7K3F",), languages=("en",), name={language: text}
        ),
        Undelivered(person=text, why=text, references=("7K3F",)),
        WentAway(person=text),
        Said(text=text),
    )
    present = (Present(name=text),)
    return NoticeLetter(
        person="ben",
        team="service",
        language=language,
        zone=ZONE,
        asks=(replace(ASK, thread=thread, owner=text, person=text, text=text),),
        broken=(replace(BROKEN, thread=thread, owner=text, text=text),),
        due=(due,),
        news=news,
        situation=Situation(on_duty=present, away=present, open=1, due=1),
    )


def full_digest(text: str, language: str = "en") -> DigestLetter:
    """A digest with every section, in which every free text is `text`."""
    notice = full_notice(text, language)
    return DigestLetter(
        person="ben",
        team="service",
        language=language,
        zone=ZONE,
        own=notice.due,
        unowned=notice.due,
        broken=notice.broken,
        questions=(notice.due[0].thread,),
        held=1,
        away=(Present(name=text),),
        capacity=Capacity(due=60, by=REPLY_BY, can=48),
    )


def full_confirmation(text: str, language: str = "en") -> Confirmation:
    """An answer to commands in which every free text is `text`."""
    return Confirmation(
        language=language,
        zone=ZONE,
        done=(Done(what=OrderKind.GIVE, reference="7K3F", person=text),),
        refused=(Refusal(what=OrderKind.NAME, reason=text, reference="7K3F"),),
    )


def rendered(text: str, shows: str = "text", language: str = "en") -> Iterator[Worded]:
    """Every letter to a colleague with `text` in every place."""
    house = policy(shows=shows)
    yield wording().render_notice(full_notice(text, language), house, NOW)
    yield wording().render_digest(full_digest(text, language), house, NOW)
    yield wording().render_confirmation(full_confirmation(text, language), house, NOW)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXT)
def test_no_text_adds_a_line_or_a_control(text: str) -> None:
    """Whatever stands in names, subjects, mails, reasons: every letter has the lines it has with a plain word."""
    for worded, plain in zip(rendered(f"x{text}"), rendered("x"), strict=True):
        assert worded.problem == ""
        assert worded.text.count("\n") == plain.text.count("\n")
        told = f"{worded.subject}{worded.text}".replace("\n", "").replace("\u200c", "").replace("\u200d", "")
        assert told.isprintable()


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXT)
def test_nothing_escapes_from_a_composed_notice(text: str) -> None:
    """The whole way: hostile words in every place, worded, composed, read back as plain text with the same headers."""
    for worded in rendered(text):
        octets = compose(
            automatic="auto-generated",
            sender_name="Nordlicht",
            sender="support@nordlicht.example",
            recipient="ben@nordlicht.example",
            subject=worded.subject,
            text=worded.text,
            message_id="<notice.abc@nordlicht.example>",
            mark="v1.key.proof",
            date=NOW,
        )
        message = email.message_from_bytes(octets, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        assert message.get_content_type() == "text/plain"
        assert message["Subject"] == worded.subject
        assert message["Bcc"] is None
        assert message.get_content().replace("\r\n", "\n") == worded.text


@pytest.mark.parametrize("payload", ["{{7*7}}", "{% raw %}", "{{ ''.__class__ }}", "<b>x</b>", "%(x)s", "{0}"])
def test_no_text_is_a_template(payload: str) -> None:
    """What stands in a mail comes out as it was written."""
    for worded in rendered(payload):
        assert worded.problem == ""
        assert payload in worded.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_shows_nothing_of_the_customer(language: str) -> None:
    """With `shows = "link"` no name, address, subject, group or text of a customer leaves the mailbox."""
    thread = replace(KRANZ, triage=replace(KRANZ.triage, customer_group="vip"))
    notice, digest = full_notice("x", language), full_digest("x", language)
    own = replace(DUE, thread=thread, text="Where is it?", owner="")
    given = (Assigned(thread=thread, text="Where is it?"), Reported(thread=thread, rule="a"), Unpromised(thread=thread))
    notice = replace(notice, asks=(replace(ASK, thread=thread, text="Where?"),), broken=(own,), due=(own,), news=given)
    digest = replace(digest, own=(own,), unowned=(own,), broken=(own,), questions=(thread,))
    secret = ("Kranz", "petra", "Rechnung", "Where", "vip")
    for shows, seen in (
        ("link", ()),
        ("subject", ("Kranz", "Rechnung", "vip")),
        ("text", ("Kranz", "Rechnung", "Where")),
    ):
        house = policy(shows=shows)
        for worded in (
            wording().render_notice(notice, house, NOW),
            wording().render_digest(digest, house, NOW),
        ):
            told = f"{worded.subject}\n{worded.text}"
            assert "NL-7K3F" in told
            assert all(word in told for word in seen)
            if shows == "link":
                assert not any(word in told for word in secret)
            if shows == "subject":
                assert "Where" not in told


def test_only_two_hundred_characters_of_a_mail_are_shown() -> None:
    """With `shows = "text"` a notice carries the first 200 characters of the last mail and no more."""
    worded = wording().render_notice(
        replace(full_notice("x"), asks=(), broken=(), news=(), due=(replace(DUE, text="y" * 5_000),)),
        policy(shows="text"),
        NOW,
    )
    assert worded.text.count("y") - worded.text.replace("y" * 200, "").count("y") == 200
    assert "y" * 201 not in worded.text


def printed_commands(text: str, marks: tuple[str, ...]) -> Iterator[str]:
    """The commands a notice lists, without what is said of them in brackets."""
    for line in text.split("\n"):
        for mark in marks:
            if line.startswith(mark):
                for command in line.removeprefix(mark).split(" · "):
                    yield command.partition(" (")[0].strip("\u00a0 ")


MARKS = {
    "en": ("Reply with:", "And:"),
    "de": ("Antworten mit:", "Und:"),
    "fr": ("Répondez avec\u00a0:", "Et\u00a0:"),
    "es": ("Responda con:", "Y:"),
}


def understood(command: str, threads: tuple[str, ...]) -> bool:
    """Whether a mail with this one command is understood."""

    def when(words: str, end_of_day: bool) -> Any:
        return moment(words, now=NOW, zone=ZONE, end_of_day=end_of_day)

    people = {key: entry.name for key, entry in policy().people.items()}
    return isinstance(orders(command, threads=threads, people=people, when=when), Orders)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=1), timedelta(days=3)])
def test_every_command_a_notice_lists_is_understood(language: str, later: timedelta) -> None:
    """What a notice says can be answered is understood when it is: in each language, about one thread and several."""
    other = replace(KRANZ, reference="7K44")
    base = NoticeLetter(person="ben", team="service", language=language, zone=ZONE)
    ask = replace(ASK, new_time=ASK.new_time + later)
    due = replace(DUE, due=DUE.due + later, owner="")
    for letter, threads in (
        (replace(base, asks=(ask,)), ("7K3F",)),
        (replace(base, asks=(ask, replace(ask, thread=other))), ("7K3F", "7K44")),
        (replace(base, due=(due,)), ("7K3F",)),
        (replace(base, asks=(ask,), due=(replace(due, thread=other),)), ("7K3F", "7K44")),
    ):
        text = wording().render_notice(letter, policy(), NOW).text
        commands = list(printed_commands(text, MARKS[language]))
        assert len(commands) >= 4
        for command in commands:
            assert understood(command, threads), command


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_every_command_a_confirmation_lists_is_understood(language: str) -> None:
    """Who was not understood reads commands in their own language that are."""
    lost = Confirmation(language=language, zone=ZONE, not_understood=NotUnderstood(line="x", hint="no command."))
    listed = wording().render_confirmation(lost, policy(), NOW).text.rstrip("\n").rpartition("\n")[2]
    commands = listed.partition(": ")[2].split(" · ")
    assert len(commands) == 13
    for command in commands:
        said = command.replace("ID", "7K3F")
        for name in ("NAME", "NOM", "NOMBRE"):
            said = said.removesuffix(name) + ("eva" if said.endswith(f" {name}") else "")
        assert understood(said, ("7K3F",)), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_to_a_colleague_keeps_the_rules(language: str) -> None:
    """No letter to a colleague says today or tomorrow, an empty phrase, or knows whether somebody is a man."""
    for kind, told in subjected_cases(language):
        text = wording().render_values(language, kind, told)
        assert not GENDERED.search(text), kind
        assert not any(phrase in text.lower() for phrase in FORBIDDEN[language] if phrase not in {"morgen", "08:00"}), (
            text
        )
        assert "\n\n\n" not in text
        assert not any(line != line.rstrip() for line in text.split("\n") if not line.startswith(">")), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sample_is_plain_text(language: str) -> None:
    """No letter is markup: no tag, no entity."""
    for one in samples(wording(), policy()):
        assert "<" not in one.text
        assert "&amp;" not in one.text


@pytest.mark.parametrize(
    ("kind", "render", "told"),
    [
        (
            "notice",
            lambda words: words.render_notice(full_notice("x"), policy(), NOW),
            "NL-7K3F: the customer will be told on Tuesday, 24 November, 14:00 that we are late\n"
            "NL-7K3F: due Tuesday, 24 November, 13:44\nNL-7K3F: due Tuesday, 24 November, 14:30\n",
        ),
        (
            "digest",
            lambda words: words.render_digest(full_digest("x"), policy(), NOW),
            "NL-7K3F: due Tuesday, 24 November, 13:44\n",
        ),
        (
            "confirmation",
            lambda words: words.render_confirmation(full_confirmation("x"), policy(), NOW),
            "done: give 7K3F\nnot done: name 7K3F: x\n",
        ),
    ],
)
def test_a_failing_template_still_tells_the_times(kind: str, render: Callable[[Any], Worded], told: str) -> None:
    """P13 for colleagues: a template that fails is replaced by words that tell which thread is due when."""
    from tests.letters.test_templates import changed

    worded = render(changed("Subject: x\n{{ company | day }}", f"en/{kind}.txt"))
    assert worded.problem.startswith(f"words/en/{kind}.txt, line 2")
    assert told in worded.text
    assert worded.subject


def test_times_of_another_day_have_their_day() -> None:
    """A notice names the weekday of every time that is not on the day it is written."""
    late = replace(DUE, due=datetime.fromisoformat("2026-11-26T12:00:00+00:00"))
    line = wording().render_notice(replace(full_notice("x"), asks=(), broken=(), news=(), due=(late,)), policy(), NOW)
    assert line.text.startswith("due   Thursday, 13:00   ")

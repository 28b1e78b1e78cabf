"""May this mail order anything? Who is proven may; a program never; where nobody can be proven, who knows the id."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.policy.texts import load_text
from tests.rules.mails import mail
from triaged.model.letter import Letter, LetterKind
from triaged.model.thread import Proof
from triaged.policy.shape import Policy
from triaged.rules.ordered import May, ordered

NOW = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
RULES = """\
company.name = "Nordlicht GmbH"
calendar.office = { zone = "Europe/Berlin", open = ["Mon-Fri 08:00-17:00"], holidays = "none" }
person.anna = { name = "Anna Petersen", mail = ["anna@nordlicht.example", "anna@home.example"] }
person.ben = { name = "Ben Ali", mail = ["ben@nordlicht.example"] }
inbox.support = { address = "support@nordlicht.example", account = "main" }
[account.main]
kind = "imap"
imap = "imap://127.0.0.1:143"
smtp = "smtp://127.0.0.1:25"
user = "support@nordlicht.example"
login = { password = "file:/nowhere" }
[team.all]
lead = "anna"
people = ["anna", "ben"]
[[promise.row]]
reply = "4h"
"""
RESULTS = '[trust]\nresults_of = ["mx.nordlicht.example"]\n'
OWN_MAIL = '[trust]\nown_mail = "header:X-Our=secret"\n'
ANNA = "Anna <anna@nordlicht.example>"


def rules(trust: str) -> Policy:
    """The desk with that trust."""
    return load_text(RULES + trust)


def letter(to: str, kind: LetterKind = LetterKind.NOTICE) -> Letter:
    """A letter of ours that the mail names."""
    return Letter(
        once_key="x",
        kind=kind,
        inbox="support",
        account="main",
        thread_id=None,
        sender="support@nordlicht.example",
        recipient=to,
        message_id="<notice.x@nordlicht.example>",
        mark="v1.x",
        octets=b"",
        created_at=NOW,
        next_attempt_at=NOW,
    )


OWN_NOTICE = letter("anna@nordlicht.example")
TABLE = [
    # trust, From, further fields, notice, proof, answer
    ("", ANNA, {}, OWN_NOTICE, Proof.UNKNOWN, May.YES),
    ("", "Anna <ANNA@Nordlicht.Example>", {}, OWN_NOTICE, Proof.UNKNOWN, May.YES),
    ("", "Anna <anna@home.example>", {}, OWN_NOTICE, Proof.UNKNOWN, May.UNSURE),
    ("", ANNA, {}, letter("ben@nordlicht.example"), Proof.UNKNOWN, May.UNSURE),
    ("", ANNA, {}, letter("anna@nordlicht.example", LetterKind.ACKNOWLEDGEMENT), Proof.UNKNOWN, May.NO),
    ("", ANNA, {}, None, Proof.UNKNOWN, May.NO),
    ("", "Kim <kim@customer.test>", {}, OWN_NOTICE, Proof.PROVEN, May.NO),
    ("", "Eva <eva@nordlicht.example>", {}, OWN_NOTICE, Proof.PROVEN, May.NO),
    (RESULTS, ANNA, {}, OWN_NOTICE, Proof.PROVEN, May.YES),
    (RESULTS, ANNA, {}, letter("ben@nordlicht.example"), Proof.PROVEN, May.YES),
    (RESULTS, ANNA, {}, None, Proof.PROVEN, May.YES),
    (RESULTS, ANNA, {}, OWN_NOTICE, Proof.UNKNOWN, May.UNSURE),
    (RESULTS, ANNA, {}, OWN_NOTICE, Proof.FAILED, May.UNSURE),
    (OWN_MAIL, ANNA, {"X-Our": "secret"}, OWN_NOTICE, Proof.UNKNOWN, May.YES),
    (OWN_MAIL, ANNA, {"X-Our": "other"}, OWN_NOTICE, Proof.UNKNOWN, May.UNSURE),
    (OWN_MAIL, ANNA, {}, OWN_NOTICE, Proof.UNKNOWN, May.UNSURE),
    (RESULTS, ANNA, {"Auto-Submitted": "auto-replied"}, OWN_NOTICE, Proof.PROVEN, May.NO),
    (RESULTS, ANNA, {"Auto-Submitted": "no"}, OWN_NOTICE, Proof.PROVEN, May.YES),
    (RESULTS, ANNA, {"Auto-Submitted": "No (a person)"}, OWN_NOTICE, Proof.PROVEN, May.YES),
    (RESULTS, ANNA, {"X-Autorespond": "yes"}, OWN_NOTICE, Proof.PROVEN, May.NO),
    (RESULTS, ANNA, {"Precedence": "Auto_Reply"}, OWN_NOTICE, Proof.PROVEN, May.NO),
    (RESULTS, ANNA, {"Return-Path": "<>"}, OWN_NOTICE, Proof.PROVEN, May.NO),
    (RESULTS, ANNA, {"Subject": "Automatische Antwort: 3 replies due"}, OWN_NOTICE, Proof.PROVEN, May.NO),
    (RESULTS, ANNA, {"Subject": "Out of Office: 3 replies due"}, OWN_NOTICE, Proof.PROVEN, May.NO),
    (RESULTS, ANNA, {"Subject": "Réponse automatique : 3 réponses"}, OWN_NOTICE, Proof.PROVEN, May.NO),
    (RESULTS, ANNA, {"Subject": "Re: Ben is out of office"}, OWN_NOTICE, Proof.PROVEN, May.YES),
]


@pytest.mark.parametrize(("trust", "author", "fields", "notice", "proof", "may"), TABLE)
def test_who_may_order(
    *, trust: str, author: str, fields: dict[str, str], notice: Letter | None, proof: Proof, may: May
) -> None:
    """Each row of the table; whoever may is known by key, and there is always one finding with its evidence."""
    message = mail("mine 7K3F", dict[str, str | None]({"From": author, **fields}))
    answer, findings = ordered(message, notice=notice, proof=proof, policy=rules(trust))

    assert answer.may is may
    if may is May.YES:
        assert answer.person == "anna"
        assert answer.notice is notice
    [finding] = findings
    assert finding.evidence
    assert finding.row == "mail command"

"""A month of a busy desk, made by hand: enough answers for a policy; two languages, three urgencies, two topics."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.rehearse.month import RULES, Mail, answer, asks, newsletter, write_mbox

MORE = """\
topic.billing = { name = { en = "billing", de = "Rechnung" } }
[[rule]]
name = "outage"
when = { subject = ["down"] }
urgency = "high"
[[rule]]
name = "question"
when = { subject = ["question", "Frage"] }
urgency = "low"
[[rule]]
name = "order"
when = { subject = ["order", "invoice", "Rechnung"] }
urgency = "normal"
[[rule]]
name = "invoices of Hafenwerke"
when = { subject = ["invoice", "Rechnung"] }
topic = "billing"
[[rule]]
name = "Kim Berg writes too often"
when = { from = ["kim@customer7.example"] }
acknowledge = "never"
[account.main]"""
BUSY_RULES = RULES.replace("[account.main]", MORE)
GERMAN = "Guten Tag, ich warte noch auf meine Rechnung. Können Sie bitte nachsehen, wann sie kommt? Vielen Dank."
SUBJECTS = ("My order", "Our invoice", "Rechnung", "The site is down", "A question")
HOURS = (4, 2, 2, 1, 7)
"""Working hours until the answer, by subject; every sixth takes half as long again."""
FIRST_DAY = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def mails() -> tuple[list[Mail], list[Mail]]:
    """What came, and what was answered: 24 mails on every weekday, the last ones not answered yet."""
    came, sent = [newsletter(FIRST_DAY)], []
    for number in range(480):
        week, rest = divmod(number, 120)
        day, of_day = divmod(rest, 24)
        at = FIRST_DAY + timedelta(weeks=week, days=day, minutes=7 * of_day)
        sort = number % len(SUBJECTS)
        mail = replace(asks(number, at), subject=f"{SUBJECTS[sort]} {number}")
        came.append(replace(mail, text=GERMAN) if sort == 2 else mail)
        if number % 53 and number < 474:
            took = timedelta(hours=HOURS[sort], minutes=30 * HOURS[sort] * (number % 6 == 0))
            late = timedelta(hours=15) if at + took > at.replace(hour=16, minute=0) else timedelta()
            sent.append(replace(answer(number, at + took + late), subject=f"Re: {SUBJECTS[sort]} {number}"))
    return came, sent


def write_busy_month(folder: Path) -> tuple[Path, Path]:
    """The month's two files."""
    came, sent = mails()
    inbox = write_mbox(folder / "busy.mbox", [mail.octets() for mail in came])
    return inbox, write_mbox(folder / "busy-sent.mbox", [mail.octets() for mail in sent])

"""triaged letters: every letter this policy can write, in every language."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from triaged.cli.ask import rules_of
from triaged.errors import ServerUnreachable, UsageError
from triaged.files import load_policy, load_wording

if TYPE_CHECKING:
    from triaged.mail.letter_samples import Sample
    from triaged.mail.wording import Wording
    from triaged.model.letter import Letter
    from triaged.policy.shape import InboxEntry, Policy
    from triaged.scribe import Scribe


@click.command()
@click.option("--to", "to", metavar="ADDRESS", help="Send them to this address, through the first inbox's account.")
@click.pass_context
def letters(ctx: click.Context, *, to: str | None) -> None:
    """Show every letter in every language, with invented customers; or send them all to yourself."""
    import asyncio

    from triaged.mail.letter_samples import samples

    path = rules_of(ctx)
    policy = load_policy(path)
    wording = load_wording(policy, path)
    if to is not None:
        click.echo(f"{asyncio.run(_send(policy, wording, to))} letters sent to {to}")
        return
    for sample in samples(wording, policy):
        click.echo(f"── {sample.label}\nSubject: {sample.subject}\n\n{sample.text}\n")


async def _send(policy: Policy, wording: Wording, to: str) -> int:
    from triaged.credentials.login import AccountLogin
    from triaged.mail.letter_samples import samples
    from triaged.model.letter import Delivered
    from triaged.outbox.smtp import SmtpCourier
    from triaged.scribe import Scribe

    inbox = next(iter(policy.inboxes.values()))
    account = policy.accounts[inbox.account]
    courier = SmtpCourier(account.smtp, AccountLogin(account) if account.password or account.oauth else None)
    scribe = Scribe(policy=policy, wording=wording, secret=secrets.token_bytes(32))
    shown = samples(wording, policy)
    try:
        for sample in shown:
            attempt = await courier.send(_letter(scribe, inbox, sample, to))
            if not isinstance(attempt, Delivered):
                raise ServerUnreachable(f"{account.smtp.host} did not accept {sample.label!r}: {attempt.answer}")
    finally:
        await courier.close()
    return len(shown)


def _letter(scribe: Scribe, inbox: InboxEntry, sample: Sample, to: str) -> Letter:
    """A sample is nobody's acknowledgement: no journal copy, a mark that no store knows."""
    from triaged.mail.letter_headers import UnsafeAddress
    from triaged.mail.wording import Worded

    worded = Worded(sample.subject, sample.text)
    try:
        letter = scribe.notice(worded, to=to, inbox=inbox, key=sample.label, now=datetime.now(UTC))
    except UnsafeAddress as error:
        raise UsageError(f"{to!r} is not an address that a letter can go to") from error
    return replace(letter, journal="")

"""triaged label: asks of a few mails how urgent they are, what about, or in what mood, to learn from."""

from __future__ import annotations

import random
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from triaged.cli.ask import asked, rules_of
from triaged.files import load_policy
from triaged.mail.plain import one_line

if TYPE_CHECKING:
    from triaged.policy.shape import Policy
    from triaged.scorer.judge import WordJudge

SHOWN = 700
"""Characters of a mail that are shown."""
WORDS = {"urgency": ("critical", "high", "normal", "low"), "tone": ("upset", "neutral", "pleased")}


@click.command()
@click.argument("what", type=click.Choice(["urgency", "topic", "tone"]), default="urgency")
@click.option("--mails", type=click.IntRange(1, 100), default=20, show_default=True, help="How many are asked.")
@click.pass_context
def label(ctx: click.Context, what: str, *, mails: int) -> None:
    """Say of a few mails how urgent they are, what they are about, or in what mood: it is learned from.

    Half of them are those that the words are least sure of, half are taken at random, so that what is rare is asked
    too. Answers are the first letters of a word; an empty one skips the mail, q ends. Threads stay as they are.
    """
    policy = load_policy(rules_of(ctx))
    words = WORDS.get(what) or tuple(policy.topics)
    if len(words) < 2:
        raise click.UsageError(f"rules.toml names fewer than two topics: {', '.join(words) or 'none'}")
    found = asked(ctx, "label list", {"what": what})["mails"]
    assert isinstance(found, list)  # noqa: S101 - as the command writes it
    chosen = _chosen(found, what, mails, policy)
    said = 0
    for number, mail in enumerate(chosen, start=1):
        _show(mail, f"{number} of {len(chosen)}")
        word = _answer(words)
        if word is None:
            break
        if word:
            asked(ctx, "label", {"what": what, "thread": mail["thread"], "value": word})
            said += 1
    click.echo(f"{said} said; `triaged train` learns from them now" if said else "nothing was said")


def _chosen(found: list[Any], what: str, many: int, policy: Policy) -> list[dict[str, Any]]:
    """Half those that the words are least sure of, half at random, mixed: nobody should know which is which."""
    from triaged.scorer.judge import WordJudge

    judge = WordJudge(policy.topics)
    order = sorted(found, key=lambda mail: _sureness(mail, what, judge))
    unsure, rest = order[: (many + 1) // 2], order[(many + 1) // 2 :]
    picked = random.sample(rest, min(len(rest), many - len(unsure)))
    both: list[dict[str, Any]] = [*unsure, *picked]
    random.shuffle(both)
    return both


def _sureness(mail: dict[str, Any], what: str, judge: WordJudge) -> float:
    """How sure the words are of a mail: how far its judgement is from the next one."""
    from triaged.model.mail import Headers, Message

    text = mail["text"]
    message = Message(
        inbox="",
        received=datetime.fromisoformat(mail["received_at"]),
        size=len(text),
        identity="",
        digest="",
        subject=mail["subject"],
        text=text,
        own_text=text,
        headers=Headers(()),
    )
    judged = judge.judge(message, mail["language"])
    if what == "urgency":
        return judged.urgency.confidence
    return judged.tone.confidence if what == "tone" else judged.topic.confidence


def _show(mail: dict[str, Any], place: str) -> None:
    text = mail["text"][:SHOWN] + ("…" if len(mail["text"]) > SHOWN else "")
    click.echo(f"\n{place} · {mail['thread']} · {one_line(mail['subject'], 100)}\n")
    for line in text.splitlines():
        click.echo(f"    {one_line(line, 200)}")
    click.echo()


def _answer(words: tuple[str, ...]) -> str | None:
    """One of the words, "" to skip the mail, None to end."""
    while True:
        typed = click.prompt(" / ".join(words), default="", show_default=False).strip().lower()
        if typed == "q":
            return None
        meant = [word for word in words if word.lower().startswith(typed)] if typed else [""]
        exact = [word for word in words if word.lower() == typed]
        if len(exact or meant) == 1:
            return (exact or meant)[0]
        click.echo("one of these words, an empty line to skip, q to end")

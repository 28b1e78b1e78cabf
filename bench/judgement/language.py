"""Is a short mail's language known? On 200 short mails of our own, as the parser hands them on."""

from __future__ import annotations

from collections.abc import Iterator

from bench.judgement.row import Row
from tests.gold.read import LANGUAGES, short_mails
from triaged.mail.quotes import own_text
from triaged.rules.language import language


def rows() -> Iterator[Row]:
    mails = short_mails()
    right = sum(
        language(own_text(mail.text, mail.text) or mail.subject, LANGUAGES)[0] == mail.language for mail in mails
    )
    yield Row(
        what="language",
        on=f"{len(mails)} short mails of our own",
        value=right / len(mails),
        least=0.97,
        aim=0.99,
        shown="{:.1%}",
    )

"""A letter names a help article once in a conversation, where it may; the ledger tells what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from tests.dialogs.mails import Received
from tests.loops.house import MONDAY, Hands, goes, intake, mail, policy, take, threads
from tests.rules.test_articles import ARM, EXPORT
from triaged.intake import Intake
from triaged.loops.handle import act
from triaged.model.article import Offer
from triaged.model.letter import Letter
from triaged.model.stored import OFFERED
from triaged.model.thread import Happening
from triaged.policy.shape import Policy
from triaged.report.ledger import report
from triaged.report.offered import Shown
from triaged.rules.articles import shelf
from triaged.store import SqlStore

SHELF = shelf((ARM, EXPORT))
TRUST = '[trust]\nresults_of = ["mx.nordlicht.example"]\n'
PROVEN = "Authentication-Results: mx.nordlicht.example; dmarc=pass header.from=customer.test\r\n"
AGAIN = f"{PROVEN}In-Reply-To: <1@customer.test>\r\n"
ASKS = "Hello,\n\ndoes the program run on a Mac with an ARM processor?\n\nKim Lee"
KIM = "Kim Lee <kim@customer.test>"


def rules(more: str = "", articles: str = 'folder = "help"') -> Policy:
    """The small desk with help articles."""
    return policy(f"{TRUST}[articles]\n{articles}\n{more}")


def desk(store: SqlStore, house: Policy | None = None) -> Intake:
    """Takes mail in with the articles at hand."""
    return replace(intake(house or rules(), store, Hands()), shelf=SHELF)


def asked(store: SqlStore, house: Policy | None = None, *, headers: str = PROVEN, text: str = ASKS) -> Letter:
    """The letter that a customer gets who asks what the article tells."""
    take(desk(store, house), store, mail(1, KIM, headers=headers, text=text, subject="A question"))
    [thread] = threads(store)
    [letter] = store.transact_now(lambda tx: tx.letters_of_thread(thread.thread_id))
    return letter


def test_the_letter_names_the_article_and_the_store_keeps_that_it_did(store: SqlStore) -> None:
    """Title and address, as they are, and the promise all the same."""
    letter = asked(store)
    assert letter.offers == (ARM.offer,)
    text = Received(letter.octets).text.replace("\r\n", "\n")
    assert f"This may already help:\n{ARM.title}\n{ARM.url}\n" in text
    assert "You will get a reply from a person by Monday, 9 March, 14:00" in text
    assert "?" not in ARM.url, "every customer gets the same address"


@pytest.mark.parametrize(
    "house",
    [
        policy(TRUST),
        rules('[[rule]]\nname = "a person first"\nwhen = { text = "ARM" }\narticles = false\n'),
        rules('[[rule]]\nname = "it burns"\nwhen = { text = "ARM" }\nurgency = "critical"\n'),
    ],
    ids=["the desk has none", "a rule says so", "critical"],
)
def test_no_article_where_the_desk_wants_none_or_where_it_burns(store: SqlStore, house: Policy) -> None:
    """Without [articles], by rule, and to who needs a person at once."""
    letter = asked(store, house)
    assert letter.offers == ()
    assert ARM.url not in Received(letter.octets).text


def test_the_first_rule_that_speaks_of_articles_decides(store: SqlStore) -> None:
    """As with everything that rules say."""
    both = '[[rule]]\nwhen = { text = "ARM" }\narticles = true\n[[rule]]\nwhen = {}\narticles = false\n'
    assert asked(store, rules(both)).offers == (ARM.offer,)


def test_who_is_not_proven_gets_the_promise_and_nothing_else(store: SqlStore) -> None:
    """A letter to an address that anybody could have written in holds no link."""
    letter = asked(store, headers="")
    assert (letter.offers, "https://" in Received(letter.octets).text) == ((), False)


def test_never_a_second_time_in_a_conversation(store: SqlStore) -> None:
    """After an answer the next mail is acknowledged again, without an article: it did not help."""
    asked(store)
    goes(store, MONDAY + timedelta(minutes=1))
    [thread] = threads(store)
    done = {"at": MONDAY + timedelta(hours=1), "now": MONDAY + timedelta(hours=1), "who": "anna"}
    store.transact_now(lambda tx: act(tx, thread, Happening.ANSWER, policy=rules(), **done))  # type: ignore[arg-type]

    later = MONDAY + timedelta(hours=2)
    take(
        replace(desk(store), clock=Hands(later)),
        store,
        mail(2, KIM, received=later, headers=AGAIN, text=ASKS, subject="A question"),
    )
    letters = store.transact_now(lambda tx: tx.letters_of_thread(thread.thread_id))
    assert len(letters) == 2
    assert letters[1].offers == ()
    assert ARM.url not in Received(letters[1].octets).text


def test_a_letter_whose_language_is_not_clear_names_none(store: SqlStore) -> None:
    """It is not known which article could be read."""
    assert asked(store, text="Mac ARM Windows 11?").offers == ()


def test_a_letter_from_a_template_without_articles_did_not_offer_any(store: SqlStore) -> None:
    """What counts as offered is what the customer can read."""
    from tests.letters.house import wording
    from triaged.mail.shipped import shipped_templates
    from triaged.mail.wording import Wording

    old = shipped_templates()["en/acknowledgement.txt"]
    begin, end = old.index("{% if articles %}"), old.index("{% if automatic %}")
    own = Wording(shipped_templates(), {"en/acknowledgement.txt": old[:begin] + old[end:]}, folder="words")
    taking = desk(store)
    taking = replace(taking, scribe=replace(taking.scribe, wording=own))
    take(taking, store, mail(1, KIM, headers=PROVEN, text=ASKS, subject="A question"))
    [thread] = threads(store)
    [letter] = store.transact_now(lambda tx: tx.letters_of_thread(thread.thread_id))
    assert letter.offers == ()
    assert wording() is not own


def test_the_ledger_tells_that_it_was_offered_and_that_the_customer_wrote_solved(store: SqlStore) -> None:
    """Counted from when the letter left; a customer's "solved" decides, and nobody had to answer."""
    asked(store)
    entries = lambda: tuple(store.transact_now(lambda tx: list(tx.ledger(MONDAY + timedelta(days=9)))))  # noqa: E731
    assert OFFERED not in {entry.event for entry in entries()}
    goes(store, MONDAY + timedelta(minutes=1))
    assert [entry.row for entry in entries() if entry.event == OFFERED] == [ARM.url]

    later = MONDAY + timedelta(hours=1)
    solved = mail(2, KIM, received=later, headers=AGAIN, text="Solved, thank you!", subject="Re: A question")
    take(replace(desk(store), clock=Hands(later)), store, solved)
    made = report(entries(), until=MONDAY + timedelta(days=9), zone=UTC)
    assert made.articles == (Shown(url=ARM.url, offered=1, solved=1, closed=0, answered=0, open=0),)


def test_what_a_letter_offers_is_kept_as_it_is(store: SqlStore) -> None:
    """Titles of any letters come back as they were written."""
    offers = (Offer(title='Größe "L" ändern', url="https://h.example/1"), Offer(title="b", url="https://h.example/2"))
    letter = replace(asked(store), once_key="other", mark="other", letter_id=None, offers=offers)
    number = store.transact_now(lambda tx: tx.add_letter(letter))
    assert number is not None
    kept = store.transact_now(lambda tx: tx.letter(number))
    assert kept is not None
    assert kept.offers == offers

"""A topic is found by what is meant, where the words of the desk are not those of the mail."""

from __future__ import annotations

import pytest

from tests.learn.meant import Letters, encoder, needs_sentences
from tests.scorer.judging import message
from triaged.learn.about import TopicMeaning
from triaged.policy.shape import TopicEntry
from triaged.rules.topic import by_score
from triaged.scorer.topics import TopicWords

INVOICE = TopicEntry(
    key="invoice",
    name={"en": "invoice"},
    means={"en": "invoice, credit note, direct debit, refund"},
    examples=("I was charged twice in October", "Please send the invoice to our new address"),
)
FAULT = TopicEntry(
    key="fault",
    name={"en": "fault"},
    means={"en": "the heating controller or the app does not work"},
    examples=("The app says my controller is offline",),
)
TOPICS = {"invoice": INVOICE, "fault": FAULT, "other": TopicEntry(key="other", name={"en": "other"})}


@needs_sentences
@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Ihr habt mir im Oktober zweimal Geld abgebucht.", "invoice"),
        ("Vous m'avez débité deux fois, merci de me rembourser.", "invoice"),
        ("Die Heizung bleibt kalt, das Gerät reagiert nicht.", "fault"),
        ("El aparato no funciona y la aplicación no se conecta.", "fault"),
    ],
)
def test_a_mail_in_another_language_than_the_descriptions_gets_its_topic(text: str, topic: str) -> None:
    """The words share nothing, the meaning does; the trail shows which description it is like."""
    mail, used = message("", text), encoder()
    score = TopicMeaning(used, TOPICS).topic(TopicWords(TOPICS).topic(mail), used.vector(text))
    assert by_score(score) == topic
    told = (*TOPICS[topic].means.values(), *TOPICS[topic].examples)
    assert score.reasons[-1].evidence in {f'reads like: "{one}"' for one in told}


@needs_sentences
def test_what_is_about_nothing_of_the_list_stays_unknown() -> None:
    """Unknown is an answer."""
    text, used = "Happy birthday to all of you!", encoder()
    score = TopicMeaning(used, TOPICS).topic(TopicWords(TOPICS).topic(message("", text)), used.vector(text))
    assert by_score(score) == ""


def test_words_are_heard_beside_meaning_and_both_are_told() -> None:
    """The same topic by both is surer than by either, and its words stay in the trail."""
    mail = message("Invoice", "The invoice was charged twice.")
    words = TopicWords(TOPICS).topic(mail)
    both = TopicMeaning(Letters(), TOPICS).topic(words, Letters().vector(INVOICE.examples[0]))
    assert (words.key, both.key) == ("invoice", "invoice")
    assert both.reasons[0] == words.reasons[0]
    assert both.reasons[1].evidence == 'reads like: "I was charged twice in October"'
    silent = TopicMeaning(Letters(), TOPICS).topic(TopicWords(TOPICS).topic(message("", "xyz")), Letters().vector("x"))
    assert silent.confidence < both.confidence


def test_a_desk_that_describes_fewer_than_two_topics_is_judged_as_by_words() -> None:
    """There is nothing to tell apart."""
    one = {"invoice": INVOICE}
    words = TopicWords(one).topic(message("", "invoice"))
    assert TopicMeaning(Letters(), one).topic(words, Letters().vector("invoice")) == words
    assert TopicMeaning(Letters(), {}).topic(words, Letters().vector("")) == words

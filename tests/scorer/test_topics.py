"""What is it about, by the words with which the desk describes its topics."""

from hypothesis import given
from hypothesis import strategies as st

from tests.scorer.judging import message
from triaged.policy.shape import TopicEntry
from triaged.rules.topic import by_score
from triaged.scorer.topics import TopicWords

TOPICS = {
    "billing": TopicEntry(
        key="billing",
        name={"en": "Invoice", "de": "Rechnung"},
        means={"en": "invoices, refunds, direct debit", "de": "Rechnungen, Erstattung, Lastschrift"},
        examples=("I was charged twice in October", "Bitte die Rechnung an die neue Anschrift"),
    ),
    "fault": TopicEntry(
        key="fault",
        name={"en": "Fault", "de": "Störung"},
        means={"en": "the heating controller or the app does not work", "de": "Heizung oder App funktioniert nicht"},
        examples=("The app says my controller is offline", "Die Therme zeigt E17 und bleibt aus"),
    ),
    "other": TopicEntry(key="other", name={"en": "Other", "de": "Sonstiges"}),
}
WORDS = TopicWords(TOPICS)


def test_the_words_of_a_description_name_the_topic() -> None:
    """A mail with the words of one description is surely about that topic, in each of its languages."""
    for subject, text, expected in (
        ("Invoice for October", "Please send the invoice again, I was charged twice.", "billing"),
        ("Rechnungskorrektur", "Auf der Rechnung fehlt die Lastschrift.", "billing"),
        ("Heizungsregler", "Die Heizung bleibt aus, der Regler zeigt E17.", "fault"),
        ("Controller offline", "The app does not find the controller.", "fault"),
    ):
        assert by_score(WORDS.topic(message(subject, text))) == expected


def test_parts_of_compounds_and_inflections_count() -> None:
    """A word is near to its kin: "Rechnungsadresse" and "refunded" to "Rechnung" and "refunds"."""
    assert WORDS.topic(message("", "Rechnungsadresse")).key == "billing"
    assert WORDS.topic(message("", "when is it refunded")).key == "billing"


def test_greetings_say_nothing_about_a_topic() -> None:
    """A mail of small talk is near to nothing."""
    score = WORDS.topic(message("Hello", "Good morning, thank you very much, kind regards"))
    assert (score.key, score.confidence, score.reasons) == ("", 0.0, ())


def test_words_of_two_topics_leave_it_open() -> None:
    """A mail that is as near to one topic as to another is not named after either."""
    score = WORDS.topic(message("", "invoice controller"))
    assert by_score(score) == ""


def test_a_topic_without_a_description_is_never_judged() -> None:
    """Only `means` or `examples` make a topic one that mail is judged by; a name alone does not."""
    assert WORDS.topic(message("other", "other other")).key != "other"


def test_one_topic_alone_is_never_judged() -> None:
    """With nothing to compare it with, no mail is judged to be about the only described topic."""
    alone = TopicWords({"billing": TOPICS["billing"]})
    assert alone.topic(message("Invoice", "invoice")).key == ""


def test_the_reason_names_words_of_the_mail() -> None:
    """What an agent is shown are the words of the mail that made it."""
    (reason,) = WORDS.topic(message("Invoice", "charged twice")).reasons
    assert "invoice" in reason.evidence
    assert reason.answer == "billing"


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_has_a_judgement(subject: str, text: str) -> None:
    """Total: whatever is written, the confidence is a share and the topic one of the desk's or none."""
    score = WORDS.topic(message(subject, text))
    assert 0.0 <= score.confidence <= 1.0
    assert score.key in {"", "billing", "fault"}

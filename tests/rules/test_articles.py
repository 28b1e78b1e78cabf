"""An article is offered only to who asks what it tells; every other mail waits for a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.mails import mail
from triaged.model.article import Article
from triaged.model.thread import Score, Urgency
from triaged.rules.articles import Shelf, articles, shelf
from triaged.rules.articles.asks import why_not
from triaged.rules.articles.stems import stems, words

ARM = Article(
    title="Which computers you need",
    url="https://help.example/requirements",
    language="en",
    text="The program runs on Windows 10 and 11. Processors of the ARM kind are supported. There is none for Mac.",
)
EXPORT = Article(
    title="Exporting the journal",
    url="https://help.example/export",
    language="en",
    text="Open the journal, choose Export, then the quarter or two dates. The file is CSV with semicolons.",
)
BACKUP = Article(
    title="Backing up your books",
    url="https://help.example/backup",
    language="en",
    text="Choose Backup in the File menu, a folder or a memory stick, and how many copies are kept.",
)
COPIES = Article(
    title="Backup: which copies are kept",
    url="https://help.example/copies",
    language="en",
    text="Choose Backup in the File menu: so many copies are kept on the memory stick or in the folder.",
)
DEUTSCH = Article(title="Welche Rechner", url="https://hilfe.example/rechner", language="de", text="Windows, kein Mac")
SHELF = shelf((ARM, EXPORT, BACKUP, DEUTSCH))
QUIET = Score(urgency=Urgency.NORMAL, rank=0.37, confidence=0.5)


def offered(
    body: str, *, subject: str = "A question", on: Shelf = SHELF, language: str = "en", rank: float = 0.37
) -> list[str]:
    """The titles of what is offered."""
    score = Score(urgency=Urgency.NORMAL, rank=rank, confidence=0.5)
    message = mail(body, {"Subject": subject})
    found, findings = articles(message, on=on, language=language, score=score)
    assert bool(findings) == on.has(language), "every mail that could have had an article says why it has none"
    return [article.title for article in found]


def test_who_asks_what_an_article_tells_gets_it() -> None:
    """The article that holds what is asked, and no other."""
    assert offered("Does the program run on a Mac with an ARM processor?") == [ARM.title]
    assert offered("How do I export the quarter as CSV from the journal?") == [EXPORT.title]


@pytest.mark.parametrize(
    ("body", "subject", "rank"),
    [
        ("Does the program run on a Mac with an ARM processor?", "Re: A question", 0.37),
        ("Does the program run on a Mac with an ARM processor? Order 4711081.", "A question", 0.37),
        ("Does the program run on an ARM processor? I paid 49.90 for it.", "A question", 0.37),
        ("Please check whether it runs on a Mac with an ARM processor?", "A question", 0.37),
        ("It has crashed since Monday on my Mac with an ARM processor?", "A question", 0.37),
        ("My Mac has an ARM processor", "A remark", 0.37),
        ("Does the program run on a Mac with an ARM processor?", "A question", 0.7),
        ("Is it true that whales sleep standing in the water, one eye open?", "A question", 0.37),
    ],
)  # fmt: skip
def test_what_a_person_must_look_at_gets_none(body: str, subject: str, rank: float) -> None:
    """A reply, a number, a sum, an order to us, a fault, no question, damage, and what no article knows."""
    assert offered(body, subject=subject, rank=rank) == []


def test_three_words_are_not_enough_to_know_what_is_meant() -> None:
    """A word that one article has does not make it the answer."""
    assert offered("Export?", subject="") == []


def test_only_articles_in_the_language_of_the_mail_are_offered() -> None:
    """None is better than one that cannot be read."""
    assert offered("Läuft das Programm auf einem Mac, Windows?", language="de") == [DEUTSCH.title]
    assert offered("Does the program run on a Mac with an ARM processor?", language="fr") == []


def test_articles_that_tell_the_same_are_offered_together_and_three_are_not() -> None:
    """Two that are far before the third; of three alike none is known to be meant."""
    ask = "How many copies are kept on the memory stick by Backup in the File menu?"
    both = offered(ask, on=shelf((ARM, EXPORT, BACKUP, COPIES)))
    assert set(both) == {BACKUP.title, COPIES.title}
    again = Article(title="Copies", url="https://help.example/3", language="en", text=COPIES.text)
    assert offered(ask, on=shelf((ARM, EXPORT, BACKUP, COPIES, again))) == []


def test_without_articles_nothing_is_found_and_nothing_is_said() -> None:
    """A house without help pages sees no trace of this."""
    assert articles(mail("Can I?"), on=shelf(()), language="en", score=QUIET) == ((), ())
    assert articles(mail("Can I?"), on=SHELF, language="en", score=QUIET, most=0) == ((), ())


@pytest.mark.parametrize(
    ("language", "text", "asks"),
    [
        ("en", "how do i change my address", True),
        ("en", "Would 14.2 run on ARM", True),
        ("en", "could you send me a new invoice?", False),
        ("de", "wie kann ich die Anschrift ändern", True),
        ("de", "Läuft das auf dem Mac", True),
        ("de", "Bitte schicken Sie mir eine neue?", False),
        ("de", "Seitdem geht es nicht. Warum?", False),
        ("fr", "comment puis-je changer d'adresse", True),
        ("fr", "Merci de rembourser. Est-ce possible ?", False),
        ("es", "cómo puedo cambiar la dirección", True),
        ("es", "Quiero anular el pedido. ¿Vale?", False),
        ("es", "tengo que pagar el jueves", False),
    ],
)
def test_a_question_is_known_in_every_language(language: str, text: str, asks: bool) -> None:
    """Whether a text asks for what can be read."""
    assert (why_not("", text, words(text), language) == "") is asks


def test_words_are_compared_by_their_beginnings_and_names_with_figures_whole() -> None:
    """Endings, accents and capitals do not matter; figures do."""
    assert stems(words("Exporting exporté EXPORTS"), "en") == {"export"}
    assert "w-117" in stems(words("the message W-117"), "en")
    assert words("see https://help.example/export?x=1 now") == ["see", "now"]


@given(st.text(max_size=300), st.sampled_from(["en", "de", "fr", "es", "xx"]))
def test_any_text_is_answered(text: str, language: str) -> None:
    """Total: whatever is written, shares and margins stay between 0 and 1."""
    for match in SHELF.matches(words(text), language, most=2):
        assert 0 < match.share <= 1
        assert 0 <= match.margin <= 1


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_articles_make_a_shelf(texts: list[str]) -> None:
    """Total as well: articles of any text."""
    made = shelf(Article(title=text, url="https://h.example/", language="en", text=text) for text in texts)
    assert len(made) == len(texts)
    for text in texts:
        made.matches(words(text), "en", most=2)

"""What a mail means is heard where no word of the lexicon stands, within limits, and on the scale of words."""

from __future__ import annotations

import numpy as np
import pytest

from tests.gold.read import gold
from tests.learn.meant import Letters, encoder, needs_sentences
from tests.scorer.judging import judged, message
from triaged.learn.features import text_of
from triaged.learn.meaning import Meaning, MeaningJudge
from triaged.learn.nearness import CAN_WAIT, CANNOT_WAIT, MOST, PATIENT, PRESSING, TELLING, Nearness
from triaged.learn.sentences import beginning
from triaged.mail.quotes import own_text
from triaged.model.finding import Finding
from triaged.model.thread import Urgency
from triaged.rules.articles import CALM
from triaged.scorer.judge import WordJudge
from triaged.scorer.weigh import CRITICAL, HIGH, LOW, plus, points_of, rank_of, urgency_of

CLAIMS = (
    "URGENT!!! " * 50,
    "Emergency! " * 30,
    "This is extremely urgent, please help immediately! ",
    "SEHR DRINGEND sofort eilt notfall umgehend ",
    "C'est très urgent, merci de répondre immédiatement !! ",
    "¡Urgente! Lo necesito inmediatamente. ",
)


def test_points_and_ranks_are_two_scales_of_one_thing() -> None:
    """So what is added counts the same wherever a mail stood before."""
    for points in (-3.0, LOW, 0.0, HIGH, CRITICAL, 9.0):
        assert points_of(rank_of(points)) == pytest.approx(points)
    assert points_of(0.0) < -10 < 10 < points_of(1.0)


def test_what_is_added_moves_rank_class_and_reasons_together() -> None:
    """And says why; nothing added changes nothing."""
    score = judged("My order", "It is broken.")
    why = Finding(question="How urgent is it?", answer="reads like x", evidence='"y"')
    more = plus(score, 2.5, why)
    assert points_of(more.rank) == pytest.approx(points_of(score.rank) + 2.5)
    assert more.urgency is urgency_of(points_of(score.rank) + 2.5) is Urgency.HIGH
    assert more.reasons == (*score.reasons, why)
    same = plus(score, 0.0)
    assert (same.urgency, same.reasons) == (score.urgency, score.reasons)
    assert same.rank == pytest.approx(score.rank)


def test_a_desk_tells_itself_what_cannot_wait() -> None:
    """Its own description is heard among the built-in ones; what is like neither side says nothing."""
    plain, own = Nearness(Letters()), Nearness(Letters(), urgent=["zzz qqq zzz qqq"])
    vector = Letters().vector("zzz qqq zzz qqq")
    assert own.of(vector).points > plain.of(vector).points + 1
    found = own.of(vector).finding()
    assert found is not None
    assert (found.answer, found.evidence) == (CANNOT_WAIT, '"zzz qqq zzz qqq"')
    patient = Nearness(Letters(), patient=["zzz qqq zzz qqq"]).of(vector).finding()
    assert patient is not None
    assert patient.answer == CAN_WAIT


def test_meaning_alone_makes_nothing_critical_and_little_of_it_is_not_told() -> None:
    """From a mail in which nothing was heard, the most that is added stays below critical."""
    assert urgency_of(points_of(judged("Hello").rank) + MOST) is Urgency.HIGH
    near = Nearness(Letters(), urgent=["zzz"], patient=["zzz"]).of(Letters().vector("zzz"))
    assert abs(near.points) < TELLING
    assert near.finding() is None


def test_what_only_claims_to_be_urgent_is_not_read() -> None:
    """In any of the four languages, however often; what is no text is replaced."""
    assert beginning("URGENT!!! my shop is down, asap, (dringend) ¡urgente!") == "my shop is down,"
    assert beginning("urgent " * 500 + "the shop") == "the shop"
    assert beginning("a\ud800b") == "a?b"


@needs_sentences
@pytest.mark.parametrize(
    ("pressing", "patient"),
    [
        ("None of our colleagues gets any work done any more.", "What colours does the lamp come in?"),
        ("Unsere Kunden können nichts mehr bestellen.", "Welche Farben gibt es?"),
        ("Nos clients ne peuvent plus rien commander.", "Quelles couleurs avez-vous ?"),
        ("Nuestros clientes ya no pueden pedir nada.", "¿Qué colores hay?"),
    ],
)
def test_what_cannot_wait_is_nearer_to_what_cannot_wait(pressing: str, patient: str) -> None:
    """In other words than the descriptions', in four languages."""
    nearness, used = Nearness(encoder()), encoder()
    assert nearness.of(used.vector(pressing)).points > TELLING > nearness.of(used.vector(patient)).points


@needs_sentences
def test_every_description_stands_on_its_own_side() -> None:
    """None is nearer to the other side than to its own."""
    nearness, used = Nearness(encoder()), encoder()
    assert [text for text in PRESSING if nearness.of(used.vector(text)).points <= 0] == []
    assert [text for text in PATIENT if nearness.of(used.vector(text)).points >= 0] == []


@needs_sentences
@pytest.mark.slow
def test_a_claim_moves_a_mail_by_one_class_at_most() -> None:
    """Also where its meaning is judged: mails of the building half, loud and as they are."""
    classes = list(Urgency)
    judge = MeaningJudge(words=WordJudge(), meaning=Meaning(encoder(), {}))
    for number, mail in enumerate(gold("building")[::9]):
        said = own_text(mail.text, mail.text)
        loud = CLAIMS[number % len(CLAIMS)] + said
        calm, cried = (judge.judge(message(mail.subject, text), mail.language).urgency.urgency for text in (said, loud))
        assert abs(classes.index(calm) - classes.index(cried)) <= 1, mail.id


@needs_sentences
@pytest.mark.slow
def test_ranks_with_meaning_stand_on_the_scale_of_words() -> None:
    """What is high in one is about as rare in the other, and so is what is calm enough for an article."""
    meaning, words = Meaning(encoder(), {}), WordJudge()
    before, after = [], []
    for mail in gold("building"):
        plain = message(mail.subject, own_text(mail.text, mail.text))
        judgement = words.judge(plain, mail.language)
        before.append(judgement.urgency.rank)
        after.append(meaning.added(judgement, meaning.vector(plain)).urgency.rank)
    for border in (rank_of(LOW), CALM, rank_of(HIGH), rank_of(CRITICAL)):
        shares = [float(np.mean(np.array(ranks) >= border)) for ranks in (before, after)]
        assert shares[1] == pytest.approx(shares[0], abs=0.12), border


def test_meaning_alone_makes_no_mail_low_but_moves_it_to_the_end() -> None:
    """Low needs a word that says so; then meaning may help it. Without its claims a mail is judged the same way."""
    meaning = Meaning(Letters(), {}, patient=["zzz qqq zzz qqq"])
    vector = Letters().vector("zzz qqq zzz qqq")
    for text, before, after in (
        ("Hello.", Urgency.NORMAL, Urgency.NORMAL),
        ("My order number is 4711.", Urgency.NORMAL, Urgency.NORMAL),
        ("Thank you very much, it is solved, no hurry.", Urgency.LOW, Urgency.LOW),
    ):
        words = WordJudge().judge(message("", text), "en")
        both = meaning.added(words, vector).urgency
        assert (words.urgency.urgency, both.urgency) == (before, after)
        assert both.rank < words.urgency.rank
    claiming = WordJudge().judge(message("", "This is urgent!"), "en")
    unclaimed = meaning.added(claiming, vector).urgency.unclaimed
    assert claiming.urgency.unclaimed is not None
    assert unclaimed is not None
    assert (unclaimed.urgency, unclaimed.rank < claiming.urgency.unclaimed.rank) == (Urgency.NORMAL, True)


def test_subject_and_own_text_are_what_is_read() -> None:
    """Of a mail: its quotes are not."""
    meaning = Meaning(Letters(), {})
    mail = message("Subject", "Own text")
    assert (meaning.vector(mail) == Letters().vector(text_of("Subject", "Own text"))).all()

"""What is known beside the words of a mail moves it by one class at most, and never makes it critical."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.mails import NOW, promised, thread
from triaged.model.mail import Attachment
from triaged.model.thread import Kind, Score, Turn, Urgency
from triaged.rules.circumstances import A_CLASS, HALF, Around, Circumstance, circumstances, moved
from triaged.rules.circumstances.files import named_like

LOW, NORMAL, HIGH, CRITICAL = Urgency.LOW, Urgency.NORMAL, Urgency.HIGH, Urgency.CRITICAL
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CLASSES = (LOW, NORMAL, HIGH, CRITICAL)


def score(urgency: Urgency) -> Score:
    return Score(urgency=urgency, rank=0.5, confidence=0.5)


def found(**around: Any) -> dict[str, int]:
    """What counts, and how much."""
    usual: dict[str, Any] = {"received": NOW, "subject": "Rechnung Oktober"}
    return {one.answer: one.counts for one in circumstances(Around(**{**usual, **around}))}


def file(name: str, kind: str = "application/octet-stream") -> Attachment:
    return Attachment(name=name, content_type=kind, size=1000)


def test_an_ordinary_first_mail_has_no_circumstances() -> None:
    """Nothing is known of a new customer: the words decide alone."""
    assert found() == {}
    assert moved(score(NORMAL), ()) == score(NORMAL)


@pytest.mark.parametrize(
    ("mails", "since", "counts"),
    [
        (1, timedelta(minutes=59), None),
        (4, timedelta(minutes=2), None),
        (1, HOUR, HALF),
        (1, 23 * HOUR, HALF),
        (1, DAY, A_CLASS),
        (2, HOUR, A_CLASS),
        (7, DAY, A_CLASS),
    ],
)
def test_further_mails_without_an_answer_count(mails: int, since: timedelta, counts: int | None) -> None:
    """The second after an hour counts half, after a day or the third a class; what comes at once is no repetition."""
    waiting = thread(unanswered_mails=mails, last_mail_at=NOW - since)
    expected = {} if counts is None else {f"mail {mails + 1} without an answer": counts}
    assert found(thread=waiting) == expected
    assert found(thread=waiting, nudged=True) == {}


def test_what_was_answered_is_not_repeated() -> None:
    """A customer's answer to an answer is no second mail, however long it took."""
    assert found(thread=thread(turn=Turn.THEIRS, last_mail_at=NOW - 3 * DAY)) == {}


@pytest.mark.parametrize(
    ("changed", "counts"),
    [
        ({"opened_at": NOW - DAY, "base_subject": "Lieferung"}, True),
        ({"opened_at": NOW - 23 * HOUR, "base_subject": "Lieferung"}, False),
        ({"opened_at": NOW - HOUR, "base_subject": "rechnung oktober"}, True),
        ({"opened_at": NOW - HOUR / 2, "base_subject": "Rechnung Oktober"}, False),
        ({"opened_at": NOW - 8 * DAY, "base_subject": "Rechnung Oktober"}, False),
        ({"opened_at": NOW - DAY, "answered_at": NOW - HOUR}, False),
        ({"opened_at": NOW - DAY, "turn": Turn.THEIRS}, False),
        ({"opened_at": NOW - DAY, "turn": Turn.NOBODY}, False),
        ({"opened_at": NOW - DAY, "kind": Kind.MACHINE}, False),
    ],
)
def test_another_thread_that_nobody_answered_counts(changed: dict[str, Any], counts: bool) -> None:
    """After a day whatever it is about, after an hour with the same subject, for a week."""
    expected = {"another thread of theirs without an answer": A_CLASS} if counts else {}
    assert found(others=(thread(8, **changed),)) == expected


def test_two_threads_without_a_subject_are_not_about_the_same() -> None:
    """No subject is no subject in common."""
    assert found(subject="", others=(thread(8, base_subject="", opened_at=NOW - 2 * HOUR),)) == {}


@pytest.mark.parametrize(
    ("changed", "answer"),
    [
        ({"promise": promised(NOW - HOUR)}, "a promise to them is broken"),
        ({"promise": replace(promised(NOW + HOUR), number=1)}, "they were told that we are late"),
        ({"promise": replace(promised(NOW - HOUR), number=1)}, "a promise to them is broken"),
        ({"promise": promised(NOW + HOUR)}, None),
        ({"promise": replace(promised(NOW - HOUR), told=False)}, None),
        ({"promise": promised(NOW - HOUR), "turn": Turn.THEIRS}, None),
        ({}, None),
    ],
)
def test_a_promise_that_is_not_made_good_counts(changed: dict[str, Any], answer: str | None) -> None:
    """Broken or moved and nobody answered since, in this thread or another; what they never heard of does not count."""
    expected = {} if answer is None else {answer: A_CLASS}
    waiting = thread(8, **changed, opened_at=NOW - 2 * HOUR, last_mail_at=NOW - HOUR / 2, base_subject="Lieferung")
    assert found(thread=waiting) == expected
    assert found(others=(waiting,)) == expected


@pytest.mark.parametrize(("importance", "counts"), [("high", A_CLASS), ("normal", None), ("low", -A_CLASS)])
def test_rules_toml_says_who_is_important(importance: str, counts: int | None) -> None:
    """The importance of a group counts as rules.toml gives it."""
    expected = {} if counts is None else {f"{importance} importance": counts}
    assert found(group="vip", importance=importance) == expected


@pytest.mark.parametrize(
    ("name", "letter", "fault"),
    [
        ("Mahnung.pdf", "mahnung", ""),
        ("2. Mahnung_RE-2026-00412.PDF", "mahnung", ""),
        ("letzteMahnung.pdf", "mahnung", ""),
        ("Pfändung Konto.pdf", "pfandung", ""),
        ("Pfaendung.docx", "pfaendung", ""),
        ("final-notice.pdf", "final notice", ""),
        ("Letter before claim (signed).pdf", "letter before claim", ""),
        ("Mise_en_demeure.pdf", "mise en demeure", ""),
        ("MISE EN DEMEURE.pdf", "mise en demeure", ""),
        ("avis à tiers détenteur.pdf", "avis a tiers detenteur", ""),
        ("Requerimiento_Hacienda.pdf", "requerimiento", ""),
        ("citación.pdf", "citacion", ""),
        ("Scan Mahnbescheid.jpg", "mahnbescheid", ""),
        ("Screenshot error 500.png", "", "error"),
        ("Fehlermeldung.JPG", "", "fehlermeldung"),
        ("capture-erreur.png", "", "erreur"),
        ("app.crash.log", "", "crash"),
        ("avería.jpeg", "", "averia"),
        ("Mahnung.ics", "", ""),
        ("Mahnung.vcf", "", ""),
        ("mahnung.zip", "", ""),
        ("error.pdf", "", ""),
        ("Ladung.pdf", "", ""),
        ("Rechnung.pdf", "", ""),
        ("court.pdf", "", ""),
        ("Screenshot 2026-11-23.png", "", ""),
        ("terrorist.png", "", ""),
        ("", "", ""),
        (".pdf", "", ""),
    ],
)
def test_names_of_files_say_what_they_are(name: str, letter: str, fault: str) -> None:
    """Demands and courts' letters among papers, faults among pictures and logs; calendars and cards say nothing."""
    assert named_like((file(name),)) == (letter, fault)


def test_a_name_without_a_kind_is_read_by_its_media_type() -> None:
    """Mail programs leave the extension out."""
    assert named_like((file("Mahnung", "application/pdf"), file("Fehler", "image/png"))) == ("mahnung", "fehler")
    assert named_like((file("Mahnung", "text/calendar"),)) == ("", "")


def test_a_demand_counts_a_class_and_a_picture_of_a_fault_half() -> None:
    """The one raises by itself, the other only with something else."""
    assert found(attachments=(file("Mahnung.pdf"),)) == {"a document named like a demand or a court's letter": A_CLASS}
    assert found(attachments=(file("error.png"),)) == {"a picture or a log named like a fault": HALF}


def test_only_the_first_attachments_are_looked_at() -> None:
    """A mail with thousands of parts costs no more than one with twenty."""
    assert named_like((*[file("a.pdf")] * 20, file("Mahnung.pdf"))) == ("", "")


def circumstance(counts: int) -> Circumstance:
    return Circumstance(answer="something", counts=counts)


@pytest.mark.parametrize(
    ("judged", "counts", "answer"),
    [
        (LOW, (A_CLASS,), NORMAL),
        (NORMAL, (A_CLASS,), HIGH),
        (NORMAL, (A_CLASS, A_CLASS, A_CLASS, HALF), HIGH),
        (LOW, (A_CLASS, A_CLASS, A_CLASS), NORMAL),
        (HIGH, (A_CLASS, A_CLASS), HIGH),
        (CRITICAL, (A_CLASS,), CRITICAL),
        (NORMAL, (HALF,), NORMAL),
        (NORMAL, (HALF, HALF), HIGH),
        (NORMAL, (-A_CLASS,), LOW),
        (HIGH, (-A_CLASS,), NORMAL),
        (LOW, (-A_CLASS,), LOW),
        (CRITICAL, (-A_CLASS,), CRITICAL),
        (NORMAL, (-A_CLASS, A_CLASS), NORMAL),
        (NORMAL, (-A_CLASS, A_CLASS, HALF), NORMAL),
        (NORMAL, (-A_CLASS, A_CLASS, A_CLASS), HIGH),
    ],
)
def test_all_of_it_together_moves_one_class(judged: Urgency, counts: tuple[int, ...], answer: Urgency) -> None:
    """Two halves make a class; several classes make one; critical is neither given nor taken."""
    after = moved(score(judged), map(circumstance, counts))
    assert after.urgency is answer
    assert after.sounded is (judged if answer is not judged else None)
    assert after.rank == score(judged).rank


@given(st.sampled_from(CLASSES), st.lists(st.integers(-2, 2)), st.integers(1, 2))
def test_what_raises_never_lowers(judged: Urgency, counts: list[int], more: int) -> None:
    """One more circumstance that raises never makes a mail less urgent, nor moves it further than a class."""
    without = moved(score(judged), map(circumstance, counts)).urgency
    with_it = moved(score(judged), map(circumstance, [*counts, more])).urgency
    assert CLASSES.index(with_it) >= CLASSES.index(without)
    assert abs(CLASSES.index(with_it) - CLASSES.index(judged)) <= 1
    assert (with_it is CRITICAL) == (judged is CRITICAL)


@given(st.lists(st.tuples(st.text(max_size=300), st.sampled_from(["", "application/pdf", "image/png", "\ud800"]))))
def test_no_name_breaks_it(names: list[tuple[str, str]]) -> None:
    """Any name gets an answer, and only words of our own lists come back."""
    letter, fault = named_like([file(name, kind) for name, kind in names])
    assert letter.isascii()
    assert fault.isascii()


def test_the_trail_names_what_is_known() -> None:
    """A person reads each circumstance in plain words, with where it comes from."""
    around = Around(received=NOW, subject="", group="vip", importance="high", attachments=(file("Mahnung Kranz.pdf"),))
    told = [(one.answer, one.evidence) for one in moved(score(NORMAL), circumstances(around)).reasons]
    assert told == [
        ("high importance", "customer.vip"),
        ("a document named like a demand or a court's letter", '"mahnung"'),
    ]

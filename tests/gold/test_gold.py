"""The gold set is what README.md says: two passes, settled, halves that are alike, one of them locked."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest

from tests.gold.agreement import QUESTIONS, URGENCIES, kappa, main, pairs_of
from tests.gold.read import DESKS, FOLDER, HALVES, LANGUAGES, articles, gold, short_mails, topics

LOCKED = {
    "labels.jsonl": "9028fcc2ee8a361198c6f0425e3094126d33d486fc136ac218a126639c20d401",
    "mails.jsonl": "21fa7df0685482574f6f484109702c7d1e90f5be7228014593d719ee6c19eb5e",
    "passes.jsonl": "5fc2db013fa02fe1ec34274a50c44bf4c4d50dc3cbb22c2878376b74dc22c709",
}


def test_the_locked_half_is_what_it_was_before_any_word_list_was_tuned() -> None:
    """Whoever changes a mail or a label that everything is measured on has to say so here."""
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (FOLDER / "locked").iterdir()}
    assert found == LOCKED


def test_both_halves_have_every_desk_in_every_language_in_like_numbers() -> None:
    """Six desks, four languages, about 14 mails of each in each half; each urgency as often, give or take twelve."""
    halves = [gold(half) for half in HALVES]
    for half in halves:
        cells = Counter((mail.desk, mail.language) for mail in half)
        assert set(cells) == {(desk, language) for desk in DESKS for language in LANGUAGES}
        assert all(12 <= number <= 16 for number in cells.values()), cells
    building, locked = (Counter(mail.labels.urgency for mail in half) for half in halves)
    assert all(abs(building[urgency] - locked[urgency]) <= 12 for urgency in URGENCIES)
    assert len({mail.id for half in halves for mail in half}) == 672


@pytest.mark.parametrize("half", HALVES)
def test_labels_are_of_the_kinds_the_guide_names(half: str) -> None:
    """Each topic is one of the desk or unknown, each fact one that the topic needs, each article one of the desk."""
    for mail in gold(half):
        needs = {topic.key: topic.needs for topic in topics(mail.desk, mail.language)} | {"unknown": ()}
        labels = mail.labels
        assert labels.urgency in URGENCIES, mail.id
        assert labels.tone in {"upset", "neutral", "pleased"}, mail.id
        assert set(labels.facts) | set(labels.missing) == set(needs[labels.topic]), mail.id
        assert not set(labels.facts) & set(labels.missing), mail.id
        assert labels.article in {"", *articles(mail.desk, mail.language)}, mail.id


@pytest.mark.parametrize("half", HALVES)
def test_what_two_labellers_agreed_on_stands_and_the_rest_was_settled_with_a_reason(half: str) -> None:
    """Where both said the same it is the label; where they differ somebody wrote why."""
    for mail in gold(half):
        differ = mail.first != mail.second
        assert mail.labels == mail.first or mail.why, mail.id
        assert not differ or mail.why, mail.id


@pytest.mark.parametrize("question", QUESTIONS)
def test_two_labellers_agree_far_beyond_chance(question: str) -> None:
    """Cohen's kappa of both passes over all mails."""
    pairs = pairs_of(question, [mail for half in HALVES for mail in gold(half)])
    assert kappa(pairs) > (0.75 if question == "article" else 0.9)


def test_the_page_shows_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    """The table of README.md is that of `python -m tests.gold.agreement`."""
    main()
    page = (FOLDER / "README.md").read_text("utf-8")
    assert all(line in page for line in capsys.readouterr().out.splitlines() if line.startswith("|"))


def test_kappa_is_that_of_the_textbook() -> None:
    """A table worked out by hand: 35 of 50 equal, 0.5 by chance, kappa 0.4; and squares count far misses."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    near, far = [(0, 0), (1, 1), (2, 2), (0, 1)], [(0, 0), (1, 1), (2, 2), (0, 2)]
    assert kappa(near, (0, 1, 2)) > kappa(near) > kappa(far, (0, 1, 2))


def test_there_are_fifty_short_mails_in_each_language() -> None:
    """Two hundred, none of them twice."""
    mails = short_mails()
    assert Counter(mail.language for mail in mails) == dict.fromkeys(LANGUAGES, 50)
    assert len({(mail.subject, mail.text) for mail in mails}) == 200
